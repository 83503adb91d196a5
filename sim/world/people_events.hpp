#pragma once
#include "world/world.hpp"

/// Changes of single residents that keep stocks, peer counts and totals in step. Every process that changes a person
/// goes through these. They may run in parallel over blocks, one thread a block: a resident's record and peer group
/// belong to its block, the stocks of quartiers are changed by shared integer additions.
namespace emprise {

/// Peers are neighbours of one birth year in a block; a newborn joins the last group until it is full.
inline constexpr std::uint32_t peer_group_size = 8;

/// `year` is the calendar year of the week: ages and bands are counted by it.
void set_activity(World& world, ResidentId resident, int year, Activity activity);
/// Residents below the first age of use are not counted in the stocks of use.
void set_use(World& world, ResidentId resident, int year, int drug, Use state);

/// Ends a life: out of the household's ring, out of every stock. Rows in the side tables stay until staffing and
/// justice drop them.
void kill(World& world, ResidentId resident, int year);

/// Room left in a block for newborns.
[[nodiscard]] std::uint32_t room_left(const Blocks& blocks, BlockId block);
/// Writes a newborn at the end of `block`, in the mother's household. The block must have room.
ResidentId add_newborn(World& world, BlockId block, ResidentId mother, Sex sex, int year);
/// After the newborns of a block: where each later birth year begins.
void close_births(Blocks& blocks, BlockId block, int year);

/// Takes one resident out of the household; alone afterwards, at the same home.
void leave_household(Residents& residents, ResidentId leaver);
/// Puts a resident who lives alone into the household of another.
void join_household(Residents& residents, ResidentId household, ResidentId joiner);
/// Moves one resident; `arrival` is a code of world/life_course.hpp. Rings do not change.
void move_resident(World& world, ResidentId resident, int year, int half_year, QuartierId destination);
/// Moves everybody in the ring.
void move_household(World& world, ResidentId member, int year, int half_year, QuartierId destination);

/// True when nobody of the household is in another block: then its changes may be made in parallel.
[[nodiscard]] bool household_is_inside(const Residents& residents, BlockId block, ResidentId member);

/// Adds (+1) or takes (-1) a resident in the stocks of a quartier, by what the record says.
void count_resident(QuartierStocks& stocks, const ResidentRecord& record, SimulatedDrugs drugs, int year, int half_year,
                    int change);

/// Stocks of all quartiers counted from the records and the trade table: after loading, and what the running stocks
/// must equal. `week` sets the ages; the default is the world's.
[[nodiscard]] Stocks rebuild_stocks(const World& world);
[[nodiscard]] Stocks rebuild_stocks(const World& world, Week week);
/// The same for peer groups.
[[nodiscard]] Column<PeerGroup, PeerGroupCounts> rebuild_peers(const World& world);

} // namespace emprise
