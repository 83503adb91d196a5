#pragma once
#include "base/id.hpp"

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace emprise {

/// One fact about every thing of a kind: a plain array that only the right kind of id can index.
template <class Tag, class T>
class Column {
public:
    using value_type = T;
    Column() = default;
    explicit Column(std::size_t rows, T value = T{}) : values_(rows, value) {}

    [[nodiscard]] decltype(auto) operator[](Id<Tag> id) { return values_[id.value()]; }
    [[nodiscard]] decltype(auto) operator[](Id<Tag> id) const { return values_[id.value()]; }
    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] bool empty() const { return values_.empty(); }
    void assign(std::size_t rows, const T& value) { values_.assign(rows, value); }
    void push_back(T value) { values_.push_back(std::move(value)); }
    void reserve(std::size_t rows) { values_.reserve(rows); }
    void clear() { values_.clear(); }
    [[nodiscard]] auto begin() { return values_.begin(); }
    [[nodiscard]] auto end() { return values_.end(); }
    [[nodiscard]] auto begin() const { return values_.begin(); }
    [[nodiscard]] auto end() const { return values_.end(); }
    [[nodiscard]] T* data() { return values_.data(); }
    [[nodiscard]] const T* data() const { return values_.data(); }
    /// The array itself: for save, load, hash and shuffle.
    [[nodiscard]] std::vector<T>& values() { return values_; }
    [[nodiscard]] const std::vector<T>& values() const { return values_; }
    friend bool operator==(const Column&, const Column&) = default;

private:
    static_assert(!std::is_same_v<T, bool>, "vector<bool> has no addressable rows: use std::uint8_t");
    std::vector<T> values_;
};

/// Every id of a table with `rows` rows, in row order: `for (CellId cell : each<Cell>(n))`.
template <class Tag>
class IdRange {
public:
    struct Iterator {
        std::uint32_t row;
        Id<Tag> operator*() const { return Id<Tag>{row}; }
        Iterator& operator++()
        {
            ++row;
            return *this;
        }
        friend bool operator==(Iterator, Iterator) = default;
    };
    constexpr IdRange(std::uint32_t first, std::uint32_t last) : first_{first}, last_{last} {}
    [[nodiscard]] Iterator begin() const { return {first_}; }
    [[nodiscard]] Iterator end() const { return {last_}; }
    [[nodiscard]] std::uint32_t size() const { return last_ - first_; }

private:
    std::uint32_t first_;
    std::uint32_t last_;
};

template <class Tag>
[[nodiscard]] constexpr IdRange<Tag> each(std::size_t rows)
{
    return {0, static_cast<std::uint32_t>(rows)};
}

} // namespace emprise
