#include "parallel/parallel.hpp"

#include "base/portable_math.hpp"

#include <chrono>
#include <gtest/gtest.h>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace emprise {
namespace {

/// Gives the number of threads back when a test ends.
class Threads : public ::testing::Test {
protected:
    void TearDown() override { set_threads(before_); }

private:
    int before_ = threads();
};

using Parallel = Threads;

/// Long enough for an idle thread to take the next index, if it may.
void leave_time_to_steal()
{
    std::this_thread::sleep_for(std::chrono::microseconds{300});
}

constexpr int thread_counts[] = {1, 2, 3, 7};

double sum_of_logarithms(std::size_t begin, std::size_t end)
{
    double sum = 0.0;
    for (std::size_t i = begin; i < end; ++i) sum += portable_log(1.0 + static_cast<double>(i));
    return sum;
}

TEST_F(Parallel, GivesTheSameSumOnOneTwoThreeOrSevenThreadsAndWithEitherBackEnd)
{
    for (const int n : thread_counts) {
        set_threads(n);
        ASSERT_EQ(threads(), n);
        // The value itself ties the two back-ends, which are never in one program, to each other.
        EXPECT_EQ(sum_ranges(100'003, 1000, sum_of_logarithms), 0x1.00ac5c2bf901p+20);
    }
}

TEST_F(Parallel, CallsEachIndexOnce)
{
    for (const int n : thread_counts) {
        set_threads(n);
        std::vector<std::int32_t> calls(1003);
        for_each_index(calls.size(), [&](std::size_t i) { add_integer(calls[i], 1); });
        EXPECT_EQ(calls, std::vector<std::int32_t>(1003, 1));
    }
    for_each_index(0, [](std::size_t) { FAIL(); });
}

TEST_F(Parallel, CutsRangesAtTheSameRowsWhateverTheNumberOfThreads)
{
    for (const int n : thread_counts) {
        set_threads(n);
        std::vector<std::pair<std::size_t, std::size_t>> ranges(4);
        for_each_range(35, 10, [&](std::size_t begin, std::size_t end) { ranges[begin / 10] = {begin, end}; });
        EXPECT_EQ(ranges, (std::vector<std::pair<std::size_t, std::size_t>>{{0, 10}, {10, 20}, {20, 30}, {30, 35}}));
    }
    for_each_range(0, 10, [](std::size_t, std::size_t) { FAIL(); });
    EXPECT_EQ(sum_ranges(0, 10, [](std::size_t, std::size_t) { return 1.0; }), 0.0);
    EXPECT_THROW(for_each_range(5, 0, [](std::size_t, std::size_t) {}), ContractViolation);
}

TEST_F(Parallel, LosesNoIntegerThatManyThreadsAddToOneCell)
{
    set_threads(7);
    std::int64_t total = 0;
    std::int32_t small = 0;
    for_each_index(10'000, [&](std::size_t i) {
        add_integer(total, static_cast<std::int64_t>(i));
        add_integer(small, -1);
    });
    EXPECT_EQ(total, 10'000 * 9'999 / 2);
    EXPECT_EQ(small, -10'000);
}

TEST_F(Parallel, RunsALoopInsideALoopOnTheThreadThatMeetsIt)
{
    set_threads(3);
    std::vector<std::int32_t> elsewhere(12);
    std::vector<double> sums(12);
    for_each_index(sums.size(), [&](std::size_t i) {
        const auto here = std::this_thread::get_id();
        for_each_index(8, [&](std::size_t) {
            leave_time_to_steal();
            add_integer(elsewhere[i], std::this_thread::get_id() == here ? 0 : 1);
        });
        sums[i] = sum_ranges(1000, 100, sum_of_logarithms);
    });
    EXPECT_EQ(elsewhere, std::vector<std::int32_t>(12, 0));
    EXPECT_EQ(sums, std::vector<double>(12, sums[0]));
}

TEST_F(Parallel, ThrowsTheExceptionOfTheLowestIndexWhateverTheTiming)
{
    for (const int n : thread_counts) {
        set_threads(n);
        for (int repeat = 0; repeat < 20; ++repeat) {
            try {
                for_each_index(200, [](std::size_t i) {
                    if (i % 50 == 13) throw std::runtime_error{std::to_string(i)};
                });
                FAIL();
            } catch (const std::runtime_error& problem) {
                EXPECT_EQ(std::string{problem.what()}, "13");
            }
        }
    }
}

TEST_F(Parallel, RefusesToWorkWithoutThreads)
{
    EXPECT_THROW(set_threads(0), ContractViolation);
    EXPECT_THROW(run_tasks(1, 0, [](std::size_t) {}), ContractViolation);
}

TEST_F(Parallel, GivesATaskOneThreadThatNoOtherTaskShares)
{
    set_threads(4);
    // A waiting inner loop must not be handed another whole simulation: it would see that one's state as its own.
    thread_local int inside = 0;
    std::int32_t intruders = 0;
    std::int32_t elsewhere = 0;
    std::vector<double> results(12);
    run_tasks(results.size(), 3, [&](std::size_t task) {
        add_integer(intruders, inside);
        ++inside;
        const auto here = std::this_thread::get_id();
        for (int week = 0; week < 5; ++week) {
            for_each_index(8, [&](std::size_t) {
                leave_time_to_steal();
                add_integer(elsewhere, std::this_thread::get_id() == here ? 0 : 1);
            });
            results[task] += sum_ranges(200, 10, sum_of_logarithms);
        }
        --inside;
    });
    EXPECT_EQ(intruders, 0);
    EXPECT_EQ(elsewhere, 0);
    EXPECT_EQ(results, std::vector<double>(12, results[0]));
}

TEST_F(Parallel, RunsNoMoreTasksAtOnceThanAskedAndEachOnce)
{
    std::int32_t running = 0;
    std::atomic<std::int32_t> most{0};
    std::vector<std::int32_t> runs(20);
    run_tasks(runs.size(), 3, [&](std::size_t task) {
        const std::int32_t now = std::atomic_ref{running}.fetch_add(1) + 1;
        for (std::int32_t seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
        ++runs[task];
        std::atomic_ref{running}.fetch_sub(1);
    });
    EXPECT_LE(most, 3);
    EXPECT_EQ(runs, std::vector<std::int32_t>(20, 1));
}

TEST_F(Parallel, LetsASingleTaskUseAllThreads)
{
    set_threads(2);
    std::set<std::thread::id> used;
    std::atomic<int> arrived{0};
    std::vector<std::thread::id> who(2);
    run_tasks(1, 1, [&](std::size_t) {
        for_each_index(2, [&](std::size_t i) {
            who[i] = std::this_thread::get_id();
            ++arrived;
            // Each waits for the other, so one thread cannot serve both; gives up after two seconds.
            for (int wait = 0; wait < 2000 && arrived < 2; ++wait)
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
        });
    });
    EXPECT_NE(who[0], who[1]);
}

TEST_F(Parallel, StartsNoTaskAfterAFailureAndReportsTheFirst)
{
    for (int repeat = 0; repeat < 20; ++repeat) {
        std::atomic<std::size_t> latest{0};
        try {
            run_tasks(1000, 3, [&](std::size_t task) {
                latest = std::max<std::size_t>(latest, task);
                if (task >= 5) throw std::runtime_error{std::to_string(task)};
            });
            FAIL();
        } catch (const std::runtime_error& problem) {
            EXPECT_EQ(std::string{problem.what()}, "5");
        }
        EXPECT_LT(latest, 999U);
    }
}

} // namespace
} // namespace emprise
