#pragma once
#include "base/id.hpp"
#include "world/market_links.hpp"

#include <array>
#include <cstddef>

namespace emprise {

/// Farthest site that counts as local in site_purchases_near_cents (facts E-23).
inline constexpr float near_km = 5.0F;

/// What the buyers of one quartier paid where, euros of the drugs simulated. Kept for outcomes; nothing acts on it.
struct Purchases {
    double at_sites_eur{};
    double near_eur{};      ///< Of these within near_km.
    double displaced_eur{}; ///< Turned away by a site, at usual prices as the next three.
    double same_town_eur{}; ///< Of these bought at another site of the commune of the first.
    double other_town_eur{};
    double delivered_eur{};

    void add_sale(bool site, float travel_km, double eur)
    {
        if (!site) return;
        at_sites_eur += eur;
        if (travel_km <= near_km) near_eur += eur;
    }
};

/// Who turned the buyers of a quartier away. All of them choose again alike, so what is bought then is laid to the
/// sites that were full, by commune, in proportion.
class TurnedAway {
public:
    void add(bool site, CommuneId town, double eur)
    {
        all_eur_ += eur;
        if (!site || eur <= 0.0) return;
        sites_eur_ += eur;
        std::size_t i = 0;
        while (i < towns_ && town_[i] != town) ++i;
        if (i == towns_) {
            town_[towns_++] = town;
            eur_[i] = 0.0;
        }
        eur_[i] += eur;
    }
    [[nodiscard]] double sites_eur() const { return sites_eur_; }
    void add_second_choice(Purchases& purchases, bool site, CommuneId town, double eur) const
    {
        if (sites_eur_ <= 0.0) return;
        const double from_sites = eur * sites_eur_ / all_eur_;
        if (!site) {
            purchases.delivered_eur += from_sites;
            return;
        }
        double same = 0.0;
        for (std::size_t i = 0; i < towns_; ++i)
            if (town_[i] == town) same = eur * eur_[i] / all_eur_;
        purchases.same_town_eur += same;
        purchases.other_town_eur += from_sites - same;
    }

private:
    double all_eur_{};
    double sites_eur_{};
    std::size_t towns_{};
    std::array<CommuneId, most_site_links> town_;
    std::array<double, most_site_links> eur_;
};

} // namespace emprise
