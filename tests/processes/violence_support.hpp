#pragma once
#include "chance/luck.hpp"
#include "levers/channel.hpp"
#include "processes/state_support.hpp"
#include "processes/violence/attacks.hpp"
#include "settings/parameters.hpp"
#include "world/world.hpp"

#include <vector>

/// Small worlds of networks that may fight, made by hand.
namespace emprise::test {

/// As make_small_world, with a peer group for each resident, so that people can die.
[[nodiscard]] World make_mortal_world(const SmallWorld& plan);

/// A network with `weapons` firearms, at home in a quartier. Its name follows its number.
OrganisationId add_network(World& world, std::uint32_t number, QuartierId home, int weapons = 10);

/// A street site of a network with people on post.
CellId add_site_of(World& world, OrganisationId network, QuartierId quartier, int on_post);

/// `duels` pairs of networks, each with one site in the one quartier of a commune of its own, out of reach of others.
[[nodiscard]] World make_duels(int duels, int residents = 40);

/// What an attack is drawn from, kept together for tests of single functions.
class Ground {
public:
    Ground(World& world, const ViolenceParameters& parameters, const Channels& channels, int week, std::uint32_t seed);
    [[nodiscard]] const Battleground& operator*() const { return ground_; }
    [[nodiscard]] const Terrain& terrain() const { return terrain_; }
    [[nodiscard]] const std::vector<Conflict>& conflicts() const { return conflicts_; }

private:
    Terrain terrain_;
    std::vector<Claim> claims_;
    std::vector<Conflict> conflicts_;
    Column<Organisation, double> armed_;
    Luck luck_;
    Battleground ground_;
};

} // namespace emprise::test
