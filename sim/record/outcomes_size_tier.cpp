#include "record/collect.hpp"
#include "record/outcome_tables.hpp"

#include <array>
#include <span>

namespace emprise {

namespace {

template <SizeTier tier>
void communes_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_communes_of_tier(snapshot, tier, counts);
}

template <SizeTier tier>
void touched_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_communes_touched_of_tier(snapshot, tier, counts);
}

template <SizeTier tier>
void sites_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_sites_of_tier(snapshot, tier, counts);
}

constexpr std::array<OutcomeDeclaration, 21> size_tier_table{{
    {.name = "communes_below_2k",
     .unit = "1",
     .long_name_en = "Communes below 2,000 residents",
     .long_name_fr = "Communes de moins de 2 000 habitants",
     .collect = communes_of<SizeTier::below_2k>},
    {.name = "communes_2k_5k",
     .unit = "1",
     .long_name_en = "Communes of 2,000 to 5,000 residents",
     .long_name_fr = "Communes de 2 000 à 5 000 habitants",
     .collect = communes_of<SizeTier::from_2k>},
    {.name = "communes_5k_10k",
     .unit = "1",
     .long_name_en = "Communes of 5,000 to 10,000 residents",
     .long_name_fr = "Communes de 5 000 à 10 000 habitants",
     .collect = communes_of<SizeTier::from_5k>},
    {.name = "communes_10k_20k",
     .unit = "1",
     .long_name_en = "Communes of 10,000 to 20,000 residents",
     .long_name_fr = "Communes de 10 000 à 20 000 habitants",
     .collect = communes_of<SizeTier::from_10k>},
    {.name = "communes_20k_50k",
     .unit = "1",
     .long_name_en = "Communes of 20,000 to 50,000 residents",
     .long_name_fr = "Communes de 20 000 à 50 000 habitants",
     .collect = communes_of<SizeTier::from_20k>},
    {.name = "communes_50k_100k",
     .unit = "1",
     .long_name_en = "Communes of 50,000 to 100,000 residents",
     .long_name_fr = "Communes de 50 000 à 100 000 habitants",
     .collect = communes_of<SizeTier::from_50k>},
    {.name = "communes_100k_and_more",
     .unit = "1",
     .long_name_en = "Communes of 100,000 residents and more",
     .long_name_fr = "Communes de 100 000 habitants et plus",
     .collect = communes_of<SizeTier::from_100k>},
    {.name = "communes_touched_below_2k",
     .unit = "1",
     .long_name_en = "Communes below 2,000 residents with a street site that trades",
     .long_name_fr = "Communes de moins de 2 000 habitants où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::below_2k>},
    {.name = "communes_touched_2k_5k",
     .unit = "1",
     .long_name_en = "Communes of 2,000 to 5,000 residents with a street site that trades",
     .long_name_fr = "Communes de 2 000 à 5 000 habitants où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::from_2k>},
    {.name = "communes_touched_5k_10k",
     .unit = "1",
     .long_name_en = "Communes of 5,000 to 10,000 residents with a street site that trades",
     .long_name_fr = "Communes de 5 000 à 10 000 habitants où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::from_5k>},
    {.name = "communes_touched_10k_20k",
     .unit = "1",
     .long_name_en = "Communes of 10,000 to 20,000 residents with a street site that trades",
     .long_name_fr = "Communes de 10 000 à 20 000 habitants où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::from_10k>},
    {.name = "communes_touched_20k_50k",
     .unit = "1",
     .long_name_en = "Communes of 20,000 to 50,000 residents with a street site that trades",
     .long_name_fr = "Communes de 20 000 à 50 000 habitants où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::from_20k>},
    {.name = "communes_touched_50k_100k",
     .unit = "1",
     .long_name_en = "Communes of 50,000 to 100,000 residents with a street site that trades",
     .long_name_fr = "Communes de 50 000 à 100 000 habitants où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::from_50k>},
    {.name = "communes_touched_100k_and_more",
     .unit = "1",
     .long_name_en = "Communes of 100,000 residents and more with a street site that trades",
     .long_name_fr = "Communes de 100 000 habitants et plus où un point de deal est actif",
     .better = Better::lower,
     .collect = touched_of<SizeTier::from_100k>},
    {.name = "sites_active_below_2k",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes below 2,000 residents",
     .long_name_fr = "Points de deal actifs dans les communes de moins de 2 000 habitants",
     .better = Better::lower,
     .collect = sites_of<SizeTier::below_2k>},
    {.name = "sites_active_2k_5k",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes of 2,000 to 5,000 residents",
     .long_name_fr = "Points de deal actifs dans les communes de 2 000 à 5 000 habitants",
     .better = Better::lower,
     .collect = sites_of<SizeTier::from_2k>},
    {.name = "sites_active_5k_10k",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes of 5,000 to 10,000 residents",
     .long_name_fr = "Points de deal actifs dans les communes de 5 000 à 10 000 habitants",
     .better = Better::lower,
     .collect = sites_of<SizeTier::from_5k>},
    {.name = "sites_active_10k_20k",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes of 10,000 to 20,000 residents",
     .long_name_fr = "Points de deal actifs dans les communes de 10 000 à 20 000 habitants",
     .better = Better::lower,
     .collect = sites_of<SizeTier::from_10k>},
    {.name = "sites_active_20k_50k",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes of 20,000 to 50,000 residents",
     .long_name_fr = "Points de deal actifs dans les communes de 20 000 à 50 000 habitants",
     .better = Better::lower,
     .collect = sites_of<SizeTier::from_20k>},
    {.name = "sites_active_50k_100k",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes of 50,000 to 100,000 residents",
     .long_name_fr = "Points de deal actifs dans les communes de 50 000 à 100 000 habitants",
     .better = Better::lower,
     .collect = sites_of<SizeTier::from_50k>},
    {.name = "sites_active_100k_and_more",
     .unit = "1",
     .long_name_en = "Street sites that trade in communes of 100,000 residents and more",
     .long_name_fr = "Points de deal actifs dans les communes de 100 000 habitants et plus",
     .better = Better::lower,
     .collect = sites_of<SizeTier::from_100k>},
}};

} // namespace

std::span<const OutcomeDeclaration> size_tier_outcomes()
{
    return size_tier_table;
}

} // namespace emprise
