#pragma once
#include "world/build/territory_loader.hpp"

namespace emprise {

/// Loaded once for all tests of a program; tests run in the source folder.
inline const Territory& whole_france()
{
    static const Territory territory = load_territory({"scenarios/france"}, {.all = true}, 1);
    return territory;
}

inline Territory load_toy(TerritoryQuery query = {.all = true})
{
    return load_territory({"tests/data/toy"}, query, 1);
}

} // namespace emprise
