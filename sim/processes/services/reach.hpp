#pragma once
#include "levers/channel.hpp"
#include "settings/lever.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

namespace emprise {

/// Units long enough at work to act: they climb to the units at work over the onset and fade with the half-life.
void let_units_mature(World& world, const LeverCatalogue& levers);

/// Committed = authorised posts, spent = filled posts, each times the cost of a week; in cents, by lever and commune.
void pay_for_services(World& world, const LeverCatalogue& levers);

/// Adds what every lever's units put into its channels. The channels come in cleared and sized.
void fill_channels(const World& world, const LeverCatalogue& levers, const ServicesParameters& parameters,
                   Channels& channels);

} // namespace emprise
