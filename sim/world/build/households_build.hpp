#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/genesis.hpp"
#include "world/build/age_pyramid.hpp"
#include "world/residents.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace emprise {

/// Rows of one quartier's residents: those of each age are neighbours.
struct QuartierRows {
    std::array<std::uint32_t, genesis_ages> first;
    CountsByAge count;
};

struct HouseholdShares {
    ByAge at_parental_home;
    ByAge in_couple;
    std::array<double, 3> family_size; ///< Cumulative shares of one, two, three children.
    double single_parent;
    double single_father;
    double age_at_last_birth;
    double age_at_last_birth_spread;
    double age_gap; ///< The man's age minus the woman's.
    double age_gap_spread;
    double moved_per_half_year;
    int half_year; ///< Of the first week.
};
[[nodiscard]] HouseholdShares household_shares(const GenesisParameters& parameters, int half_year);

/// Makes households of the residents of quartiers, one quartier at a time; keeps its room between calls.
class HouseholdBuilder {
public:
    explicit HouseholdBuilder(const HouseholdShares& shares) : shares_{shares} {}

    /// Links the rows into rings and writes arrivals. Rows must have sex, and a ring of their own.
    void build(Column<Resident, ResidentRecord>& record, const QuartierRows& rows, const Luck& luck, Who quartier);

private:
    /// Adults not yet in a household, by age and sex, taken from the back of each age.
    struct Pool {
        std::vector<std::uint32_t> rows;
        std::array<std::uint32_t, genesis_ages + 1> first{};
        std::array<std::uint32_t, genesis_ages> left{};
        /// Nearest age with somebody left in [youngest, oldest]; none() when nobody is.
        ResidentId take_near(int age, int youngest, int oldest);
    };
    struct Family {
        ResidentId parent;
        int children_to_come;
    };
    /// 32 bits at a time of one quartier's questions.
    struct Draws {
        Luck luck;
        Who quartier;
        std::uint32_t asked{};
        std::array<std::uint32_t, 4> words{};
        double next();
        double bell(); ///< Sum of three uniforms: mean 0, standard deviation 1, never beyond 3.
    };

    void fill_pools(const Column<Resident, ResidentRecord>& record, const QuartierRows& rows, Draws& draws);
    void raise_children(Column<Resident, ResidentRecord>& record, const QuartierRows& rows, Draws& draws);
    [[nodiscard]] ResidentId found_family(Column<Resident, ResidentRecord>& record, int youngest_child, Draws& draws);
    void pair_couples(Column<Resident, ResidentRecord>& record, Draws& draws);
    void live_alone(Column<Resident, ResidentRecord>& record, Draws& draws);
    [[nodiscard]] int draw_arrival(Draws& draws) const;

    HouseholdShares shares_;
    std::array<Pool, 2> pools_; ///< [sex]
    CountsByAge at_home_{};     ///< Residents of each age who live with a parent: the first rows of that age.
    std::array<std::vector<Family>, genesis_ages + 8> waiting_; ///< Families whose next child has this age.
};

} // namespace emprise
