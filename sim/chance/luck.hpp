#pragma once
#include "base/expects.hpp"
#include "base/portable_math.hpp"
#include "chance/purpose.hpp"
#include "chance/who.hpp"

#include <Random123/philox.h>

#include <bit>
#include <cstdint>
#include <utility>

namespace emprise {

/// Uniform on the open interval (0, 1) from the 52 high bits of a word: the odd multiples of 2^-53, all exact.
/// (53 bits and a half would round to 1 at the top.) Also for two words side by side.
template <class Real = double>
[[nodiscard]] constexpr Real open_unit(typename portable_detail::WordsOf<Real>::type bits)
{
    return (std::bit_cast<Real>(bits >> std::uint64_t{12} | std::uint64_t{0x3ff0000000000000}) - 1.0) + 0x1p-53;
}

/// Luck without memory: the same question always gets the same answer, whoever else asks, in whatever order, on
/// whatever thread. The 128 bits of the Philox counter hold 40 of who, 40 of the other party, 16 of week + 32768,
/// 16 of purpose and 16 of repeat: no two questions share a draw. The key holds seed and replicate.
class Luck {
public:
    constexpr Luck(std::uint32_t seed, std::uint32_t replicate, int week)
        : seed_{seed}, replicate_{replicate}, week_{static_cast<std::uint16_t>(week + week_offset)}
    {
        EXPECTS(week >= -week_offset && week < week_offset);
    }

    /// Uniform on (0, 1). `other` is the second party of a pair, `nth` counts repeats of one question.
    [[nodiscard]] double uniform(Purpose why, Who who, Who other = {}, std::uint16_t nth = 0) const
    {
        return open_unit(bits(why, who, other, nth));
    }

    /// Two independent uniforms from one block; the first equals `uniform` of the same question.
    [[nodiscard]] std::pair<double, double> two_uniforms(Purpose why, Who who, Who other = {},
                                                         std::uint16_t nth = 0) const
    {
        const auto [first, second] = two_words(why, who, other, nth);
        return {open_unit(first), open_unit(second)};
    }

    [[nodiscard]] std::uint64_t bits(Purpose why, Who who, Who other = {}, std::uint16_t nth = 0) const
    {
        return two_words(why, who, other, nth).first;
    }

    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> two_words(Purpose why, Who who, Who other = {},
                                                                    std::uint16_t nth = 0) const
    {
        const auto word = r123::Philox4x32{}(counter(why, who, other, nth), {{seed_, replicate_}});
        return {std::uint64_t{word[0]} << 32U | word[1], std::uint64_t{word[2]} << 32U | word[3]};
    }

    /// The 128 bits of a question.
    [[nodiscard]] r123::Philox4x32::ctr_type counter(Purpose why, Who who, Who other, std::uint16_t nth) const
    {
        const auto low = [](std::uint64_t key) { return static_cast<std::uint32_t>(key); };
        const auto high = [](std::uint64_t key) { return static_cast<std::uint32_t>(key >> 32U) & 0xFFU; };
        return {{low(who.key), low(other.key), high(who.key) << 24U | high(other.key) << 16U | week_,
                 static_cast<std::uint32_t>(why) << 16U | nth}};
    }

    [[nodiscard]] bool happens(double p, Purpose why, Who who, Who other = {}, std::uint16_t nth = 0) const
    {
        return uniform(why, who, other, nth) < p;
    }

    /// The same key in another week.
    [[nodiscard]] constexpr Luck at_week(int week) const { return {seed_, replicate_, week}; }
    [[nodiscard]] constexpr std::uint32_t seed() const { return seed_; }
    [[nodiscard]] constexpr std::uint32_t replicate() const { return replicate_; }
    [[nodiscard]] constexpr int week() const { return static_cast<int>(week_) - week_offset; }

private:
    static constexpr int week_offset = 32768;
    std::uint32_t seed_;
    std::uint32_t replicate_;
    std::uint16_t week_;
};

} // namespace emprise
