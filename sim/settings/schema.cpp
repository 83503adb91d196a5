#include "settings/changes.hpp"
#include "settings/listing.hpp"
#include "settings/parameters.hpp"
#include "settings/scenario_keys.hpp"

#include <nlohmann/json.hpp>

namespace emprise {

namespace {

using Json = nlohmann::ordered_json;

Json section_schema(std::string_view section);

std::int64_t whole(double bound)
{
    return static_cast<std::int64_t>(bound);
}

Json number_schema(const Interval& allowed)
{
    return {{"type", "number"}, {"minimum", allowed.low}, {"maximum", allowed.high}};
}

Json whole_schema(const Interval& allowed)
{
    return {{"type", "integer"}, {"minimum", whole(allowed.low)}, {"maximum", whole(allowed.high)}};
}

Json list_schema(const Json& items, const Interval& allowed)
{
    return {{"type", "array"}, {"items", items}, {"minItems", whole(allowed.low)}, {"maxItems", whole(allowed.high)}};
}

Json duration_schema(const Interval& allowed)
{
    return {{"anyOf", {whole_schema(allowed), {{"type", "string"}, {"pattern", "^[0-9.]+ (day|week|month|year)s?$"}}}}};
}

Json parameters_schema()
{
    Json properties = Json::object();
    for (const ParameterRow& row : parameter_rows()) {
        Json schema{{"anyOf", {number_schema(row.allowed), {{"$ref", "#/definitions/distribution"}}}}};
        schema["description"] = row.says;
        schema["default"] = row.usual;
        properties[std::string{row.path}] = schema;
    }
    properties["ensemble"] = section_schema("ensemble");
    return {{"type", "object"}, {"properties", properties}}; // nested [parameters.group] tables are read too
}

/// What a [[change]] sets: one number for each parameter.
Json changed_schema(bool factors)
{
    Json properties = Json::object();
    for (const ParameterRow& row : parameter_rows()) {
        if (is_read_at_the_start_only(row.path)) continue;
        properties[std::string{row.path}] = number_schema(factors ? factors_of_changes : row.allowed);
    }
    return {{"type", "object"}, {"properties", properties}};
}

Json table_schema(const KeyRow& row)
{
    if (row.section == "change") return changed_schema(row.key == "factor");
    return row.words == "parameters" ? parameters_schema() : section_schema(row.words);
}

Json value_schema(const KeyRow& row)
{
    Json text{{"type", "string"}};
    switch (row.type) {
    case KeyType::text:
        return {{"type", "string"}, {"minLength", whole(row.allowed.low)}, {"maxLength", whole(row.allowed.high)}};
    case KeyType::truth:
        return {{"type", "boolean"}};
    case KeyType::whole:
        return whole_schema(row.allowed);
    case KeyType::number:
        return number_schema(row.allowed);
    case KeyType::date:
        return {{"type", "string"}, {"format", "date"}};
    case KeyType::duration:
        return duration_schema(row.allowed);
    case KeyType::choice:
        return {{"enum", words_of(row)}};
    case KeyType::choices:
        return list_schema({{"enum", words_of(row)}}, row.allowed);
    case KeyType::texts:
        return {{"anyOf", {text, list_schema(text, row.allowed)}}};
    case KeyType::range:
        return list_schema(number_schema(row.allowed), {2, 2});
    case KeyType::table:
        return table_schema(row);
    case KeyType::tables:
        return list_schema(section_schema(row.words), row.allowed);
    case KeyType::bound:
        return {{"type", "string"}, {"pattern", "^> *[0-9.]+$"}};
    }
    return text;
}

Json section_schema(std::string_view section)
{
    Json properties = Json::object();
    for (const KeyRow& row : key_rows())
        if (row.section == section) {
            Json schema = value_schema(row);
            schema["description"] = row.says;
            properties[std::string{row.key}] = schema;
        }
    return {{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
}

} // namespace

std::string scenario_schema()
{
    Json schema{{"$schema", "http://json-schema.org/draft-04/schema#"}, {"title", "Emprise scenario, version 1"}};
    schema.update(section_schema(""));
    Json required = Json::array();
    required.push_back("schema");
    schema["required"] = required;
    schema["definitions"]["distribution"] = section_schema("distribution");
    return schema.dump(2) + "\n";
}

} // namespace emprise
