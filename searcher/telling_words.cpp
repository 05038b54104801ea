#include "searcher/telling_words.h"

#include "indexer/analysis/utf8.h"
#include "indexer/format/fields.h"
#include "searcher/ranking.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kMaxWordBytes = 64;

// What is known of one term.
struct Word {
    double share = 0.0;
    LanguageId language = LanguageId::und;           // of the document that had it first
    std::map<std::string, std::uint32_t> spellings;  // folded
};

bool is_one_code_point(std::string_view text) {
    std::size_t offset = 0;
    next_code_point(text, offset);
    return offset == text.size();
}

// Counts the words of one document. The surface form of a word, where it has one, comes behind its
// term. Of characters that no dictionary makes words of (Hangul), pairs are counted; a pair comes
// behind a dictionary word that begins with its first character, and before one that begins with
// its second.
class WordCounts : public TokenSink {
  public:
    void token(const TokenView& token) override {
        switch (token.token_class) {
            case TokenClass::surface:
                if (token.position == word_.position) word_.spelling.assign(token.term);
                return;
            case TokenClass::bigram:
                count(pair_);
                if (token.begin >= dictionary_end_) pair_ = counted(token);
                return;
            case TokenClass::dictionary:
                if (pair_.end > token.begin) pair_.term.clear();
                dictionary_end_ = token.end;
                break;
            case TokenClass::word:
                break;
            default:
                return;
        }
        count(word_);
        if (token.term.size() > kMaxWordBytes || is_one_code_point(token.term)) return;
        word_ = counted(token);
    }
    // Behind each text.
    void finish() {
        count(word_);
        count(pair_);
        dictionary_end_ = 0;
    }

    std::uint32_t weight = 1;
    std::uint64_t total = 0;
    std::unordered_map<std::string, std::pair<std::uint64_t, std::map<std::string, std::uint32_t>>>
        counts;

  private:
    // What is counted once the tokens behind it have come.
    struct Counted {
        std::string term;  // empty: nothing
        std::string spelling;
        std::uint32_t position = 0;
        std::uint32_t end = 0;
    };

    static Counted counted(const TokenView& token) {
        return {index_term(token), std::string(token.term), token.position, token.end};
    }
    void count(Counted& one) {
        if (one.term.empty()) return;
        auto& [count, spellings] = counts[std::move(one.term)];
        count += weight;
        ++spellings[one.spelling];
        total += weight;
        one.term.clear();
    }

    Counted word_;
    Counted pair_;
    std::uint32_t dictionary_end_ = 0;
};

std::string cut_at_code_point(std::string text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && is_continuation_byte(text[most])) --most;
    text.resize(most);
    return text;
}

const std::string& most_frequent(const std::map<std::string, std::uint32_t>& spellings) {
    return std::max_element(spellings.begin(),
                            spellings.end(),
                            [](const auto& a, const auto& b) { return a.second < b.second; })
        ->first;
}

}  // namespace

struct TellingWords::State {
    Analyzer& analyzer;
    std::unordered_map<std::string, Word> words;
};

TellingWords::TellingWords(Analyzer& analyzer)
    : state_(std::make_unique<State>(State{analyzer, {}})) {}

TellingWords::~TellingWords() = default;

void TellingWords::add(const StoredDocument& document, double relevance) {
    const Document& header = document.header();
    const LanguageId language = language_of(header.lang).id;
    WordCounts counts;
    counts.weight = 1 + kTitleExtraWdf;
    const std::string title = cut_at_code_point(header.title, telling_limits::kMaxTextBytes);
    state_->analyzer.analyze(title, language, {}, counts);
    counts.finish();
    counts.weight = 1;
    // One byte more tells whether the cut is between two characters.
    const std::string text = cut_at_code_point(document.text(0, telling_limits::kMaxTextBytes + 1),
                                               telling_limits::kMaxTextBytes);
    state_->analyzer.analyze(text, language, {}, counts);
    counts.finish();
    for (auto& [term, counted] : counts.counts) {
        Word& word = state_->words[term];
        if (word.spellings.empty()) word.language = language;
        word.share += relevance * static_cast<double>(counted.first) /
                      static_cast<double>(counts.total + telling_limits::kSmoothing);
        for (const auto& [spelling, count] : counted.second) word.spellings[spelling] += count;
    }
}

std::vector<TellingWord> TellingWords::best(const IndexSnapshot& index, std::size_t count) const {
    struct Weighed {
        double telling = 0.0;
        const std::string* term = nullptr;
        const Word* word = nullptr;
    };
    const auto better = [](const Weighed& a, const Weighed& b) {
        return a.telling != b.telling ? a.telling > b.telling : *a.term < *b.term;
    };
    std::vector<Weighed> all;
    for (const auto& [term, word] : state_->words) all.push_back({word.share, &term, &word});
    std::sort(all.begin(), all.end(), better);
    if (all.size() > telling_limits::kMaxWeighed) all.resize(telling_limits::kMaxWeighed);

    std::map<LanguageId, std::uint64_t> documents;
    for (const LanguageDocuments& one : index.language_documents()) {
        documents[one.language] = one.documents;
    }
    for (Weighed& one : all) {
        const std::uint64_t having = index.documents_with({*one.term});
        const std::uint64_t of = std::max<std::uint64_t>(documents[one.word->language], having);
        const bool common =
            having > telling_limits::kFewDocuments &&
            static_cast<double>(having) > telling_limits::kMostShare * static_cast<double>(of);
        const double idf =
            having < 2 || common
                ? 0.0
                : ranking::idf_of_share(of, static_cast<double>(having) / static_cast<double>(of));
        one.telling = one.word->share * idf;
    }
    std::erase_if(all, [](const Weighed& one) { return one.telling <= 0.0; });
    std::sort(all.begin(), all.end(), better);
    if (all.size() > count) all.resize(count);

    double sum = 0.0;
    for (const Weighed& one : all) sum += one.word->share;
    std::vector<TellingWord> words;
    for (const Weighed& one : all) {
        words.push_back({most_frequent(one.word->spellings), *one.term, one.word->share / sum});
    }
    return words;
}

}  // namespace gazette
