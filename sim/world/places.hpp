#pragma once
#include "base/column.hpp"
#include "base/week.hpp"
#include "chance/who.hpp"

#include <cstdint>

namespace emprise {

/// What changes week by week in a quartier. Shares lie between 0 and 1.
struct QuartierState {
    Column<Quartier, double> fear;                ///< Share of residents who feel unsafe.
    Column<Quartier, double> trust;               ///< Share of residents who trust the police.
    Column<Quartier, double> collective_efficacy; ///< Readiness to act for the common good.
    Column<Quartier, double> readiness_to_report; ///< Reports per exposed adult and week.
    Column<Quartier, double> exposure;            ///< Smoothed share of residents who see dealing.
    Column<Quartier, double> raid_memory;         ///< Operations at this place, fading: burning falls with repetition.
    Column<Quartier, std::int16_t> vacated;       ///< Week the last site here closed; never_vacated before.
    Column<Quartier, double> unserved_cents;      ///< Smoothed weekly demand that found no seller, at reference prices.
    Column<Quartier, double> hold;                ///< Of the trade on the quartier (emprise), 0 to 1.
    Column<Quartier, double> violence_memory;     ///< Attacks here and reprisals, fading.
    Column<Quartier, std::int16_t> last_attack;   ///< Week of the last attack here; never_vacated before.
    // Habit of the market: which site and which crew sold most here last week, and what part of their kind.
    Column<Quartier, Who> usual_site; ///< By name; meaningless where the part is 0.
    Column<Quartier, Who> usual_crew;
    Column<Quartier, double> usual_site_part; ///< 0 to 1.
    Column<Quartier, double> usual_crew_part;
    static constexpr std::int16_t never_vacated = -32000;
    [[nodiscard]] std::size_t size() const { return fear.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("quartiers.fear", fear);
        f("quartiers.trust", trust);
        f("quartiers.collective_efficacy", collective_efficacy);
        f("quartiers.readiness_to_report", readiness_to_report);
        f("quartiers.exposure", exposure);
        f("quartiers.raid_memory", raid_memory);
        f("quartiers.vacated", vacated);
        f("quartiers.unserved_cents", unserved_cents);
        f("quartiers.hold", hold);
        f("quartiers.violence_memory", violence_memory);
        f("quartiers.last_attack", last_attack);
        f("quartiers.usual_site", usual_site);
        f("quartiers.usual_crew", usual_crew);
        f("quartiers.usual_site_part", usual_site_part);
        f("quartiers.usual_crew_part", usual_crew_part);
    }
};

/// National police or gendarmerie in one part of a département: zone = 2 x département + (0 police, 1 gendarmerie).
struct Forces {
    Column<Zone, double> officers; ///< On strength, full-time equivalents.
    Column<Zone, double> evidence; ///< Case evidence from investigation, hours-equivalent.
    [[nodiscard]] std::size_t size() const { return officers.size(); }

    template <class F>
    void for_each_column(F&& f)
    {
        f("forces.officers", officers);
        f("forces.evidence", evidence);
    }
};

/// Prison by département: places and the exogenous stock of other inmates (facts B-28, B-30).
struct Prisons {
    Column<Departement, double> places;
    Column<Departement, double> other_inmates;

    template <class F>
    void for_each_column(F&& f)
    {
        f("prisons.places", places);
        f("prisons.other_inmates", other_inmates);
    }
};

} // namespace emprise
