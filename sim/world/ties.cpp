#include "world/ties.hpp"

#include "base/expects.hpp"

#include <algorithm>
#include <utility>

namespace emprise {

namespace {

std::pair<OrganisationId, OrganisationId> in_order(const Organisations& organisations, OrganisationId a,
                                                   OrganisationId b)
{
    EXPECTS(organisations.who[a] != organisations.who[b]);
    return organisations.who[a] < organisations.who[b] ? std::pair{a, b} : std::pair{b, a};
}

/// Where the pair is, or would have to be.
std::size_t place_of(const Ties& ties, const Organisations& organisations, OrganisationId first, OrganisationId second)
{
    const auto name = [&](OrganisationId a, OrganisationId b) {
        return std::pair{organisations.who[a], organisations.who[b]};
    };
    const auto wanted = name(first, second);
    std::size_t low = 0;
    std::size_t high = ties.size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const TieId tie{static_cast<std::uint32_t>(middle)};
        if (name(ties.first[tie], ties.second[tie]) < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool is_at(const Ties& ties, std::size_t place, OrganisationId first, OrganisationId second)
{
    if (place >= ties.size()) return false;
    const TieId tie{static_cast<std::uint32_t>(place)};
    return ties.first[tie] == first && ties.second[tie] == second;
}

} // namespace

std::optional<TieId> find_tie(const Ties& ties, const Organisations& organisations, OrganisationId a, OrganisationId b)
{
    const auto [first, second] = in_order(organisations, a, b);
    const std::size_t place = place_of(ties, organisations, first, second);
    if (!is_at(ties, place, first, second)) return std::nullopt;
    return TieId{static_cast<std::uint32_t>(place)};
}

TieId tie_between(Ties& ties, const Organisations& organisations, OrganisationId a, OrganisationId b, Week week)
{
    const auto [first, second] = in_order(organisations, a, b);
    const std::size_t place = place_of(ties, organisations, first, second);
    const TieId tie{static_cast<std::uint32_t>(place)};
    if (!is_at(ties, place, first, second)) {
        ties.for_each_column([&](const char*, auto& column) {
            auto& values = column.values();
            values.emplace(values.begin() + static_cast<std::ptrdiff_t>(place)); // insert(.., {}) adds nothing.
        });
        ties.first[tie] = first;
        ties.second[tie] = second;
    }
    ties.last_seen[tie] = static_cast<std::int16_t>(week);
    return tie;
}

void prune_ties(Ties& ties, const Organisations& organisations, double least)
{
    std::vector<std::size_t> kept;
    for (const TieId tie : each<TieTag>(ties.size())) {
        const double most =
            std::max({ties.rivalry[tie], ties.alliance[tie], ties.heat_of_first[tie], ties.heat_of_second[tie]});
        const bool both = organisations.is_running(ties.first[tie]) && organisations.is_running(ties.second[tie]);
        if (both && most >= least) kept.push_back(tie.value());
    }
    if (kept.size() == ties.size()) return;
    ties.for_each_column([&](const char*, auto& column) {
        auto& values = column.values();
        for (std::size_t to = 0; to < kept.size(); ++to) values[to] = values[kept[to]];
        values.resize(kept.size());
    });
}

} // namespace emprise
