#include "searcher/query/lexer.h"

#include "searcher/query/characters.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace gazette {
namespace {

// Names before a colon that begin an identifier, not a field: ECLI:EU:C:2014:317.
constexpr std::array<std::string_view, 7> kSchemes = {
    "ecli", "celex", "urn", "doi", "isbn", "issn", "mailto"};

bool is_ascii_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
bool is_ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
}

// What stands behind `prefix`, which is compared without case; nothing where it is not there.
std::optional<std::string> behind(const std::string& lowered, std::string_view prefix) {
    if (lowered.compare(0, prefix.size(), prefix) != 0) return std::nullopt;
    return lowered.substr(prefix.size());
}

// w/5, pre/s, /p, ...: connectors of the lawyers' languages.
bool is_foreign_connector(const std::string& lowered) {
    static constexpr std::array<std::string_view, 6> kPrefixes = {
        "w/", "pre/", "within/", "onear/", "adj/", "/"};
    static constexpr std::array<std::string_view, 7> kUnits = {
        "s", "p", "sent", "para", "seg", "sentence", "paragraph"};
    for (const std::string_view prefix : kPrefixes) {
        const auto unit = behind(lowered, prefix);
        if (!unit) continue;
        if (is_digits(*unit)) return true;
        if (std::find(kUnits.begin(), kUnits.end(), *unit) != kUnits.end()) return true;
    }
    return false;
}

// NEAR, NEAR/ and whatever follows; near/5. near/far is a word.
bool is_near(const std::string& run) {
    if (run == "NEAR" || run.compare(0, 5, "NEAR/") == 0) return true;
    const auto distance = behind(lower(run), "near/");
    return distance && is_digits(*distance);
}

bool is_at_least(const std::string& lowered) {
    const auto count = behind(lowered, "atleast");
    return count && is_digits(*count);
}

// One pass over the code points. A step that fails leaves error_ set, and the loop ends.
class Lexer {
  public:
    explicit Lexer(const QueryCharacters& text) : text_(text) {}

    std::variant<std::vector<Lexeme>, QueryError> run() {
        for (skip_blanks(); !error_ && at_ < text_.size(); skip_blanks()) step();
        if (error_) return std::move(*error_);
        add(LexemeKind::end, at_, at_);
        return std::move(lexemes_);
    }

  private:
    // ---- places and outcomes

    QueryPlace place(std::size_t begin, std::size_t end) const {
        return {text_.starts[begin], text_.starts[end]};
    }

    Lexeme& add(LexemeKind kind, std::size_t begin, std::size_t end) {
        Lexeme lexeme;
        lexeme.kind = kind;
        lexeme.place = place(begin, end);
        lexemes_.push_back(std::move(lexeme));
        at_ = end;
        return lexemes_.back();
    }

    void fail(std::string code,
              std::string message,
              std::string suggestion,
              std::size_t begin,
              std::size_t end) {
        error_ = QueryError{
            std::move(code), std::move(message), std::move(suggestion), place(begin, end)};
    }

    std::string slice(std::size_t begin, std::size_t end) const {
        return std::string(text_.slice(begin, end));
    }

    // The range in ASCII where it has full-width forms.
    std::string plain(std::size_t begin, std::size_t end) const {
        std::string result;
        for (std::size_t i = begin; i < end; ++i) {
            const char32_t c = plain_form(text_.at(i));
            if (c < 0x80) {
                result.push_back(static_cast<char>(c));
            } else {
                result.append(text_.slice(i, i + 1));
            }
        }
        return result;
    }

    // ---- looking at characters

    void skip_blanks() {
        while (at_ < text_.size() &&
               (is_query_space(text_.at(at_)) || is_invisible_mark(text_.at(at_)))) {
            ++at_;
        }
    }

    std::size_t behind_invisible(std::size_t index) const {
        while (is_invisible_mark(text_.at(index))) ++index;
        return index;
    }

    bool is_quote(std::size_t index) const {
        return quote_family(text_.at(index)).has_value() && !is_hebrew_gershayim(text_, index);
    }

    bool is_doubled(std::size_t index, char32_t c) const {
        return plain_form(text_.at(index)) == c && plain_form(text_.at(index + 1)) == c;
    }

    bool is_sign(std::size_t index) const {
        const char32_t c = plain_form(text_.at(index));
        return c == U'+' || c == U'-' || c == U'!';
    }

    // Nothing more of a word here: the end, a space or a closing bracket.
    bool is_over(std::size_t index) const {
        const char32_t c = text_.at(index);
        return index >= text_.size() || is_query_space(c) || is_close_bracket(c);
    }

    // ---- the steps

    void step() {
        const char32_t c = text_.at(at_);
        if (is_open_bracket(c)) return void(add(LexemeKind::open_bracket, at_, at_ + 1));
        if (is_close_bracket(c)) return void(add(LexemeKind::close_bracket, at_, at_ + 1));
        if (is_quote(at_)) return quotation(at_, at_, false);
        if (is_doubled(at_, U'&')) return void(add(LexemeKind::and_operator, at_, at_ + 2));
        if (is_doubled(at_, U'|')) return void(add(LexemeKind::or_operator, at_, at_ + 2));
        // A lone & is "and" in every language, also in "Marks & Spencer".
        if (plain_form(c) == U'&' && (is_over(at_ + 1) || is_open_bracket(text_.at(at_ + 1)))) {
            return void(add(LexemeKind::and_operator, at_, at_ + 1));
        }
        if (is_sign(at_) && sign()) return;
        if (!error_) field_or_word();
    }

    // A sign directly before an operand. False where it is none: a lone "-", "!!!".
    bool sign() {
        std::size_t behind_signs = at_;
        while (is_sign(behind_signs)) ++behind_signs;
        const std::size_t next = behind_invisible(behind_signs);
        if (is_over(next)) return false;
        if (behind_signs > at_ + 1) {
            fail("doubled_sign",
                 "“" + slice(at_, behind_signs) +
                     "” is not an operator: a word takes one sign, -word or +word",
                 "type -" + slice(next, word_end(next)) + " to leave the word out",
                 at_,
                 behind_signs);
            return true;
        }
        const bool plus = plain_form(text_.at(at_)) == U'+';
        add(plus ? LexemeKind::plus_sign : LexemeKind::minus_sign, at_, at_ + 1);
        at_ = next;
        return true;
    }

    // From a quotation mark. The place begins at `begin`, with the name of the field.
    void quotation(std::size_t begin, std::size_t open, bool title_only) {
        auto inside = read_quotation(open);
        if (!inside) return;
        Lexeme& lexeme = add(LexemeKind::quotation, begin, inside->end);
        lexeme.text = std::move(inside->text);
        lexeme.title_only = title_only;
    }

    struct Quotation {
        std::string text;
        std::size_t end = 0;
    };

    std::optional<Quotation> read_quotation(std::size_t open) {
        const std::string mark = slice(open, open + 1);
        if (is_closing_only(text_.at(open))) {
            fail("unbalanced_quote",
                 "the quotation mark " + mark + " closes nothing",
                 "remove it, or open the quotation",
                 open,
                 open + 1);
            return std::nullopt;
        }
        const QuoteEnd close = find_quote_end(text_, open);
        if (close.kind == QuoteEnd::Kind::missing) {
            fail("unbalanced_quote",
                 "the quotation that begins with " + mark + " is not closed",
                 "add the closing quotation mark",
                 open,
                 open + 1);
            return std::nullopt;
        }
        if (close.kind == QuoteEnd::Kind::looks_like_opening) {
            fail("nested_quote",
                 "a quotation mark that seems to open stands inside a quotation",
                 "close the quotation first, or use other marks outside: «… \"…\" …»",
                 close.index,
                 close.index + 1);
            return std::nullopt;
        }
        return trimmed_quotation(open, close.index);
    }

    std::optional<Quotation> trimmed_quotation(std::size_t open, std::size_t close) {
        const auto blank = [&](std::size_t i) {
            return is_query_space(text_.at(i)) || is_invisible_mark(text_.at(i));
        };
        std::size_t first = open + 1;
        std::size_t last = close;
        while (first < last && blank(first)) ++first;
        while (last > first && blank(last - 1)) --last;
        if (first == last) {
            fail("empty_quotes",
                 "there is nothing between the quotation marks",
                 "type words between them, or remove them",
                 open,
                 close + 1);
            return std::nullopt;
        }
        for (std::size_t i = first; i < last; ++i) {
            if (text_.at(i) != U'*') continue;
            fail("unsupported_wildcard",
                 "wildcards are not supported, in quotations neither",
                 "leave the * out",
                 i,
                 i + 1);
            return std::nullopt;
        }
        return Quotation{slice(first, last), close + 1};
    }

    // The end of a bracketed piece that belongs to a word, as in 6(1)(f) or （第622章）: closed
    // before any space, quotation or operator. Nothing where the bracket is one of the language.
    std::optional<std::size_t> glued_bracket_end(std::size_t open) const {
        std::size_t depth = 0;
        for (std::size_t i = open; i < text_.size(); ++i) {
            const char32_t c = text_.at(i);
            if (is_query_space(c) || is_quote(i) || is_doubled(i, U'&') || is_doubled(i, U'|')) {
                return std::nullopt;
            }
            if (is_open_bracket(c) && ++depth > query_limits::kMaxQueryDepth) return std::nullopt;
            if (is_close_bracket(c) && --depth == 0) return i + 1;
        }
        return std::nullopt;
    }

    // Where the run that begins at `begin` ends.
    std::size_t word_end(std::size_t begin) const {
        const bool url = is_url(begin);
        std::size_t i = begin;
        while (i < text_.size()) {
            const char32_t c = text_.at(i);
            if (is_over(i) || is_quote(i)) break;
            if (!url && (is_doubled(i, U'&') || is_doubled(i, U'|'))) break;
            if (!is_open_bracket(c)) {
                ++i;
                continue;
            }
            if (i == begin || (!url && is_operator(plain(begin, visible_end(begin, i))))) break;
            const auto closed = glued_bracket_end(i);
            if (!closed) break;
            i = *closed;
        }
        return i;
    }

    std::size_t visible_end(std::size_t begin, std::size_t end) const {
        while (end > begin && is_invisible_mark(text_.at(end - 1))) --end;
        return end;
    }

    // scheme://
    bool is_url(std::size_t begin) const {
        std::size_t i = begin;
        while (is_ascii_letter(text_.at(i))) ++i;
        return i > begin + 1 && text_.at(i) == U':' && text_.at(i + 1) == U'/' &&
               text_.at(i + 2) == U'/';
    }

    // Whether a bracket directly behind this is one of the language.
    static bool is_operator(const std::string& run) {
        const std::string lowered = lower(run);
        return run == "AND" || run == "OR" || run == "NOT" || run == "XOR" || is_near(run) ||
               is_foreign_connector(lowered) || is_at_least(lowered);
    }

    // ---- fields

    // The index of the colon behind a name at `begin`; nothing where there is no name.
    std::optional<std::size_t> colon_behind_name(std::size_t begin) const {
        std::size_t i = begin;
        while (is_ascii_letter(plain_form(text_.at(i))) ||
               (i > begin && (text_.at(i) == U'_' || text_.at(i) == U'-'))) {
            ++i;
        }
        if (i < begin + 2 || plain_form(text_.at(i)) != U':') return std::nullopt;
        return i;
    }

    void field_or_word() {
        const auto colon = colon_behind_name(at_);
        if (!colon || is_url(at_)) return word(at_, at_, false);
        const std::string name = plain(at_, *colon);
        if (const auto field = field_of(name)) return field_value(*field, *colon + 1);
        if (!check_unknown_field(at_, *colon)) return;
        word(at_, at_, false);
    }

    // Words before a colon that are no field: an error where they look like one.
    bool check_unknown_field(std::size_t begin, std::size_t colon) {
        const std::string name = lower(plain(begin, colon));
        const bool scheme = std::find(kSchemes.begin(), kSchemes.end(), name) != kSchemes.end();
        const bool full_width_colon = text_.at(colon) != U':';
        const bool doubled_colon = text_.at(colon + 1) == U':';
        if (scheme || full_width_colon || doubled_colon || is_over(behind_invisible(colon + 1))) {
            return true;
        }
        std::string known;
        for (const FieldRow& row : fields()) {
            known.append(known.empty() ? "" : ", ").append(row.name);
        }
        const std::size_t end = std::max(word_end(begin), colon + 1);
        fail("unknown_field",
             "there is no field “" + name + "”; the fields are " + known,
             "to search for the words, put them in quotation marks: " + quoted(slice(begin, end)),
             begin,
             colon + 1);
        return false;
    }

    void field_value(Field field, std::size_t after_colon) {
        const std::size_t begin = at_;
        const std::size_t value = behind_invisible(after_colon);
        const std::string name(row_of(field).name);
        const bool bracket = is_open_bracket(text_.at(value));
        if (is_over(value) || (!bracket && !is_quote(value) && word_end(value) == value)) {
            return fail("empty_field",
                        name + ": has no value",
                        "type the value directly behind the colon, or “" + name +
                            "” in quotation marks to search for the word",
                        begin,
                        after_colon);
        }
        if (bracket && field != Field::title) {
            return fail("field_group",
                        name + ": takes one value, not a bracket",
                        "type (" + name + ":… OR " + name + ":…)",
                        begin,
                        value + 1);
        }
        if (bracket) return void(add(LexemeKind::title_group, begin, value));
        if (field == Field::title) {
            return is_quote(value) ? quotation(begin, value, true) : title_word(begin, value);
        }
        filter(field, begin, value);
    }

    void filter(Field field, std::size_t begin, std::size_t value) {
        Quotation read;
        if (is_quote(value)) {
            auto inside = read_quotation(value);
            if (!inside) return;
            read = std::move(*inside);
        } else {
            read.end = word_end(value);
            read.text = slice(value, visible_end(value, read.end));
        }
        Lexeme& lexeme = add(LexemeKind::filter, begin, read.end);
        lexeme.field = field;
        lexeme.text = std::move(read.text);
    }

    void title_word(std::size_t begin, std::size_t value) {
        std::size_t behind_signs = value;
        while (is_sign(behind_signs)) ++behind_signs;
        if (behind_signs > value && !is_over(behind_invisible(behind_signs))) {
            return fail("misplaced_sign",
                        "a sign stands between title: and its value",
                        "type the sign before the field: -title:word",
                        value,
                        behind_signs);
        }
        if (const auto colon = colon_behind_name(value); colon && !is_url(value)) {
            if (field_of(plain(value, *colon))) {
                return fail("nested_field",
                            "a field stands inside title:",
                            "put the value in quotation marks: title:" +
                                quoted(slice(value, word_end(value))),
                            value,
                            *colon + 1);
            }
            if (!check_unknown_field(value, *colon)) return;
        }
        word(begin, value, true);
    }

    // ---- words and the operators that are spelled like words

    void word(std::size_t begin, std::size_t value, bool title_only) {
        const std::size_t end = word_end(value);
        const std::size_t visible = visible_end(value, end);
        if (!is_url(value)) {
            const bool found = operator_word(begin, value, visible, end, title_only);
            if (found || !check_dash(value) || !check_characters(value, visible)) return;
        }
        Lexeme& lexeme = add(LexemeKind::word, begin, end);
        lexeme.text = slice(value, visible);
        lexeme.title_only = title_only;
    }

    // True where the run was an operator, or an error.
    bool operator_word(std::size_t begin,
                       std::size_t value,
                       std::size_t visible,
                       std::size_t end,
                       bool title_only) {
        const std::string run = plain(value, visible);
        if (!is_operator(run)) return false;
        if (title_only && (run == "AND" || run == "OR" || run == "NOT")) {
            fail("dangling_operator",
                 "title: has no value before the operator " + run,
                 "to search for the word, put it in quotation marks: title:\"" + run + "\"",
                 begin,
                 visible);
        } else if (run == "AND") {
            add(LexemeKind::and_operator, begin, end);
        } else if (run == "OR") {
            add(LexemeKind::or_operator, begin, end);
        } else if (run == "NOT") {
            add(LexemeKind::not_operator, begin, end);
        } else if (is_near(run)) {
            near_word(begin, value, visible, end, title_only);
        } else {
            unsupported_operator(run, value, visible);
        }
        return true;
    }

    void unsupported_operator(const std::string& run, std::size_t begin, std::size_t end) {
        if (run == "XOR") {
            fail("unsupported_operator",
                 "XOR is not supported",
                 "type (a OR b) AND NOT (a AND b), or \"XOR\" to search for the word",
                 begin,
                 end);
        } else if (is_at_least(lower(run))) {
            fail("unsupported_operator", run + "(…) is not supported", "leave it out", begin, end);
        } else {
            fail("unsupported_connector",
                 "the connector " + run + " is not supported",
                 "type a NEAR/5 b for words at most 5 words apart, in either order",
                 begin,
                 end);
        }
    }

    void near_word(std::size_t begin,
                   std::size_t value,
                   std::size_t visible,
                   std::size_t end,
                   bool title_only) {
        const std::string run = plain(value, visible);
        const std::string number = run.size() > 5 ? run.substr(5) : std::string();
        std::uint32_t distance = 0;
        const auto [last, problem] =
            std::from_chars(number.data(), number.data() + number.size(), distance);
        const bool whole = problem == std::errc() && last == number.data() + number.size();
        if (whole && distance > 0 && distance <= query_limits::kMaxNearDistance && !title_only) {
            add(LexemeKind::near_operator, begin, end).distance = distance;
            return;
        }
        fail("bad_near",
             "NEAR needs a distance in words from 1 to " +
                 std::to_string(query_limits::kMaxNearDistance) +
                 ", and stands between two words: a NEAR/5 b",
             "type NEAR/5, or \"near\" in quotation marks to search for the word",
             begin,
             visible);
    }

    // A dash that a word processor made of a hyphen could be meant as "without".
    bool check_dash(std::size_t begin) {
        const char32_t next = text_.at(begin + 1);
        if (!is_any_dash(text_.at(begin)) || is_over(begin + 1) || is_any_dash(next) ||
            is_open_bracket(next) || is_quote(begin + 1)) {
            return true;
        }
        fail("ambiguous_dash",
             "a dash stands directly before a word",
             "type a hyphen, -word, to leave the word out, or remove the dash",
             begin,
             begin + 1);
        return false;
    }

    bool is_word_character(std::size_t index) const {
        const char32_t c = text_.at(index);
        return is_ascii_letter(c) || is_ascii_digit(c) || (c >= 0xC0 && c < 0x2000) ||
               (c >= 0x3040 && c < 0xFF00) || c > 0xFF0F;
    }

    // Characters that other query languages give a meaning to.
    bool check_characters(std::size_t begin, std::size_t end) {
        std::size_t behind_signs = begin;
        while (behind_signs < end && is_sign(behind_signs)) ++behind_signs;
        for (std::size_t i = behind_signs; i < end; ++i) {
            if (!check_character(begin, i)) return false;
        }
        return true;
    }

    bool check_character(std::size_t begin, std::size_t i) {
        const char32_t c = text_.at(i);
        const std::string mark = slice(i, i + 1);
        const bool inside = i > begin && is_word_character(i - 1) && is_word_character(i + 1);
        if (c == U'*' || c == U'＊' || c == U'!' || (c == U'?' && inside)) {
            fail("unsupported_wildcard",
                 "“" + mark + "” in or behind a word: wildcards are not supported",
                 c == U'!' ? "put the words in quotation marks, or leave the ! out"
                           : "type the forms of the word with OR between them",
                 i,
                 i + 1);
        } else if (c == U'~') {
            fail("unsupported_fuzzy",
                 "“~”: similar words and loose phrases are not supported",
                 "type the spellings with OR between them, or NEAR/5 between the words",
                 i,
                 i + 1);
        } else if (c == U'^') {
            fail("unsupported_boost",
                 "“^”: words cannot be given a weight",
                 "leave it out, or put the text in quotation marks",
                 i,
                 i + 1);
        } else if (c == U'|') {
            fail("unsupported_operator", "“|” is not an operator", "type OR", i, i + 1);
        }
        return !error_;
    }

    const QueryCharacters& text_;
    std::size_t at_ = 0;
    std::vector<Lexeme> lexemes_;
    std::optional<QueryError> error_;
};

}  // namespace

std::variant<std::vector<Lexeme>, QueryError> lex_query(std::string_view text) {
    const QueryCharacters characters = decode_query(text);
    const std::uint32_t end = characters.starts.back();
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (!is_query_control(characters.at(i))) continue;
        return QueryError{"control_character",
                          "the query holds a control character (U+00" +
                              [](unsigned value) {
                                  static constexpr std::string_view kHex = "0123456789ABCDEF";
                                  return std::string{kHex[value >> 4], kHex[value & 15U]};
                              }(static_cast<unsigned>(characters.at(i))) +
                              ")",
                          "remove it",
                          {characters.starts[i], characters.starts[i + 1]}};
    }
    if (end != text.size()) {
        return QueryError{"invalid_utf8",
                          "the query is not valid UTF-8 here",
                          "send the query as UTF-8",
                          {end, end + 1}};
    }
    return Lexer(characters).run();
}

}  // namespace gazette
