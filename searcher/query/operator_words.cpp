#include "searcher/query/operator_words.h"

#include "searcher/query/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
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

// What stands before the distance or the unit of a connector.
struct Prefix {
    std::string_view text;
    bool ordered;
};
constexpr std::array<Prefix, 7> kPrefixes = {{{"near/", false},
                                              {"w/", false},
                                              {"within/", false},
                                              {"pre/", true},
                                              {"onear/", true},
                                              {"adj/", false},
                                              {"/", false}}};

std::optional<TextUnit> unit_of(std::string_view name) {
    static constexpr std::array<std::string_view, 3> kSentence = {"s", "sent", "sentence"};
    static constexpr std::array<std::string_view, 3> kParagraph = {"p", "para", "paragraph"};
    static constexpr std::array<std::string_view, 4> kSection = {
        "sec", "seg", "section", "segment"};
    if (is_one_of(kSentence, name)) return TextUnit::sentence;
    if (is_one_of(kParagraph, name)) return TextUnit::paragraph;
    if (is_one_of(kSection, name)) return TextUnit::section;
    return std::nullopt;
}

// The whole of `digits` as a number from 1 to `most`; nothing for anything else.
std::optional<std::uint32_t> number_to(std::string_view digits, std::uint32_t most) {
    std::uint32_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto [last, problem] = std::from_chars(digits.data(), end, number);
    const bool good = problem == std::errc() && last == end && number > 0 && number <= most;
    if (!good) return std::nullopt;
    return number;
}

struct ConnectorParts {
    std::string prefix;
    bool ordered = false;
    std::string measure;  // a number or a unit
};

std::optional<ConnectorParts> parts_of(std::string_view lowered) {
    for (const Prefix& prefix : kPrefixes) {
        const auto measure = behind(lowered, prefix.text);
        if (!measure) continue;
        return ConnectorParts{std::string(prefix.text), prefix.ordered, std::string(*measure)};
    }
    return std::nullopt;
}

bool is_connector(std::string_view run, std::string_view lowered) {
    if (run == "NEAR" || behind(run, "NEAR/")) return true;
    const auto parts = parts_of(lowered);
    return parts && (is_digits(parts->measure) || unit_of(parts->measure));
}

}  // namespace

std::optional<Connector> connector_of(std::string_view run) {
    const auto parts = parts_of(ascii_lower_case(run));
    if (!parts || parts->prefix == "adj/") return std::nullopt;
    Connector connector;
    connector.ordered = parts->ordered;
    if (const auto unit = unit_of(parts->measure)) {
        if (parts->prefix == "near/") return std::nullopt;
        connector.kind = Connector::Kind::unit;
        connector.unit = *unit;
        return connector;
    }
    const auto distance = number_to(parts->measure, query_limits::kMaxNearDistance);
    if (!distance) return std::nullopt;
    connector.distance = *distance;
    return connector;
}

std::string connector_text(const Connector& connector) {
    static constexpr std::array<std::string_view, kTextUnits> kUnits = {"/s", "/p", "/sec"};
    const std::string text =
        connector.kind == Connector::Kind::unit
            ? (connector.ordered ? "PRE" : "") +
                  std::string(kUnits.at(static_cast<std::size_t>(connector.unit)))
            : (connector.ordered ? "PRE/" : "NEAR/") + std::to_string(connector.distance);
    return (connector.excluding ? "NOT " : "") + text;
}

OperatorWord operator_word(std::string_view run) {
    // & is "and" in every language, also in "Marks & Spencer".
    if (run == "AND" || run == "&") return OperatorWord::and_word;
    if (run == "OR") return OperatorWord::or_word;
    if (run == "NOT") return OperatorWord::not_word;
    if (run == "ANDNOT") return OperatorWord::and_not_word;
    if (run == "XOR") return OperatorWord::unsupported_xor;
    const std::string lowered = ascii_lower_case(run);
    if (is_connector(run, lowered)) return OperatorWord::connector;
    const auto count = behind(lowered, "atleast");
    if (count && is_digits(*count)) return OperatorWord::at_least;
    return OperatorWord::none;
}

std::optional<std::uint32_t> count_of_at_least(std::string_view run) {
    const std::string lowered = ascii_lower_case(run);
    const auto count = behind(lowered, "atleast");
    if (!count) return std::nullopt;
    return number_to(*count, query_limits::kMaxAtLeast);
}

std::optional<Dial> dial_of(std::string_view name) {
    const std::string lowered = ascii_lower_case(name);
    for (const Dial dial : {Dial::letter_case, Dial::script, Dial::stems}) {
        if (name_of(dial) == lowered) return dial;
    }
    return std::nullopt;
}

std::string_view name_of(Dial dial) {
    switch (dial) {
        case Dial::none:
            return {};
        case Dial::letter_case:
            return "case";
        case Dial::script:
            return "script";
        case Dial::stems:
            return "stem";
    }
    return {};
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
