#include "indexer/extract/file_name_date.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gazette {
namespace {

bool is_digit_byte(char c) {
    return c >= '0' && c <= '9';
}

bool has_only_digits(std::string_view text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), is_digit_byte);
}

CivilPeriod day(std::string_view year, std::string_view month, std::string_view day_of_month) {
    const bool is_likely = has_only_digits(year, 4) && has_only_digits(month, 2) &&
                           has_only_digits(day_of_month, 2) && year >= "1500" && year <= "2099";
    if (!is_likely) return {};
    const auto found = parse_iso_date(std::string(year) + "-" + std::string(month) + "-" +
                                      std::string(day_of_month));
    return found ? *found : CivilPeriod();
}

// Bytes of a day at the beginning of `text`, or 0.
std::size_t day_length(std::string_view text, CivilPeriod& found) {
    if (text.size() >= 10 && (text[4] == '-' || text[4] == '_' || text[4] == '.') &&
        text[7] == text[4]) {
        found = day(text.substr(0, 4), text.substr(5, 2), text.substr(8, 2));
        if (found.known()) return 10;
    }
    if (text.size() >= 8) {
        found = day(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
        if (found.known()) return 8;
    }
    return 0;
}

}  // namespace

CivilPeriod date_of_file_name(std::string_view path) {
    std::vector<std::string_view> parts;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/'), path.size());
        parts.push_back(path.substr(0, end));
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    if (parts.empty()) return {};
    std::string_view name = parts.back();
    CivilPeriod found;
    const std::size_t at_start = day_length(name, found);
    if (at_start > 0 && (at_start == name.size() || !is_digit_byte(name[at_start]))) return found;
    const std::size_t dot = name.find_last_of('.');
    if (dot != std::string_view::npos && dot > 0) name = name.substr(0, dot);
    for (const std::size_t length : {std::size_t{10}, std::size_t{8}}) {
        if (name.size() <= length || is_digit_byte(name[name.size() - length - 1])) continue;
        if (day_length(name.substr(name.size() - length), found) == length) return found;
    }
    if (parts.size() < 4) return {};
    const std::size_t n = parts.size();
    return day(parts[n - 4], parts[n - 3], parts[n - 2]);
}

}  // namespace gazette
