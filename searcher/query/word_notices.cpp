#include "searcher/query/word_notices.h"

#include "searcher/query/operator_words.h"
#include "searcher/query/wildcards.h"

#include <string>
#include <string_view>

namespace gazette {
namespace {

std::string ascii_upper_case(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

void check_lower_case(const std::vector<Lexeme>& lexemes,
                      std::size_t index,
                      std::vector<Notice>& notices) {
    const Lexeme& lexeme = lexemes[index];
    const std::string word = ascii_lower_case(lexeme.text);
    const bool negative = word == "not";
    if ((word != "and" && word != "or" && !negative) || lexeme.similar || lexeme.title_only ||
        lexeme.segment)
        return;
    const bool left = index > 0 && !is_operator_lexeme(lexemes[index - 1].kind) &&
                      lexemes[index - 1].kind != LexemeKind::open_bracket;
    if ((!left && !negative) || !begins_operand(lexemes[index + 1].kind)) return;
    notices.push_back({"lowercase_operator",
                       "“" + lexeme.text +
                           "” was searched as a word; the operators are AND, OR "
                           "and NOT in capitals",
                       lexeme.place,
                       ascii_upper_case(word)});
}

void check_question_mark(const Lexeme& quotation, std::vector<Notice>& notices) {
    if (!question_mark_in_word(quotation.text)) return;
    notices.push_back({"question_mark_in_quotation",
                       "in a quotation ? is a question mark: to leave a letter open, type * there, "
                       "or the word without quotation marks",
                       quotation.place});
}

bool begins_single_quoted(std::string_view text) {
    return text.rfind("'", 0) == 0 || text.rfind("‘", 0) == 0 || text.rfind("‚", 0) == 0;
}

bool ends_single_quoted(std::string_view text) {
    const auto ends = [&](std::string_view mark) {
        return text.size() > mark.size() && text.substr(text.size() - mark.size()) == mark;
    };
    return ends("'") || ends("’") || ends("‘");
}

// Behind the last word that needs no other look: the end of the quotation, or of the words in which
// none ends.
std::size_t check_single_quotes(const std::vector<Lexeme>& lexemes,
                                std::size_t index,
                                std::vector<Notice>& notices) {
    if (!begins_single_quoted(lexemes[index].text)) return index;
    std::size_t last = index + 1;
    while (lexemes[last].kind == LexemeKind::word && !ends_single_quoted(lexemes[last].text)) {
        ++last;
    }
    if (lexemes[last].kind != LexemeKind::word) return last;
    notices.push_back({"single_quotes",
                       "single quotation marks do not make a phrase; use double ones",
                       {lexemes[index].place.begin, lexemes[last].place.end}});
    return last + 1;
}

}  // namespace

std::vector<Notice> word_notices(const std::vector<Lexeme>& lexemes) {
    std::vector<Notice> notices;
    std::size_t looked_to = 0;
    for (std::size_t i = 0; i < lexemes.size(); ++i) {
        if (lexemes[i].kind == LexemeKind::quotation) check_question_mark(lexemes[i], notices);
        if (lexemes[i].kind != LexemeKind::word) continue;
        check_lower_case(lexemes, i, notices);
        if (i >= looked_to) looked_to = check_single_quotes(lexemes, i, notices);
    }
    return notices;
}

}  // namespace gazette
