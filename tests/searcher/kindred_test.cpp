// Words that are kin to a query's: which they are, that they rank, and that they find nothing.
#include "indexer/format/fields.h"
#include "searcher/index_reader.h"
#include "searcher/kindred_words.h"
#include "searcher/search.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gazette::test {
namespace {

std::vector<Document> of_one_text_each(const std::string& lang,
                                       const std::vector<std::string>& texts) {
    std::vector<Document> documents;
    for (const std::string& text : texts) {
        documents.push_back(make_document(lang + std::to_string(documents.size()), lang, "", text));
    }
    return documents;
}

// The kin of a word in a vocabulary of its own, by the analyzer's terms.
std::vector<std::string> kin_of(const std::string& lang,
                                const std::string& word,
                                const std::vector<std::string>& vocabulary) {
    const TempDir dir;
    build_index(dir.path(), of_one_text_each(lang, vocabulary));
    const IndexReader reader(dir.path());
    const auto snapshot = reader.current();
    Analyzer analyzer;
    const std::vector<LanguageId> scope = {language_of(lang).id};
    std::vector<std::string> terms;
    const auto asked = analyzer.query_tokens(word, scope);
    for (const QueryVariant& variant : asked.front().variants) {
        terms.push_back(main_term(variant.term, variant.stemmed_by));
    }
    const auto found = kindred_terms(*snapshot, terms, scope);
    std::vector<std::string> words;
    for (const std::string& other : vocabulary) {
        const auto tokens = analyzer.query_tokens(other, scope);
        const bool kin = std::any_of(
            tokens.front().variants.begin(), tokens.front().variants.end(), [&](const auto& one) {
                return std::find(found.begin(), found.end(), main_term(one.term, one.stemmed_by)) !=
                       found.end();
            });
        if (kin) words.push_back(other);
    }
    return words;
}

using Words = std::vector<std::string>;

TEST(KindredWords, AreCompoundsAndPartsInLanguagesThatWriteThemAsOneWord) {
    const Words vocabulary = {
        "Vertrag", "Vertragsrecht", "Vertragspartner", "Recht", "Partner", "Vertiefung", "Gesetz"};
    EXPECT_EQ((Words{"Vertragsrecht", "Vertragspartner"}), kin_of("de", "Vertrag", vocabulary));
    EXPECT_EQ((Words{"Vertrag", "Recht"}), kin_of("de", "Vertragsrecht", vocabulary));
}

TEST(KindredWords, AreWordsThatBeginAlike) {
    const Words russian = {"законодатель", "законодательство", "закономерный", "замок"};
    EXPECT_EQ((Words{"законодательство"}), kin_of("ru", "законодатель", russian));
    // parts are of compounds
    EXPECT_EQ(Words{}, kin_of("ru", "водопровод", {"провод", "право"}));
}

TEST(KindredWords, AreNoneInEnglishOfNumbersAndOfShortWords) {
    EXPECT_EQ(Words{}, kin_of("en", "contract", {"contractor", "contracture"}));
    EXPECT_EQ(Words{}, kin_of("de", "2016", {"20167", "201"}));
    EXPECT_EQ(Words{}, kin_of("de", "Amt", {"Amtsgericht", "Amtes"}));
}

TEST(KindredWords, OfMoreThatBeginAlikeThanAreLookedAtThereIsNone) {
    Words vocabulary;
    for (std::size_t i = 0; i <= kindred_limits::kMaxBeginningAlike; ++i) {
        std::string word = "vertrag";
        for (std::size_t rest = i + 1; rest > 0; rest /= 20) {
            word += "bcdfghjklmnpqrstvwxz"[rest % 20];
        }
        vocabulary.push_back(word + "q");
    }
    EXPECT_EQ(Words{}, kin_of("de", "Vertrag", vocabulary));
    vocabulary.resize(20);
    EXPECT_EQ(kindred_limits::kMaxTerms, kin_of("de", "Vertrag", vocabulary).size());
}

class RankedByKin : public testing::Test {
  protected:
    RankedByKin() {
        Words texts = {"Der Vertrag der Stadt",
                       "Der Vertrag am Fluss. Vertragsrecht, Vertragspartner"};
        for (int i = 0; i < 30; ++i) texts.push_back("Ein Haus am Wald " + std::to_string(i));
        documents_ = of_one_text_each("de", texts);
        documents_.push_back(make_document("kin", "de", "", "Vertragsrecht und Vertragspartner"));
        build_index(dir_.path(), documents_);
    }

    TempDir dir_;
    std::vector<Document> documents_;
};

TEST_F(RankedByKin, WhatHasThemStandsHigherAndNothingElseIsFound) {
    const Searcher searcher(dir_.path());
    EXPECT_EQ((Words{"de1", "de0"}), ids_of(search(searcher, "Vertrag")));
    EXPECT_EQ((Words{"de1", "de0"}), ids_of(search(searcher, "any(\"Vertrag\")")));
    // a quotation is what it says: the shorter text first, as by its word alone
    EXPECT_EQ((Words{"de0", "de1"}), ids_of(search(searcher, "\"Vertrag\"")));
    // what is excluded does not rank
    const auto without = search(searcher, "Wald NOT Vertrag");
    EXPECT_EQ(30U, without.total);
}

TEST_F(RankedByKin, ScoresDoNotDependOnHowTheIndexIsCut) {
    const Searcher one(dir_.path());
    const TempDir cut;
    build_index(cut.path(), documents_, 7);
    const Searcher seven(cut.path());
    EXPECT_EQ(scored_ids(search(one, "Vertrag")), scored_ids(search(seven, "Vertrag")));
}

// A word that only deleted documents have is in the vocabulary until their part is merged.
TEST_F(RankedByKin, WordsOfDeletedDocumentsCountNoMore) {
    const TempDir rest;
    auto documents = documents_;
    documents.erase(documents.begin() + 1);
    build_index(rest.path(), documents);
    delete_documents(dir_.path(), {"de1"});
    EXPECT_EQ(scored_ids(search(Searcher(rest.path()), "Vertrag")),
              scored_ids(search(Searcher(dir_.path()), "Vertrag")));
}

}  // namespace
}  // namespace gazette::test
