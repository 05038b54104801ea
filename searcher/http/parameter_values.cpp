#include "searcher/http/parameter_values.h"

#include "searcher/http/limits.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace gazette {
namespace {

// BCP 47: subtags of 1 to 8 letters or digits with hyphens between them.
bool is_language_tag(std::string_view tag) {
    std::size_t length = 0;
    for (const char c : tag) {
        const bool alphanumeric =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (c == '-' ? length == 0 : !alphanumeric) return false;
        length = c == '-' ? 0 : length + 1;
        if (length > 8) return false;
    }
    return length > 0;
}

}  // namespace

Problem bad_value(const Parameter& parameter, const std::string& expected) {
    Problem problem =
        problem_of(400, "bad_value", "The value of \"" + parameter.name + "\" " + expected + ".");
    problem.parameter = parameter.name;
    return problem;
}

std::optional<Problem> add_value(const Parameter& parameter, std::vector<std::string>& values) {
    if (parameter.value.empty()) return bad_value(parameter, "is empty; leave it out for any");
    if (parameter.value.size() > http_limits::kMaxFilterValueBytes) {
        return bad_value(
            parameter,
            "is longer than " + std::to_string(http_limits::kMaxFilterValueBytes) + " bytes");
    }
    if (values.size() == http_limits::kMaxFilterValues) {
        Problem problem = problem_of(400,
                                     "too_many_values",
                                     "\"" + parameter.name + "\" is given more than " +
                                         std::to_string(http_limits::kMaxFilterValues) + " times.");
        problem.parameter = parameter.name;
        return problem;
    }
    values.push_back(parameter.value);
    return std::nullopt;
}

std::optional<Problem> add_language(const Parameter& parameter, std::vector<std::string>& values) {
    if (!is_language_tag(parameter.value)) {
        return bad_value(parameter, "is not a language tag such as en or zh-Hant");
    }
    return add_value(parameter, values);
}

std::optional<Problem> add_excluded(const Parameter& parameter,
                                    Field field,
                                    std::vector<FieldValue>& excluded) {
    std::vector<std::string> values;
    for (const FieldValue& other : excluded) {
        if (other.field == field) values.push_back(other.value);
    }
    auto wrong =
        field == Field::lang ? add_language(parameter, values) : add_value(parameter, values);
    if (wrong) return wrong;
    excluded.push_back({field, parameter.value});
    return std::nullopt;
}

std::optional<Problem> set_date(const Parameter& parameter, CivilPeriod& date) {
    const auto parsed = parse_iso_date(parameter.value);
    if (!parsed || to_string(*parsed) != parameter.value) {
        return bad_value(parameter, "is not a date; write 2019, 2019-05 or 2019-05-07");
    }
    date = *parsed;
    return std::nullopt;
}

std::optional<Problem> set_number(const Parameter& parameter,
                                  std::uint32_t least,
                                  std::uint32_t most,
                                  std::uint32_t& number) {
    const std::string& text = parameter.value;
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most) {
        return bad_value(
            parameter,
            "is not a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    number = value;
    return std::nullopt;
}

std::optional<Problem> set_flag(const Parameter& parameter, bool& flag) {
    if (parameter.value != "0" && parameter.value != "1") {
        return bad_value(parameter, "is not 0 or 1");
    }
    flag = parameter.value == "1";
    return std::nullopt;
}

std::optional<Problem> set_sort(const Parameter& parameter, SortOrder& sort) {
    if (parameter.value == "relevance") {
        sort = SortOrder::relevance;
    } else if (parameter.value == "newest") {
        sort = SortOrder::newest;
    } else if (parameter.value == "oldest") {
        sort = SortOrder::oldest;
    } else {
        return bad_value(parameter, "is not relevance, newest or oldest");
    }
    return std::nullopt;
}

std::optional<Problem> set_prior(const Parameter& parameter, PriorChoice& prior) {
    std::string_view rest = parameter.value;
    while (true) {
        const auto end = std::min(rest.find(','), rest.size());
        const std::string_view name = rest.substr(0, end);
        bool* const one = name == "recency"     ? &prior.recency
                          : name == "authority" ? &prior.authority
                                                : nullptr;
        if (one == nullptr || *one) {
            return bad_value(parameter, "is not recency, authority or recency,authority");
        }
        *one = true;
        if (end == rest.size()) return std::nullopt;
        rest.remove_prefix(end + 1);
    }
}

std::optional<Problem> set_reading(const Parameter& parameter, Reading& reading) {
    if (parameter.value == "auto") {
        reading = Reading::automatic;
    } else if (parameter.value == "query") {
        reading = Reading::query;
    } else if (parameter.value == "any") {
        reading = Reading::any_words;
    } else {
        return bad_value(parameter, "is not auto, query or any");
    }
    return std::nullopt;
}

}  // namespace gazette
