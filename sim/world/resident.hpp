#pragma once
#include "base/id.hpp"
#include "settings/drugs.hpp"

#include <cstdint>

namespace emprise {

enum class Sex : std::uint8_t { woman = 0, man = 1 };

/// What a resident does most of the week. At most 16 values: four bits of the record.
enum class Activity : std::uint8_t {
    at_home_child = 0, ///< Before school, ages 0 to 2.
    pupil = 1,         ///< Primary school and collège, ages 3 to about 15.
    lyceen = 2,
    apprentice = 3,
    student = 4,
    employed = 5,
    unemployed = 6, ///< Looking for work. Under 30 this is NEET.
    inactive = 7,   ///< Neither working nor looking nor in training. Under 30 this is NEET.
    retired = 8,
};
inline constexpr int activity_count = 9;

/// Relation to one drug. Two bits of the record per drug.
enum class Use : std::uint8_t { never = 0, light = 1, heavy = 2, former = 3 };
inline constexpr int use_state_count = 4;

/// One individual in 12 bytes, kept together so that looking at a candidate costs one cache miss.
/// word0: household ring next (27) | arrival half-year (5);  word1: peer group (24) | use (4 x 2);
/// word2: home quartier (16) | birth year - 1915 (7) | sex (1) | activity (4) | flags (4).
class ResidentRecord {
public:
    static constexpr int first_birth_year = 1915; ///< Earlier births are recorded as this year.
    static constexpr std::uint32_t alive_flag = 1;
    static constexpr std::uint32_t side_row_flag = 2; ///< Has a row in the trade or custody table.

    /// Next member of the household; the ring closes on itself, a person alone points to themself.
    [[nodiscard]] ResidentId household_next() const { return ResidentId{word0_ & 0x07FFFFFFU}; }
    void set_household_next(ResidentId next) { word0_ = (word0_ & 0xF8000000U) | next.value(); }
    /// Code of the half-year in which the household came to its quartier (world/life_course.hpp), 0 for over two years.
    [[nodiscard]] int arrival_half_year() const { return static_cast<int>(word0_ >> 27U); }
    void set_arrival_half_year(int half_year)
    {
        word0_ = (word0_ & 0x07FFFFFFU) | (static_cast<std::uint32_t>(half_year) & 31U) << 27U;
    }
    [[nodiscard]] PeerGroupId peer_group() const { return PeerGroupId{word1_ & 0x00FFFFFFU}; }
    void set_peer_group(PeerGroupId group) { word1_ = (word1_ & 0xFF000000U) | group.value(); }
    [[nodiscard]] Use use(int drug) const { return static_cast<Use>(word1_ >> (24U + 2U * drug_shift(drug)) & 3U); }
    void set_use(int drug, Use state)
    {
        const std::uint32_t shift = 24U + 2U * drug_shift(drug);
        word1_ = (word1_ & ~(3U << shift)) | static_cast<std::uint32_t>(state) << shift;
    }
    [[nodiscard]] QuartierId home() const { return QuartierId{word2_ & 0xFFFFU}; }
    void set_home(QuartierId quartier) { word2_ = (word2_ & 0xFFFF0000U) | quartier.value(); }
    [[nodiscard]] int birth_year() const { return first_birth_year + static_cast<int>(word2_ >> 16U & 127U); }
    void set_birth_year(int year)
    {
        word2_ = (word2_ & ~(127U << 16U)) | static_cast<std::uint32_t>(year - first_birth_year) << 16U;
    }
    [[nodiscard]] Sex sex() const { return static_cast<Sex>(word2_ >> 23U & 1U); }
    void set_sex(Sex sex) { word2_ = (word2_ & ~(1U << 23U)) | static_cast<std::uint32_t>(sex) << 23U; }
    [[nodiscard]] Activity activity() const { return static_cast<Activity>(word2_ >> 24U & 15U); }
    void set_activity(Activity activity)
    {
        word2_ = (word2_ & ~(15U << 24U)) | static_cast<std::uint32_t>(activity) << 24U;
    }
    [[nodiscard]] bool alive() const { return (word2_ >> 28U & alive_flag) != 0; }
    void set_alive(bool alive) { set_flag(alive_flag, alive); }
    [[nodiscard]] bool has_side_row() const { return (word2_ >> 28U & side_row_flag) != 0; }
    void set_side_row(bool present) { set_flag(side_row_flag, present); }
    friend bool operator==(const ResidentRecord&, const ResidentRecord&) = default;

private:
    static constexpr std::uint32_t drug_shift(int drug) { return static_cast<std::uint32_t>(drug); }
    void set_flag(std::uint32_t flag, bool on) { word2_ = on ? word2_ | flag << 28U : word2_ & ~(flag << 28U); }
    std::uint32_t word0_{};
    std::uint32_t word1_{};
    std::uint32_t word2_{};
};
static_assert(sizeof(ResidentRecord) == 12);

/// NEET: not in employment, education or training, ages 15 to 29 (facts E-14).
[[nodiscard]] constexpr bool is_neet(Activity activity, int age)
{
    return age >= 15 && age < 30 && (activity == Activity::unemployed || activity == Activity::inactive);
}

/// In school, training or university.
[[nodiscard]] constexpr bool is_in_education(Activity activity)
{
    return activity == Activity::pupil || activity == Activity::lyceen || activity == Activity::apprentice ||
           activity == Activity::student;
}

} // namespace emprise
