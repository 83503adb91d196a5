#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace emprise {

/// The drugs the model knows; a resident's record has room for no more. Synthetic: MDMA and amphetamine.
enum class Drug : std::uint8_t { cannabis = 0, cocaine = 1, heroin = 2, synthetic = 3 };
inline constexpr int drug_count = 4;
inline constexpr std::array<std::string_view, drug_count> drug_names{"cannabis", "cocaine", "heroin", "synthetic"};

/// Which drugs a run follows; `for (std::size_t drug : drugs)` visits them in the order of `Drug`. Nobody uses the
/// others: their columns stay zero.
class SimulatedDrugs {
public:
    constexpr SimulatedDrugs() : SimulatedDrugs{Drug::cannabis, Drug::cocaine} {}
    constexpr SimulatedDrugs(std::initializer_list<Drug> drugs)
    {
        for (const Drug drug : drugs) add(drug);
    }
    [[nodiscard]] static constexpr SimulatedDrugs none() { return SimulatedDrugs{std::initializer_list<Drug>{}}; }
    constexpr void add(Drug drug) { mask_ = static_cast<std::uint8_t>(mask_ | 1U << static_cast<unsigned>(drug)); }
    [[nodiscard]] constexpr bool has(std::size_t drug) const { return (mask_ >> drug & 1U) != 0; }
    [[nodiscard]] constexpr bool has(Drug drug) const { return has(static_cast<std::size_t>(drug)); }
    [[nodiscard]] constexpr std::size_t size() const
    {
        std::size_t count = 0;
        for (std::size_t drug = 0; drug < drug_count; ++drug) count += has(drug) ? 1 : 0;
        return count;
    }
    [[nodiscard]] constexpr std::uint8_t mask() const { return mask_; }
    friend constexpr bool operator==(SimulatedDrugs, SimulatedDrugs) = default;

    class Iterator {
    public:
        constexpr Iterator(SimulatedDrugs drugs, std::size_t drug) : mask_{drugs.mask_}, drug_{drug} { skip(); }
        constexpr std::size_t operator*() const { return drug_; }
        constexpr Iterator& operator++()
        {
            ++drug_;
            skip();
            return *this;
        }
        friend constexpr bool operator==(Iterator a, Iterator b) { return a.drug_ == b.drug_; }

    private:
        constexpr void skip()
        {
            while (drug_ < drug_count && (mask_ >> drug_ & 1U) == 0) ++drug_;
        }
        std::uint8_t mask_;
        std::size_t drug_;
    };
    [[nodiscard]] constexpr Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] constexpr Iterator end() const { return {*this, drug_count}; }

private:
    std::uint8_t mask_{};
};

} // namespace emprise
