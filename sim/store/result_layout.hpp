#pragma once
#include "store/result_set.hpp"
#include "store/variable.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace emprise {

inline constexpr std::int32_t result_schema_version = 2;

/// "sites_active", "sites_active_by_region".
[[nodiscard]] std::string variable_name(const OutcomeDeclaration& outcome, Level level);
/// float64 in the unit for money, mass and posts; int64 for counts.
[[nodiscard]] ValueType value_type(const OutcomeDeclaration& outcome);
/// What a run that is not done holds.
inline constexpr std::int64_t missing_count = -9223372036854775806LL;

/// Every dataset of the root and of events/, in the order of the file. Throws ContractViolation when runs do not share
/// periods and shapes. Refers to `results`.
[[nodiscard]] std::vector<Variable> lay_out(const ResultSet& results);
/// Datasets of provenance/: text, of which two have one value an arm.
[[nodiscard]] std::vector<Variable> lay_out_provenance(const ResultSet& results);
/// Attributes of the file but the digest.
[[nodiscard]] std::vector<Attribute> file_attributes(const ResultSet& results);

/// The digest of a result that is only in memory; equals the attribute of the file it would become.
[[nodiscard]] std::string content_sha256(const ResultSet& results);
/// The same over provenance/, so that damage there is seen too.
[[nodiscard]] std::string provenance_sha256(const ResultSet& results);

} // namespace emprise
