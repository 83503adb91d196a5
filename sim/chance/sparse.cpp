#include "chance/sparse.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <tuple>

namespace emprise {

namespace {

constexpr std::uint32_t most_rows = 1U << 20U;
constexpr std::uint32_t most_bands = 1U << 7U;
/// Philox blocks computed together: independent of each other, so the processor overlaps them.
constexpr std::size_t batch_size = 16;

struct Stratum {
    double low;         ///< bound(i - 1)
    double width;       ///< bound(i) - bound(i - 1)
    double largest;     ///< The double below bound(i).
    double rate;        ///< Conditional on U >= low.
    double inverse_log; ///< 1 / log(1 - rate); 0 when the rate is 1: every row is next.
};

Stratum cut_stratum(const Ladder& ladder, int i)
{
    const double low = ladder.bound(i - 1);
    const double high = ladder.bound(i);
    const double rate = std::min(1.0, (high - low) / (1.0 - low));
    const double largest = std::bit_cast<double>(std::bit_cast<std::uint64_t>(high) - 1);
    return {low, high - low, largest, rate, rate < 1.0 ? 1.0 / portable_log1p(-rate) : 0.0};
}

/// Strata that exist: bounds stop doubling at 1.
int count_strata(const Ladder& ladder, int wanted)
{
    int count = 0;
    while (count < wanted && ladder.bound(count) < 1.0) ++count;
    return count;
}

/// The strata of the ladders used last, per thread: a pure function remembered, because its logarithms would cost as
/// much as a few candidates in every call.
const Stratum* remember_strata(const Ladder& ladder, int count)
{
    struct Memory {
        double first = 0.0;
        int known = 0;
        std::array<Stratum, Ladder::most_strata> strata;
    };
    thread_local std::array<Memory, 8> memories;
    const auto mixed = std::bit_cast<std::uint64_t>(ladder.first) * 0x9E3779B97F4A7C15ULL;
    Memory& memory = memories[mixed >> 61U];
    if (memory.first != ladder.first) {
        memory.first = ladder.first;
        memory.known = 0;
    }
    for (; memory.known < count; ++memory.known)
        memory.strata[static_cast<std::size_t>(memory.known)] = cut_stratum(ladder, memory.known + 1);
    return memory.strata.data();
}

/// Everything but the number of the draw that names a draw of one stratum.
struct Question {
    Luck luck;
    Purpose why;
    Who stream;
    std::uint64_t
        place; ///< Stratum (5 bits), band (7), begin (20), in the number of the other party above 4 free bits.

    Question(const Luck& the_luck, Purpose purpose, Who the_stream, int stratum, std::uint32_t band,
             std::uint32_t begin)
        : luck{the_luck},
          why{purpose},
          stream{the_stream},
          place{(std::uint64_t(static_cast<std::uint32_t>(stratum)) << 27U | std::uint64_t{band} << 20U | begin) << 4U}
    {}

    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> words(std::uint32_t nth) const
    {
        const Who other{std::uint64_t{static_cast<std::uint8_t>(Kind::stratum)} << Who::number_bits | place |
                        (nth >> 16U & 15U)};
        return luck.two_words(why, stream, other, static_cast<std::uint16_t>(nth));
    }
};

/// Rows passed over before the next one of the stratum: geometric, capped above any range.
std::uint32_t skip_rows(std::uint64_t bits, double inverse_log)
{
    const double rows = portable_detail::logarithm_of_normal(open_unit(bits)) * inverse_log;
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::min(rows, 2.0 * most_rows)));
}

double place_in(const Stratum& stratum, std::uint64_t bits)
{
    return std::min(stratum.low + stratum.width * open_unit(bits), stratum.largest);
}

void check_range(std::uint32_t begin, std::uint32_t end, const Ladder& ladder, int strata, std::uint32_t band)
{
    EXPECTS(begin <= end && end <= most_rows);
    EXPECTS(ladder.first > 0.0 && ladder.first <= 1.0);
    EXPECTS(strata >= 0 && strata <= Ladder::most_strata);
    EXPECTS(band < most_bands);
}

/// Room for `size` candidates whose old content does not matter.
Candidate* make_room(std::vector<Candidate>& list, std::size_t size)
{
    if (list.size() < size) list.resize(std::max(size, 2 * list.size()));
    return list.data();
}

/// Writes the rows of one stratum in ascending order; returns how many. `list` is scratch and only grows.
std::size_t list_stratum(const Question& question, const Stratum& stratum, std::uint32_t begin, std::uint32_t end,
                         std::vector<Candidate>& list)
{
    std::size_t count = 0;
    std::uint32_t row = begin;
    for (std::uint32_t nth = 0; row < end;) {
        const double expected = stratum.rate * static_cast<double>(end - row);
        const std::size_t batch = expected < batch_size - 1.0 ? static_cast<std::size_t>(expected) + 1 : batch_size;
        std::array<std::uint64_t, batch_size> skip_bits;
        std::array<std::uint64_t, batch_size> mark_bits;
        for (std::size_t j = 0; j < batch; ++j)
            std::tie(skip_bits[j], mark_bits[j]) = question.words(nth + static_cast<std::uint32_t>(j));
        std::array<std::uint32_t, batch_size> skip;
        for (std::size_t j = 0; j < batch; ++j) skip[j] = skip_rows(skip_bits[j], stratum.inverse_log);
        Candidate* next = make_room(list, count + batch) + count;
        std::size_t used = 0;
        for (; used < batch; ++used) {
            row += skip[used];
            if (row >= end) break;
            next[used] = {row, place_in(stratum, mark_bits[used])};
            ++row;
        }
        count += used;
        if (used < batch) break;
        nth += static_cast<std::uint32_t>(batch);
    }
    return count;
}

/// Merges two ascending lists; where both name a row, the lower stratum, `lower`, keeps it. Returns the new length.
std::size_t merge(const Candidate* lower, std::size_t lower_size, const Candidate* upper, std::size_t upper_size,
                  Candidate* out)
{
    std::size_t a = 0;
    std::size_t b = 0;
    std::size_t size = 0;
    while (a < lower_size && b < upper_size) {
        const bool take_lower = lower[a].ordinal <= upper[b].ordinal;
        const bool drop_upper = upper[b].ordinal <= lower[a].ordinal;
        out[size++] = take_lower ? lower[a] : upper[b];
        a += take_lower ? 1U : 0U;
        b += drop_upper ? 1U : 0U;
    }
    for (; a < lower_size; ++a) out[size++] = lower[a];
    for (; b < upper_size; ++b) out[size++] = upper[b];
    return size;
}

} // namespace

double Ladder::bound(int i) const
{
    EXPECTS(i >= 0 && i <= most_strata);
    if (i == 0) return 0.0;
    return std::min(1.0, first * static_cast<double>(std::uint64_t{1} << (i - 1)));
}

int Ladder::strata_for(double hazard) const
{
    const double needed = std::min(hazard, 1.0);
    int strata = 0;
    while (strata < most_strata && bound(strata) < needed) ++strata;
    ENSURES(!(bound(strata) < needed));
    return strata;
}

void list_candidates(const Luck& luck, Purpose why, Who stream, std::uint32_t begin, std::uint32_t end,
                     const Ladder& ladder, int strata, std::vector<Candidate>& out, std::uint32_t band)
{
    check_range(begin, end, ladder, strata, band);
    thread_local std::vector<Candidate> fresh;
    thread_local std::vector<Candidate> merged;
    thread_local std::vector<Candidate> spare;
    out.clear();
    const int count = count_strata(ladder, strata);
    const Stratum* cut = remember_strata(ladder, count);
    std::size_t size = 0;
    for (int i = 1; i <= count; ++i) {
        const Question question{luck, why, stream, i, band, begin};
        const std::size_t fresh_size = list_stratum(question, cut[i - 1], begin, end, fresh);
        if (size == 0) {
            std::swap(merged, fresh);
            size = fresh_size;
        } else if (fresh_size > 0) {
            make_room(spare, size + fresh_size);
            size = merge(merged.data(), size, fresh.data(), fresh_size, spare.data());
            std::swap(merged, spare);
        }
    }
    out.assign(merged.begin(), merged.begin() + static_cast<std::ptrdiff_t>(size));
}

void imply_uniforms(const Luck& luck, Purpose why, Who stream, std::uint32_t begin, std::uint32_t end,
                    const Ladder& ladder, int strata, std::vector<double>& out, std::uint32_t band)
{
    check_range(begin, end, ladder, strata, band);
    out.assign(end - begin, 1.0);
    for (int i = 1; i <= count_strata(ladder, strata); ++i) {
        const Stratum stratum = cut_stratum(ladder, i);
        const Question question{luck, why, stream, i, band, begin};
        std::uint32_t nth = 0;
        std::uint32_t wait = skip_rows(question.words(0).first, stratum.inverse_log);
        for (double& u : out) {
            if (wait > 0) {
                --wait;
                continue;
            }
            if (u == 1.0) u = place_in(stratum, question.words(nth).second);
            ++nth;
            wait = skip_rows(question.words(nth).first, stratum.inverse_log);
        }
    }
}

} // namespace emprise
