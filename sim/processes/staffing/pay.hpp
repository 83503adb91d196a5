#pragma once
#include "settings/parameters/staffing.hpp"
#include "world/world.hpp"

#include <array>

namespace emprise {

/// Pay of one post by role, cents a week, when so many of each role share a wage bill: in proportion to the relative
/// pay of roles (facts A-29), so that the mean stays the wage. Rounded down; what is left of the bill goes to no role.
using PayByRole = std::array<std::int64_t, role_count>;
[[nodiscard]] PayByRole share_pay(std::int64_t bill_cents, const std::array<std::int32_t, role_count>& staff,
                                  const StaffingParameters& parameters);

/// The wages the market paid this week, by role; who is in debt works part of it off, to the network of the cell.
void pay_staff(World& world, const StaffingParameters& parameters);

} // namespace emprise
