#include "settings/listing.hpp"
#include "app/terminal.hpp"
#include "app/verbs.hpp"
#include "files/shipped_data.hpp"
#include "levers/channel.hpp"
#include "record/outcome_listing.hpp"
#include "settings/catalogue.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace emprise {

namespace {

std::string list_channels(const Options& options)
{
    nlohmann::json rows = nlohmann::json::array();
    std::string text;
    for (const ChannelDeclaration& channel : channel_declarations()) {
        rows.push_back(
            {{"name", channel.name}, {"unit", channel.unit}, {"combines", channel.combines}, {"moves", channel.moves}});
        text += fmt::format("{:<26}{:<22}{:<10}{}\n", channel.name, channel.unit, channel.combines, channel.moves);
    }
    return options.json ? rows.dump(2) + "\n" : text;
}

} // namespace

int list_parameters(const Options& options)
{
    print_result(list_parameters_as(listing_format(options)));
    return exit_fine;
}

int list_outcomes(const Options& options)
{
    print_result(list_outcomes_as(listing_format(options)));
    return exit_fine;
}

int list_levers(const Options& options)
{
    if (options.channels)
        print_result(list_channels(options));
    else
        print_result(
            list_levers_as(read_catalogue(shipped_data_folder() / "levers", channel_names()), listing_format(options)));
    return exit_fine;
}

int print_schema(const Options&)
{
    print_result(scenario_schema());
    return exit_fine;
}

} // namespace emprise
