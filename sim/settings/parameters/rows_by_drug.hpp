#pragma once
#include "settings/drugs.hpp"
#include "settings/parameter.hpp"

#include <array>
#include <cstddef>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

namespace emprise {

/// What every drug has: rows of the same unit and meaning.
struct DrugField {
    std::string_view name;
    std::string_view unit;
    Interval allowed;
    double* (*at)(Parameters&, std::size_t drug);
    std::string_view says;
};

/// What one drug says about a field.
struct DrugValue {
    double usual;
    Interval plausible;
    std::string_view source;
};

/// One row for each field and drug, from tables that are constants of the program: rows keep views of them. `path`
/// names {drug} and {field}.
template <const auto& fields, const auto& values, const std::string_view& path>
class RowsByDrug {
public:
    [[nodiscard]] static std::vector<ParameterRow> drug_after_drug()
    {
        std::vector<ParameterRow> rows;
        for (std::size_t drug = 0; drug < drug_count; ++drug)
            for (std::size_t field = 0; field < fields.size(); ++field) rows.push_back(row(drug, field));
        return rows;
    }
    [[nodiscard]] static std::vector<ParameterRow> field_after_field()
    {
        std::vector<ParameterRow> rows;
        for (std::size_t field = 0; field < fields.size(); ++field)
            for (std::size_t drug = 0; drug < drug_count; ++drug) rows.push_back(row(drug, field));
        return rows;
    }

private:
    using Places = std::array<double* (*)(Parameters&), fields.size() * drug_count>;

    template <std::size_t place>
    static double* value_at(Parameters& all)
    {
        return fields[place % fields.size()].at(all, place / fields.size());
    }

    template <std::size_t... place>
    static constexpr Places all_places(std::index_sequence<place...> /*each*/)
    {
        return {&value_at<place>...};
    }

    static std::vector<std::string> all_paths()
    {
        std::vector<std::string> paths;
        for (const std::string_view drug : drug_names)
            for (const DrugField& field : fields)
                paths.push_back(fmt::format(fmt::runtime(path), fmt::arg("drug", drug), fmt::arg("field", field.name)));
        return paths;
    }

    static ParameterRow row(std::size_t drug, std::size_t field)
    {
        static constexpr Places places = all_places(std::make_index_sequence<fields.size() * drug_count>{});
        static const std::vector<std::string> paths = all_paths();
        const std::size_t place = drug * fields.size() + field;
        const DrugValue& value = values[drug][field];
        return {paths[place],          places[place],   fields[field].unit, value.usual,
                fields[field].allowed, value.plausible, value.source,       fields[field].says};
    }
};

} // namespace emprise
