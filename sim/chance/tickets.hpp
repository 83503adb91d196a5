#pragma once
#include "chance/who.hpp"

#include <compare>

namespace emprise {

/// -log(1 - u) / weight: the smallest of several tickets wins with probability weight / total weight.
/// Infinite when the weight is zero: such a competitor never wins against a positive one.
[[nodiscard]] double ticket(double u, double weight);

/// A place in a contest: smallest ticket first, equal tickets by name. No trace of who came first.
struct Bid {
    double ticket;
    Who who;
    friend constexpr auto operator<=>(const Bid&, const Bid&) = default;
};

} // namespace emprise
