// Windows of docids give what looking each document up in each word's list gives.
#include "searcher/any_word.h"

#include "indexer/analysis/analyzer.h"
#include "searcher/clause_candidates.h"
#include "searcher/index_snapshot.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"
#include "searcher/query_weights.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace gazette {
namespace {

// Words from nearly every document to one; two languages, so that a word has several terms.
std::vector<Document> documents_of(std::mt19937& random, int count) {
    std::vector<Document> documents;
    for (int i = 0; i < count; ++i) {
        std::string text;
        for (int word = 0; word < 12; ++word) {
            if (random() % (1U << word) != 0) continue;
            for (std::size_t n = 1 + random() % 4; n > 0; --n) {
                text += "word" + std::string(1, static_cast<char>('a' + word)) + " ";
            }
        }
        const bool gap = i > 400 && i < 2600;  // wider than a window, with hardly a word
        documents.push_back(test::make_document("d" + std::to_string(i),
                                                i % 3 == 0 ? "de" : "en",
                                                "",
                                                gap && i % 500 != 0 ? "nothing" : text + "end"));
    }
    return documents;
}

struct Case {
    CompiledQuery query;
    QueryWeights weights;
};

Case case_of(const IndexSnapshot& index, const std::string& text, bool weighted) {
    Analyzer analyzer;
    const auto parsed = parse_query(text);
    auto compiled = compile_query(std::get<ParsedQuery>(parsed), index, {}, analyzer);
    Case made{std::get<CompiledQuery>(std::move(compiled)), {}};
    made.weights = weighted ? weigh(index, made.query) : weightless(made.query);
    return made;
}

// Of each document that has one of the words: the sum of what these score, in their order.
std::map<std::uint32_t, double> one_by_one(const CandidateSource& source, const Case& given) {
    std::map<std::uint32_t, double> scores;
    for (const CompiledNode& child : given.query.root.children) {
        const auto word = make_clause(source,
                                      given.query.clauses[child.clause],
                                      given.weights,
                                      given.weights.clauses[child.clause]);
        for (std::uint32_t docid = word->seek(1); docid != kNoMoreDocuments;
             docid = word->seek(docid + 1)) {
            scores[docid] += given.weights.weightless ? 0.0 : word->score();
        }
    }
    return scores;
}

std::vector<std::uint32_t> clauses_of(const CompiledQuery& query) {
    std::vector<std::uint32_t> clauses;
    for (const CompiledNode& child : query.root.children) {
        EXPECT_NE(deciding_terms(query.clauses[child.clause]), nullptr);
        clauses.push_back(child.clause);
    }
    return clauses;
}

TEST(AnyWord, FindsAndScoresAsItsWordsDo) {
    std::mt19937 random(31);
    const test::TempDir dir;
    const Manifest manifest = test::build_index(dir.path(), documents_of(random, 5000));
    const IndexSnapshot index(dir.path(), manifest, nullptr);
    const IndexPart& part = index.parts().front();
    const auto database = part.files->database();
    const CandidateSource source{part.files->postings(*database),
                                 part.columns(),
                                 part.files->languages(),
                                 part.files->adjacent_words()};
    for (const char* text : {"worda OR wordb OR wordc",
                             "wordk OR wordl",
                             "wordg OR wordb OR wordb OR unknown OR wordk OR nothing",
                             "wordj OR unknown",
                             "word* OR wordk",
                             "wordk OR unknown OR wor*",
                             "end OR wordh"}) {
        for (const bool weighted : {true, false}) {
            const Case given = case_of(index, text, weighted);
            const auto expected = one_by_one(source, given);
            ASSERT_FALSE(expected.empty()) << text;
            // Each document; steps within a window; leaps over several.
            for (const std::uint32_t step : {1U, 9U, 300U, 4000U}) {
                const auto any =
                    make_any_word(source, given.query, given.weights, clauses_of(given.query));
                std::uint32_t target = 1;
                while (true) {
                    const std::uint32_t docid = any->seek(target);
                    const auto wanted = expected.lower_bound(target);
                    if (wanted == expected.end()) {
                        ASSERT_EQ(docid, kNoMoreDocuments);
                        break;
                    }
                    ASSERT_EQ(docid, wanted->first) << text << " from " << target;
                    if (weighted) {
                        ASSERT_EQ(any->score(), wanted->second) << docid;
                    }
                    target = docid + 1 + static_cast<std::uint32_t>(random() % step);
                }
            }
        }
    }
}

TEST(AnyWord, IsAPatternAlone) {
    std::mt19937 random(5);
    const test::TempDir dir;
    const Manifest manifest = test::build_index(dir.path(), documents_of(random, 1000));
    const IndexSnapshot index(dir.path(), manifest, nullptr);
    const IndexPart& part = index.parts().front();
    const auto database = part.files->database();
    const CandidateSource source{part.files->postings(*database),
                                 part.columns(),
                                 part.files->languages(),
                                 part.files->adjacent_words()};
    const Case given = case_of(index, "wor*", true);
    const auto clause =
        make_clause(source, given.query.clauses[0], given.weights, given.weights.clauses[0]);
    const auto any = make_candidates(source, given.query, given.weights);
    std::uint32_t docid = 0;
    std::size_t count = 0;
    do {
        docid = any->seek(docid + 1);
        ASSERT_EQ(clause->seek(docid), docid);
        if (docid == kNoMoreDocuments) break;
        EXPECT_EQ(any->score(), clause->score());
        ++count;
    } while (true);
    EXPECT_GT(count, 400U);
}

TEST(AnyWord, IsNotWhatMoreThanTermsDecides) {
    const test::TempDir dir;
    std::mt19937 random(6);
    const Manifest manifest = test::build_index(dir.path(), documents_of(random, 50));
    const IndexSnapshot index(dir.path(), manifest, nullptr);
    for (const char* text : {"\"worda\"", "title:worda", "\"worda wordb\"", "title:wor*"}) {
        EXPECT_EQ(deciding_terms(case_of(index, text, true).query.clauses[0]), nullptr) << text;
    }
}

}  // namespace
}  // namespace gazette
