#include "searcher/query/foreign_syntax.h"

#include "searcher/query/limits.h"

#include <charconv>

namespace gazette {
namespace {

// What is proposed for /s and /p: about a sentence.
constexpr std::uint32_t kSentenceDistance = 15;

}  // namespace

std::optional<std::uint32_t> near_distance(std::string_view digits) {
    std::uint32_t distance = 0;
    const char* end = digits.data() + digits.size();
    const auto [last, problem] = std::from_chars(digits.data(), end, distance);
    const bool good = problem == std::errc() && last == end && distance > 0 &&
                      distance <= query_limits::kMaxNearDistance;
    if (!good) return std::nullopt;
    return distance;
}

QueryError foreign_operator_error(OperatorWord meaning, const std::string& run) {
    if (meaning == OperatorWord::unsupported_xor) {
        return {"unsupported_operator",
                "XOR is not supported",
                "type (a OR b) AND NOT (a AND b), or \"XOR\" to search for the word",
                {}};
    }
    if (meaning == OperatorWord::unsupported_at_least) {
        return {"unsupported_operator",
                run + ": a least number of times is not supported",
                "leave it out",
                {}};
    }
    const auto distance = near_distance(std::string_view(run).substr(run.find('/') + 1));
    return {"unsupported_connector",
            "the connector " + run + " is not supported",
            "type a NEAR/" + std::to_string(distance.value_or(kSentenceDistance)) +
                " b for words at most so many words apart, in either order",
            {}};
}

std::optional<QueryError> foreign_character_error(char32_t c, bool inside) {
    switch (c) {
        case U'*':
        case U'＊':
            return QueryError{"unsupported_wildcard",
                              "“*”: wildcards are not supported",
                              "type the forms of the word with OR between them",
                              {}};
        case U'!':
            return QueryError{"unsupported_wildcard",
                              "“!” in or behind a word: wildcards are not supported",
                              "put the words in quotation marks, or leave the ! out",
                              {}};
        case U'?':
            if (!inside) return std::nullopt;
            return QueryError{"unsupported_wildcard",
                              "“?” in a word: wildcards are not supported",
                              "type the forms of the word with OR between them",
                              {}};
        case U'~':
            return QueryError{
                "unsupported_fuzzy",
                "“~”: similar words and loose phrases are not supported",
                "type the spellings with OR between them, or NEAR/5 between the words",
                {}};
        case U'^':
            return QueryError{"unsupported_boost",
                              "“^”: words cannot be given a weight",
                              "leave it out, or put the text in quotation marks",
                              {}};
        case U'|':
            return QueryError{"unsupported_operator", "“|” is not an operator", "type OR", {}};
        default:
            return std::nullopt;
    }
}

}  // namespace gazette
