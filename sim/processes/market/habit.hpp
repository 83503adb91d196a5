#pragma once
#include "base/portable_math.hpp"
#include "world/world.hpp"

namespace emprise {

/// Factors on the usual sellers of a quartier: e^(habit x the part of their kind they served last week).
struct Habit {
    Who site;
    Who crew;
    double site_factor{1.0};
    double crew_factor{1.0};
    [[nodiscard]] double factor_on(bool at_site, Who seller) const
    {
        if (at_site) return seller == site ? site_factor : 1.0;
        return seller == crew ? crew_factor : 1.0;
    }
};

[[nodiscard]] inline Habit habit_of(const QuartierState& state, QuartierId quartier, double habit)
{
    if (habit <= 0.0) return {};
    const auto factor = [habit](double part) { return part > 0.0 ? portable_exp(habit * part) : 1.0; };
    return {state.usual_site[quartier], state.usual_crew[quartier], factor(state.usual_site_part[quartier]),
            factor(state.usual_crew_part[quartier])};
}

/// Finds who sold most at first choice; the first in the order of links among equals.
class UsualSellers {
public:
    void add(Who seller, bool site, double eur)
    {
        Most& most = site ? site_ : crew_;
        most.sum_eur += eur;
        if (eur <= most.eur) return;
        most.eur = eur;
        most.seller = seller;
    }
    void remember(QuartierState& state, QuartierId quartier) const
    {
        state.usual_site[quartier] = site_.seller;
        state.usual_crew[quartier] = crew_.seller;
        state.usual_site_part[quartier] = site_.part();
        state.usual_crew_part[quartier] = crew_.part();
    }

private:
    struct Most {
        Who seller{};
        double eur{};
        double sum_eur{};
        [[nodiscard]] double part() const { return sum_eur > 0.0 ? eur / sum_eur : 0.0; }
    };
    Most site_;
    Most crew_;
};

} // namespace emprise
