#include "searcher/query/foreign_syntax.h"

#include "searcher/query/limits.h"

namespace gazette {

QueryError foreign_operator_error(OperatorWord meaning, const std::string& run) {
    if (meaning == OperatorWord::unsupported_xor) {
        return {"unsupported_operator",
                "XOR is not supported",
                "type (a OR b) AND NOT (a AND b), or \"XOR\" to search for the word",
                {}};
    }
    if (meaning == OperatorWord::at_least) {
        return {"bad_at_least",
                run + " needs a number from 1 to " + std::to_string(query_limits::kMaxAtLeast) +
                    ", and a bracket directly behind it",
                "type for example atleast5(word)",
                {}};
    }
    if (meaning == OperatorWord::connector) {
        const bool word = run.find_first_of("0123456789") != std::string::npos ||
                          ascii_lower_case(run).rfind("near", 0) == 0;
        if (word) {
            return {"bad_near",
                    run + " needs a distance in words from 1 to " +
                        std::to_string(query_limits::kMaxNearDistance) +
                        ", and stands between two words: a w/5 b",
                    "type w/5, or the word in quotation marks to search for it",
                    {}};
        }
        return {"unsupported_connector",
                "the connector " + run +
                    " is not supported: how near is a number of words or a unit of the text",
                "type a /s b for the same sentence, a /p b for the same paragraph, or a w/15 b",
                {}};
    }
    return {"unsupported_operator", run + " is not an operator", "type AND, OR or NOT", {}};
}

std::optional<QueryError> foreign_character_error(char32_t c) {
    switch (c) {
        case U'!':
            return QueryError{"unsupported_wildcard",
                              "“!” inside a word is no wildcard",
                              "type * for any letters, or put the words in quotation marks",
                              {}};
        case U'~':
            return QueryError{
                "unsupported_fuzzy",
                "“~” stands for similar spellings only directly behind a word, without a number",
                "type word~ for similar spellings, or NEAR/5 between the words of a phrase",
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
