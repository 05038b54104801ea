#include "searcher/query/lexemes.h"

#include <cstddef>
#include <utility>

namespace gazette {
namespace {

bool is_not(const Lexeme& lexeme) {
    return lexeme.kind == LexemeKind::not_operator ||
           (lexeme.kind == LexemeKind::word && !lexeme.similar && lexeme.dial == Dial::none &&
            !lexeme.title_only && !lexeme.segment && ascii_lower_case(lexeme.text) == "not");
}

}  // namespace

std::vector<Lexeme> join_operators(std::vector<Lexeme> lexemes) {
    std::vector<Lexeme> joined;
    for (std::size_t i = 0; i < lexemes.size(); ++i) {
        Lexeme& lexeme = lexemes[i];
        if (i + 1 < lexemes.size() && is_not(lexeme) &&
            lexemes[i + 1].kind == LexemeKind::connector && !lexemes[i + 1].from_sign) {
            lexemes[i + 1].connector.excluding = true;
            lexemes[i + 1].place.begin = lexeme.place.begin;
            continue;
        }
        if (i + 1 < lexemes.size() && lexeme.kind == LexemeKind::word && lexeme.text == "BUT" &&
            !lexeme.similar && lexeme.dial == Dial::none && !lexeme.title_only && !lexeme.segment &&
            lexemes[i + 1].kind == LexemeKind::not_operator) {
            lexeme.kind = LexemeKind::and_operator;
        }
        joined.push_back(std::move(lexeme));
    }
    return joined;
}

bool ends_operand(LexemeKind kind) {
    return kind == LexemeKind::word || kind == LexemeKind::quotation ||
           kind == LexemeKind::filter || kind == LexemeKind::close_bracket ||
           kind == LexemeKind::any_words;
}

bool is_operator_lexeme(LexemeKind kind) {
    switch (kind) {
        case LexemeKind::and_operator:
        case LexemeKind::or_operator:
        case LexemeKind::not_operator:
        case LexemeKind::connector:
        case LexemeKind::plus_sign:
        case LexemeKind::minus_sign:
            return true;
        default:
            return false;
    }
}

bool begins_operand(LexemeKind kind) {
    switch (kind) {
        case LexemeKind::word:
        case LexemeKind::quotation:
        case LexemeKind::any_words:
        case LexemeKind::filter:
        case LexemeKind::text_group:
        case LexemeKind::at_least:
        case LexemeKind::open_bracket:
        case LexemeKind::not_operator:
        case LexemeKind::plus_sign:
        case LexemeKind::minus_sign:
            return true;
        default:
            return false;
    }
}

std::string operator_name(const Lexeme& lexeme) {
    switch (lexeme.kind) {
        case LexemeKind::and_operator:
            return "AND";
        case LexemeKind::or_operator:
            return "OR";
        case LexemeKind::not_operator:
            return "NOT";
        case LexemeKind::connector:
            return connector_text(lexeme.connector);
        case LexemeKind::plus_sign:
            return "+";
        case LexemeKind::minus_sign:
            return "-";
        default:
            return {};
    }
}

}  // namespace gazette
