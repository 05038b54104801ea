#include "searcher/query/operator_words.h"

#include <algorithm>
#include <array>
#include <optional>

namespace gazette {
namespace {

bool is_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<std::string_view> behind(std::string_view text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return std::nullopt;
    return text.substr(prefix.size());
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& table, std::string_view text) {
    return std::find(table.begin(), table.end(), text) != table.end();
}

bool is_near(std::string_view run, std::string_view lowered) {
    if (run == "NEAR" || behind(run, "NEAR/")) return true;
    const auto distance = behind(lowered, "near/");
    return distance && is_digits(*distance);
}

bool is_connector(std::string_view lowered) {
    static constexpr std::array<std::string_view, 6> kPrefixes = {
        "w/", "pre/", "within/", "onear/", "adj/", "/"};
    static constexpr std::array<std::string_view, 7> kUnits = {
        "s", "p", "sent", "para", "seg", "sentence", "paragraph"};
    return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
        const auto unit = behind(lowered, prefix);
        return unit && (is_digits(*unit) || is_one_of(kUnits, *unit));
    });
}

}  // namespace

OperatorWord operator_word(std::string_view run) {
    // & is "and" in every language, also in "Marks & Spencer".
    if (run == "AND" || run == "&") return OperatorWord::and_word;
    if (run == "OR") return OperatorWord::or_word;
    if (run == "NOT") return OperatorWord::not_word;
    if (run == "XOR") return OperatorWord::unsupported_xor;
    const std::string lowered = ascii_lower_case(run);
    if (is_near(run, lowered)) return OperatorWord::near_word;
    if (is_connector(lowered)) return OperatorWord::unsupported_connector;
    const auto count = behind(lowered, "atleast");
    if (count && is_digits(*count)) return OperatorWord::unsupported_at_least;
    return OperatorWord::none;
}

bool is_identifier_scheme(std::string_view name) {
    static constexpr std::array<std::string_view, 7> kSchemes = {
        "ecli", "celex", "urn", "doi", "isbn", "issn", "mailto"};
    return is_one_of(kSchemes, ascii_lower_case(name));
}

std::string ascii_lower_case(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

}  // namespace gazette
