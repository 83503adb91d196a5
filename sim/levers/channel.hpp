#pragma once
#include "base/column.hpp"
#include "settings/drugs.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace emprise {

/// The only door from policy to mechanism. Cleared and refilled every week by the delivery of services, so that "no
/// policy" is not a special case. Each channel says how several sources combine.
struct Channels {
    // Hours a week, summed over sources.
    Column<Commune, double> municipal_presence_hours; ///< Visible municipal police at places where drugs are sold.
    Column<Commune, double> national_presence_hours;  ///< Visible national police or gendarmes there.
    Column<Commune, double> raid_hours;               ///< Officer-hours for operations against sites (pilonnage).
    Column<Commune, double> control_hours;            ///< Controls of ports, roads, trains at this commune.
    Column<Quartier, double> mediation_hours;         ///< Social mediators in public space.

    // Doses between 0 and 1, combined as 1 - product of (1 - quality * reach * effect).
    Column<Quartier, double> dose_against_entry;      ///< On the hazard of entering the trade, ages 12 to 21.
    Column<Quartier, double> dose_against_initiation; ///< On the hazard of first use, ages 11 to 17.

    // Individual support: the share of NEET residents aged 16 to 25 who hold a place, and what it adds to their legal
    // alternative. Who holds one is a keyed question about the resident, so a larger reach only adds people.
    Column<Quartier, double> support_reach;    ///< Maximum over sources, 0 to 1.
    Column<Quartier, double> support_eur_week; ///< Reach-weighted mean, euros a week.

    // Share of heavy users of each drug in treatment, 0 to 1; summed over sources, capped at 1.
    std::array<Column<Quartier, double>, drug_count> treatment_reach;
};

/// Every channel empty, sized for a territory.
void clear(Channels& channels, std::size_t communes, std::size_t quartiers);

/// Name, unit, combination and receiving mechanism of each channel: `emprise levers --channels`, and what a lever's
/// effect may name.
struct ChannelDeclaration {
    const char* name;
    const char* unit;
    const char* combines; ///< "sum", "dose", "maximum"
    const char* moves;    ///< The mechanism that reads it.
};
[[nodiscard]] const std::array<ChannelDeclaration, 14>& channel_declarations();
[[nodiscard]] std::vector<std::string> channel_names();

} // namespace emprise
