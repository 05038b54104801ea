#include "searcher/query/plain_words.h"

#include "searcher/query/characters.h"
#include "searcher/query/limits.h"
#include "searcher/query/printer.h"
#include "searcher/query/query_text.h"

#include <utility>

namespace gazette {
namespace {

// The text as it can stand in any("…"): without blanks at its ends, and, where no kind of quotation
// marks can hold it, with blanks instead of the quotation marks that it has, which are no words.
std::string quotable_words(const QueryCharacters& characters) {
    const auto blank = [&](std::size_t i) {
        return is_query_space(characters.at(i)) || is_invisible_mark(characters.at(i));
    };
    std::size_t first = 0;
    std::size_t last = characters.size();
    while (first < last && blank(first)) ++first;
    while (last > first && blank(last - 1)) --last;
    const std::string text(characters.slice(first, last));
    if (text.empty() || can_be_quoted(text)) return text;
    std::string without;
    for (std::size_t i = first; i < last; ++i) {
        if (quote_family(characters.at(i))) {
            without += ' ';
        } else {
            without += characters.slice(i, i + 1);
        }
    }
    return quotable_words(decode_query(without));
}

}  // namespace

Node any_words_node(std::string text, QueryPlace place) {
    Node node;
    node.kind = NodeKind::any_words;
    node.text = std::move(text);
    node.place = place;
    return node;
}

std::variant<ParsedQuery, QueryError> read_plain_words(std::string_view text) {
    if (text.size() > query_limits::kMaxQueryBytes) return too_long(text.size(), "the text is");
    const QueryCharacters characters = decode_query(text);
    if (auto error = unreadable_text(characters)) return std::move(*error);
    ParsedQuery query;
    query.input = text;
    std::string words = quotable_words(characters);
    if (words.empty()) return query;
    query.root = any_words_node(std::move(words), {0, static_cast<std::uint32_t>(text.size())});
    query.canonical = print_query(query.root);
    if (query.canonical.size() > query_limits::kMaxQueryBytes) {
        QueryError error = too_long(query.canonical.size(), "written as a query the text is");
        error.place = query.root.place;
        return error;
    }
    return query;
}

}  // namespace gazette
