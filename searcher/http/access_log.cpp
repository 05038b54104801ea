#include "searcher/http/access_log.h"

#include "searcher/http/utf16.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace gazette {
namespace {

constexpr std::size_t kMaxLoggedBytes = 1000;

// As it is, or in bytes that are escaped, but never what JSON could not hold.
std::string valid(std::string_view text) {
    return is_valid_utf8(text) ? std::string(text) : escaped_for_log(text);
}

// In tenths.
double milliseconds(std::chrono::microseconds took) {
    return std::round(static_cast<double>(took.count()) / 100.0) / 10.0;
}

std::string utc_milliseconds() {
    const auto now = std::chrono::system_clock::now();
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    const auto rest =
        std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() %
        1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::array<char, 16> end{};
    std::snprintf(end.data(), end.size(), ".%03dZ", static_cast<int>(rest));
    return std::string(text.data(), length) + end.data();
}

nlohmann::ordered_json begun_line(const char* event) {
    nlohmann::ordered_json line;
    line["time"] = utc_milliseconds();
    line["event"] = event;
    return line;
}

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

std::string access_line(LogFormat format, const AccessRecord& record) {
    if (format == LogFormat::json) {
        auto line = begun_line("request");
        line["method"] = valid(record.method);
        line["path"] = valid(record.path);
        line["status"] = record.status;
        line["bytes"] = record.bytes;
        line["ms"] = milliseconds(record.took);
        return line.dump();
    }
    std::array<char, 96> rest{};
    const int length = std::snprintf(rest.data(),
                                     rest.size(),
                                     " %d %zu bytes %.1f ms",
                                     record.status,
                                     record.bytes,
                                     static_cast<double>(record.took.count()) / 1000.0);
    return escaped_for_log(record.method) + " " + escaped_for_log(record.path) +
           std::string(rest.data(), static_cast<std::size_t>(length));
}

std::string error_line(LogFormat format, std::string_view message) {
    if (format == LogFormat::text) return escaped_for_log(message);
    auto line = begun_line("error");
    line["message"] = valid(message);
    return line.dump();
}

std::string audit_line(const AccessRecord& record, std::string_view body) {
    auto line = begun_line("query");
    line["method"] = valid(record.method);
    line["target"] = valid(record.path);
    if (!body.empty()) line["body"] = valid(body);
    line["status"] = record.status;
    line["ms"] = milliseconds(record.took);
    return line.dump();
}

}  // namespace gazette
