#include "searcher/http/access_log.h"

#include "searcher/http/utf16.h"

#include <array>
#include <cstdio>

namespace gazette {
namespace {

constexpr std::size_t kMaxLoggedBytes = 1000;

}  // namespace

std::string escaped_for_log(std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    const bool keep_high = is_valid_utf8(text);
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const bool continues = (byte & 0xC0U) == 0x80U;
        if (line.size() >= kMaxLoggedBytes && !(keep_high && continues)) return line + "...";
        // U+0080 to U+009F are control characters too; their first byte is 0xC2.
        const bool c1 =
            byte == 0xC2U && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
        if (keep_high && c1) {
            line += "\\x";
            line += kHex[static_cast<unsigned char>(text[i + 1]) >> 4U];
            line += kHex[static_cast<unsigned char>(text[i + 1]) & 0xFU];
            ++i;
        } else if (byte < 0x20U || byte == 0x7FU || (byte >= 0x80U && !keep_high)) {
            line += "\\x";
            line += kHex[byte >> 4U];
            line += kHex[byte & 0xFU];
        } else {
            line += text[i];
        }
    }
    return line;
}

std::string access_line(std::string_view method,
                        std::string_view path,
                        int status,
                        std::size_t bytes,
                        std::chrono::microseconds took) {
    std::array<char, 96> rest{};
    const int length = std::snprintf(rest.data(),
                                     rest.size(),
                                     " %d %zu bytes %.1f ms",
                                     status,
                                     bytes,
                                     static_cast<double>(took.count()) / 1000.0);
    return escaped_for_log(method) + " " + escaped_for_log(path) +
           std::string(rest.data(), static_cast<std::size_t>(length));
}

}  // namespace gazette
