#include "indexer/analysis/word_parts.h"

#include "indexer/analysis/script_tables.h"
#include "indexer/analysis/token.h"
#include "indexer/analysis/utf8.h"

namespace gazette {

bool is_apostrophe(char32_t code_point) {
    switch (code_point) {
        case U'\'':
        case 0x2018:
        case 0x2019:
        case 0x02BB:  // okina
        case 0x02BC:  // modifier letter apostrophe
        case 0x02BD:
        case 0x055A:  // Armenian apostrophe
        case 0xFF07:
            return true;
        default:
            return false;
    }
}

bool is_full_stop(char32_t code_point) {
    switch (code_point) {
        case U'.':
        case 0x2024:
        case 0xFE52:
        case 0xFF0E:
            return true;
        default:
            return false;
    }
}

namespace {

// What a code point is to a word.
enum class Role {
    letter,
    hebrew,
    digit,
    subscript,
    extend,
    apostrophe,
    full_stop,
    quote,
    inner,
    comma,
    other
};

struct Unit {
    Role role = Role::other;
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool is_digit_comma(char32_t c) {
    return c == U',' || c == 0xFF0C || c == 0xFE50 || c == 0x066C;
}

// The colons' small form for vertical text still is MidLetter.
constexpr char32_t kVerticalColon = 0xFE13;

Role role_of(char32_t c) {
    if (is_apostrophe(c)) return Role::apostrophe;
    if (is_full_stop(c)) return Role::full_stop;
    if (is_digit_comma(c)) return Role::comma;
    if (c == kVerticalColon) return Role::other;
    switch (ScriptTables::instance().break_class(c)) {
        case BreakClass::letter:
            return Role::letter;
        case BreakClass::hebrew:
            return Role::hebrew;
        case BreakClass::numeric:
            return Role::digit;
        case BreakClass::subscript:
            return Role::subscript;
        case BreakClass::extend:
            return Role::extend;
        case BreakClass::double_quote:
            return Role::quote;
        case BreakClass::mid_letter:
            return Role::inner;
        default:
            return Role::other;
    }
}

bool is_base(Role role) {
    return role <= Role::digit;
}
bool is_letter(Role role) {
    return role == Role::letter || role == Role::hebrew;
}

class Reader {
  public:
    Reader(std::string_view text, std::size_t end) : text_(text), end_(end) {}

    // Role::other with an empty range at the end of the segment.
    Unit at(std::size_t offset) const {
        if (offset >= end_) return {Role::other, end_, end_};
        std::size_t after = offset;
        const Role role = role_of(next_code_point(text_, after));
        return {role, offset, after};
    }
    Unit after_extend(std::size_t offset) const {
        Unit unit = at(offset);
        while (unit.role == Role::extend) unit = at(unit.end);
        return unit;
    }

  private:
    std::string_view text_;
    std::size_t end_;
};

// From a letter at `first`: the end of the acronym that begins there, or 0. The last full stop is
// not part of it.
std::size_t acronym_end(const Reader& reader, const Unit& first, std::size_t limit) {
    std::size_t end = 0;
    Unit letter = first;
    while (is_letter(letter.role)) {
        const Unit stop = reader.after_extend(letter.end);
        const bool single = !is_base(stop.role) && stop.role != Role::subscript;
        if (!single || stop.begin > limit) break;
        if (letter.begin != first.begin) end = stop.begin;
        if (stop.role != Role::full_stop) break;
        letter = reader.after_extend(stop.end);
    }
    return end;
}

// Whether the separator `unit` stays inside a part, between `last` and `next`.
bool stays(Role separator, Role last, Role next) {
    const bool hebrew = last == Role::hebrew && next == Role::hebrew;
    const bool digits = last == Role::digit && next == Role::digit;
    switch (separator) {
        case Role::apostrophe:
            return hebrew || digits;
        case Role::full_stop:
        case Role::comma:
            return digits;
        case Role::quote:
            return hebrew;
        case Role::inner:
            return is_letter(last) && is_letter(next);
        default:
            return false;
    }
}

}  // namespace

bool next_word_part(std::string_view text,
                    std::size_t segment_end,
                    std::size_t& offset,
                    WordPart& part) {
    const Reader reader(text, segment_end);
    Unit unit = reader.at(offset);
    while (unit.begin < segment_end && !is_base(unit.role) && unit.role != Role::subscript) {
        unit = reader.at(unit.end);
    }
    offset = unit.begin;
    if (offset >= segment_end) return false;

    const std::size_t limit = unit.begin + kMaxTokenBytes;
    part = WordPart{};
    part.begin = unit.begin;
    part.restartable = unit.role != Role::subscript;
    if (is_letter(unit.role)) {
        part.end = acronym_end(reader, unit, limit);
        if (part.end != 0) {
            part.acronym = true;
            part.has_letter = true;
            offset = part.end;
            return true;
        }
    }
    Role last = unit.role;
    part.has_letter = is_letter(last);
    part.end = unit.end;
    while (true) {
        const Unit next = reader.at(part.end);
        if (next.begin >= segment_end || next.end > limit) break;
        if (next.role == Role::extend || next.role == Role::subscript) {
            part.end = next.end;
            continue;
        }
        Unit base = next;
        if (!is_base(next.role)) {
            base = reader.after_extend(next.end);
            if (!is_base(base.role) || base.end > limit || !stays(next.role, last, base.role))
                break;
        }
        last = base.role;
        part.has_letter = part.has_letter || is_letter(last);
        part.end = base.end;
    }
    offset = part.end;
    return true;
}

}  // namespace gazette
