#pragma once
#include "base/expects.hpp"

#include <compare>
#include <cstdint>

namespace emprise {

/// What a name names. Four bits; a number is given once for ever.
enum class Kind : std::uint8_t {
    world = 0,
    resident = 1,
    block = 2,
    quartier = 3,
    commune = 4,
    departement = 5,
    region = 6,
    cell = 7,
    organisation = 8,
    household = 9,
    service = 10,
    parameter = 11,
    force = 12,
    event = 13, ///< Consignment, attack, seizure: named by place, week and repeat.
    zone = 14,
    stratum = 15, ///< Reserved for the sparse kernel: keeps its questions apart from all others.
};

/// The name of a thing for life: luck is keyed by it, never by a row or a position in a list.
/// `Who{}` is "nobody" as the other party of a question.
struct Who {
    std::uint64_t key{}; ///< Kind in bits 36 to 39, number below.

    static constexpr int number_bits = 36;

    [[nodiscard]] static constexpr Who of(Kind kind, std::uint64_t number)
    {
        EXPECTS(number < (std::uint64_t{1} << number_bits));
        return {static_cast<std::uint64_t>(kind) << number_bits | number};
    }

    /// A resident: national number of the block (16 bits) and ordinal in it (20 bits).
    [[nodiscard]] static constexpr Who resident(std::uint32_t block, std::uint32_t ordinal)
    {
        EXPECTS(block < (1U << 16U) && ordinal < (1U << 20U));
        return of(Kind::resident, std::uint64_t{block} << 20U | ordinal);
    }

    /// A thing born during the run: place (16 bits), week of birth (-1024 to 3071) and how many came before it there
    /// and then (8 bits). Never a counter: one more opening must not rename the rest.
    [[nodiscard]] static constexpr Who born(Kind kind, std::uint32_t place, int week, std::uint32_t nth)
    {
        EXPECTS(place < (1U << 16U) && week >= -1024 && week < 3072 && nth < (1U << 8U));
        return of(kind, std::uint64_t{place} << 20U | static_cast<std::uint64_t>(week + 1024) << 8U | nth);
    }

    [[nodiscard]] constexpr Kind kind() const { return static_cast<Kind>(key >> number_bits); }
    [[nodiscard]] constexpr std::uint64_t number() const { return key & ((std::uint64_t{1} << number_bits) - 1); }
    constexpr auto operator<=>(const Who&) const = default;
};

} // namespace emprise
