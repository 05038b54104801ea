#include "searcher/query/word_notices.h"

#include "indexer/format/fields.h"
#include "searcher/query/characters.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/runs.h"
#include "searcher/query/wildcards.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
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

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789") == std::string_view::npos;
}

// ADJ, ADJ3, N5, W5, NEAR5, SAME, AROUND: how near words stand, in other query languages.
bool is_foreign_proximity(std::string_view word) {
    static constexpr std::array<std::string_view, 4> kNumbered = {"ADJ", "NEAR", "N", "W"};
    static constexpr std::array<std::string_view, 3> kAlone = {"ADJ", "SAME", "AROUND"};
    if (std::find(kAlone.begin(), kAlone.end(), word) != kAlone.end()) return true;
    return std::any_of(kNumbered.begin(), kNumbered.end(), [&](std::string_view name) {
        return word.size() > name.size() && word.substr(0, name.size()) == name &&
               is_number(word.substr(name.size()));
    });
}

// AND, OR and NOT in capitals, as catalogues in other languages have them.
bool is_foreign_boolean(std::string_view word) {
    static constexpr std::array<std::string_view, 15> kWords = {"UND",
                                                                "ODER",
                                                                "NICHT",
                                                                "ET",
                                                                "OU",
                                                                "SAUF",
                                                                "OCH",
                                                                "ELLER",
                                                                "EN",
                                                                "NIET",
                                                                "И",
                                                                "ИЛИ",
                                                                "НЕ",
                                                                "AND-NOT",
                                                                "BUTNOT"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Between two operands, which would be joined by it.
void check_foreign_operator(const std::vector<Lexeme>& lexemes,
                            std::size_t index,
                            std::vector<Notice>& notices) {
    const Lexeme& word = lexemes[index];
    if (index == 0 || !ends_operand(lexemes[index - 1].kind) ||
        !begins_operand(lexemes[index + 1].kind)) {
        return;
    }
    std::string how;
    if (is_foreign_boolean(word.text)) how = "the operators are AND, OR and NOT";
    if (is_foreign_proximity(word.text)) {
        how = "how near words stand is said by w/5, pre/5, /s and /p between them";
    }
    if (how.empty()) return;
    notices.push_back(
        {"foreign_operator", "“" + word.text + "” was searched as a word; " + how, word.place});
}

// w/5insurer, 銀行w/5保險: a connector that a space would make one.
void check_glued_connector(const Lexeme& word, std::vector<Notice>& notices) {
    const QueryCharacters text = decode_query(word.text);
    if (is_url_at(text, 0)) return;
    for (std::size_t slash = 0; slash + 1 < text.size(); ++slash) {
        if (text.at(slash) != U'/') continue;
        std::size_t begin = slash;
        while (begin > 0 && is_ascii_letter(text.at(begin - 1))) --begin;
        std::size_t end = slash + 1;
        const auto digit = [&] { return text.at(end) >= U'0' && text.at(end) <= U'9'; };
        while (digit()) ++end;
        if (end == slash + 1) {
            while (is_ascii_letter(text.at(end))) ++end;
        }
        const std::string found(text.slice(begin, end));
        const bool named = begin < slash;
        const bool edges = (begin == 0 || !is_pattern_letter_at(text, begin - 1)) &&
                           (named || !is_pattern_letter_at(text, end)) && end - begin < text.size();
        const bool dates = !named && begin > 0 && is_pattern_letter_at(text, begin - 1);
        if (!edges || dates || !connector_of(found)) continue;
        notices.push_back({"glued_connector",
                           "“" + word.text + "” was searched as one text; with spaces around it " +
                               found + " would say how near its sides stand",
                           word.place});
        return;
    }
}

// title(bank), DATE(…)
void check_field_bracket(const std::vector<Lexeme>& lexemes,
                         std::size_t index,
                         std::vector<Notice>& notices) {
    const Lexeme& word = lexemes[index];
    const bool bracket_behind = lexemes[index + 1].kind == LexemeKind::open_bracket &&
                                lexemes[index + 1].place.begin == word.place.end;
    const std::size_t bracket = word.text.find('(');
    if (!bracket_behind && bracket == std::string::npos) return;
    const std::string name = word.text.substr(0, bracket);
    const std::optional<Field> field = field_of(name);
    const std::string lowered = ascii_lower_case(name);
    const bool title = lowered == "ti" || lowered == "headline";
    const bool date = lowered == "da";
    if (!field && !title && !date) return;
    const std::string known(title ? "title" : date ? "date" : row_of(*field).name);
    notices.push_back({"field_without_colon",
                       "“" + name + "” was searched as a word; a field has a colon: " + known +
                           (known == "date" ? ":2019" : ":word"),
                       word.place});
}

// und, or, et: behind them a hyphen stands for the first part of the word before.
bool is_conjunction(std::string_view word) {
    static constexpr std::array<std::string_view, 18> kWords = {"und",
                                                                "oder",
                                                                "u.",
                                                                "bzw.",
                                                                "bzw",
                                                                "sowie",
                                                                "and",
                                                                "or",
                                                                "et",
                                                                "ou",
                                                                "en",
                                                                "of",
                                                                "och",
                                                                "og",
                                                                "eller",
                                                                "i",
                                                                "oraz",
                                                                "lub"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Prämien und -zulagen
void check_suspended_hyphen(const std::vector<Lexeme>& lexemes,
                            std::size_t index,
                            std::vector<Notice>& notices) {
    const Lexeme& word = lexemes[index + 1];
    if (index == 0 || word.kind != LexemeKind::word ||
        lexemes[index - 1].kind != LexemeKind::word ||
        !is_conjunction(ascii_lower_case(lexemes[index - 1].text))) {
        return;
    }
    notices.push_back({"suspended_hyphen",
                       "the sign before “" + word.text +
                           "” leaves out the documents that have it; to search for the word, "
                           "leave out the sign",
                       {lexemes[index].place.begin, word.place.end},
                       word.text});
}

void check_exclamation(const Lexeme& word, std::vector<Notice>& notices) {
    if (!word.exclamation) return;
    notices.push_back(
        {"exclamation_as_wildcard",
         "the ! behind the word was read as *, for all words that begin so: to search "
         "for the word alone, leave it out",
         word.place});
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
        if (lexemes[i].kind == LexemeKind::minus_sign) check_suspended_hyphen(lexemes, i, notices);
        if (lexemes[i].kind != LexemeKind::word) continue;
        check_lower_case(lexemes, i, notices);
        check_foreign_operator(lexemes, i, notices);
        check_glued_connector(lexemes[i], notices);
        check_field_bracket(lexemes, i, notices);
        check_exclamation(lexemes[i], notices);
        if (i >= looked_to) looked_to = check_single_quotes(lexemes, i, notices);
    }
    return notices;
}

}  // namespace gazette
