#include "store/story.hpp"

#include "base/error.hpp"
#include "base/suggestion.hpp"
#include "store/csv.hpp"
#include "store/history.hpp"
#include "store/text_lines.hpp"
#include "world/cells.hpp"
#include "world/printed_name.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace emprise {

namespace {

struct StoryLine {
    Week week{};
    std::string date;
    std::string kind;
    std::string text;
    std::string why; ///< Terms of the utility; may be empty.
    std::string cell;
    std::string network;
    PlaceLabel place;
};

std::string_view label(const auto& names, std::size_t at)
{
    return at < names.size() ? std::string_view{names[at]} : std::string_view{"unknown"};
}

constexpr std::array<std::string_view, 7> where_from{
    "on the first map",          "near what it has",          "drawn by the size and nearness of the town",
    "a place that another left", "carried on from elsewhere", "it has people there",
    "on its supply route"};
constexpr std::array<std::string_view, 6> why_closed{
    "", "nobody to man it", "not worth its while", "the place was burned", "moved", "cleared by the forces"};
constexpr std::array<std::string_view, 4> why_ended{"", "broke", "nobody and nothing left", "taken over"};
constexpr std::array<std::string_view, 3> successions{"an orderly succession", "the network splits",
                                                      "a war of succession"};

/// Writes the lines of one run.
class Narrator {
public:
    Narrator(const ResultSet& results, const StoryQuestion& question)
        : results_{results},
          question_{question},
          series_{results.arms[question.arm].runs[question.run].series},
          history_{history_of(series_)},
          calendar_{results.axes.start}
    {}

    std::string tell(ListingFormat format)
    {
        choose_subject();
        std::vector<const Event*> events;
        for (const Event& event : series_.events)
            if (concerns(event)) events.push_back(&event);
        std::vector<StoryLine> lines;
        for (const Event* event : events) lines.push_back(line_of(*event));
        if (format == ListingFormat::json) return as_json(lines);
        if (format == ListingFormat::csv) return as_csv(lines);
        return as_text(lines);
    }

private:
    void choose_subject()
    {
        if (question_.about == StoryAbout::commune) return choose_commune();
        const bool cell = question_.about == StoryAbout::cell;
        const auto who = parse_name(question_.id);
        std::vector<std::string> known;
        if (cell)
            for (const auto& [name, history] : history_.cells) known.push_back(shown_name(history_, name));
        else
            for (const auto& [name, history] : history_.networks) known.push_back(shown_name(history_, name));
        const bool found = who && (cell ? history_.cells.contains(*who) : history_.networks.contains(*who));
        if (!found) refuse(cell ? "cell" : "network", cell ? "S-21231-052-3" : "N-21231-052-3", known);
        subject_ = *who;
        title_ =
            cell ? fmt::format("{} in {}", shown_name(history_, *who), town(history_.cells.at(*who).commune))
                 : fmt::format("{}, network of {}", shown_name(history_, *who), town(history_.networks.at(*who).home));
    }

    void choose_commune()
    {
        const std::vector<PlaceLabel>& communes = results_.axes.communes;
        const std::string wanted = plain_name(question_.id);
        std::vector<std::string> known;
        for (std::size_t at = 0; at < communes.size(); ++at) {
            if (plain_name(communes[at].code) == wanted || plain_name(communes[at].name) == wanted) {
                commune_ = CommuneId{static_cast<std::uint32_t>(at)};
                title_ = town(commune_);
                return;
            }
            known.push_back(communes[at].name);
            known.push_back(communes[at].code);
        }
        refuse("commune with an event", "21231 or Dijon", known);
    }

    [[noreturn]] void refuse(const std::string& what, const std::string& example,
                             const std::vector<std::string>& known) const
    {
        std::string text = fmt::format("emprise inspect: this run has no {} `{}`.", what, printable(question_.id));
        std::vector<std::string> near = nearest_names(question_.id, known);
        if (near.empty() && !known.empty() && question_.about != StoryAbout::commune) near = {known.front()};
        if (!near.empty()) text += fmt::format(" Did you mean `{}`?", printable(near.front()));
        throw UsageError{
            text + fmt::format(" A name looks like {}; emprise inspect FILE --commune CODE lists them.", example)};
    }

    [[nodiscard]] bool is_cell(Who who) const { return history_.cells.contains(who); }

    [[nodiscard]] bool held_by_subject(Who cell, Week week) const
    {
        const auto found = history_.cells.find(cell);
        if (found == history_.cells.end()) return false;
        return found->second.owner_at(week) == subject_ || found->second.owner_at(week - 1) == subject_;
    }

    [[nodiscard]] bool concerns(const Event& event) const
    {
        if (question_.about == StoryAbout::commune) return event.commune == commune_;
        if (event.who == subject_ || event.other == subject_) return true;
        return question_.about == StoryAbout::organisation && is_cell(event.who) &&
               held_by_subject(event.who, event.week);
    }

    [[nodiscard]] std::string town(CommuneId commune) const
    {
        if (!commune.present()) return "an unknown place";
        const PlaceLabel& label = results_.axes.communes.at(commune.value());
        return printable(fmt::format("{} ({})", label.name, label.code));
    }

    [[nodiscard]] std::string name(Who who) const { return shown_name(history_, who); }

    [[nodiscard]] Who network_of(const Event& event) const
    {
        const auto cell = history_.cells.find(event.who);
        if (cell == history_.cells.end()) return event.who.kind() == Kind::organisation ? event.who : event.other;
        return cell->second.owner_at(event.week);
    }

    [[nodiscard]] std::string describe_opening(const Event& event) const
    {
        return fmt::format("{} opens {} in {}, {:.0f} km from home: {}", name(event.other), name(event.who),
                           town(event.commune), event.terms[Event::distance_km], label(where_from, event.reason));
    }

    [[nodiscard]] std::string describe_move(const Event& event) const
    {
        return fmt::format("{} moves {} to {} in {}: {}", name(network_of(event)), name(event.other), name(event.who),
                           town(event.commune), label(where_from, event.reason));
    }

    [[nodiscard]] std::string describe_take_over(const Event& event) const
    {
        if (event.reason == static_cast<std::uint8_t>(Generator::vacated))
            return fmt::format("{} has with {} a place in {} that another network held", name(event.other),
                               name(event.who), town(event.commune));
        const auto cell = history_.cells.find(event.who);
        const Who before = cell == history_.cells.end() ? Who{} : cell->second.owner_at(event.week - 1);
        if (event.reason == static_cast<std::uint8_t>(Generator::initial))
            return fmt::format("{} inherits {} in {}{}", name(event.other), name(event.who), town(event.commune),
                               before == Who{} ? "" : " from " + name(before));
        return fmt::format("{} takes {} in {} from {}", name(event.other), name(event.who), town(event.commune),
                           before == Who{} ? "another network" : name(before));
    }

    [[nodiscard]] std::string describe_present(const Event& event) const
    {
        const std::string since = format_date(calendar_.date_of(static_cast<Week>(event.terms[0])));
        if (event.kind == EventKind::network_present)
            return fmt::format("{} is at work, at home in {}, since {} or before", name(event.who), town(event.commune),
                               since);
        return fmt::format("{} holds {} in {}, there since {} ({})", name(event.other), name(event.who),
                           town(event.commune), since, label(where_from, event.reason));
    }

    [[nodiscard]] std::string describe_operation(const Event& event) const
    {
        const int count = static_cast<int>(event.terms[0]);
        const std::string many = count > 1 ? fmt::format("{} operations", count) : "operation";
        return fmt::format("{} of the forces at {}{}", many, name(event.who),
                           event.reason != 0 ? ": the place is burned" : "");
    }

    [[nodiscard]] std::string describe_attack(const Event& event) const
    {
        return fmt::format("{} attacks {} in {}: {:.0f} killed, {:.0f} injured, {:.0f} bystanders hit{}",
                           name(event.who), name(event.other), town(event.commune), event.terms[0], event.terms[1],
                           event.terms[2], event.terms[3] > 0.0F ? ", in answer to another" : "");
    }

    [[nodiscard]] std::string describe_network(const Event& event) const
    {
        switch (event.kind) {
        case EventKind::founded:
            return fmt::format("{} is founded in {}{}", name(event.who), town(event.commune),
                               event.other == Who{} ? "" : ", out of " + name(event.other));
        case EventKind::ended:
            return fmt::format("{} is no more: {}", name(event.who), label(why_ended, event.reason));
        case EventKind::succession:
            return fmt::format("{} has lost its head: {}", name(event.who), label(successions, event.reason));
        default:
            return fmt::format("{} loses a consignment under way", name(event.who));
        }
    }

    [[nodiscard]] std::string describe_rest(const Event& event) const
    {
        switch (event.kind) {
        case EventKind::site_closed:
        case EventKind::crew_closed:
            return fmt::format("{} in {} closes: {}", name(event.who), town(event.commune),
                               label(why_closed, event.reason));
        case EventKind::shrunk:
            return fmt::format("{} goes down from {:.0f} to {:.0f} posts", name(event.who), event.terms[0],
                               event.terms[1]);
        case EventKind::claimed:
            return fmt::format("{} wanted {} in {} too: {}", name(event.other), name(event.who), town(event.commune),
                               event.reason == 0 ? "another was first" : "beaten off");
        default:
            return describe_network(event);
        }
    }

    [[nodiscard]] std::string describe(const Event& event) const
    {
        switch (event.kind) {
        case EventKind::site_opened:
        case EventKind::crew_opened:
            return describe_opening(event);
        case EventKind::relocated:
            return describe_move(event);
        case EventKind::taken_over:
            return describe_take_over(event);
        case EventKind::site_present:
        case EventKind::crew_present:
        case EventKind::network_present:
            return describe_present(event);
        case EventKind::operation:
            return describe_operation(event);
        case EventKind::attack:
            return describe_attack(event);
        default:
            return describe_rest(event);
        }
    }

    [[nodiscard]] static std::string reasons(const Event& event)
    {
        if (!has_utility(event.kind)) return "";
        double sum = 0.0;
        std::string text;
        for (std::size_t term = 0; term < utility_term_count; ++term) {
            const double value = static_cast<double>(event.terms[term]);
            sum += value;
            constexpr double shown = 0.005;
            if (std::abs(value) < shown) continue;
            std::string what{utility_term_names[term]};
            std::replace(what.begin(), what.end(), '_', ' ');
            text += fmt::format("{}{} {:+.2f}", text.empty() ? "" : ", ", what, value);
        }
        return text.empty() ? "" : fmt::format("utility {:+.2f} = {}", sum, text);
    }

    [[nodiscard]] StoryLine line_of(const Event& event) const
    {
        StoryLine line;
        line.week = event.week;
        line.date = format_date(calendar_.date_of(event.week));
        line.kind = label(event_kind_names, static_cast<std::size_t>(event.kind));
        line.text = describe(event);
        line.why = reasons(event);
        if (is_cell(event.who)) line.cell = name(event.who);
        line.network = name(network_of(event));
        if (event.commune.present()) line.place = results_.axes.communes.at(event.commune.value());
        return line;
    }

    [[nodiscard]] std::string as_text(const std::vector<StoryLine>& lines) const
    {
        std::string text =
            wrap(fmt::format("{}. Arm {}, replicate {}. Simulated: initial sites are seeded draws.", title_,
                             printable(results_.arms[question_.arm].id), results_.replicates[question_.run]),
                 0);
        constexpr std::size_t indent = 12;
        for (const StoryLine& line : lines) {
            text += wrap(line.date + "  " + line.text, indent);
            if (!line.why.empty()) text += wrap(std::string(indent + 2, ' ') + line.why, indent + 2);
        }
        if (lines.empty()) text += "Nothing is on record.\n";
        return text + "\nNetworks, sites and people are draws; no place is a real point of dealing.\n";
    }

    [[nodiscard]] std::string as_json(const std::vector<StoryLine>& lines) const
    {
        nlohmann::ordered_json json{{"about", title_},
                                    {"arm", results_.arms[question_.arm].id},
                                    {"replicate", results_.replicates[question_.run]},
                                    {"lines", nlohmann::json::array()}};
        for (const StoryLine& line : lines)
            json["lines"].push_back({{"week", line.week},
                                     {"date", line.date},
                                     {"kind", line.kind},
                                     {"cell", line.cell},
                                     {"network", line.network},
                                     {"commune", line.place.code},
                                     {"commune_name", line.place.name},
                                     {"text", line.text},
                                     {"utility", line.why}});
        return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    }

    [[nodiscard]] static std::string as_csv(const std::vector<StoryLine>& lines)
    {
        std::string text = "week,date,kind,cell,network,commune,commune_name,text,utility\n";
        for (const StoryLine& line : lines)
            text += fmt::format("{},{},{},{},{},{},{},{},{}\n", line.week, line.date, line.kind,
                                safe_csv_text(line.cell), safe_csv_text(line.network), safe_csv_text(line.place.code),
                                safe_csv_text(line.place.name), safe_csv_text(line.text), safe_csv_text(line.why));
        return text;
    }

    const ResultSet& results_;
    const StoryQuestion& question_;
    const Series& series_;
    RunHistory history_;
    Calendar calendar_;
    Who subject_;
    CommuneId commune_;
    std::string title_;
};

} // namespace

std::string tell_story(const ResultSet& results, const StoryQuestion& question, ListingFormat format)
{
    return Narrator{results, question}.tell(format);
}

} // namespace emprise
