#include "searcher/query/characters.h"

#include <array>
#include <utility>

namespace gazette {
namespace {

// Length of the well-formed sequence at `at`, by table 3-7 of the Unicode standard; 0 for none.
std::size_t sequence_length(std::string_view bytes, std::size_t at) {
    const auto byte = [&](std::size_t offset) -> unsigned {
        return at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0U;
    };
    const auto continues = [&](std::size_t offset) { return (byte(offset) & 0xC0U) == 0x80U; };
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return continues(1) ? 2 : 0;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0 && byte(1) < 0xA0) return 0;
        if (lead == 0xED && byte(1) > 0x9F) return 0;
        return continues(1) && continues(2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0 && byte(1) < 0x90) return 0;
        if (lead == 0xF4 && byte(1) > 0x8F) return 0;
        return continues(1) && continues(2) && continues(3) ? 4 : 0;
    }
    return 0;
}

char32_t code_point(std::string_view sequence) {
    if (sequence.size() == 1) return static_cast<unsigned char>(sequence[0]);
    auto value = static_cast<char32_t>(static_cast<unsigned char>(sequence[0]) &
                                       (0xFFU >> (sequence.size() + 1)));
    for (const char c : sequence.substr(1)) {
        value = (value << 6) | (static_cast<unsigned char>(c) & 0x3FU);
    }
    return value;
}

bool is_corner_opening(char32_t c) {
    return c == U'「' || c == U'『' || c == U'﹁' || c == U'﹃' || c == U'｢';
}

// After a space, and with something right behind it.
bool looks_like_opening(const QueryCharacters& text, std::size_t index) {
    const char32_t before = text.at(index - 1);
    const char32_t after = text.at(index + 1);
    return is_query_space(before) && after != U'\0' && !is_query_space(after) &&
           !is_close_bracket(after) && !is_open_bracket(after);
}

}  // namespace

QueryCharacters decode_query(std::string_view bytes) {
    QueryCharacters text;
    text.bytes = bytes;
    std::size_t at = 0;
    while (at < bytes.size()) {
        const std::size_t length = sequence_length(bytes, at);
        if (length == 0) break;
        text.starts.push_back(static_cast<std::uint32_t>(at));
        text.points.push_back(code_point(bytes.substr(at, length)));
        at += length;
    }
    text.starts.push_back(static_cast<std::uint32_t>(at));
    return text;
}

bool is_query_space(char32_t c) {
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool is_query_control(char32_t c) {
    return (c < 0x20 || (c >= 0x7F && c <= 0x9F)) && !is_query_space(c);
}

bool is_invisible_mark(char32_t c) {
    return c == 0x200B || c == 0x200E || c == 0x200F || c == 0x061C || c == 0x2060 ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

bool is_hebrew_letter(char32_t c) {
    return (c >= 0x05D0 && c <= 0x05F2) || (c >= 0xFB1D && c <= 0xFB4F);
}

bool is_open_bracket(char32_t c) {
    return c == U'(' || c == U'（' || c == 0xFE59 || c == 0xFE35;
}

bool is_close_bracket(char32_t c) {
    return c == U')' || c == U'）' || c == 0xFE5A || c == 0xFE36;
}

bool is_any_dash(char32_t c) {
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE58 || c == 0xFE63;
}

char32_t plain_form(char32_t c) {
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
}

std::optional<QuoteFamily> quote_family(char32_t c) {
    switch (c) {
        case U'"':
        case U'“':
        case U'”':
        case U'„':
        case U'‟':
        case U'＂':
            return QuoteFamily::double_mark;
        case U'«':
        case U'»':
            return QuoteFamily::guillemet;
        case U'‹':
        case U'›':
            return QuoteFamily::single_guillemet;
        case U'「':
        case U'」':
        case U'﹁':
        case U'﹂':
        case U'｢':
        case U'｣':
            return QuoteFamily::corner;
        case U'『':
        case U'』':
        case U'﹃':
        case U'﹄':
            return QuoteFamily::white_corner;
        case U'〝':
        case U'〞':
        case U'〟':
            return QuoteFamily::prime;
        default:
            return std::nullopt;
    }
}

bool is_closing_only(char32_t c) {
    return c == U'」' || c == U'』' || c == U'﹂' || c == U'﹄' || c == U'｣' || c == U'〞' ||
           c == U'〟';
}

bool is_hebrew_gershayim(const QueryCharacters& text, std::size_t index) {
    return text.at(index) == U'"' && index > 0 && is_hebrew_letter(text.at(index - 1)) &&
           is_hebrew_letter(text.at(index + 1));
}

namespace {

bool is_straight(char32_t c) {
    return plain_form(c) == U'"';
}

// A straight mark is closed by a straight one where another follows: curly ones between them are
// part of a text that was pasted.
bool wants_straight_end(const QueryCharacters& text, std::size_t open) {
    if (!is_straight(text.at(open))) return false;
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        if (is_straight(text.at(i)) && !is_hebrew_gershayim(text, i)) return true;
    }
    return false;
}

}  // namespace

QuoteEnd find_quote_end(const QueryCharacters& text, std::size_t open) {
    const auto family = quote_family(text.at(open));
    const bool straight_only = wants_straight_end(text, open);
    std::size_t inner = 0;
    for (std::size_t i = open + 1; i < text.size(); ++i) {
        const char32_t c = text.at(i);
        if (quote_family(c) != family || is_hebrew_gershayim(text, i)) continue;
        if (straight_only && !is_straight(c)) continue;
        if (is_corner_opening(c)) {
            ++inner;
            continue;
        }
        if (inner > 0) {
            --inner;
            continue;
        }
        if (*family == QuoteFamily::double_mark && i > open + 1 && looks_like_opening(text, i)) {
            return {QuoteEnd::Kind::looks_like_opening, i};
        }
        return {QuoteEnd::Kind::closed, i};
    }
    return {QuoteEnd::Kind::missing, open};
}

namespace {

// Between the first marks that hold it.
std::optional<std::string> between_marks(std::string_view text) {
    static constexpr std::array<std::array<std::string_view, 2>, 6> kPairs = {
        {{"\"", "\""}, {"«", "»"}, {"「", "」"}, {"『", "』"}, {"‹", "›"}, {"〝", "〞"}}};
    for (const auto& [open, close] : kPairs) {
        std::string candidate = std::string(open).append(text).append(close);
        const QueryCharacters characters = decode_query(candidate);
        const QuoteEnd end = find_quote_end(characters, 0);
        if (end.kind == QuoteEnd::Kind::closed && end.index + 1 == characters.size()) {
            return candidate;
        }
    }
    return std::nullopt;
}

}  // namespace

bool can_be_quoted(std::string_view text) {
    return between_marks(text).has_value();
}

std::string quoted(std::string_view text) {
    if (auto marked = between_marks(text)) return *std::move(marked);
    return std::string("\"").append(text).append("\"");
}

}  // namespace gazette
