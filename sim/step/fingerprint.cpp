#include "step/fingerprint.hpp"

#include "files/digest.hpp"
#include "parallel/parallel.hpp"

#include <string_view>
#include <type_traits>

namespace emprise {

namespace {

/// Large columns are hashed in fixed pieces so that threads can share the work without touching the result.
template <class T>
std::uint64_t hash_column(const std::vector<T>& values)
{
    constexpr std::size_t grain = 1U << 16U;
    std::vector<std::uint64_t> pieces((values.size() + grain - 1) / grain);
    for_each_range(values.size(), grain, [&](std::size_t begin, std::size_t end) {
        Fingerprint piece;
        const std::span<const T> rows{values.data() + begin, end - begin};
        piece.add(std::as_bytes(rows));
        pieces[begin / grain] = piece.value();
    });
    Fingerprint whole;
    whole.add(values.size());
    for (const std::uint64_t piece : pieces) whole.add(piece);
    return whole.value();
}

std::uint64_t hash_scalars(const World& world)
{
    Fingerprint hash;
    hash.add(static_cast<std::uint64_t>(world.week));
    for (const std::int64_t value : {world.residents.living, world.born, world.died, world.clamped_hazards})
        hash.add(static_cast<std::uint64_t>(value));
    for (const std::int64_t cents : world.ledger.balance_cents) hash.add(static_cast<std::uint64_t>(cents));
    hash.add(static_cast<std::uint64_t>(world.drugs.mask()));
    for (const auto& drug : world.ledger.drug_mg)
        for (const std::int64_t milligrams : drug) hash.add(static_cast<std::uint64_t>(milligrams));
    for (const std::int64_t weapons : world.ledger.weapons) hash.add(static_cast<std::uint64_t>(weapons));
    hash.add(std::as_bytes(std::span{world.entry_cost_eur}));
    hash.add(std::as_bytes(std::span{world.initial_sites}));
    return hash.value();
}

} // namespace

std::vector<TableFingerprint> fingerprint_tables(const World& world)
{
    std::vector<TableFingerprint> tables;
    std::vector<Fingerprint> hashes;
    // Listing columns does not change them; the list is shared with load and shuffle, which do.
    const_cast<World&>(world).for_each_column([&](std::string_view name, const auto& column) {
        const std::string table{name.substr(0, name.find('.'))};
        if (tables.empty() || tables.back().table != table) {
            tables.push_back({table, 0});
            hashes.emplace_back();
        }
        hashes.back().add(hash_column(column.values()));
    });
    for (std::size_t i = 0; i < tables.size(); ++i) tables[i].value = hashes[i].value();
    tables.push_back({"scalars", hash_scalars(world)});
    return tables;
}

std::uint64_t fingerprint(const World& world)
{
    Fingerprint whole;
    for (const TableFingerprint& table : fingerprint_tables(world)) whole.add(table.value);
    return whole.value();
}

} // namespace emprise
