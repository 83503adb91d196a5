#include "store/story.hpp"

#include "base/error.hpp"
#include "store/history.hpp"
#include "store/result_image.hpp"
#include "store/result_reader.hpp"
#include "store/sample_result.hpp"
#include "store/spread.hpp"
#include "world/cells.hpp"
#include "world/printed_name.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace emprise {
namespace {

using testing::HasSubstr;
using testing_support::sample_results;

constexpr CommuneId agencourt{0};
constexpr CommuneId dijon{1};
constexpr CommuneId ajaccio{2};

Who cell(const char* code, Week week, std::uint32_t nth)
{
    return name_of_newborn(Kind::cell, code, week, nth);
}
Who network(const char* code, std::uint32_t nth)
{
    return name_of_newborn(Kind::organisation, code, -512, nth);
}

const Who old_site = cell("21231", -512, 0);
const Who moved_site = cell("21231", 11, 0);
const Who rural_site = cell("21001", 20, 0);
const Who corsican = cell("2A004", 30, 0);
const Who family = network("21231", 0);
const Who marseille = network("2A004", 1);

Event event(int week, EventKind kind, CommuneId commune, Who who, Who other, Generator generator = Generator::initial,
            std::array<float, 8> terms = {})
{
    return {static_cast<std::int16_t>(week), kind, static_cast<std::uint8_t>(generator), commune, who, other, terms};
}

/// Weeks 0 to 104. A family holds a site in Dijon, which burns and moves, opens in a village, loses the site in Dijon
/// to a network of Ajaccio, which opens at home and closes; two Dijon sites at most, never none from week 0 on.
ResultSet hand_made()
{
    ResultSet results = sample_results(1, 1, 104, false);
    std::vector<Event> events{
        event(0, EventKind::site_present, dijon, old_site, family, Generator::initial, {-156.0F}),
        event(0, EventKind::network_present, dijon, family, {}, Generator::initial, {-156.0F}),
        event(0, EventKind::network_present, ajaccio, marseille, {}, Generator::initial, {-156.0F}),
        event(10, EventKind::operation, dijon, old_site, {}, Generator::own_and_adjacent, {2.0F}),
        event(11, EventKind::relocated, dijon, moved_site, old_site, Generator::own_and_adjacent,
              {1.5F, 0.75F, -0.25F, 0.0F, 0.0F, -1.0F, 0.0F, 2.0F}),
        event(20, EventKind::site_opened, agencourt, rural_site, family, Generator::people,
              {-2.0F, 3.0F, -0.125F, -0.5F, -0.125F, 0.5F, 0.0F, 25.0F}),
        event(25, EventKind::taken_over, dijon, moved_site, marseille, Generator::gravity, {-4.0F, 5.0F}),
        event(30, EventKind::site_opened, ajaccio, corsican, marseille, Generator::gravity, {-2.0F}),
        event(56, EventKind::site_closed, ajaccio, corsican, marseille, Generator::gravity),
        event(60, EventKind::shrunk, dijon, moved_site, marseille, Generator::initial, {8.0F, 4.0F}),
        event(70, EventKind::claimed, agencourt, rural_site, marseille, Generator::own_and_adjacent)};
    results.arms[0].runs[0].series.events = events;
    return results;
}

std::string story(StoryAbout about, const std::string& id, ListingFormat format = ListingFormat::text)
{
    return tell_story(hand_made(), {about, id, 0, 0}, format);
}

TEST(Story, OfACellGoesFromItsBeginningOverEveryHand)
{
    const std::string text = story(StoryAbout::cell, "S-21231-011-0");
    EXPECT_THAT(text, HasSubstr("2026-03-23"));
    EXPECT_THAT(text, HasSubstr("N-21231-b512-0 moves S-21231-b512-0 to S-21231-011-0"));
    EXPECT_THAT(text, HasSubstr("utility +1.00 = bias +1.50, profit +0.75, set up -0.25"));
    EXPECT_THAT(text, HasSubstr("N-2A004-b512-1 takes S-21231-011-0 in Dijon (21231) from"));
    EXPECT_THAT(text, HasSubstr("goes down from 8 to 4 posts"));
}

TEST(Story, OfANetworkHoldsWhatHappenedToItsCellsWhileItHadThem)
{
    const std::string text = story(StoryAbout::organisation, "N-21231-b512-0");
    EXPECT_THAT(text, HasSubstr("N-21231-b512-0, network of Dijon (21231)"));
    EXPECT_THAT(text, HasSubstr("2 operations of the forces at S-21231-b512-0: the place is burned"));
    EXPECT_THAT(text, HasSubstr("opens S-21001-020-0"));
    EXPECT_THAT(text, HasSubstr("it has people there"));
    EXPECT_THAT(text, HasSubstr("takes S-21231-011-0"));
    EXPECT_EQ(text.find("posts"), std::string::npos); // It shrank in other hands.
    EXPECT_EQ(text.find("S-2A004"), std::string::npos);
}

TEST(Story, OfACommuneIsFoundByCodeAndByNameWithoutAccents)
{
    EXPECT_EQ(story(StoryAbout::commune, "2A004"), story(StoryAbout::commune, "ajaccio"));
    EXPECT_THAT(story(StoryAbout::commune, "Ajaccio"), HasSubstr("closes: not worth its while"));
}

TEST(Story, FitsEightyColumns)
{
    for (const std::string& text :
         {story(StoryAbout::commune, "Dijon"), story(StoryAbout::organisation, "N-2A004-b512-1"),
          describe_spread(hand_made(), 0, std::nullopt, ListingFormat::text)}) {
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) {
            const auto width = std::count_if(line.begin(), line.end(),
                                             [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
            EXPECT_LE(width, 80) << line;
        }
    }
}

TEST(Story, OfSomethingUnknownSuggestsWhatIsNear)
{
    const auto refusal = [](StoryAbout about, const std::string& id) -> std::string {
        try {
            return "told: " + story(about, id);
        } catch (const UsageError& error) {
            return error.what();
        }
    };
    EXPECT_THAT(refusal(StoryAbout::cell, "S-21231-012-0"), HasSubstr("Did you mean `S-21231-011-0`?"));
    EXPECT_THAT(refusal(StoryAbout::cell, "nonsense"), HasSubstr("no cell `nonsense`"));
    EXPECT_THAT(refusal(StoryAbout::organisation, "S-21231-011-0"), HasSubstr("no network"));
    EXPECT_THAT(refusal(StoryAbout::organisation, "N-21231-b512-9"), HasSubstr("`N-21231-b512-0`"));
    EXPECT_THAT(refusal(StoryAbout::commune, "Dijn"), HasSubstr("`Dijon`"));
    EXPECT_THAT(refusal(StoryAbout::commune, "\x1b[2J"), testing::Not(HasSubstr("\x1b")));
}

TEST(Story, IsTheSameInJsonAndCsv)
{
    const auto json = nlohmann::json::parse(story(StoryAbout::commune, "Dijon", ListingFormat::json));
    ASSERT_EQ(json["lines"].size(), 6U);
    EXPECT_EQ(json["lines"][0]["date"], "2026-01-05");
    EXPECT_EQ(json["lines"][3]["kind"], "relocated");
    const std::string csv = story(StoryAbout::commune, "Dijon", ListingFormat::csv);
    EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 7);
}

TEST(Story, IsToldAlikeFromAFile)
{
    const ResultSet written = hand_made();
    const ResultSet read = read_result_image(make_result_image(written).bytes, "in memory");
    for (const ListingFormat format : {ListingFormat::text, ListingFormat::json}) {
        EXPECT_EQ(tell_story(read, {StoryAbout::organisation, "N-21231-b512-0", 0, 0}, format),
                  tell_story(written, {StoryAbout::organisation, "N-21231-b512-0", 0, 0}, format));
        EXPECT_EQ(describe_spread(read, 0, std::nullopt, format), describe_spread(written, 0, std::nullopt, format));
    }
}

TEST(Spread, CountsEntriesExitsAndTimeAtRiskOfTowns)
{
    const ResultSet results = hand_made();
    const SpreadOfRun spread = spread_of(results, results.arms[0].runs[0].series);
    const double week = 1.0 / weeks_per_year;
    const auto village = static_cast<std::size_t>(SizeTier::below_2k);
    const auto town = static_cast<std::size_t>(SizeTier::from_50k);
    const auto city = static_cast<std::size_t>(SizeTier::from_100k);
    EXPECT_EQ(spread.towns[city], 2); // Dijon and Strasbourg.
    EXPECT_EQ(spread.first_site[village].events, 1);
    EXPECT_NEAR(spread.first_site[village].years, 20 * week, 1e-9);
    EXPECT_EQ(spread.first_site[town].events, 1);
    EXPECT_EQ(spread.last_site[town].events, 1);
    EXPECT_NEAR(spread.last_site[town].years, 26 * week, 1e-9);
    EXPECT_EQ(spread.first_site[city].events, 0);
    EXPECT_EQ(spread.last_site[city].events, 0);
    EXPECT_NEAR(spread.last_site[city].years, 103 * week, 1e-9);  // Dijon.
    EXPECT_NEAR(spread.first_site[city].years, 103 * week, 1e-9); // Strasbourg.
}

TEST(Spread, CountsEntriesOfNetworksByPresenceNearAndRivals)
{
    const ResultSet results = hand_made();
    const SpreadOfRun spread = spread_of(results, results.arms[0].runs[0].series);
    EXPECT_EQ(spread.entry[1][0].events, 1); // The village, from Dijon.
    EXPECT_EQ(spread.entry[0][0].events, 1); // Ajaccio, from Dijon taken over five weeks before.
    EXPECT_EQ(spread.entry[1][1].events + spread.entry[0][1].events, 0);
    // Network-weeks x towns without it: the family 20 x 3, 5 x 2, 78 x 3 (one town only again); the other from week 25.
    const double all =
        spread.entry[0][0].years + spread.entry[0][1].years + spread.entry[1][0].years + spread.entry[1][1].years;
    EXPECT_NEAR(all * weeks_per_year, 20 * 3 + 5 * 2 + 78 * 3 + 5 * 3 + 26 * 2 + 47 * 3, 1e-6);
    EXPECT_NEAR(spread.entry[1][0].years * weeks_per_year, 20 * 1 + 0, 1e-6); // The village from Dijon, before week 20.
}

TEST(Spread, FollowsPersistenceSpellsGeneratorsAndBurnedPlaces)
{
    const ResultSet results = hand_made();
    const SpreadOfRun spread = spread_of(results, results.arms[0].runs[0].series);
    EXPECT_EQ(spread.presence_after_year.of, 1); // A year on from week 0: the family in Dijon, which lost it.
    EXPECT_EQ(spread.presence_after_year.part, 0);
    EXPECT_EQ(spread.town_after_year.part, 1);
    EXPECT_EQ(spread.burned_elsewhere.of, 1);
    EXPECT_EQ(spread.burned_elsewhere.part, 1);
    EXPECT_EQ(spread.taken_cells, 1);
    EXPECT_EQ(spread.lost_contests, 1);
    EXPECT_EQ(spread.by_generator[static_cast<std::size_t>(Generator::people)][0], 1);
    EXPECT_EQ(spread.by_generator[static_cast<std::size_t>(Generator::own_and_adjacent)][2], 1);
    ASSERT_EQ(spread.spells.size(), 3U);
    EXPECT_FALSE(median_spell({&spread}).has_value()); // One of three has gone.
    SpreadOfRun more;
    more.spells = {{10, true}, {20, true}, {30, false}, {40, true}};
    EXPECT_EQ(median_spell({&more}), 20);
}

TEST(Spread, PoolsReplicatesAndShowsTheirRange)
{
    ResultSet results = hand_made();
    results.replicates.push_back(2);
    RunResult other = results.arms[0].runs[0];
    std::erase_if(other.series.events, [](const Event& e) { return e.kind == EventKind::site_closed; });
    results.arms[0].runs.push_back(other);
    const auto json = nlohmann::json::parse(describe_spread(results, 0, std::nullopt, ListingFormat::json));
    EXPECT_EQ(json["replicates"], 2);
    bool found = false;
    for (const auto& figure : json["figures"])
        if (figure["section"] == "last_site" && figure["name"] == "50k_100k") {
            found = true;
            EXPECT_EQ(figure["events"], 1);
            EXPECT_EQ(figure["lowest"], 0.0);
            EXPECT_NEAR(figure["highest"].get<double>(), 100.0 * weeks_per_year / 26.0, 1e-6);
            EXPECT_NEAR(figure["value"].get<double>(), 100.0 * weeks_per_year / (26.0 + 73.0), 1e-6);
        }
    EXPECT_TRUE(found);
    const auto alone = nlohmann::json::parse(describe_spread(results, 0, 1, ListingFormat::json));
    EXPECT_EQ(alone["replicates"], 1);
}

} // namespace
} // namespace emprise
