#pragma once
#include <compare>
#include <cstdint>
#include <limits>

namespace emprise {

/// A row number of one kind of thing. Ids of different kinds do not mix; `none()` means "no such thing".
template <class Tag>
class Id {
public:
    constexpr Id() = default;
    constexpr explicit Id(std::uint32_t value) : value_{value} {}
    [[nodiscard]] static constexpr Id none() { return Id{}; }
    [[nodiscard]] constexpr std::uint32_t value() const { return value_; }
    [[nodiscard]] constexpr bool present() const { return value_ != absent; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t value_{absent};
};

struct Region;
struct Departement;
struct Epci;
struct Commune;
struct Quartier;
struct Zone;
struct Block;
struct Resident;
struct PeerGroup;
struct Cell;
struct Organisation;

using RegionId = Id<Region>;
using DepartementId = Id<Departement>;
using EpciId = Id<Epci>;
using CommuneId = Id<Commune>;
using QuartierId = Id<Quartier>;
using ZoneId = Id<Zone>; ///< Police or gendarmerie part of a département: the unit in which a national force deploys.
using BlockId = Id<Block>;
using ResidentId = Id<Resident>; ///< Row in this run; the name for life is `Who`.
using PeerGroupId = Id<PeerGroup>;
using CellId = Id<Cell>;
using OrganisationId = Id<Organisation>;

} // namespace emprise
