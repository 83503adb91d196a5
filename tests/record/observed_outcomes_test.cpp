#include "record/outcome.hpp"

#include <algorithm>
#include <gtest/gtest.h>

namespace emprise {
namespace {

TEST(ObservedOutcomes, AreDeclaredAndNoRatios)
{
    for (const std::string& name : observed_outcomes()) {
        const OutcomeDeclaration* outcome = find_outcome(name);
        ASSERT_NE(outcome, nullptr) << name;
        EXPECT_NE(outcome->kind, OutcomeKind::ratio) << name;
    }
}

TEST(ObservedOutcomes, LeaveOutWhatOnlyTheModelKnows)
{
    const std::vector<std::string> observed = observed_outcomes();
    for (const char* hidden : {"sites_active", "traders", "trade_entries", "users_cocaine_heavy", "cells_cash"})
        EXPECT_EQ(std::count(observed.begin(), observed.end(), hidden), 0) << hidden;
}

} // namespace
} // namespace emprise
