#pragma once
#include "chance/luck.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace emprise {

/// Answers to four questions that differ only in their last counter word (`nth` to `nth + 3`): both words of each.
/// Bit for bit those of Random123's Philox4x32-10 (a test compares); four at once because the sparse kernel spends
/// most of its time here.
struct FourAnswers {
    std::array<std::uint64_t, 4> first;
    std::array<std::uint64_t, 4> second;
};

/// The counter of a block, its last word being the one that advances.
using PhiloxCounter = std::array<std::uint32_t, 4>;

#if defined(__SSE2__)

namespace philox_detail {

/// Two blocks, each 32-bit word in the low half of a 64-bit lane. Words 1 and 3 may carry waste in the high half.
struct TwoBlocks {
    __m128i word0, word1, word2, word3;

    TwoBlocks(const PhiloxCounter& counter, std::uint32_t ahead)
        : word0{_mm_set1_epi64x(counter[0])},
          word1{_mm_set1_epi64x(counter[1])},
          word2{_mm_set1_epi64x(counter[2])},
          word3{_mm_set_epi64x(counter[3] + ahead + 1, counter[3] + ahead)}
    {}

    void mix(__m128i key0, __m128i key1)
    {
        const __m128i product0 = _mm_mul_epu32(word0, _mm_set1_epi64x(PHILOX_M4x32_0));
        const __m128i product2 = _mm_mul_epu32(word2, _mm_set1_epi64x(PHILOX_M4x32_1));
        word0 = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(product2, 32), word1), key0);
        word2 = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(product0, 32), word3), key1);
        word1 = product2;
        word3 = product0;
    }

    static void store(__m128i high, __m128i low, std::uint64_t* to)
    {
        const __m128i low_half = _mm_and_si128(low, _mm_set1_epi64x(0xffffffff));
        _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_or_si128(_mm_slli_epi64(high, 32), low_half));
    }
};

} // namespace philox_detail

[[nodiscard]] inline FourAnswers answer_four(const PhiloxCounter& counter, std::uint32_t key0, std::uint32_t key1)
{
    philox_detail::TwoBlocks a{counter, 0};
    philox_detail::TwoBlocks b{counter, 2};
    for (int round = 0; round < 10; ++round) {
        const __m128i round_key0 = _mm_set1_epi64x(key0);
        const __m128i round_key1 = _mm_set1_epi64x(key1);
        a.mix(round_key0, round_key1);
        b.mix(round_key0, round_key1);
        key0 += PHILOX_W32_0;
        key1 += PHILOX_W32_1;
    }
    FourAnswers answers;
    a.store(a.word0, a.word1, answers.first.data());
    a.store(a.word2, a.word3, answers.second.data());
    b.store(b.word0, b.word1, answers.first.data() + 2);
    b.store(b.word2, b.word3, answers.second.data() + 2);
    return answers;
}

#else

[[nodiscard]] inline FourAnswers answer_four(const PhiloxCounter& counter, std::uint32_t key0, std::uint32_t key1)
{
    FourAnswers answers;
    for (std::uint32_t j = 0; j < 4; ++j) {
        const auto word = r123::Philox4x32{}({{counter[0], counter[1], counter[2], counter[3] + j}}, {{key0, key1}});
        answers.first[j] = std::uint64_t{word[0]} << 32U | word[1];
        answers.second[j] = std::uint64_t{word[2]} << 32U | word[3];
    }
    return answers;
}

#endif

} // namespace emprise
