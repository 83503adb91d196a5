// Kernels of the week, one thread: what a candidate, a keyed draw and an elementary function cost.
// Run build/bench/benchmark_kernels; whole runs are timed by `emprise bench` (see README.md beside this file).
#include "base/portable_math.hpp"
#include "chance/distributions.hpp"
#include "chance/luck.hpp"
#include "chance/sparse.hpp"
#include "world/resident.hpp"

#include <benchmark/benchmark.h>
#include <vector>

namespace {

using namespace emprise;

/// Candidates of 1,000 blocks of 40,000 residents at the hazard given in hundred-thousandths a week.
void list_candidates_of_a_week(benchmark::State& state)
{
    const Ladder ladder{1e-5};
    const int strata = ladder.strata_for(static_cast<double>(state.range(0)) * 1e-5);
    std::vector<Candidate> candidates;
    std::int64_t listed = 0;
    int week = 0;
    for (auto _ : state) {
        const Luck luck{1, 0, ++week % 30'000};
        for (std::uint64_t block = 0; block < 1'000; ++block) {
            list_candidates(luck, Purpose::test_a, Who::of(Kind::block, block), 0, 40'000, ladder, strata, candidates);
            listed += static_cast<std::int64_t>(candidates.size());
        }
    }
    state.SetItemsProcessed(listed);
}
BENCHMARK(list_candidates_of_a_week)->Arg(10)->Arg(100)->Arg(600)->Unit(benchmark::kMillisecond);

void draw_keyed_uniforms(benchmark::State& state)
{
    const Luck luck{1, 0, 0};
    std::uint64_t who = 0;
    for (auto _ : state) benchmark::DoNotOptimize(luck.uniform(Purpose::test_a, Who::of(Kind::resident, ++who)));
    state.SetItemsProcessed(static_cast<std::int64_t>(who));
}
BENCHMARK(draw_keyed_uniforms);

void draw_binomials(benchmark::State& state)
{
    const Luck luck{1, 0, 0};
    std::uint64_t who = 0;
    for (auto _ : state)
        benchmark::DoNotOptimize(draw_binomial(luck, Purpose::test_a, Who::of(Kind::cell, ++who), {}, 20, 0.3));
    state.SetItemsProcessed(static_cast<std::int64_t>(who));
}
BENCHMARK(draw_binomials);

void take_portable_exponentials(benchmark::State& state)
{
    double x = -3.0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(portable_exp(x));
        x = x > 3.0 ? -3.0 : x + 1e-3;
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(take_portable_exponentials);

/// The dense alternative to the sparse kernel: read every record once.
void scan_residents(benchmark::State& state)
{
    std::vector<ResidentRecord> records(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        int lyceens = 0;
        for (const ResidentRecord& record : records) lyceens += record.activity() == Activity::lyceen ? 1 : 0;
        benchmark::DoNotOptimize(lyceens);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(scan_residents)->Arg(1'000'000);

} // namespace
