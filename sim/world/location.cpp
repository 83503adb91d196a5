#include "world/location.hpp"

#include "base/portable_math.hpp"
#include "chance/distributions.hpp"

namespace emprise {

double attractiveness_of(const Luck& luck, Who quartier, CellKind kind, std::uint8_t spot, double sigma)
{
    const auto place = static_cast<std::uint16_t>(spot + (kind == CellKind::crew ? 256 : 0));
    const double u = luck.at_week(0).uniform(Purpose::attractiveness, quartier, {}, place);
    return portable_exp(sigma * standard_normal_quantile(u));
}

double lognormal_mean(double sigma)
{
    return portable_exp(0.5 * sigma * sigma);
}

} // namespace emprise
