#include "chance/sparse.hpp"

#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "chance/philox_lanes.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <memory>
#include <utility>

namespace emprise {

namespace {

constexpr std::uint32_t most_rows = 1U << 20U;
constexpr std::uint32_t most_bands = 1U << 7U;

struct Stratum {
    double low;         ///< bound(i - 1)
    double width;       ///< bound(i) - bound(i - 1)
    double largest;     ///< The double below bound(i).
    double inverse_log; ///< 1 / log(1 - rate); 0 when the rate is 1: every row is next.
};

Stratum cut_stratum(const Ladder& ladder, int i)
{
    const double low = ladder.bound(i - 1);
    const double high = ladder.bound(i);
    const double rate = std::min(1.0, (high - low) / (1.0 - low));
    const double largest = std::bit_cast<double>(std::bit_cast<std::uint64_t>(high) - 1);
    return {low, high - low, largest, rate < 1.0 ? 1.0 / portable_log1p(-rate) : 0.0};
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

/// All draws of one stratum: the other party of the question holds Kind::stratum, stratum (5 bits), band (7),
/// begin (20) and the 4 high bits of the number of the draw, whose low 16 are `nth`.
class Draws {
public:
    Draws(const Luck& luck, Purpose why, Who stream, int stratum, std::uint32_t band, std::uint32_t begin)
        : key0_{luck.seed()}, key1_{luck.replicate()}
    {
        const std::uint64_t place = (static_cast<std::uint64_t>(stratum) << 7U | band) << 20U | begin;
        const auto words = luck.counter(why, stream, Who::of(Kind::stratum, place << 4U), 0);
        counter_ = {words[0], words[1], words[2], words[3]};
    }

    /// Draws `number` to `number + 3`; `number` is a multiple of 4. The first word decides the skip, the second the
    /// place of U.
    [[nodiscard]] FourAnswers four(std::uint32_t number) const
    {
        PhiloxCounter counter = counter_;
        counter[1] |= number >> 16U & 15U;
        counter[3] |= number & 0xffffU;
        return answer_four(counter, key0_, key1_);
    }

private:
    std::uint32_t key0_;
    std::uint32_t key1_;
    PhiloxCounter counter_;
};

/// Rows as a whole number, capped above any range.
std::uint32_t cap_rows(double rows)
{
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::min(rows, 2.0 * most_rows)));
}

/// Rows passed over before the next one of the stratum: geometric.
std::uint32_t skip_rows(std::uint64_t bits, double inverse_log)
{
    return cap_rows(portable_detail::logarithm_of_normal(open_unit(bits)) * inverse_log);
}

/// The same for four, two side by side.
std::array<std::uint32_t, 4> skip_rows_four(const std::array<std::uint64_t, 4>& bits, double inverse_log)
{
    using portable_detail::TwoReals;
    using portable_detail::TwoWords;
    std::array<std::uint32_t, 4> rows;
    for (std::size_t j = 0; j < 4; j += 2) {
        const TwoReals u = open_unit<TwoReals>(TwoWords{bits[j], bits[j + 1]});
        const TwoReals two = portable_detail::logarithm_of_normal(u) * inverse_log;
        rows[j] = cap_rows(two[0]);
        rows[j + 1] = cap_rows(two[1]);
    }
    return rows;
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

/// Scratch memory that is neither cleared nor given back: only what is written is ever touched.
template <class T>
class Scratch {
public:
    /// Room for `more` values after the first `used`, which are kept.
    T* make_room(std::size_t used, std::size_t more)
    {
        if (used + more > capacity_) grow(used, used + more);
        return values_.get() + used;
    }
    [[nodiscard]] T* data() { return values_.get(); }

private:
    void grow(std::size_t used, std::size_t needed)
    {
        const std::size_t capacity = std::max(needed, 2 * capacity_);
        auto larger = std::make_unique_for_overwrite<T[]>(capacity);
        std::copy_n(values_.get(), used, larger.get());
        values_ = std::move(larger);
        capacity_ = capacity;
    }
    std::unique_ptr<T[]> values_;
    std::size_t capacity_ = 0;
};

/// Ordinal in the high half; in the low half where U is kept. Lower strata are kept first, so the smaller of two keys
/// of one row is that of the lower stratum.
using Key = std::uint64_t;
constexpr Key past_the_last = ~Key{0};

/// Lists of one call; one set per thread, kept between calls.
struct Lists {
    Scratch<Key> merged;
    Scratch<Key> fresh;
    Scratch<Key> spare;
    Scratch<double> uniforms;
    std::size_t uniform_count = 0;
};

/// Writes the keys of one stratum in ascending order and one past the last, and keeps their U; returns how many.
std::size_t list_stratum(const Draws& draws, const Stratum& stratum, std::uint32_t begin, std::uint32_t end,
                         Scratch<Key>& keys, Lists& lists)
{
    Key* const key = keys.make_room(0, end - begin + 5);
    double* const uniform = lists.uniforms.make_room(lists.uniform_count, end - begin + 4);
    std::size_t count = 0;
    std::uint32_t row = begin;
    for (std::uint32_t number = 0; row < end; number += 4) {
        const FourAnswers answers = draws.four(number);
        const std::array<std::uint32_t, 4> skip = skip_rows_four(answers.first, stratum.inverse_log);
        for (std::size_t j = 0; j < 4; ++j) {
            row += skip[j];
            key[count] = static_cast<Key>(row) << 32U | (lists.uniform_count + count);
            uniform[count] = place_in(stratum, answers.second[j]);
            count += row < end ? 1 : 0;
            // A row beyond the end stays beyond it: at most 4 skips of 2^21 are added before the loop ends.
            ++row;
        }
    }
    key[count] = past_the_last;
    lists.uniform_count += count;
    return count;
}

/// Merges two ascending lists that each end in past_the_last. Nothing is branched on: which list is next is a coin toss
/// no processor can predict.
void merge(const Key* a, const Key* b, std::size_t size, Key* out)
{
    std::size_t from_a = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const Key next_a = a[from_a];
        const Key next_b = b[i - from_a];
        out[i] = std::min(next_a, next_b);
        from_a += static_cast<std::size_t>(next_a < next_b);
    }
    out[size] = past_the_last;
}

/// Candidates from ascending keys; of several keys of one row the first, which is that of the lowest stratum.
void gather(const Key* keys, std::size_t size, const double* uniforms, std::vector<Candidate>& out)
{
    out.resize(size);
    std::size_t count = 0;
    Key before = past_the_last;
    for (std::size_t i = 0; i < size; ++i) {
        const Key row = keys[i] >> 32U;
        if (row == before) continue;
        out[count++] = {static_cast<std::uint32_t>(row), uniforms[keys[i] & 0xffffffffU]};
        before = row;
    }
    out.resize(count);
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
    thread_local Lists lists;
    lists.uniform_count = 0;
    const int count = count_strata(ladder, strata);
    const Stratum* cut = remember_strata(ladder, count);
    std::size_t size = 0;
    for (int i = 1; i <= count; ++i) {
        const Draws draws{luck, why, stream, i, band, begin};
        Scratch<Key>& target = size == 0 ? lists.merged : lists.fresh;
        const std::size_t more = list_stratum(draws, cut[i - 1], begin, end, target, lists);
        if (size > 0 && more > 0) {
            merge(lists.merged.data(), lists.fresh.data(), size + more, lists.spare.make_room(0, size + more + 1));
            std::swap(lists.merged, lists.spare);
        }
        size += more;
    }
    gather(lists.merged.data(), size, lists.uniforms.data(), out);
}

void imply_uniforms(const Luck& luck, Purpose why, Who stream, std::uint32_t begin, std::uint32_t end,
                    const Ladder& ladder, int strata, std::vector<double>& out, std::uint32_t band)
{
    check_range(begin, end, ladder, strata, band);
    out.assign(end - begin, 1.0);
    for (int i = 1; i <= count_strata(ladder, strata); ++i) {
        const Stratum stratum = cut_stratum(ladder, i);
        const Draws draws{luck, why, stream, i, band, begin};
        const auto skip = [&](std::uint32_t n) {
            return skip_rows(draws.four(n & ~3U).first[n & 3U], stratum.inverse_log);
        };
        const auto place = [&](std::uint32_t n) { return place_in(stratum, draws.four(n & ~3U).second[n & 3U]); };
        std::uint32_t number = 0;
        std::uint32_t wait = skip(number);
        for (double& u : out) {
            if (wait > 0) {
                --wait;
                continue;
            }
            if (u == 1.0) u = place(number);
            wait = skip(++number);
        }
    }
}

} // namespace emprise
