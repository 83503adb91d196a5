#include "world/cells.hpp"

#include "base/expects.hpp"

namespace emprise {

CellId add_cell(Cells& cells, const NewCell& born)
{
    const CellId id{static_cast<std::uint32_t>(cells.size())};
    cells.for_each_column([](const char*, auto& column) { column.push_back({}); });
    cells.who[id] = born.who;
    cells.kind[id] = born.kind;
    cells.quartier[id] = born.quartier;
    cells.spot[id] = born.spot;
    cells.organisation[id] = born.organisation;
    cells.generator[id] = born.generator;
    cells.closure[id] = Closure::open;
    cells.opened[id] = static_cast<std::int16_t>(born.opened);
    cells.attractiveness[id] = born.attractiveness;
    cells.posts[id] = born.posts;
    cells.wage_cents_week[id] = born.wage_cents_week;
    cells.cash_cents[id] = born.cash_cents;
    cells.price_factor[id] = 1.0;
    cells.open_share[id] = 1.0;
    return id;
}

namespace {

/// 17 bits: distinct for every INSEE code ("21231", "2A004"); other countries' codes are folded into what is left.
std::uint64_t short_commune_number(std::string_view code)
{
    std::uint64_t number = 0;
    bool digits = code.size() <= 5;
    for (const char letter : code) digits = digits && letter >= '0' && letter <= '9';
    if (digits) {
        for (const char letter : code) number = number * 10 + static_cast<std::uint64_t>(letter - '0');
        return number;
    }
    if (code.size() == 5 && code[0] == '2' && (code[1] == 'A' || code[1] == 'B'))
        return 100'000 + (code[1] == 'B' ? 1'000U : 0U) + short_commune_number(code.substr(2));
    for (const char letter : code) number = (number * 131 + static_cast<unsigned char>(letter)) % 29'000;
    return 102'000 + number;
}

} // namespace

Who name_of_newborn(Kind kind, std::string_view commune_code, Week week, std::uint32_t nth)
{
    EXPECTS(nth < (1U << 8U) && week >= first_name_week && week < first_name_week + static_cast<Week>(name_weeks));
    const auto week_slot = static_cast<std::uint64_t>(week - first_name_week);
    return Who::of(kind, short_commune_number(commune_code) << 19U | week_slot << 8U | nth);
}

} // namespace emprise
