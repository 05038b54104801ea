// The characters that mean something to the query language, beside letters: white space, marks
// that nobody sees, quotation marks, full-width forms.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// A query as code points, each with its first byte.
struct QueryCharacters {
    std::string_view bytes;
    std::vector<char32_t> points;
    std::vector<std::uint32_t> starts;  // one more than points: the last is bytes.size()

    std::size_t size() const { return points.size(); }
    // U+0000, which no query holds, at and behind the end.
    char32_t at(std::size_t index) const { return index < points.size() ? points[index] : U'\0'; }
    std::string_view slice(std::size_t begin, std::size_t end) const {
        return bytes.substr(starts[begin], starts[end] - starts[begin]);
    }
};

// The code points of `bytes`; of ill-formed UTF-8 those before the first bad byte, so that
// starts.back() says where it is.
QueryCharacters decode_query(std::string_view bytes);

constexpr bool is_ascii_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
bool is_query_space(char32_t c);     // Unicode White_Space: also U+3000 and the no-break spaces
bool is_query_control(char32_t c);   // C0, C1 and DEL, but for those that are white space
bool is_invisible_mark(char32_t c);  // direction marks, byte order mark, zero width space, ...
bool is_hebrew_letter(char32_t c);
bool is_open_bracket(char32_t c);  // ( and its full-width, small and vertical forms
bool is_close_bracket(char32_t c);
bool is_any_dash(char32_t c);  // – — − and the like, not the hyphen-minus

// Full-width forms of ASCII as ASCII, all else as it is.
char32_t plain_form(char32_t c);

// Quotation marks that may close each other.
enum class QuoteFamily : std::uint8_t {
    double_mark,
    guillemet,
    single_guillemet,
    corner,
    white_corner,
    prime
};
std::optional<QuoteFamily> quote_family(char32_t c);
// 」 and its like: they can only close.
bool is_closing_only(char32_t c);

struct QuoteEnd {
    enum class Kind : std::uint8_t { closed, missing, looks_like_opening } kind = Kind::missing;
    std::size_t index = 0;  // of the mark
};
// The mark that closes the quotation opened at `open`.
QuoteEnd find_quote_end(const QueryCharacters& text, std::size_t open);

// A `"` between two Hebrew letters, as in צה"ל, is part of the word.
bool is_hebrew_gershayim(const QueryCharacters& text, std::size_t index);

// Whether some pair of marks brings back exactly `text` when it is read.
bool can_be_quoted(std::string_view text);
// `text` within the first such pair; within straight marks where there is none.
std::string quoted(std::string_view text);

}  // namespace gazette
