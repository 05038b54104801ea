#include "searcher/query/quotation.h"

namespace gazette {
namespace {

QueryPlace place_of(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    return {text.starts[begin], text.starts[end]};
}

std::variant<Quotation, QueryError> trimmed(const QueryCharacters& text,
                                            std::size_t open,
                                            std::size_t close) {
    const auto blank = [&](std::size_t i) {
        return is_query_space(text.at(i)) || is_invisible_mark(text.at(i));
    };
    std::size_t first = open + 1;
    std::size_t last = close;
    while (first < last && blank(first)) ++first;
    while (last > first && blank(last - 1)) --last;
    if (first == last) {
        return QueryError{"empty_quotes",
                          "there is nothing between the quotation marks",
                          "type words between them, or remove them",
                          place_of(text, open, close + 1)};
    }
    return Quotation{std::string(text.slice(first, last)), close + 1};
}

}  // namespace

std::variant<Quotation, QueryError> read_quotation(const QueryCharacters& text, std::size_t open) {
    const std::string mark(text.slice(open, open + 1));
    if (is_closing_only(text.at(open))) {
        return QueryError{"unbalanced_quote",
                          "the quotation mark " + mark + " closes nothing",
                          "remove it, or open the quotation",
                          place_of(text, open, open + 1)};
    }
    const QuoteEnd close = find_quote_end(text, open);
    if (close.kind == QuoteEnd::Kind::missing) {
        return QueryError{"unbalanced_quote",
                          "the quotation that begins with " + mark + " is not closed",
                          "add the closing quotation mark",
                          place_of(text, open, open + 1)};
    }
    if (close.kind == QuoteEnd::Kind::looks_like_opening) {
        return QueryError{"nested_quote",
                          "a quotation mark that seems to open stands inside a quotation",
                          "close the quotation first, or use other marks outside: «… \"…\" …»",
                          place_of(text, close.index, close.index + 1)};
    }
    return trimmed(text, open, close.index);
}

}  // namespace gazette
