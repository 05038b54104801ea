// Query text -> lexemes: words, quotations, operators, brackets, fields. Only the parser uses it.
// A new operator is a new LexemeKind and a line in the tables of the lexer; whatever looks like an
// operator of another query language and is none here is an error, never a word.
#pragma once

#include "indexer/format/fields.h"
#include "searcher/query/ast.h"
#include "searcher/query/characters.h"
#include "searcher/query/operator_words.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gazette {

enum class LexemeKind : std::uint8_t {
    word,        // a run without white space
    quotation,   // text between quotation marks
    any_words,   // any("…")
    filter,      // field:value, also date:
    text_group,  // title:, heading: or in:annex directly before an open bracket
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

struct Lexeme {
    LexemeKind kind = LexemeKind::end;
    QueryPlace place;
    std::string text;                    // word, quotation, any_words: the words; filter: the value
    bool patterns = false;               // word, quotation: has wildcards
    bool similar = false;                // word: a ~ stood behind it
    bool title_only = false;             // word, quotation, text_group: of title:
    std::optional<SegmentKind> segment;  // word, quotation, text_group: of heading:, in:
    Field field = Field::title;          // filter
    Connector connector;                 // connector
    bool from_sign = false;              // connector: typed as +5
};

// Why no query can hold these characters: controls, or bytes that are not UTF-8.
std::optional<QueryError> unreadable_text(const QueryCharacters& characters);
// Why no query is so long; `what`: "the query is".
QueryError too_long(std::size_t bytes, const std::string& what);

// Linear in `text`, no recursion. The last lexeme is the end. `text` is at most kMaxQueryBytes.
std::variant<std::vector<Lexeme>, QueryError> lex_query(std::string_view text);

}  // namespace gazette
