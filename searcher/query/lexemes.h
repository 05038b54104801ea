// What the lexer cuts a query into.
#pragma once

#include "indexer/format/fields.h"
#include "searcher/query/ast.h"
#include "searcher/query/operator_words.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

enum class LexemeKind : std::uint8_t {
    word,        // a run without white space
    quotation,   // text between quotation marks
    any_words,   // any("…")
    filter,      // field:value, also date:
    text_group,  // title:, heading:, in:annex or case: directly before an open bracket
    at_least,    // atleast5 directly before an open bracket
    open_bracket,
    close_bracket,
    and_operator,
    or_operator,
    not_operator,
    connector,
    plus_sign,   // directly before an operand
    minus_sign,  // - or ! directly before an operand
    end,
};

// AND, OR, NOT, the connectors and the signs.
bool is_operator_lexeme(LexemeKind kind);
// Whether an operand may begin so: NOT and the signs too.
bool begins_operand(LexemeKind kind);

// Whether an operand may end so.
bool ends_operand(LexemeKind kind);

struct Lexeme {
    LexemeKind kind = LexemeKind::end;
    QueryPlace place;
    std::string text;                    // word, quotation, any_words: the words; filter: the value
    bool patterns = false;               // word, quotation: has wildcards
    bool similar = false;                // word: a ~ stood behind it
    bool exclamation = false;            // word: its last * was typed as !
    bool title_only = false;             // word, quotation, text_group: of title:
    std::optional<SegmentKind> segment;  // word, quotation, text_group: of heading:, in:
    Dial dial = Dial::none;              // word, quotation, text_group: of case:, script:, stem:
    std::uint32_t count = 0;             // at_least
    Field field = Field::title;          // filter
    Connector connector;                 // connector
    bool from_sign = false;              // connector: typed as +5
};

// As it is named in messages: "AND", "w/5", "+". Empty for what is no operator.
std::string operator_name(const Lexeme& lexeme);

// Operators of two words: NOT w/5 (not w/5 too), BUT NOT.
std::vector<Lexeme> join_operators(std::vector<Lexeme> lexemes);

}  // namespace gazette
