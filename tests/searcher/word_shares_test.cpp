// An archive in several languages, hardly any of it in French: questions find what they would find
// in an archive of their own.
#include "searcher/word_shares.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/format/fields.h"
#include "searcher/index_reader.h"
#include "searcher/search.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>

namespace gazette::test {
namespace {

// 300 English and 300 German documents, and 30 French ones.
std::vector<Document> mixed_archive() {
    std::vector<Document> documents;
    const auto add = [&](const std::string& lang, int count, const std::string& text) {
        for (int i = 0; i < count; ++i) {
            documents.push_back(make_document(
                lang + std::to_string(documents.size()), lang, "", text + std::to_string(i)));
        }
    };
    add("en", 297, "The court of appeal heard the case of the harbour and of the people in it ");
    add("en", 3, "People die hard in the harbour of Calais, en route to the court of appeal ");
    add("fr", 29, "La cour de la ville et le port de la mer sont dans le droit de la France ");
    add("de", 299, "Die Stadt und die Leute, die in der Stadt wohnen und die Rechte haben ");
    documents.push_back(make_document("dues", "fr", "", "Les taxes portuaires de Calais."));
    documents.push_back(make_document("hafen", "de", "", "Hafengebühren in Calais und Hamburg."));
    return documents;
}

class MixedArchive : public ::testing::Test {
  protected:
    MixedArchive() {
        build_index(folder_.path(), mixed_archive(), 3);
        reader_ = std::make_unique<IndexReader>(folder_.path());
        searcher_ = std::make_unique<Searcher>(folder_.path());
    }

    std::vector<std::string> ranked(const std::string& text) {
        SearchRequest request;
        request.text = text;
        request.reading = Reading::any_words;
        request.limit = request_limits::kMaxHits;
        return ids_of(search(*searcher_, request));
    }

    std::vector<double> language_of_words(const std::vector<std::string>& words) {
        const auto index = reader_->current();
        const auto analyzer = reader_->analyzer();
        std::vector<WordShares> shares;
        for (const std::string& word : words) {
            std::vector<std::string> terms;
            for (const QueryToken& token : analyzer->query_tokens(word, index->languages())) {
                for (const QueryVariant& variant : token.variants) {
                    terms.push_back(main_term(variant.term, variant.stemmed_by));
                }
            }
            shares.push_back(shares_of(*index, terms));
        }
        return language_of_query(*index, shares);
    }

    LanguageId likeliest(const std::vector<std::string>& words) {
        const auto probable = language_of_words(words);
        const auto best = std::max_element(probable.begin(), probable.end());
        return reader_->current()->languages()[static_cast<std::size_t>(best - probable.begin())];
    }

    TempDir folder_;
    std::unique_ptr<IndexReader> reader_;
    std::unique_ptr<Searcher> searcher_;
};

TEST_F(MixedArchive, TellsTheLanguageOfAQueryByItsWords) {
    EXPECT_EQ(likeliest({"le", "droit", "de", "la", "mer"}), language_of("fr").id);
    EXPECT_EQ(likeliest({"die", "Rechte", "der", "Leute"}), language_of("de").id);
    EXPECT_EQ(likeliest({"the", "people", "of", "the", "harbour"}), language_of("en").id);
    const auto probable = language_of_words({"Calais"});
    EXPECT_NEAR(std::accumulate(probable.begin(), probable.end(), 0.0), 1.0, 1e-12);
}

TEST_F(MixedArchive, FindsFirstWhatIsRareInTheLanguageOfTheQuestion) {
    EXPECT_EQ(ranked("Quelles sont les taxes portuaires de la ville de Calais").front(), "dues");
    EXPECT_EQ(ranked("Was kosten die Hafengebühren in der Stadt").front(), "hafen");
}

// "die" is in nearly every German document: it is no reason to show them for an English question.
// "die" is in nearly every German document: it is no reason to show them for an English question.
TEST_F(MixedArchive, GivesHardlyAnythingForAnArticleOfAnotherLanguage) {
    SearchRequest request;
    request.text = "people who die hard";
    request.reading = Reading::any_words;
    request.limit = request_limits::kMaxRanked;
    const auto answer = searcher_->rank(request);
    const auto& ranked = std::get<std::vector<RankedDocument>>(answer);
    ASSERT_EQ(ranked.front().id.substr(0, 2), "en");
    const auto german = std::find_if(ranked.begin(), ranked.end(), [](const auto& document) {
        return document.id.substr(0, 2) == "de";
    });
    ASSERT_NE(german, ranked.end());
    EXPECT_LT(german->score, ranked.front().score / 20);
}

TEST_F(MixedArchive, FindsANameInEveryLanguage) {
    const auto hits = ranked("Calais");
    EXPECT_EQ(hits.size(), 5U);
}

TEST_F(MixedArchive, CountsTheStemOfALanguageThereAlone) {
    const auto index = reader_->current();
    const LanguageId french = language_of("fr").id;
    const auto tokens = reader_->analyzer()->query_tokens("taxes", std::vector{french});
    const QueryVariant stem = tokens.front().variants.back();
    ASSERT_EQ(stem.stemmed_by, french);
    const WordShares shares = shares_of(*index, {main_term(stem.term, french)});
    EXPECT_DOUBLE_EQ(shares.all, 1.0 / 630);
    const auto& languages = index->language_documents();
    for (std::size_t i = 0; i < languages.size(); ++i) {
        EXPECT_EQ(shares.by_language[i] > shares.all, languages[i].language == french);
    }
}

}  // namespace
}  // namespace gazette::test
