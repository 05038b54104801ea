#include "indexer/analysis/sentence_scanner.h"

#include "indexer/analysis/utf8.h"

#include <unicode/uchar.h>

#include <array>
#include <cstdint>

namespace gazette {
namespace {

// Sentence_Break, as far as the rules tell them apart.
enum class Class : std::uint8_t {
    other,
    separator,  // Sep, CR, LF: ParaSep of the rules
    extend,     // Extend, Format: belongs to what stands before
    space,      // Sp
    lower,
    upper,
    letter,  // OLetter
    numeric,
    full_stop,   // ATerm
    terminator,  // STerm
    continues,   // SContinue
    close,
};

Class ask_icu(char32_t c) {
    switch (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_SENTENCE_BREAK)) {
        case U_SB_SEP:
        case U_SB_CR:
        case U_SB_LF:
            return Class::separator;
        case U_SB_EXTEND:
        case U_SB_FORMAT:
            return Class::extend;
        case U_SB_SP:
            return Class::space;
        case U_SB_LOWER:
            return Class::lower;
        case U_SB_UPPER:
            return Class::upper;
        case U_SB_OLETTER:
            return Class::letter;
        case U_SB_NUMERIC:
            return Class::numeric;
        case U_SB_ATERM:
            return Class::full_stop;
        case U_SB_STERM:
            return Class::terminator;
        case U_SB_SCONTINUE:
            return Class::continues;
        case U_SB_CLOSE:
            return Class::close;
        default:
            return Class::other;
    }
}

// ICU is asked once for what texts are mostly made of.
class Classes {
  public:
    static const Classes& instance() {
        static const Classes classes;
        return classes;
    }
    Class of(char32_t c) const {
        if (c < kListed) return listed_[c];
        if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3)) return Class::letter;
        return ask_icu(c);
    }

  private:
    static constexpr char32_t kListed = 0x3400;
    Classes() {
        for (char32_t c = 0; c < kListed; ++c) listed_[c] = ask_icu(c);
    }
    std::array<Class, kListed> listed_{};
};

bool is_letter(Class c) {
    return c == Class::lower || c == Class::upper || c == Class::letter;
}

bool is_end(Class c) {
    return c == Class::full_stop || c == Class::terminator;
}

class Scan {
  public:
    Scan(std::string_view text, std::size_t begin) : text_(text), at_(begin) {}

    std::size_t run() {
        Class before = Class::other;  // the last that is no mark
        while (at_ < text_.size()) {
            const std::size_t begin = at_;
            const Class found = next();
            if (found == Class::separator) return behind_separator(begin);  // SB3, SB4
            if (found == Class::extend) continue;                           // SB5
            if (is_end(found) && ends(found, before)) return at_;
            before = is_end(found) ? before_ : found;
        }
        return text_.size();
    }

  private:
    Class next() {
        const auto byte = static_cast<std::uint8_t>(text_[at_]);
        if (byte < 0x80) {
            ++at_;
            return classes_.of(byte);
        }
        return classes_.of(next_code_point(text_, at_));
    }

    // What stands at at_, behind marks; Class::other at the end, where `at_end` is true.
    Class peek(bool& at_end) {
        for (;;) {
            std::size_t after = at_;
            at_end = at_ >= text_.size();
            if (at_end) return Class::other;
            const Class found = classes_.of(next_code_point(text_, after));
            if (found != Class::extend) return found;
            at_ = after;
        }
    }
    void skip_all(Class wanted) {
        bool at_end = false;
        while (peek(at_end) == wanted) next();
        // Class::other is never wanted, so that this ends.
    }

    std::size_t behind_separator(std::size_t begin) const {
        const bool pair = text_[begin] == '\r' && at_ < text_.size() && text_[at_] == '\n';
        return pair ? at_ + 1 : at_;
    }

    // Behind a full stop or another terminator. Where the sentence goes on, at_ is where scanning
    // does, and before_ what stands before that.
    bool ends(Class terminator, Class before) {
        before_ = terminator;
        bool at_end = false;
        Class following = peek(at_end);
        if (at_end) return true;
        const bool full_stop = terminator == Class::full_stop;
        if (full_stop && following == Class::numeric) return false;  // SB6
        const bool after_cased = before == Class::upper || before == Class::lower;
        if (full_stop && after_cased && following == Class::upper) return false;  // SB7
        skip_all(Class::close);                                                   // SB9
        skip_all(Class::space);                                                   // SB10
        following = peek(at_end);
        if (at_end) return true;
        if (following == Class::separator) {
            const std::size_t begin = at_;
            next();
            at_ = behind_separator(begin);
            return true;
        }
        before_ = Class::other;
        if (following == Class::continues || is_end(following)) return false;  // SB8a
        return !(full_stop && lower_follows());                                // SB8, SB11
    }

    // Before any other letter, terminator or end of a paragraph.
    bool lower_follows() const {
        for (std::size_t at = at_; at < text_.size();) {
            const Class found = classes_.of(next_code_point(text_, at));
            if (found == Class::lower) return true;
            if (is_letter(found) || is_end(found) || found == Class::separator) return false;
        }
        return false;
    }

    std::string_view text_;
    std::size_t at_;
    Class before_ = Class::other;
    const Classes& classes_ = Classes::instance();
};

}  // namespace

std::size_t sentence_end(std::string_view text, std::size_t begin) {
    return Scan(text, begin).run();
}

}  // namespace gazette
