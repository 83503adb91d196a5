#include "settings/draws.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/luck.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace emprise {

namespace {

double quantile(const ParameterDraw& draw, double u)
{
    const double width = draw.high - draw.low;
    if (draw.shape == ParameterDraw::Shape::uniform) return draw.low + u * width;
    if (draw.shape == ParameterDraw::Shape::lognormal)
        return draw.low * portable_exp(draw.high * standard_normal_quantile(u));
    const double before_mode = (draw.mode - draw.low) / width;
    if (u < before_mode) return draw.low + std::sqrt(u * width * (draw.mode - draw.low));
    return draw.high - std::sqrt((1 - u) * width * (draw.high - draw.mode));
}

/// FNV-1a over the path, folded to the 36 bits of a name: a parameter keeps its luck whatever others exist.
Who who_of(std::string_view path)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char letter : path) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211ULL;
    return Who::of(Kind::parameter, (hash ^ hash >> 36U) & ((std::uint64_t{1} << Who::number_bits) - 1));
}

} // namespace

Parameters parameters_of_replicate(const Scenario& scenario, std::uint32_t replicate)
{
    Parameters drawn = scenario.parameters;
    const Luck luck{scenario.run.seed, replicate, 0};
    for (const ParameterDraw& draw : scenario.draws) {
        const ParameterRow* row = find_parameter(draw.path);
        EXPECTS(row != nullptr);
        const double u = luck.uniform(Purpose::parameter_draw, who_of(draw.path));
        *row->at(drawn) = std::clamp(quantile(draw, u), row->allowed.low, row->allowed.high);
    }
    return drawn;
}

} // namespace emprise
