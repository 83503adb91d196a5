#include "store/result_set.hpp"

#include "base/build_info.hpp"
#include "store/hdf5_handle.hpp"
#include "world/territory.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace emprise {

const Series* ResultSet::any_series() const
{
    for (const ArmResult& arm : arms)
        for (const RunResult& run : arm.runs)
            if (run.status == RunStatus::done) return &run.series;
    return nullptr;
}

TownSizes town_sizes_of(const Territory& territory)
{
    const CommuneTable& communes = territory.communes;
    TownSizes sizes;
    sizes.departements.assign(territory.departements.code.begin(), territory.departements.code.end());
    sizes.towns.assign(territory.departements.size(), {});
    for (const CommuneId commune : each<Commune>(communes.size())) {
        const auto tier = static_cast<std::size_t>(communes.size_tier[commune]);
        const std::uint32_t departement = communes.departement[commune].value();
        sizes.tier.push_back(static_cast<std::int8_t>(tier));
        sizes.departement.push_back(static_cast<std::int32_t>(departement));
        ++sizes.towns[departement][tier];
    }
    return sizes;
}

std::string build_as_json()
{
    start_hdf5();
    const BuildInfo build = build_info();
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    check_hdf5(H5get_libversion(&major, &minor, &release), "tell its version");
    const nlohmann::ordered_json json{
        {"program", "emprise"},
        {"version", build.version},
        {"commit", build.commit},
        {"build_type", build.build_type},
        {"flags", build.flags},
        {"compiler", build.compiler},
        {"parallel", build.parallel},
        {"libraries", {{"HDF5", fmt::format("{}.{}.{}", major, minor, release)}, {"fmt", FMT_VERSION}}},
    };
    return json.dump(2);
}

std::string determinism_as_json()
{
    const nlohmann::ordered_json json{
        {"generator", "Philox4x32-10, keyed by seed and replicate; counter: who, other party, week, purpose, repeat"},
        {"sums", "integers, or doubles in blocks of fixed boundaries"},
        {"same_bits",
         "any number of threads, any pause and split; g++ or clang, Debug or Release, with or without FMA"},
        {"compare", "content_sha256 covers every dataset outside provenance/"},
    };
    return json.dump(2);
}

} // namespace emprise
