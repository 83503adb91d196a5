#include "base/build_info.hpp"

namespace emprise {

BuildInfo build_info()
{
#ifdef EMPRISE_PARALLEL_THREADS
    constexpr std::string_view parallel = "threads";
#else
    constexpr std::string_view parallel = "oneTBB";
#endif
    return {.version = EMPRISE_VERSION,
            .commit = EMPRISE_COMMIT,
            .build_type = EMPRISE_BUILD_TYPE,
            .flags = EMPRISE_BUILD_FLAGS,
            .compiler = EMPRISE_COMPILER,
            .parallel = parallel,
            .source_scenarios = EMPRISE_SOURCE_SCENARIOS,
            .installed_data = EMPRISE_INSTALLED_DATA};
}

} // namespace emprise
