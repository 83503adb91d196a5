#include "runs/face_validity.hpp"

#include "world/territory.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>

namespace emprise {

namespace {

constexpr Interval shown_only{};

double per(double count, double residents, double of)
{
    return residents > 0.0 ? count / residents * of : 0.0;
}

double ratio(double above, double below)
{
    return below > 0.0 ? above / below : 0.0;
}

struct TradeCounts {
    double sites{}, crews{}, posts{}, manned{}, on_call{}, traders{}, minors{};
    std::int64_t wages_cents{};
};

TradeCounts count_trade(const World& world)
{
    TradeCounts counts;
    for (const CellId cell : each<Cell>(world.cells.size())) {
        if (!world.cells.is_open(cell)) continue;
        (world.cells.kind[cell] == CellKind::site ? counts.sites : counts.crews) += 1.0;
        counts.posts += world.cells.posts[cell];
        counts.manned += world.cells.on_post[cell];
        counts.on_call += world.cells.on_call[cell];
        counts.wages_cents += world.cells.wage_cents_week[cell] * world.cells.posts[cell];
    }
    const int year = world.calendar.year_of(world.week);
    counts.traders = static_cast<double>(world.traders.size());
    counts.minors = static_cast<double>(
        std::count_if(world.traders.resident.begin(), world.traders.resident.end(),
                      [&](ResidentId row) { return year - world.residents.record[row].birth_year() < 18; }));
    return counts;
}

std::int64_t count_users(const World& world, Drug drug, Use state)
{
    std::int64_t users = 0;
    for (const QuartierStocks& stocks : world.stocks)
        users += stocks.users[static_cast<std::size_t>(drug)][static_cast<std::size_t>(state)];
    return users;
}

double prison_density(const World& world)
{
    const double places = std::accumulate(world.prisons.places.begin(), world.prisons.places.end(), 0.0);
    double inmates = std::accumulate(world.prisons.other_inmates.begin(), world.prisons.other_inmates.end(), 0.0);
    inmates += static_cast<double>(
        std::count_if(world.detainees.state.begin(), world.detainees.state.end(),
                      [](Custody state) { return state == Custody::prison || state == Custody::remand; }));
    return ratio(100.0 * inmates, places);
}

double drug_share_of_prison(const World& world)
{
    const double others = std::accumulate(world.prisons.other_inmates.begin(), world.prisons.other_inmates.end(), 0.0);
    const auto drug = static_cast<double>(
        std::count_if(world.detainees.state.begin(), world.detainees.state.end(),
                      [](Custody state) { return state == Custody::prison || state == Custody::remand; }));
    return ratio(100.0 * drug, drug + others);
}

/// The stocks' bands 12 to 14 and 15 to 17.
std::int64_t count_aged_12_to_17(const World& world)
{
    std::int64_t count = 0;
    for (const QuartierStocks& stocks : world.stocks)
        for (const int band : {age_band_of(12), age_band_of(15)})
            for (const std::int32_t residents : stocks.people[static_cast<std::size_t>(band)]) count += residents;
    return count;
}

/// Days an empty post waits for a recruit: by Little's law, vacancies over hires.
double replacement_days(const TradeCounts& trade, double hires_per_year)
{
    return ratio((trade.posts - trade.manned) * 365.25, hires_per_year);
}

} // namespace

FlowTotals total_flows(const World& world)
{
    FlowTotals totals;
    for (std::size_t flow = 0; flow < flow_count; ++flow) {
        const auto& column = world.tallies.flows[flow];
        totals.total[flow] = std::accumulate(column.begin(), column.end(), std::int64_t{0});
    }
    return totals;
}

std::vector<FaceCheck> check_face_validity(const World& world, const FlowTotals& year_before, double years)
{
    const FlowTotals now = total_flows(world);
    const auto yearly = [&](Flow flow) { return static_cast<double>(now[flow] - year_before[flow]) / years; };
    const auto residents = static_cast<double>(world.residents.living);
    const TradeCounts trade = count_trade(world);
    const auto users = [&](Drug drug) {
        return static_cast<double>(count_users(world, drug, Use::light) + count_users(world, drug, Use::heavy));
    };
    const double posts_open = trade.posts - trade.manned;
    return {
        {"deal points (sites)",
         "per 100,000",
         per(trade.sites, residents, 1e5),
         {3.5, 6.5},
         "A-03",
         "initial condition"},
        {"delivery crews", "per 100,000", per(trade.crews, residents, 1e5), shown_only, "model 2", ""},
        {"people in the trade",
         "per 1,000",
         per(trade.traders, residents, 1e3),
         {1.9, 4.4},
         "A-26",
         "initial condition"},
        {"posts (full time)", "per 1,000", per(trade.posts, residents, 1e3), {0.58, 1.6}, "A-28", "initial condition"},
        {"minors in the trade", "%", ratio(100.0 * trade.minors, trade.traders), {12.0, 28.0}, "A-53, A-54", ""},
        {"entries of minors",
         "% of ages 12-17 a year",
         ratio(100.0 * yearly(Flow::trade_entries_minors), static_cast<double>(count_aged_12_to_17(world))),
         {0.1, 0.6},
         "A-55",
         ""},
        {"implicated for trafficking",
         "per 1,000 a year",
         per(yearly(Flow::implicated_trafficking), residents, 1e3),
         {0.62, 1.0},
         "B-08",
         "fitted"},
        {"minors among arrested",
         "%",
         ratio(100.0 * yearly(Flow::arrests_minors), yearly(Flow::arrests)),
         {17.0, 25.0},
         "A-54",
         ""},
        {"implicated for use",
         "per 1,000 a year",
         per(yearly(Flow::implicated_use), residents, 1e3),
         {3.5, 5.0},
         "B-09",
         "fitted"},
        {"operations against sites",
         "per site a year",
         ratio(yearly(Flow::operations), trade.sites),
         {4.5, 9.0},
         "A-05",
         "fitted"},
        {"cannabis users, past year",
         "per 1,000",
         per(users(Drug::cannabis), residents, 1e3),
         {65.0, 81.0},
         "A-21",
         "initial condition"},
        {"cocaine users, past year",
         "per 1,000",
         per(users(Drug::cocaine), residents, 1e3),
         {14.4, 20.0},
         "A-21",
         "initial condition"},
        {"retail market",
         "EUR per resident a year",
         per(yearly(Flow::sales_cents) + yearly(Flow::online_cents), residents, 0.01),
         {56.0, 142.0},
         "A-15",
         ""},
        {"delivered or online",
         "% of purchases",
         ratio(100.0 * (yearly(Flow::delivery_cents) + yearly(Flow::online_cents)),
               yearly(Flow::sales_cents) + yearly(Flow::online_cents)),
         {25.0, 55.0},
         "A-38",
         "fitted"},
        {"bought within 5 km",
         "% of purchases at sites",
         ratio(100.0 * yearly(Flow::site_purchases_near_cents), yearly(Flow::site_purchases_cents)),
         {50.0, 70.0},
         "E-23",
         "fitted; range assumed"},
        {"displaced to delivery",
         "% of displaced purchases",
         ratio(100.0 * yearly(Flow::displaced_delivered_cents), yearly(Flow::displaced_delivered_cents) +
                                                                    yearly(Flow::displaced_same_town_cents) +
                                                                    yearly(Flow::displaced_other_town_cents)),
         {20.0, 40.0},
         "E-22",
         "fitted"},
        {"offered wage",
         "EUR a week per post",
         ratio(static_cast<double>(trade.wages_cents), 100.0 * trade.posts),
         {350.0, 1200.0},
         "A-29, A-30",
         ""},
        {"prison density", "%", prison_density(world), {128.0, 144.0}, "B-30", "initial condition"},
        {"drug cases in prison", "%", drug_share_of_prison(world), {15.0, 21.0}, "B-28", "initial condition"},
        {"reserve per vacancy (slack)", "1", ratio(trade.on_call, posts_open), shown_only, "model 3.7", "swept"},
        {"an empty post waits", "days", replacement_days(trade, yearly(Flow::hires)), {0.2, 28.0}, "E-19", ""},
        {"spells begun", "per post a year", ratio(yearly(Flow::hires), trade.posts), {1.0, 4.0}, "E-17", ""},
    };
}

std::string describe_face_validity(const std::vector<FaceCheck>& checks)
{
    std::string text = fmt::format("  {:<28}{:>10}  {:<20}{:<12}{}\n", "", "simulated", "expected", "source", "");
    int judged = 0;
    int held = 0;
    for (const FaceCheck& check : checks) {
        const bool evidence = check.judged() && check.remark.empty();
        judged += evidence ? 1 : 0;
        held += evidence && check.holds() ? 1 : 0;
        const std::string range = check.judged() ? fmt::format("{:g} to {:g}", check.range.low, check.range.high) : "-";
        const char* verdict = !check.judged() ? "shown" : check.holds() ? "holds" : "OUTSIDE";
        text +=
            fmt::format("  {:<28}{:>10.3g}  {:<20}{:<12}{}\n", check.name, check.value, range, check.source, verdict);
        text += fmt::format("    {:<36}{}\n", check.unit, check.remark);
    }
    return text +
           fmt::format("{} of {} figures hold; those drawn from their own target are not counted.\n", held, judged);
}

std::string face_validity_as_json(const std::vector<FaceCheck>& checks)
{
    nlohmann::json rows = nlohmann::json::array();
    for (const FaceCheck& check : checks)
        rows.push_back({{"name", check.name},
                        {"unit", check.unit},
                        {"value", check.value},
                        {"low", check.range.low},
                        {"high", check.range.high},
                        {"judged", check.judged() && check.remark.empty()},
                        {"holds", !check.judged() || check.holds()},
                        {"source", check.source},
                        {"remark", check.remark}});
    return rows.dump(2) + "\n";
}

} // namespace emprise
