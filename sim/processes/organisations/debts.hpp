#pragma once
#include "chance/luck.hpp"
#include "settings/parameters/organisations.hpp"
#include "world/world.hpp"

namespace emprise {

/// Stock seized is put on people of the cell, a part of the network's debts for lost loads on its people on call: they
/// owe, and cannot leave until they have worked it off (model 3.7). Who owes already is not asked again.
void collect_debts(World& world, const OrganisationsParameters& parameters, const Luck& luck);

} // namespace emprise
