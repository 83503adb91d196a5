#pragma once
#include "world/world.hpp"

#include <stdexcept>

namespace emprise {

/// Persons, euros or milligrams were created or lost: a bug, and the run's numbers are worth nothing.
class BrokenConservation : public std::logic_error {
    using std::logic_error::logic_error;
};

/// Exact, every week, in every build: residents equal births minus deaths and the quartier stocks add up to them; the
/// ledger sums to zero and equals what cells and organisations hold; milligrams and weapons likewise; every post is
/// counted once.
void check_conservation(const World& world);

} // namespace emprise
