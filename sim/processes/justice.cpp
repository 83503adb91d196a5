#include "processes/justice.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "parallel/parallel.hpp"
#include "world/custody.hpp"
#include "world/territory.hpp"
#include "world/traders.hpp"

#include <algorithm>
#include <vector>

namespace emprise {

namespace {

constexpr double weeks_per_month = weeks_per_year / 12.0;
constexpr std::size_t detainees_at_once = 4096;
constexpr int young_until = 25; ///< Ages of the two ends of facts B-26.
constexpr int old_from = 55;

/// One person's row of the custody table.
struct CaseRow {
    ResidentId resident;
    Custody state{};
    std::int16_t until{};
    CellId former_cell;
    Role former_role{};
};

/// The questions of one case, asked once each: `nth` keeps them apart.
enum CaseQuestion : std::uint16_t { freed, summoned, summons_tried, jailed_at_once, on_remand, delay, verdict };

/// One week of the courts: decides on a frozen World, then writes tables once.
class Courts {
public:
    Courts(World& world, const JusticeParameters& parameters, const Luck& luck)
        : world_{world},
          parameters_{parameters},
          luck_{luck},
          year_{world.calendar.year_of(world.week)},
          held_{count_held(world)},
          dead_(world.detainees.size(), 0)
    {}

    void hear_cases_due();
    void decide_custody(std::span<const Arrest> arrests);
    void commit();

private:
    [[nodiscard]] int age_of(ResidentId resident) const
    {
        return year_ - world_.residents.record[resident].birth_year();
    }
    [[nodiscard]] CommuneId home_of(ResidentId resident) const
    {
        return world_.territory->quartiers.commune[world_.residents.record[resident].home()];
    }
    [[nodiscard]] bool says_yes(double p, ResidentId resident, CaseQuestion question) const
    {
        return luck_.happens(p, Purpose::custody_outcome, who_is(world_.residents, resident), {}, question);
    }
    [[nodiscard]] std::int16_t in_weeks(int weeks) const { return static_cast<std::int16_t>(world_.week + weeks); }

    [[nodiscard]] double relative_density(ResidentId resident) const;
    [[nodiscard]] int stay_of(ResidentId resident, bool minor) const;
    [[nodiscard]] int delay_of(ResidentId resident, bool minor) const;
    void try_at_large(CaseRow row);
    void try_on_remand(const CaseRow& row);
    void imprison(CaseRow row, int weeks);
    void jail_at_once(const Arrest& arrest, bool minor);
    void release(const CaseRow& row);
    void decide(const Arrest& arrest);
    void keep_case(const Arrest& arrest, bool minor);
    void let_go(const Arrest& arrest);

    World& world_;
    const JusticeParameters& parameters_;
    const Luck& luck_;
    int year_;
    Column<Departement, std::int32_t> held_;
    Column<DetaineeTag, std::uint8_t> dead_;
    std::vector<CaseRow> rows_;       ///< Cases that go on, by resident.
    std::vector<CaseRow> opened_;     ///< Cases of this week, replacing an older row of the same resident.
    std::vector<ResidentId> closed_;  ///< Residents whose row ends.
    std::vector<ResidentId> leaving_; ///< Out of the trade table.
    std::vector<NewTrader> joining_;
};

double Courts::relative_density(ResidentId resident) const
{
    const DepartementId departement = world_.territory->communes.departement[home_of(resident)];
    const double now = prison_density(world_, departement, held_[departement]);
    const double start = parameters_.prisoners / parameters_.prison_places;
    return now > 0.0 ? now / start : 1.0;
}

int Courts::stay_of(ResidentId resident, bool minor) const
{
    const double u = luck_.uniform(Purpose::sentence_length, who_is(world_.residents, resident));
    return weeks_of_term(parameters_, minor, u, relative_density(resident));
}

/// Adults: mean delay. Minors: median delay; the delay is exponential.
int Courts::delay_of(ResidentId resident, bool minor) const
{
    const double mean = minor ? parameters_.minors_delay_weeks / portable_log(2.0) : parameters_.trial_delay_weeks;
    const double u = luck_.uniform(Purpose::custody_outcome, who_is(world_.residents, resident), {}, delay);
    return 1 + static_cast<int>(-portable_log(u) * mean);
}

void Courts::hear_cases_due()
{
    const Detainees& table = world_.detainees;
    for_each_range(table.size(), detainees_at_once, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const DetaineeId id{static_cast<std::uint32_t>(i)};
            dead_[id] = world_.residents.record[table.resident[id]].alive() ? 0 : 1;
        }
    });
    for (const DetaineeId id : each<DetaineeTag>(table.size())) {
        const CaseRow row{table.resident[id], table.state[id], table.until[id], table.former_cell[id],
                          table.former_role[id]};
        if (dead_[id] != 0)
            closed_.push_back(row.resident);
        else if (row.until > world_.week)
            rows_.push_back(row);
        else if (row.state == Custody::prison)
            release(row);
        else if (row.state == Custody::remand)
            try_on_remand(row);
        else
            try_at_large(row);
    }
}

/// The sentenced leave the trade for prison; for the others nothing changes but that their case is closed.
void Courts::try_at_large(CaseRow row)
{
    const bool minor = age_of(row.resident) < parameters_.minors_judged_below;
    const double p = minor ? parameters_.minors_prison_share : parameters_.convicted_share * parameters_.prison_share;
    if (!says_yes(p, row.resident, verdict)) {
        closed_.push_back(row.resident);
        return;
    }
    if (const auto trader = find_trader(world_.traders, row.resident)) {
        row.former_cell = world_.traders.cell[*trader];
        row.former_role = world_.traders.role[*trader];
        leaving_.push_back(row.resident);
    }
    ++world_.tallies[Flow::imprisoned][home_of(row.resident)];
    imprison(row, stay_of(row.resident, minor));
}

/// Time on remand counts: it is taken off the stay.
void Courts::try_on_remand(const CaseRow& row)
{
    const bool minor = age_of(row.resident) < parameters_.minors_judged_below;
    const int rest = stay_of(row.resident, minor) - static_cast<int>(parameters_.remand_weeks);
    if (rest <= 0 || !says_yes(parameters_.convicted_share, row.resident, verdict))
        release(row);
    else
        imprison(row, rest);
}

void Courts::imprison(CaseRow row, int weeks)
{
    row.state = Custody::prison;
    row.until = in_weeks(weeks);
    rows_.push_back(row);
}

void Courts::release(const CaseRow& row)
{
    closed_.push_back(row.resident);
    ++world_.tallies[Flow::released][home_of(row.resident)];
    const Who who = who_is(world_.residents, row.resident);
    if (!luck_.happens(return_probability(parameters_, age_of(row.resident)), Purpose::reoffends, who)) return;
    joining_.push_back({.resident = row.resident,
                        .cell = row.former_cell,
                        .on_post = 0,
                        .role = row.former_role,
                        .entered = in_weeks(0),
                        .spell_began = in_weeks(0)});
}

void Courts::decide_custody(std::span<const Arrest> arrests)
{
    const std::vector<CaseRow> settled = rows_;
    for (const Arrest& arrest : arrests) {
        const auto row = std::lower_bound(settled.begin(), settled.end(), arrest.resident,
                                          [](const CaseRow& a, ResidentId b) { return a.resident < b; });
        const bool known = row != settled.end() && row->resident == arrest.resident;
        if (known && is_held(row->state)) continue; // sentenced this week in an older case
        leaving_.push_back(arrest.resident);
        decide(arrest);
    }
}

void Courts::decide(const Arrest& arrest)
{
    const bool minor = arrest.minor;
    bool tried = false;
    if (minor)
        tried = says_yes(parameters_.minors_tried_share, arrest.resident, summons_tried);
    else if (says_yes(parameters_.freed_share, arrest.resident, freed))
        tried = says_yes(parameters_.summons_share, arrest.resident, summoned) &&
                says_yes(parameters_.summons_tried_share, arrest.resident, summons_tried);
    else if (says_yes(parameters_.jailed_at_once_share, arrest.resident, jailed_at_once)) {
        ++world_.tallies[Flow::prosecuted][arrest.commune];
        jail_at_once(arrest, minor);
        return;
    } else
        tried = true;
    if (tried) {
        ++world_.tallies[Flow::prosecuted][arrest.commune];
        keep_case(arrest, minor);
    }
    let_go(arrest);
}

void Courts::jail_at_once(const Arrest& arrest, bool minor)
{
    const bool waits = says_yes(parameters_.remand_share, arrest.resident, on_remand);
    const int weeks = waits ? std::max(1, static_cast<int>(parameters_.remand_weeks)) : stay_of(arrest.resident, minor);
    opened_.push_back(
        {arrest.resident, waits ? Custody::remand : Custody::prison, in_weeks(weeks), arrest.cell, arrest.role});
    ++world_.tallies[Flow::imprisoned][home_of(arrest.resident)];
}

/// A case that waits already is heard at its own date.
void Courts::keep_case(const Arrest& arrest, bool minor)
{
    const auto row = std::lower_bound(rows_.begin(), rows_.end(), arrest.resident,
                                      [](const CaseRow& a, ResidentId b) { return a.resident < b; });
    if (row == rows_.end() || row->resident != arrest.resident)
        opened_.push_back({arrest.resident, Custody::awaiting_trial_free, in_weeks(delay_of(arrest.resident, minor)),
                           arrest.cell, arrest.role});
}

void Courts::let_go(const Arrest& arrest)
{
    const Who who = who_is(world_.residents, arrest.resident);
    if (!luck_.happens(parameters_.resumes_after_custody, Purpose::resumes_trade, who)) {
        ++world_.tallies[Flow::trade_exits][home_of(arrest.resident)];
        return;
    }
    const auto trader = find_trader(world_.traders, arrest.resident);
    joining_.push_back({.resident = arrest.resident,
                        .cell = arrest.cell,
                        .on_post = 0,
                        .role = arrest.role,
                        .entered = trader ? world_.traders.entered[*trader] : in_weeks(0),
                        .spell_began = in_weeks(0),
                        .debt_cents = trader ? world_.traders.debt_cents[*trader] : 0});
}

void Courts::commit()
{
    Detainees table;
    const auto add = [&](const CaseRow& row) {
        table.resident.push_back(row.resident);
        table.state.push_back(row.state);
        table.until.push_back(row.until);
        table.former_cell.push_back(row.former_cell);
        table.former_role.push_back(row.former_role);
    };
    auto old = rows_.begin();
    for (const CaseRow& row : opened_) {
        for (; old != rows_.end() && old->resident < row.resident; ++old) add(*old);
        if (old != rows_.end() && old->resident == row.resident) ++old; // replaced: jailed while awaiting trial
        add(row);
        world_.residents.record[row.resident].set_side_row(true);
    }
    for (; old != rows_.end(); ++old) add(*old);
    world_.detainees = std::move(table);
    change_traders(world_, leaving_, joining_);
    for (const ResidentId resident : closed_)
        world_.residents.record[resident].set_side_row(find_detainee(world_.detainees, resident).has_value() ||
                                                       find_trader(world_.traders, resident).has_value());
}

} // namespace

int weeks_of_term(const JusticeParameters& parameters, bool minor, double u, double relative_density)
{
    const double median = minor ? parameters.minors_term_median_months : parameters.term_median_months;
    const double sigma = minor ? parameters.minors_term_sigma : parameters.term_sigma;
    const double months =
        std::min(parameters.term_longest_months, median * portable_exp(sigma * standard_normal_quantile(u)));
    const double served = parameters.served_share * portable_pow(relative_density, -parameters.density_feedback);
    return 1 + static_cast<int>(months * weeks_per_month * std::min(1.0, served));
}

double return_probability(const JusticeParameters& parameters, int age)
{
    const double old = std::clamp(static_cast<double>(age - young_until) / (old_from - young_until), 0.0, 1.0);
    return parameters.returns_young + old * (parameters.returns_old - parameters.returns_young);
}

void advance_justice(World& world, std::span<const Arrest> arrests, const JusticeParameters& parameters,
                     const Luck& luck)
{
    Courts courts{world, parameters, luck};
    courts.hear_cases_due();
    courts.decide_custody(arrests);
    courts.commit();
}

} // namespace emprise
