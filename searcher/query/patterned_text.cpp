#include "searcher/query/patterned_text.h"

#include "indexer/analysis/utf8.h"
#include "indexer/format/fields.h"
#include "searcher/query/limits.h"
#include "searcher/query/slots.h"
#include "searcher/query/wildcards.h"
#include "searcher/query/word_pattern.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

// The analyzer sees a letter for each wildcard, so that it cuts words where it would without them.
// These are letters of inscriptions which no folding changes; of them, two that the text has not.
constexpr std::array<std::string_view, 6> kLetters = {
    "\uA78F", "\uA7F7", "\uA7FB", "\uA7FC", "\uA7FD", "\uA7FE"};

struct Letters {
    std::string_view star = kLetters[0];
    std::string_view question = kLetters[1];
};

Letters letters_for(std::string_view text) {
    std::vector<std::string_view> unused;
    for (const std::string_view letter : kLetters) {
        if (text.find(letter) == std::string_view::npos) unused.push_back(letter);
    }
    return unused.size() < 2 ? Letters{} : Letters{unused[0], unused[1]};
}

struct ReadableText {
    std::string text;
    std::vector<std::uint32_t> free_words;  // bytes at which a * stands between spaces
};

ReadableText with_letters(std::string_view text, bool quoted, const Letters& letters) {
    const QueryCharacters characters = decode_query(text);
    const std::vector<std::size_t> wildcards = wildcards_of(characters, quoted);
    const auto is_edge = [&](std::size_t i) {  // in front of character i
        return i == 0 || i == characters.size() || is_query_space(characters.at(i)) ||
               is_query_space(characters.at(i - 1));
    };
    ReadableText result;
    auto next = wildcards.begin();
    for (std::size_t i = 0; i < characters.size(); ++i) {
        if (next == wildcards.end() || *next != i) {
            result.text += characters.slice(i, i + 1);
            continue;
        }
        const bool star = is_star(characters.at(i));
        if (star && is_edge(i) && is_edge(i + 1)) {
            result.free_words.push_back(static_cast<std::uint32_t>(result.text.size()));
        }
        result.text += star ? letters.star : letters.question;
        ++next;
    }
    return result;
}

void replace_all(std::string& text, std::string_view what, char by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        text.replace(at, what.size(), 1, by);
    }
}

class Reader {
  public:
    Reader(const Node& node, const Vocabulary& vocabulary, Analyzer& analyzer)
        : node_(node), vocabulary_(vocabulary), analyzer_(analyzer) {}

    std::variant<PatternedText, QueryError> run(std::span<const LanguageId> scope) {
        if (node_.patterns) letters_ = letters_for(node_.text);
        ReadableText readable{node_.text, {}};
        if (node_.patterns) readable = with_letters(node_.text, node_.exact, letters_);
        read_.readable = std::move(readable.text);
        free_words_ = std::move(readable.free_words);
        std::vector<QueryToken> tokens = analyzer_.query_tokens(read_.readable, scope);
        if (node_.similar) check_similar(tokens);
        for (std::size_t i = 0; i < tokens.size() && !error_; ++i) add(tokens, i);
        if (error_) return std::move(*error_);
        return std::move(read_);
    }

  private:
    void fail(std::string code, std::string message, std::string suggestion) {
        error_ = {std::move(code), std::move(message), std::move(suggestion), node_.place};
    }

    void add(std::vector<QueryToken>& tokens, std::size_t i) {
        const bool wild =
            node_.patterns && (tokens[i].surface.find(letters_.star) != std::string::npos ||
                               tokens[i].surface.find(letters_.question) != std::string::npos);
        if (!wild && !node_.similar) return keep(tokens[i], std::nullopt);
        if (!wild) return expand(tokens[i], WordPattern::similar_to(tokens[i].surface));
        const bool free_word =
            std::binary_search(free_words_.begin(), free_words_.end(), tokens[i].begin);
        if (node_.exact && free_word) {
            if (i == 0 || i + 1 == tokens.size()) {
                fail("free_word_at_edge",
                     "a * that stands for any word is at the edge of a quotation",
                     "leave it out: it says nothing there");
            }
            return;
        }
        std::string pattern = tokens[i].surface;
        replace_all(pattern, letters_.star, WordPattern::kAnyCharacters);
        replace_all(pattern, letters_.question, WordPattern::kOneCharacter);
        const WordPattern made = WordPattern::with_wildcards(pattern);
        const bool beside_character = (i > 0 && is_character(tokens[i - 1])) ||
                                      (i + 1 < tokens.size() && is_character(tokens[i + 1]));
        if (made.fixed_characters() == 0 && beside_character) {
            return fail("pattern_in_characters",
                        "a wildcard stands beside characters of a script without spaces, which are "
                        "found inside longer words without it",
                        "leave it out");
        }
        expand(tokens[i], made);
    }

    void keep(QueryToken& token, std::optional<Slot> slot) {
        read_.tokens.push_back(std::move(token));
        read_.patterns.push_back(std::move(slot));
    }

    void check_similar(const std::vector<QueryToken>& tokens) {
        if (tokens.size() == 1 && !is_character(tokens[0]) && !is_symbol(tokens[0]) &&
            !node_.patterns) {
            return;
        }
        fail("similar_to_words",
             "“" + node_.text + "~”: similar spellings are looked for of one word of letters",
             "type the ~ behind one word without wildcards, or leave it out");
    }

    void expand(QueryToken& token, const WordPattern& pattern) {
        if (pattern.fixed_characters() < query_limits::kMinFixedLetters) {
            return fail("short_pattern",
                        "“" + node_.text + "” gives " + std::to_string(pattern.fixed_characters()) +
                            " letters; a word with a wildcard or ~ needs at least " +
                            std::to_string(query_limits::kMinFixedLetters),
                        "give more letters of the word");
        }
        std::vector<std::string> words = matching_words(pattern);
        if (words.size() > query_limits::kMaxExpansions) {
            return fail("too_many_expansions",
                        "“" + node_.text + "” stands for " + std::to_string(words.size()) +
                            " words of the index; at most " +
                            std::to_string(query_limits::kMaxExpansions) + " are looked for",
                        "give more letters of the word");
        }
        keep(token, slot_of(std::move(words)));
    }

    // Ascending, each once.
    std::vector<std::string> matching_words(const WordPattern& pattern) const {
        std::vector<std::string> words;
        for (const std::string& prefix : written_word_prefixes(pattern.beginning())) {
            vocabulary_.each_term(prefix, [&](std::string_view term) {
                const std::string_view word = written_word_of(term);
                // '#' is in no word: it marks what was cut.
                if (pattern.matches(word) && word.find('#') == std::string_view::npos) {
                    words.emplace_back(word);
                }
            });
            std::sort(words.begin(), words.end());
            words.erase(std::unique(words.begin(), words.end()), words.end());
        }
        return words;
    }

    Slot slot_of(std::vector<std::string> words) const {
        Slot slot;
        slot.pattern = true;
        slot.exact = true;
        const std::vector<LanguageId> languages = vocabulary_.languages();
        for (const std::string& word : words) {
            const QueryToken written = analyzer_.written_word(word, languages);
            for (const QueryVariant& variant : written.variants) {
                slot.terms.push_back(main_term(variant.term, variant.stemmed_by));
            }
            const std::string unstemmed = main_term(word, LanguageId::und);
            slot.form_terms.push_back(surface_term(word));
            slot.form_terms.push_back(unstemmed);
            slot.sure_form_terms.push_back(surface_term(word));
            if (written.unstemmed_is_exact) slot.sure_form_terms.push_back(unstemmed);
        }
        for (auto* terms : {&slot.terms, &slot.form_terms, &slot.sure_form_terms}) {
            std::sort(terms->begin(), terms->end());
            terms->erase(std::unique(terms->begin(), terms->end()), terms->end());
            *terms = vocabulary_.known(std::move(*terms));
        }
        slot.surfaces = std::move(words);
        return slot;
    }

    const Node& node_;
    const Vocabulary& vocabulary_;
    Analyzer& analyzer_;
    Letters letters_;
    std::vector<std::uint32_t> free_words_;
    PatternedText read_;
    std::optional<QueryError> error_;
};

}  // namespace

std::variant<PatternedText, QueryError> read_patterns(const Node& node,
                                                      std::span<const LanguageId> scope,
                                                      const Vocabulary& vocabulary,
                                                      Analyzer& analyzer) {
    return Reader(node, vocabulary, analyzer).run(scope);
}

}  // namespace gazette
