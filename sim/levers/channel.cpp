#include "levers/channel.hpp"

namespace emprise {

void clear(Channels& channels, std::size_t communes, std::size_t quartiers)
{
    for (Column<Commune, double>* hours : {&channels.municipal_presence_hours, &channels.national_presence_hours,
                                           &channels.raid_hours, &channels.control_hours})
        hours->assign(communes, 0.0);
    for (Column<Quartier, double>* column :
         {&channels.mediation_hours, &channels.dose_against_entry, &channels.dose_against_initiation,
          &channels.support_reach, &channels.support_eur_week})
        column->assign(quartiers, 0.0);
    for (Column<Quartier, double>& reach : channels.treatment_reach) reach.assign(quartiers, 0.0);
}

const std::array<ChannelDeclaration, 14>& channel_declarations()
{
    static constexpr std::array<ChannelDeclaration, 14> declarations{{
        {"municipal_presence_hours", "h/week", "sum", "enforcement"},
        {"national_presence_hours", "h/week", "sum", "enforcement"},
        {"raid_hours", "h/week", "sum", "enforcement"},
        {"mediation_hours", "h/week", "sum", "perception, hold, violence"},
        {"dose_against_entry", "1", "dose", "staffing"},
        {"dose_against_initiation", "1", "dose", "drug use"},
        {"support_reach", "1", "maximum", "staffing"},
        {"support_eur_week", "EUR/week", "mean", "staffing"},
        {"treatment_reach", "1", "sum", "drug use"}, // Of heavy users of any drug.
        {"treatment_reach_cannabis", "1", "sum", "drug use"},
        {"treatment_reach_cocaine", "1", "sum", "drug use"},
        {"treatment_reach_heroin", "1", "sum", "drug use"},
        {"treatment_reach_synthetic", "1", "sum", "drug use"},
        {"control_hours", "h/week", "sum", "supply"},
    }};
    return declarations;
}

std::vector<std::string> channel_names()
{
    std::vector<std::string> names;
    for (const ChannelDeclaration& channel : channel_declarations()) names.emplace_back(channel.name);
    return names;
}

} // namespace emprise
