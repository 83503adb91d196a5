#include "store/text_lines.hpp"

#include <algorithm>

namespace emprise {

namespace {

constexpr std::size_t columns = 80;

bool continues(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

} // namespace

std::size_t width_of(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string fit(std::string_view text, std::size_t width)
{
    std::string fitted{text};
    while (width_of(fitted) > width) fitted.pop_back();
    return fitted + std::string(width - width_of(fitted), ' ');
}

std::string wrap(const std::string& text, std::size_t indent)
{
    std::string all;
    std::string line;
    const auto flush = [&] {
        all += line + "\n";
        line = std::string(indent, ' ');
    };
    const std::size_t lead = std::min(text.find_first_not_of(' '), text.size());
    line = text.substr(0, lead);
    bool empty = true;
    for (std::size_t begin = lead; begin < text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        if (!empty && width_of(line) + 1 + width_of(word) > columns) {
            flush();
            empty = true;
        }
        line += (empty ? "" : " ") + word;
        empty = false;
        begin = end + 1;
    }
    flush();
    return all;
}

} // namespace emprise
