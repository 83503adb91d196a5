#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/demography.hpp"
#include "world/life_course.hpp"
#include "world/world.hpp"

#include <array>
#include <vector>

namespace emprise {

struct Birth {
    ResidentId mother;
    Sex sex;
};
/// One person goes: from the parental home, from a couple that ends, or from a home where they lived alone.
struct Departure {
    ResidentId leaver;
    QuartierId destination;
    bool ready; ///< To share the new home with somebody of the other sex who goes this week and is ready.
};
struct Move {
    ResidentId reference;
    QuartierId destination;
};
struct ActivityChange {
    ResidentId resident;
    Activity to;
};

/// What happens to the residents of one block in a week, in order of row within each list.
struct BlockProposals {
    std::vector<ResidentId> deaths;
    std::vector<Departure> departures;
    std::vector<Birth> births;
    std::vector<Move> moves;
    std::vector<ActivityChange> activities;
    std::int64_t clamped{}; ///< Hazards above their bound.
};

/// Ages within which one bound is not far from every hazard; lower limits.
inline constexpr std::array<int, 12> death_bands{0, 1, 15, 40, 55, 65, 72, 78, 83, 88, 93, 98};
inline constexpr std::array<int, 7> birth_bands{15, 20, 25, 30, 35, 40, 45};
inline constexpr std::array<int, 5> work_bands{15, 25, 30, 45, 57};

/// Weekly hazards by age, and what proposals look up.
struct DemographyTables {
    std::array<ByAge, 2> death; ///< [sex]
    ByAge birth;                ///< Of a woman.
    std::array<double, move_ages.size()> move;
    std::array<double, leaving_ages.size()> leaving;
    double separation;
    ByAge job_finding;
    ByAge discouragement;
    LifeCourse course;
    ByAge most_job_loss; ///< At the largest deprivation.
    std::array<double, death_bands.size()> death_bound;
    std::array<double, birth_bands.size()> birth_bound;
    std::array<double, work_bands.size()> work_bound;
};
[[nodiscard]] DemographyTables demography_tables(const DemographyParameters& parameters);

/// The two ways out of an activity, weekly hazards.
struct ActivityExits {
    double first{};
    double second{};
    Activity first_to{};
    Activity second_to{};
};
[[nodiscard]] ActivityExits activity_exits(const DemographyTables& tables, Activity now, int age, double deprivation);

class Destinations;
[[nodiscard]] BlockProposals propose_demography(const World& world, BlockId block, const DemographyTables& tables,
                                                const DemographyParameters& parameters,
                                                const Destinations& destinations, const Luck& luck);

} // namespace emprise
