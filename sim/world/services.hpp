#pragma once
#include "base/column.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace emprise {

/// Posts of one lever's profession, commune by commune. The row order is that of the lever catalogue, sorted by id.
/// Posts are full-time equivalents; filled <= authorised.
struct ServicePosts {
    std::string lever;                         ///< Lever id, for example "mediators".
    Column<Commune, double> authorised_base;   ///< Posts of the baseline, by payer rules (facts B, C).
    Column<Commune, double> authorised_policy; ///< Added or cut by policies this week; refilled by delivery.
    Column<Commune, double> filled;            ///< Persons at work.
    Column<Commune, double> dose;              ///< Dose delivered so far, with onset and decay (state).
};

struct Services {
    std::vector<ServicePosts> of_lever;

    template <class F>
    void for_each_column(F&& f)
    {
        for (ServicePosts& posts : of_lever) {
            f(("services.authorised_base." + posts.lever).c_str(), posts.authorised_base);
            f(("services.authorised_policy." + posts.lever).c_str(), posts.authorised_policy);
            f(("services.filled." + posts.lever).c_str(), posts.filled);
            f(("services.dose." + posts.lever).c_str(), posts.dose);
        }
    }
};

} // namespace emprise
