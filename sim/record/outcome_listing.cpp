#include "record/outcome_listing.hpp"

#include "record/outcome.hpp"
#include "settings/listing.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace emprise {

namespace {

Listing listing_of_outcomes()
{
    Listing listing{{"name", "unit", "cell_methods", "better", "headline", "by_lever", "long_name_en", "long_name_fr"},
                    {}};
    for (const OutcomeDeclaration& outcome : outcome_declarations())
        listing.rows.push_back({std::string{outcome.name}, std::string{outcome.unit},
                                std::string{cell_methods(outcome.method)}, std::string{name_of(outcome.better)},
                                outcome.headline ? "yes" : "no", outcome.by_lever ? "yes" : "no",
                                std::string{outcome.long_name_en}, std::string{outcome.long_name_fr}});
    return listing;
}

} // namespace

std::string list_outcomes_as(ListingFormat format)
{
    const Listing listing = listing_of_outcomes();
    if (format == ListingFormat::csv) return listing_csv(listing);
    if (format == ListingFormat::json) {
        nlohmann::ordered_json document = nlohmann::ordered_json::array();
        for (const auto& row : listing.rows) {
            nlohmann::ordered_json entry;
            for (std::size_t i = 0; i < row.size(); ++i) entry[listing.columns[i]] = row[i];
            document.push_back(entry);
        }
        return document.dump(2) + "\n";
    }
    std::string text;
    for (const OutcomeDeclaration& outcome : outcome_declarations()) {
        const std::string better =
            outcome.better == Better::neutral ? "" : fmt::format(", {} is better", name_of(outcome.better));
        text += fmt::format("{}{}\n    {} [{}], {}{}\n", outcome.name, outcome.headline ? " *" : "",
                            outcome.long_name_en, outcome.unit, cell_methods(outcome.method), better);
    }
    return text + "* shown by compare\n";
}

} // namespace emprise
