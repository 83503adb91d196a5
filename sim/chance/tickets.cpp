#include "chance/tickets.hpp"

#include "base/portable_math.hpp"

#include <limits>

namespace emprise {

double ticket(double u, double weight)
{
    EXPECTS(weight >= 0.0);
    if (weight == 0.0) return std::numeric_limits<double>::infinity();
    return -portable_log1p(-u) / weight;
}

} // namespace emprise
