#include "indexer/analysis/scanner.h"

#include "indexer/analysis/character_run.h"
#include "indexer/analysis/token.h"
#include "indexer/analysis/utf8.h"

namespace gazette {
namespace {

constexpr char32_t kZeroWidthJoiner = 0x200D;
constexpr char32_t kEmojiStyle = 0xFE0F;

bool is_alphabetic(BreakClass c) {
    return c == BreakClass::letter || c == BreakClass::hebrew;
}

bool is_han_numeral(char32_t c) {
    return std::u32string_view(U"〇一二三四五六七八九十百千").find(c) != std::u32string_view::npos;
}

bool is_emoji_modifier(char32_t c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
}

}  // namespace

inline BreakClass Scanner::class_at(std::size_t offset, std::size_t& after) const {
    const auto byte = static_cast<unsigned char>(text_[offset]);
    if (byte < 0x80) {
        after = offset + 1;
        return tables_.ascii_class(byte);
    }
    after = offset;
    return tables_.break_class(next_code_point(text_, after));
}

// Stops at `limit` or a little before.
std::size_t Scanner::skip_extend(std::size_t offset, std::size_t limit) const {
    while (offset < text_.size() && static_cast<unsigned char>(text_[offset]) >= 0x80) {
        std::size_t after = 0;
        if (class_at(offset, after) != BreakClass::extend || after > limit) break;
        offset = after;
    }
    return offset;
}

bool Scanner::next(ScannedPiece& segment) {
    while (offset_ < text_.size()) {
        const std::size_t begin = offset_;
        std::size_t after = 0;
        const BreakClass first = class_at(begin, after);
        segment.begin = begin;
        segment.plain_ascii = false;
        offset_ = after;
        switch (first) {
            case BreakClass::letter:
            case BreakClass::hebrew:
            case BreakClass::numeric:
                scan_word(after, first, segment);
                break;
            case BreakClass::run:
                scan_run(after, segment);
                break;
            case BreakClass::symbol:
                segment.kind = ScanKind::symbol;
                segment.end = after;
                break;
            case BreakClass::compatible:
            case BreakClass::subscript:
                segment.kind = ScanKind::compatible;
                segment.end = after;
                break;
            case BreakClass::pictograph:
            case BreakClass::weak_pictograph:
                if (!scan_emoji(after, first == BreakClass::pictograph, segment)) continue;
                break;
            case BreakClass::regional:
                scan_flag(after, segment);
                break;
            default:
                continue;
        }
        offset_ = segment.end;
        return true;
    }
    return false;
}

// UAX #29, WB4 to WB12, from behind the first letter or digit.
void Scanner::scan_word(std::size_t offset, BreakClass last, ScannedPiece& segment) {
    segment.kind = ScanKind::word;
    bool plain = static_cast<unsigned char>(text_[segment.begin]) < 0x80;
    while (offset < text_.size()) {
        std::size_t after = 0;
        const BreakClass next = class_at(offset, after);
        if (next == BreakClass::letter || next == BreakClass::numeric ||
            next == BreakClass::hebrew) {
            plain = plain && after == offset + 1;
            last = next;
            offset = after;
            continue;
        }
        if (next == BreakClass::extend) {
            plain = false;
            offset = after;
            continue;
        }
        if (next == BreakClass::subscript && is_alphabetic(last)) {
            plain = false;
            // Behind it, letters and digits go on: H₂O. It counts as a letter from here.
            offset = after;
            continue;
        }
        const bool joins_letters = next == BreakClass::mid_letter ||
                                   next == BreakClass::mid_num_let ||
                                   next == BreakClass::single_quote;
        const bool joins_digits = next == BreakClass::mid_num || next == BreakClass::mid_num_let ||
                                  next == BreakClass::single_quote;
        if (!joins_letters && !joins_digits && next != BreakClass::double_quote) break;
        const std::size_t behind = skip_extend(after, text_.size());
        std::size_t after_behind = behind;
        const BreakClass second =
            behind < text_.size() ? class_at(behind, after_behind) : BreakClass::other;
        const bool joined =
            (joins_letters && is_alphabetic(last) && is_alphabetic(second)) ||
            (joins_digits && last == BreakClass::numeric && second == BreakClass::numeric) ||
            (next == BreakClass::double_quote && last == BreakClass::hebrew &&
             second == BreakClass::hebrew);
        if (joined) {
            plain = false;
            last = second;
            offset = after_behind;
            continue;
        }
        if (next == BreakClass::single_quote && last == BreakClass::hebrew) {
            plain = false;
            offset = behind;  // WB7a
        }
        break;
    }
    segment.plain_ascii = plain;
    segment.end = offset;
}

// Chinese texts write the zero in numbers as a circle, too: 二○二四年. Elsewhere a circle hides a
// name (陳○○), so that it counts only behind a numeral, and no more than three in a row.
void Scanner::scan_run(std::size_t offset, ScannedPiece& segment) {
    constexpr int kMaxCircles = 3;
    segment.kind = ScanKind::run;
    std::size_t first = segment.begin;
    char32_t last = next_code_point(text_, first);
    int circles = 0;
    while (offset < text_.size()) {
        std::size_t after = offset;
        const char32_t c = next_code_point(text_, after);
        const BreakClass next = tables_.break_class(c);
        const bool zero = is_circle(c) && (is_han_numeral(last) || is_circle(last));
        circles = zero ? circles + 1 : 0;
        const bool member = next == BreakClass::run || next == BreakClass::extend;
        if (!member && (!zero || circles > kMaxCircles)) break;
        last = c;
        offset = after;
    }
    segment.end = offset;
}

// WB15, WB16: two regional indicators are a flag.
void Scanner::scan_flag(std::size_t offset, ScannedPiece& segment) {
    const std::size_t limit = segment.begin + kMaxTokenBytes;
    segment.kind = ScanKind::emoji;
    segment.end = skip_extend(offset, limit);
    if (segment.end >= text_.size()) return;
    std::size_t behind = 0;
    if (class_at(segment.end, behind) == BreakClass::regional && behind <= limit) {
        segment.end = skip_extend(behind, limit);
    }
}

// WB3c: pictures joined by U+200D. False, with nothing consumed behind the first code point, for
// a sign that is no emoji.
bool Scanner::scan_emoji(std::size_t offset, bool strong, ScannedPiece& segment) {
    segment.kind = ScanKind::emoji;
    bool after_joiner = false;
    while (offset < text_.size()) {
        std::size_t after = offset;
        const char32_t c = next_code_point(text_, after);
        const BreakClass next = tables_.break_class(c);
        const bool picture = next == BreakClass::pictograph || next == BreakClass::weak_pictograph;
        if (next != BreakClass::extend && !(picture && after_joiner)) break;
        if (after > segment.begin + kMaxTokenBytes) break;
        strong = strong || picture || c == kEmojiStyle || is_emoji_modifier(c);
        after_joiner = c == kZeroWidthJoiner;
        offset = after;
    }
    segment.end = offset;
    return strong;
}

}  // namespace gazette
