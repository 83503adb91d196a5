#pragma once
#include "settings/drugs.hpp"

#include <array>
#include <deque>
#include <string>
#include <string_view>
#include <utility>

/// Words from which the outcomes of each drug are made.
namespace emprise {

/// How a drug is called in the long names of outcomes.
struct DrugWords {
    std::string_view en;
    std::string_view fr;   ///< In "Anciens usagers ...": with its preposition.
    std::string_view sold; ///< "Cannabis vendu"
    std::string_view held; ///< "Cannabis détenu"
};
inline constexpr std::array<DrugWords, drug_count> drug_words{{
    {"cannabis", "de cannabis", "Cannabis vendu", "Cannabis détenu"},
    {"cocaine", "de cocaïne", "Cocaïne vendue", "Cocaïne détenue"},
    {"heroin", "d'héroïne", "Héroïne vendue", "Héroïne détenue"},
    {"synthetic drugs", "de drogues de synthèse", "Drogues de synthèse vendues", "Drogues de synthèse détenues"},
}};

/// Names made from a drug's words live as long as the program; declarations keep a view of them.
class KeptNames {
public:
    std::string_view operator()(std::string name) { return made_.emplace_back(std::move(name)); }

private:
    std::deque<std::string> made_;
};

} // namespace emprise
