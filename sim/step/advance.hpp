#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "levers/delivery.hpp"
#include "settings/changes.hpp"
#include "settings/scenario.hpp"
#include "world/world.hpp"

#include <array>
#include <string_view>

namespace emprise {

inline constexpr std::array<std::string_view, 15> stage_names{
    "policies",      "services",    "demography", "drug_use", "market", "supply",     "staffing",   "strategy",
    "organisations", "enforcement", "justice",    "violence", "hold",   "perception", "observation"};

/// Told after each stage of the week; for timing tables and for finding where two runs part. May be empty.
class StageWatcher {
public:
    virtual ~StageWatcher() = default;
    virtual void after(std::size_t stage, const World& world) = 0;
};

/// What a run needs besides its World: constants of the arm and replicate, and the state of its triggers.
struct Course {
    const LeverCatalogue* levers{};
    Parameters parameters; ///< Of the run, before changes.
    ChangeTimeline changes;
    PolicyTimeline timeline;
    std::uint32_t seed{};
    std::uint32_t replicate{};
    Channels channels;
    StageWatcher* watcher{};
};

/// One week of the country: the model on one screen. Throws BrokenConservation when something was created or lost.
void advance(World& world, Course& course);

} // namespace emprise
