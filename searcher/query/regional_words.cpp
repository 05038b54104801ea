#include "searcher/query/regional_words.h"

#include "indexer/analysis/character_run.h"
#include "indexer/analysis/utf8.h"
#include "searcher/query/other_forms.h"
#include "searcher/query/printer.h"
#include "searcher/query/slots.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

std::string folded(std::string_view text) {
    std::string result;
    for (std::size_t offset = 0; offset < text.size();) {
        append_code_point(result, fold_han(next_code_point(text, offset)));
    }
    return result;
}

// By the folded word, what it is called elsewhere.
using Others = std::map<std::string, std::vector<std::string>, std::less<>>;

const Others& all_others() {
    static const Others others = [] {
        Others made;
        for (const RegionalPair& pair : regional_word_pairs()) {
            const std::string word = folded(pair.word);
            const std::string other = folded(pair.other);
            if (word == other) continue;
            made[word].emplace_back(pair.other);
            made[other].emplace_back(pair.word);
        }
        return made;
    }();
    return others;
}

constexpr std::size_t kLongestWord = 16;  // characters

struct FoundWord {
    std::uint32_t begin = 0;  // bytes of the text
    std::uint32_t end = 0;
    const std::vector<std::string>* others = nullptr;
};

// Where the dictionary's words lie.
class WordRanges : public TokenSink {
  public:
    void token(const TokenView& token) override {
        if (token.token_class == TokenClass::dictionary)
            ranges_.push_back({token.begin, token.end});
    }
    // Whether a word goes on over this place.
    bool cut_at(std::uint32_t byte) const {
        return std::any_of(ranges_.begin(), ranges_.end(), [&](const auto& range) {
            return range.first < byte && byte < range.second;
        });
    }

  private:
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges_;
};

bool is_kana(std::string_view character) {
    std::size_t offset = 0;
    const char32_t c = next_code_point(character, offset);
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x31F0 && c <= 0x31FF);
}

class Regions {
  public:
    Regions(const Vocabulary& vocabulary, Analyzer& analyzer, bool plain)
        : vocabulary_(vocabulary), analyzer_(analyzer), plain_(plain) {}

    void widen(Node& node) {
        if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of) {
            for (Node& child : node.children) widen(child);
            return;
        }
        if (may_have_other_forms(node)) widen_text(node);
        if (plain_ && node.kind == NodeKind::any_words) widen_words(node);
    }
    std::vector<Notice> notices;

  private:
    // The longest words, from the left.
    std::vector<FoundWord> words_of(const std::string& text) {
        std::vector<FoundWord> found;
        const std::vector<QueryToken> tokens = analyzer_.query_tokens(text, {});
        const auto character = [&](std::size_t at) -> std::string_view {
            return is_character(tokens[at]) ? std::string_view(tokens[at].variants.front().term)
                                            : std::string_view();
        };
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            if (!character(i).empty() && is_kana(character(i))) return {};
        }
        WordRanges words;
        bool cut = false;
        for (std::size_t i = 0; i < tokens.size();) {
            std::size_t longest = 0;
            std::string word;
            for (std::size_t count = 0; count < kLongestWord && i + count < tokens.size();) {
                const std::string_view next = character(i + count);
                if (next.empty()) break;
                word += next;
                ++count;
                const auto others = all_others().find(word);
                if (others == all_others().end()) continue;
                if (!std::exchange(cut, true)) analyzer_.analyze(text, LanguageId::und, {}, words);
                const FoundWord one{tokens[i].begin, tokens[i + count - 1].end, &others->second};
                if (words.cut_at(one.begin) || words.cut_at(one.end)) continue;
                if (longest > 0) found.pop_back();
                found.push_back(one);
                longest = count;
            }
            i += std::max<std::size_t>(longest, 1);
        }
        return found;
    }

    // Whether the index has all pairs of characters of a word.
    bool is_known(const std::string& word) {
        const std::vector<QueryToken> tokens = analyzer_.query_tokens(word, {});
        std::set<std::string> pairs;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            const auto next = next_character(tokens, i);
            if (next) pairs.insert(bigram_of(tokens[i], tokens[*next]));
        }
        return !pairs.empty() &&
               vocabulary_.known({pairs.begin(), pairs.end()}).size() == pairs.size();
    }

    std::vector<std::string> known_others(const FoundWord& word) {
        std::vector<std::string> known;
        for (const std::string& other : *word.others) {
            if (is_known(other)) known.push_back(other);
        }
        return known;
    }

    void widen_text(Node& node) {
        const std::vector<FoundWord> words = words_of(node.text);
        std::vector<OtherForm> forms = {{node.text}};
        // From the back, so that places before stay what they are.
        for (auto word = words.rbegin(); word != words.rend(); ++word) {
            const std::vector<std::string> others = known_others(*word);
            const std::size_t before = forms.size();
            for (const std::string& other : others) {
                for (std::size_t i = 0; i < before && forms.size() <= kMaxOtherForms; ++i) {
                    OtherForm form = forms[i];
                    form.text.replace(word->begin, word->end - word->begin, other);
                    form.whole_words.push_back(other);
                    forms.push_back(std::move(form));
                }
            }
        }
        if (forms.size() == 1) return;
        put_either(node, {forms.begin() + 1, forms.end()}, "\"" + node.text + "\"");
    }

    void widen_words(Node& node) {
        std::vector<OtherForm> all;
        for (const FoundWord& word : words_of(node.text)) {
            for (const std::string& other : known_others(word)) {
                const bool is_new = std::none_of(all.begin(), all.end(), [&](const OtherForm& one) {
                    return one.text == other;
                });
                if (is_new) all.push_back({other, {other}});
            }
        }
        if (all.size() > kMaxOtherForms) all.resize(kMaxOtherForms);
        if (!all.empty()) put_either(node, all, print_query(node));
    }

    void put_either(Node& node, const std::vector<OtherForm>& forms, std::string instead) {
        notices.push_back({"regional_words",
                           "Also searched for: " + listed(forms) +
                               ", as it is called in other regions. What stands in quotation "
                               "marks is searched for as it is typed.",
                           node.place,
                           std::move(instead),
                           texts_of(forms)});
        add_forms(node, forms);
    }

    const Vocabulary& vocabulary_;
    Analyzer& analyzer_;
    bool plain_;
};

}  // namespace

std::vector<Notice> add_regional_words(Node& root,
                                       bool plain,
                                       std::span<const LanguageId> scope,
                                       const Vocabulary& vocabulary,
                                       Analyzer& analyzer) {
    const std::vector<LanguageId> held = vocabulary.languages();
    const auto is_chinese = [](LanguageId id) { return language_of(id).tag == "zh"; };
    const bool any = std::any_of(held.begin(), held.end(), is_chinese);
    if (!any || (!scope.empty() && std::none_of(scope.begin(), scope.end(), is_chinese))) return {};
    Regions regions(vocabulary, analyzer, plain);
    regions.widen(root);
    return std::move(regions.notices);
}

}  // namespace gazette
