#include "record/collect.hpp"
#include "record/drug_words.hpp"
#include "record/outcome_tables.hpp"

#include <array>
#include <fmt/format.h>
#include <string>
#include <utility>

namespace emprise {

namespace {

template <std::size_t drug, Use state>
void users_in(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_users(snapshot, static_cast<Drug>(drug), state, counts);
}

template <std::size_t drug>
void users_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    users_in<drug, Use::light>(snapshot, counts);
    users_in<drug, Use::heavy>(snapshot, counts);
}

template <std::size_t drug>
void stock_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_stock_held(snapshot, static_cast<Drug>(drug), counts);
}

template <std::size_t drug>
void sold_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_flow(snapshot, sales_of(drug), counts);
}

template <std::size_t drug>
void first_uses_of(const Snapshot& snapshot, CommuneCounts& counts)
{
    add_flow(snapshot, initiations_of(drug), counts);
}

template <std::size_t drug>
void add_user_outcomes(KeptNames& name, std::vector<OutcomeDeclaration>& all)
{
    const auto [en, fr, sold, held] = drug_words[drug];
    const std::string_view of = drug_names[drug];
    all.push_back({.name = name(fmt::format("users_{}", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("Users of {}, light and heavy", en)),
                   .long_name_fr = name(fmt::format("Usagers {}, occasionnels et réguliers", fr)),
                   .better = Better::lower,
                   .collect = users_of<drug>});
    all.push_back({.name = name(fmt::format("users_{}_light", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("Light users of {}", en)),
                   .long_name_fr = name(fmt::format("Usagers occasionnels {}", fr)),
                   .better = Better::lower,
                   .collect = users_in<drug, Use::light>});
    all.push_back({.name = name(fmt::format("users_{}_heavy", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("Heavy users of {}", en)),
                   .long_name_fr = name(fmt::format("Usagers réguliers {}", fr)),
                   .headline = drug < 2,
                   .better = Better::lower,
                   .collect = users_in<drug, Use::heavy>});
    all.push_back({.name = name(fmt::format("former_users_{}", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("Former users of {}", en)),
                   .long_name_fr = name(fmt::format("Anciens usagers {}", fr)),
                   .collect = users_in<drug, Use::former>});
    all.push_back({.name = name(fmt::format("share_using_{}", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("Share of residents who use {}", en)),
                   .long_name_fr = name(fmt::format("Part des habitants usagers {}", fr)),
                   .kind = OutcomeKind::ratio,
                   .better = Better::lower,
                   .numerator = name(fmt::format("users_{}", of)),
                   .denominator = "residents"});
}

template <std::size_t drug>
void add_trade_outcomes(KeptNames& name, std::vector<OutcomeDeclaration>& all)
{
    const auto [en, fr, sold, held] = drug_words[drug];
    const std::string_view of = drug_names[drug];
    std::string capital{en};
    capital.front() = static_cast<char>(capital.front() - 'a' + 'A');
    all.push_back({.name = name(fmt::format("initiations_{}", of)),
                   .unit = "1",
                   .long_name_en = name(fmt::format("First uses of {}", en)),
                   .long_name_fr = name(fmt::format("Premiers usages {}", fr)),
                   .method = CellMethod::sum,
                   .better = Better::lower,
                   .collect = first_uses_of<drug>});
    all.push_back({.name = name(fmt::format("sales_{}", of)),
                   .unit = "g",
                   .long_name_en = name(fmt::format("{} sold", capital)),
                   .long_name_fr = sold,
                   .method = CellMethod::sum,
                   .kind = OutcomeKind::milligrams,
                   .better = Better::lower,
                   .collect = sold_of<drug>});
    all.push_back({.name = name(fmt::format("stock_held_{}", of)),
                   .unit = "g",
                   .long_name_en = name(fmt::format("{} held by sites and crews", capital)),
                   .long_name_fr = name(fmt::format("{} par les points et équipes", held)),
                   .kind = OutcomeKind::milligrams,
                   .collect = stock_of<drug>});
}

template <std::size_t... drug>
std::vector<OutcomeDeclaration> of_every_drug(KeptNames& name, std::index_sequence<drug...> /*each*/)
{
    std::vector<OutcomeDeclaration> all;
    (add_user_outcomes<drug>(name, all), ...);
    (add_trade_outcomes<drug>(name, all), ...);
    return all;
}

} // namespace

std::span<const OutcomeDeclaration> drug_outcomes()
{
    static KeptNames names;
    static const std::vector<OutcomeDeclaration> all = of_every_drug(names, std::make_index_sequence<drug_count>{});
    return all;
}

} // namespace emprise
