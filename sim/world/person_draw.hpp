#pragma once
#include "chance/luck.hpp"
#include "world/world.hpp"

#include <cstdint>
#include <vector>

namespace emprise {

/// Finds anybody who lives in a quartier, by lot, without looking at everybody: rows of the blocks of its EPCI are
/// drawn until one lives there (about EPCI residents / quartier residents looks). Those who came from another EPCI live
/// in other blocks and are never found. Made once a week; refers to the world.
class PersonDraw {
public:
    explicit PersonDraw(const World& world);

    /// A living resident of at least `youngest` years; none() if `most_looks` found nobody. One question of luck:
    /// purpose, who, other.
    [[nodiscard]] ResidentId draw(QuartierId quartier, int youngest, const Luck& luck, Purpose why, Who who,
                                  Who other) const;

    static constexpr std::uint16_t most_looks = 16384;

private:
    struct Numbered {
        std::uint32_t number;
        BlockId block;
    };
    const World& world_;
    std::vector<Numbered> blocks_;           ///< By national number.
    std::vector<std::uint8_t> begins_group_; ///< By national number: 1 where a (département, EPCI) begins.
};

} // namespace emprise
