#include "settings/toml_text.hpp"

#include <fmt/format.h>

namespace emprise {

std::string toml_string(std::string_view text)
{
    std::string shown = "\"";
    for (const char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') shown += '\\';
        if (byte < 0x20 || byte == 0x7F)
            shown += fmt::format("\\u{:04X}", byte);
        else
            shown += letter;
    }
    return shown + '"';
}

std::string toml_list(std::span<const std::string> texts)
{
    std::string list = "[";
    for (const std::string& text : texts) list += (list.size() > 1 ? ", " : "") + toml_string(text);
    return list + "]";
}

} // namespace emprise
