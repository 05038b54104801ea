#include "searcher/query/lexer.h"

#include "searcher/query/characters.h"
#include "searcher/query/field_errors.h"
#include "searcher/query/foreign_syntax.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/query_text.h"
#include "searcher/query/quotation.h"
#include "searcher/query/runs.h"
#include "searcher/query/wildcards.h"

#include <optional>
#include <utility>

namespace gazette {
namespace {

// Where a text of a field is looked for.
struct Scope {
    bool title = false;
    std::optional<SegmentKind> segment;
    Dial dial = Dial::none;

    bool any() const { return title || segment || dial != Dial::none; }
};

// One pass over the code points. A step that fails leaves error_ set, and the loop ends.
class Lexer {
  public:
    explicit Lexer(const QueryCharacters& text) : text_(text) {}

    std::variant<std::vector<Lexeme>, QueryError> run() {
        for (skip_blanks(); !error_ && at_ < text_.size(); skip_blanks()) step();
        if (error_) return std::move(*error_);
        add(LexemeKind::end, at_, at_);
        return join_operators(std::move(lexemes_));
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

    bool failed(std::optional<QueryError> error) {
        if (error) error_ = std::move(error);
        return error_.has_value();
    }

    std::string slice(std::size_t begin, std::size_t end) const {
        return std::string(text_.slice(begin, end));
    }

    // ---- looking at characters

    void skip_blanks() { at_ = behind_blanks(at_); }

    // ---- the steps

    void step() {
        const char32_t c = text_.at(at_);
        if (is_open_bracket(c)) return void(add(LexemeKind::open_bracket, at_, at_ + 1));
        if (is_close_bracket(c)) return void(add(LexemeKind::close_bracket, at_, at_ + 1));
        if (is_quote_at(text_, at_)) return quotation(at_, at_, {});
        if (is_doubled_at(text_, at_, U'&'))
            return void(add(LexemeKind::and_operator, at_, at_ + 2));
        if (is_doubled_at(text_, at_, U'|'))
            return void(add(LexemeKind::or_operator, at_, at_ + 2));
        if (is_sign_at(text_, at_) && sign()) return;
        if (!error_ && !any_words()) field_or_word();
    }

    // A sign directly before an operand. False where it is none: a lone "-", "!!!".
    bool sign() {
        const std::size_t signs_end = behind_signs(text_, at_);
        const std::size_t next = behind_invisible(text_, signs_end);
        if (is_over_at(text_, next)) return false;
        if (plus_connector(next) || error_) return true;
        if (signs_end > at_ + 1) {
            fail("doubled_sign",
                 "“" + slice(at_, signs_end) +
                     "” is not an operator: a word takes one sign, -word or +word",
                 "type -" + slice(next, run_end(text_, next)) + " to leave the word out",
                 at_,
                 signs_end);
            return true;
        }
        const bool plus = plain_form(text_.at(at_)) == U'+';
        add(plus ? LexemeKind::plus_sign : LexemeKind::minus_sign, at_, at_ + 1);
        at_ = next;
        return true;
    }

    // Westlaw's +5 between two operands: at most so many words behind. False where it is none.
    bool plus_connector(std::size_t next) {
        if (plain_form(text_.at(at_)) != U'+' || lexemes_.empty() ||
            !ends_operand(lexemes_.back().kind)) {
            return false;
        }
        const std::size_t end = run_end(text_, next);
        const std::string measure =
            ascii_lower_case(plain_text(text_, next, visible_end(text_, next, end)));
        const bool digits =
            !measure.empty() && measure.find_first_not_of("0123456789") == std::string::npos;
        if (measure != "s" && measure != "p" && !digits) return false;
        const auto connector = connector_of("pre/" + measure);
        if (!connector) {
            error_ = foreign_operator_error(OperatorWord::connector, "+" + measure);
            error_->place = place(at_, end);
            return false;
        }
        Lexeme& lexeme = add(LexemeKind::connector, at_, end);
        lexeme.connector = *connector;
        lexeme.from_sign = true;
        return true;
    }

    // From a quotation mark. The place begins at `begin`, with the name of the field.
    void quotation(std::size_t begin, std::size_t open, Scope scope) {
        auto inside = quotation_at(open);
        if (!inside) return;
        Lexeme& lexeme = add(LexemeKind::quotation, begin, inside->end);
        lexeme.patterns = has_wildcards(inside->text, true);
        lexeme.text = std::move(inside->text);
        lexeme.title_only = scope.title;
        lexeme.segment = scope.segment;
        lexeme.dial = scope.dial;
    }

    // any("…"): plain words, in which no character means anything but itself. False where it is
    // none: any(thing).
    bool any_words() {
        static constexpr std::string_view kName = "any";
        std::size_t open = at_;
        for (const char c : kName) {
            if (ascii_lower_case(plain_text(text_, open, open + 1)) != std::string(1, c)) {
                return false;
            }
            ++open;
        }
        if (!is_open_bracket(text_.at(open))) return false;
        const std::size_t mark = behind_blanks(open + 1);
        if (!is_quote_at(text_, mark)) return false;
        auto inside = quotation_at(mark);
        if (!inside) return true;
        const std::size_t close = behind_blanks(inside->end);
        if (!is_close_bracket(text_.at(close))) {
            fail("any_words_alone",
                 "any(…) takes one text between quotation marks",
                 "type any(\"words of which a document has any\")",
                 at_,
                 inside->end);
            return true;
        }
        add(LexemeKind::any_words, at_, close + 1).text = std::move(inside->text);
        return true;
    }

    std::size_t behind_blanks(std::size_t index) const {
        while (index < text_.size() &&
               (is_query_space(text_.at(index)) || is_invisible_mark(text_.at(index)))) {
            ++index;
        }
        return index;
    }

    // Nothing, and the error, where it cannot be read.
    std::optional<Quotation> quotation_at(std::size_t open) {
        auto read = read_quotation(text_, open);
        if (auto* error = std::get_if<QueryError>(&read)) {
            error_ = std::move(*error);
            return std::nullopt;
        }
        return std::get<Quotation>(std::move(read));
    }

    // ---- fields

    void field_or_word() {
        const auto colon = colon_behind_name(text_, at_);
        if (!colon) return word(at_, at_, {});
        const std::string name = plain_text(text_, at_, *colon);
        const bool known = field_of(name) || dial_of(name);  // title://x is no address
        if (!known && is_url_at(text_, at_)) return word(at_, at_, {});
        if (const auto field = field_of(name)) return field_value(*field, *colon + 1);
        if (const auto dial = dial_of(name)) return dialled(*dial, *colon + 1);
        if (failed(unknown_field_error(text_, at_, *colon))) return;
        word(at_, at_, {});
    }

    void field_value(Field field, std::size_t after_colon) {
        const std::size_t begin = at_;
        const std::size_t value = behind_invisible(text_, after_colon);
        const std::string name(row_of(field).name);
        const bool bracket = is_open_bracket(text_.at(value));
        if (failed(empty_field_error(text_, name, begin, after_colon))) return;
        if (field == Field::in) return in_group(begin, value);
        const bool text = field == Field::title || field == Field::heading;
        if (bracket && !text) {
            return fail("field_group",
                        name + ": takes one value, not a bracket",
                        "type (" + name + ":… OR " + name + ":…)",
                        begin,
                        value + 1);
        }
        if (!text) return filter(field, begin, value);
        Scope scope;
        scope.title = field == Field::title;
        if (field == Field::heading) scope.segment = SegmentKind::heading;
        if (bracket) return text_group(begin, value, scope);
        is_quote_at(text_, value) ? quotation(begin, value, scope)
                                  : field_word(begin, value, name, scope);
    }

    // case:, script:, stem:
    void dialled(Dial dial, std::size_t after_colon) {
        const std::size_t begin = at_;
        const std::size_t value = behind_invisible(text_, after_colon);
        const std::string name(name_of(dial));
        if (failed(empty_field_error(text_, name, begin, after_colon))) return;
        Scope scope;
        scope.dial = dial;
        if (is_open_bracket(text_.at(value))) return text_group(begin, value, scope);
        is_quote_at(text_, value) ? quotation(begin, value, scope)
                                  : field_word(begin, value, name, scope);
    }

    void text_group(std::size_t begin, std::size_t bracket, Scope scope) {
        Lexeme& lexeme = add(LexemeKind::text_group, begin, bracket);
        lexeme.title_only = scope.title;
        lexeme.segment = scope.segment;
        lexeme.dial = scope.dial;
    }

    // in:annex(
    void in_group(std::size_t begin, std::size_t value) {
        std::size_t end = value;
        while (is_word_character_at(text_, end)) ++end;
        if (failed(in_error(text_, begin, value, end))) return;
        Scope scope;
        scope.segment = segment_kind_of(ascii_lower_case(plain_text(text_, value, end)));
        text_group(begin, end, scope);
    }

    void filter(Field field, std::size_t begin, std::size_t value) {
        Quotation read;
        if (is_quote_at(text_, value)) {
            auto inside = quotation_at(value);
            if (!inside) return;
            read = std::move(*inside);
        } else {
            read.end = run_end(text_, value);
            read.text = slice(value, visible_end(text_, value, read.end));
        }
        Lexeme& lexeme = add(LexemeKind::filter, begin, read.end);
        lexeme.field = field;
        lexeme.text = std::move(read.text);
    }

    void field_word(std::size_t begin, std::size_t value, const std::string& name, Scope scope) {
        if (failed(field_word_error(text_, name, value))) return;
        word(begin, value, scope);
    }

    // ---- words and the operators that are spelled like words

    void word(std::size_t begin, std::size_t value, Scope scope) {
        const std::size_t end = run_end(text_, value);
        const std::size_t visible = visible_end(text_, value, end);
        if (!is_url_at(text_, value)) {
            const bool found = operator_or_error(begin, value, visible, end, scope.any());
            if (found || !check_dash(value)) return;
        }
        const bool url = is_url_at(text_, value);
        const bool similar = !url && is_similar(text_, value, visible);
        const std::size_t marks = url ? visible : before_exclamations(text_, value, visible);
        if (!url && !check_characters(value, similar ? visible - 1 : marks)) return;
        Lexeme& lexeme = add(LexemeKind::word, begin, end);
        lexeme.exclamation = is_truncation(text_, value, marks, visible);
        lexeme.text = slice(value, similar ? visible - 1 : visible);
        if (lexeme.exclamation) lexeme.text.back() = '*';
        lexeme.patterns = has_wildcards(lexeme.text, false);
        lexeme.similar = similar;
        lexeme.title_only = scope.title;
        lexeme.segment = scope.segment;
        lexeme.dial = scope.dial;
    }

    // True where the run was an operator, or an error.
    bool operator_or_error(
        std::size_t begin, std::size_t value, std::size_t visible, std::size_t end, bool in_field) {
        const std::string run = plain_text(text_, value, visible);
        const OperatorWord meaning = operator_word(run);
        if (meaning == OperatorWord::none) return false;
        const auto connector = connector_of(run);
        if (meaning == OperatorWord::connector && connector && !in_field) {
            add(LexemeKind::connector, begin, end).connector = *connector;
        } else if (meaning == OperatorWord::at_least && count_of_at_least(run) && !in_field &&
                   is_open_bracket(text_.at(end))) {
            add(LexemeKind::at_least, begin, end).count = *count_of_at_least(run);
        } else if (meaning == OperatorWord::and_not_word && !in_field) {
            add(LexemeKind::and_operator, begin, end);
            add(LexemeKind::not_operator, begin, end);
        } else if (const auto kind = boolean_kind(meaning); !kind) {
            error_ = foreign_operator_error(meaning, run);
            error_->place = place(value, visible);
        } else if (!in_field) {
            add(*kind, begin, end);
        } else {
            fail("dangling_operator",
                 "the field has no value before the operator " + run,
                 "to search for the word, put it in quotation marks: \"" + run + "\"",
                 begin,
                 visible);
        }
        return true;
    }

    static std::optional<LexemeKind> boolean_kind(OperatorWord meaning) {
        switch (meaning) {
            case OperatorWord::and_word:
                return LexemeKind::and_operator;
            case OperatorWord::or_word:
                return LexemeKind::or_operator;
            case OperatorWord::not_word:
                return LexemeKind::not_operator;
            default:
                return std::nullopt;
        }
    }

    // A dash that a word processor made of a hyphen could be meant as "without".
    bool check_dash(std::size_t begin) {
        const char32_t next = text_.at(begin + 1);
        if (!is_any_dash(text_.at(begin)) || is_over_at(text_, begin + 1) || is_any_dash(next) ||
            is_open_bracket(next) || is_quote_at(text_, begin + 1)) {
            return true;
        }
        fail("ambiguous_dash",
             "a dash stands directly before a word",
             "type a hyphen, -word, to leave the word out, or remove the dash",
             begin,
             begin + 1);
        return false;
    }

    bool check_characters(std::size_t begin, std::size_t end) {
        for (std::size_t i = behind_signs(text_, begin); i < end && !error_; ++i) {
            error_ = foreign_character_error(text_.at(i));
            if (error_) error_->place = place(i, i + 1);
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
    if (auto error = unreadable_text(characters)) return std::move(*error);
    return Lexer(characters).run();
}

}  // namespace gazette
