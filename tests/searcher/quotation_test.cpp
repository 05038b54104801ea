// A quotation finds the documents that have its words, written so and side by side, and no others,
// whatever stands between them and in whatever other forms they are there: what narrows the search
// (adjacent words) and what spares it the text (word forms) must not change that.
#include "indexer/analysis/analyzer.h"
#include "searcher/search.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <random>
#include <set>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

struct Language {
    std::string tag;
    // Forms of few stems, so that documents have many of each; one of two stems in two languages.
    std::vector<std::string> words;
};

const std::vector<Language>& language_samples() {
    static const std::vector<Language> samples = {
        {"en", {"use",     "used",   "using",        "uses",     "user", "the",  "of",
                "organ",   "organs", "organization", "organize", "2016", "12.5", "don't",
                "l'usage", "come",   "it",           "its",      "§",    "$"}},
        {"fr",
         {"use",
          "usé",
          "user",
          "usée",
          "l'usage",
          "usages",
          "du",
          "dues",
          "dû",
          "sur",
          "sûr",
          "sûre",
          "2016",
          "come",
          "organ",
          "€",
          "nationaux",
          "national",
          "nationale"}},
        {"de",
         {"Haus",
          "Hauses",
          "Häuser",
          "das",
          "dass",
          "sich",
          "Sicherheit",
          "sicher",
          "sichern",
          "organ",
          "Organe",
          "§",
          "12.5",
          "use"}},
        {"tr", {"istanbul", "isi", "use", "kitap", "kitaplar"}},
        {"el", {"λόγος", "λογος", "λόγου", "νόμος", "νόμου", "2016", "use"}},
        {"vi", {"hoà", "hòa", "luật", "luat", "use", "2016"}},
        {"ar", {"كتاب", "الكتاب", "كِتاب", "كتب", "قانون", "القانون", "2016"}},
        {"und", {"use", "used", "λόγος", "закон", "закона", "organ", "2016"}},
    };
    return samples;
}

std::string random_text(std::mt19937& random, const Language& language) {
    static const std::vector<std::string> gaps = {
        " ", " ", " ", ", ", ". ", "\n", " § ", "-", "\n\n"};
    std::string text;
    for (std::size_t left = 3 + random() % 25; left > 0; --left) {
        std::string word = language.words[random() % language.words.size()];
        // The capital of a Turkish i is another letter in a query that does not say so.
        const bool capital = language.tag != "tr" && random() % 6 == 0;
        if (capital) word[0] = static_cast<char>(std::toupper(word[0]));
        text += word + gaps[random() % gaps.size()];
    }
    return text;
}

// The words of a text as they are written, folded; symbols left out. A gap in the positions is an
// empty word.
std::vector<std::string> written_words(Analyzer& analyzer, const Document& document) {
    std::vector<std::string> words;
    const LanguageId language = language_of(document.lang).id;
    for (const std::string& text : {document.title, document.text}) {
        const std::size_t first = words.size();
        for (const Token& token : analyzer.analyze(text, language)) {
            const bool surface = token.token_class == TokenClass::surface;
            if (token.token_class == TokenClass::symbol) continue;
            if (!surface && !in_main_stream(token.token_class)) continue;
            words.resize(std::max(words.size(), first + token.position + 1));
            words[first + token.position] = token.term;
        }
        words.resize(words.size() + 8);  // nothing reaches from the title into the text
    }
    return words;
}

bool has_run(const std::vector<std::string>& words, const std::vector<std::string>& run) {
    return std::search(words.begin(), words.end(), run.begin(), run.end()) != words.end();
}

bool stand_near(const std::vector<std::string>& words,
                const std::string& one,
                const std::string& other,
                std::size_t distance) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] != one) continue;
        const std::size_t last = std::min(words.size() - 1, i + distance);
        for (std::size_t j = i - std::min(i, distance); j <= last; ++j) {
            if (j != i && words[j] == other) return true;
        }
    }
    return false;
}

class Quotation : public testing::TestWithParam<WriterKind> {
  protected:
    void SetUp() override {
        for (int i = 0; i < 90; ++i) {
            const Language& language = language_samples()[random_() % language_samples().size()];
            documents_.push_back(make_document("d" + std::to_string(i),
                                               language.tag,
                                               random_text(random_, language),
                                               random_text(random_, language)));
        }
        build_index(dir_.path(), documents_, 3, GetParam());
        Analyzer analyzer;
        for (const Document& document : documents_) {
            words_.push_back(written_words(analyzer, document));
        }
    }

    // Side by side in a document.
    std::vector<std::string> random_run(std::size_t length) {
        for (;;) {
            const auto& from = words_[random_() % words_.size()];
            if (from.size() < length) continue;
            const std::size_t at = random_() % (from.size() - length + 1);
            std::vector<std::string> run(from.begin() + static_cast<std::ptrdiff_t>(at),
                                         from.begin() + static_cast<std::ptrdiff_t>(at + length));
            if (std::count(run.begin(), run.end(), "") == 0) return run;
        }
    }

    template <typename Holds>
    std::size_t expect_found(const Searcher& searcher, const std::string& query, Holds&& holds) {
        std::set<std::string> expected;
        for (std::size_t i = 0; i < documents_.size(); ++i) {
            if (holds(words_[i])) expected.insert(documents_[i].id);
        }
        const auto ids = sorted_ids(searcher, query);
        EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()), expected) << query;
        return expected.size();
    }

    std::mt19937 random_{20};
    TempDir dir_;
    std::vector<Document> documents_;
    std::vector<std::vector<std::string>> words_;
};

TEST_P(Quotation, FindsWhatIsWrittenSoAndNothingElse) {
    const Searcher searcher(dir_.path());
    int found_by_several = 0;
    for (int round = 0; round < 1500; ++round) {
        const auto run = random_run(1 + random_() % 4);
        std::string query = "\"";
        for (const std::string& word : run) query += (query.size() > 1 ? " " : "") + word;
        const std::size_t found = expect_found(
            searcher, query + '"', [&](const auto& words) { return has_run(words, run); });
        if (found > 1 && run.size() > 1) ++found_by_several;
    }
    EXPECT_GT(found_by_several, 100);
}

// Here every document that has both words is looked at word by word.
TEST_P(Quotation, OfOneWordStandsNearAnotherOnlyInThatForm) {
    const Searcher searcher(dir_.path());
    for (int round = 0; round < 600; ++round) {
        const auto run = random_run(2 + random_() % 4);
        if (run.front() == run.back()) continue;
        const std::string query = '"' + run.front() + "\" w/2 \"" + run.back() + '"';
        expect_found(searcher, query, [&](const auto& words) {
            return stand_near(words, run.front(), run.back(), 2);
        });
    }
}

INSTANTIATE_TEST_SUITE_P(Both, Quotation, testing::Values(WriterKind::bulk, WriterKind::plain));

}  // namespace
}  // namespace gazette::test
