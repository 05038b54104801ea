// What an answer shows: documents, marks, explanations, errors of the query.
#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <functional>

namespace gazette::test {
namespace {

class Answer : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        dir_ = new TempDir();
        build_index(dir_->path(), own_documents(), 4);
        searcher_ = new Searcher(dir_->path());
    }
    static void TearDownTestSuite() {
        delete searcher_;
        delete dir_;
    }

    static DocumentResponse document(const std::string& id, const std::string& query) {
        auto answer = searcher_->document(by_id(id, query));
        return std::get<std::optional<DocumentResponse>>(std::move(answer)).value();
    }

    static std::string joined(const std::vector<Fragment>& fragments, const char* marks) {
        std::string text;
        for (const Fragment& fragment : fragments) {
            text += fragment.match ? marks[0] + fragment.text + marks[1] : fragment.text;
        }
        return text;
    }

    static TempDir* dir_;
    static Searcher* searcher_;
};

TempDir* Answer::dir_ = nullptr;
Searcher* Answer::searcher_ = nullptr;

// The first two positions of a document, without a gap.
TEST(TitleOfOneWord, IsAPhraseWhereItIsThereTwice) {
    TempDir dir;
    build_index(dir.path(),
                {make_document("twice", "en", "Bora Bora", "An island."),
                 make_document("once", "en", "The Bora", "Another."),
                 make_document("han", "zh", "謝謝", "信"),
                 make_document("symbols", "en", "$$5", "A price.")},
                1);
    const Searcher searcher(dir.path());
    EXPECT_EQ(sorted_ids(searcher, "\"bora bora\""), std::vector<std::string>{"twice"});
    EXPECT_EQ(sorted_ids(searcher, "bora"), (std::vector<std::string>{"once", "twice"}));
    EXPECT_EQ(sorted_ids(searcher, "bora w/1 bora"), std::vector<std::string>{"twice"});
    EXPECT_EQ(sorted_ids(searcher, "謝謝"), std::vector<std::string>{"han"});
    EXPECT_EQ(sorted_ids(searcher, "$$5"), std::vector<std::string>{"symbols"});
}

TEST_F(Answer, HitsShowWhatMatched) {
    struct Case {
        const char* query;
        const char* title;
        const char* snippet;
    };
    const Case cases[] = {
        {"\"duty of care\"",
         "[Duty of care]",
         "The board owes a [duty of care] to every depositor of the bank."},
        {"§",
         "Companies Ordinance",
         "Costs of $5 million fall under [§] 12 of the ordinance, or 10%."},
        {"\"$5 million\"",
         "Companies Ordinance",
         "Costs of [$5 million] fall under § 12 of the ordinance, or 10%."},
        {"lang:de haus",
         "[Häuser]",
         "Das [Haus], die [Häuser] und des [Hauses] Dach gehören dem Eigentümer."},
        {"lang:en harbor OR lang:en harbours",
         "[Harbour] notice",
         "Colour of lights in the [harbour]: red to port, green to starboard."},
        {"注册处", "香港公司條例", "香港公司[註冊處]公布第622章的修訂，電子臺北資訊。"},
        {"개인 OR 공포", "", "정부는 새로운 법률을 [공포]하였으며 국민은 법률을 지킨다."},
        {"ศึกษา", "", "รัฐบาลประกาศใช้กฎหมายฉบับใหม่เกี่ยวกับการ[ศึกษา]"},
    };
    for (const Case& row : cases) {
        const SearchResponse response = search(*searcher_, row.query);
        ASSERT_EQ(1U, response.total) << row.query;
        const Hit& hit = response.hits[0];
        EXPECT_EQ(row.title, joined(hit.title_fragments, "[]")) << row.query;
        ASSERT_EQ(1U, hit.snippets.size()) << row.query;
        EXPECT_EQ(row.snippet, joined(hit.snippets[0].fragments, "[]")) << row.query;
    }
}

TEST_F(Answer, SnippetsAreBytesOfTheText) {
    for (const char* query :
         {"", "bank OR law OR public", "銀行 OR 公司 OR ban OR 법률", "NOT zebra"}) {
        for (const Hit& hit : search(*searcher_, query).hits) {
            const Document& whole = document(hit.id, "").document;
            for (const Snippet& snippet : hit.snippets) {
                std::string text;
                for (const Fragment& fragment : snippet.fragments) text += fragment.text;
                EXPECT_EQ(whole.text.substr(snippet.begin, snippet.end - snippet.begin), text);
            }
            std::string title;
            for (const Fragment& fragment : hit.title_fragments) title += fragment.text;
            EXPECT_EQ(whole.title, title);
            EXPECT_EQ(whole.title, hit.title);
        }
    }
}

TEST_F(Answer, ADocumentComesWholeWithAllSpansOfTheQuery) {
    const auto own = own_documents();
    const DocumentResponse response = document(own[1].id, "duty OR \"does not\"");
    EXPECT_EQ(own[1].text, response.document.text);
    EXPECT_EQ(own[1].title, response.document.title);
    EXPECT_EQ(own[1].published, response.document.published);
    EXPECT_EQ(32U, response.text_hash.size());
    std::vector<std::string> spans;
    for (const TextSpan& span : response.spans) {
        spans.push_back(response.document.text.substr(span.range.begin.byte,
                                                      span.range.end.byte - span.range.begin.byte));
    }
    EXPECT_EQ((std::vector<std::string>{"duty", "duty", "does not"}), spans);
    EXPECT_EQ("Care of [duty]", joined(response.title_fragments, "[]"));
    EXPECT_TRUE(document(own[1].id, "").spans.empty());
    EXPECT_TRUE(document(own[1].id, "zebra").spans.empty());
}

TEST_F(Answer, EveryDocumentIsFoundByItsId) {
    for (const Document& own : own_documents()) {
        EXPECT_EQ(own.text, document(own.id, "").document.text);
        EXPECT_EQ((std::vector<std::string>{own.id}),
                  sorted_ids(*searcher_, "id:\"" + own.id + "\""));
    }
    const auto nothing = searcher_->document(by_id("no such id"));
    EXPECT_FALSE(std::get<std::optional<DocumentResponse>>(nothing).has_value());
}

TEST_F(Answer, ADeletedDocumentIsNotThere) {
    const TempDir dir;
    build_index(dir.path(), own_documents(), 3);
    const std::string id = own_documents()[5].id;
    delete_documents(dir.path(), {id});
    const Searcher searcher(dir.path());
    EXPECT_FALSE(
        std::get<std::optional<DocumentResponse>>(searcher.document(by_id(id))).has_value());
    EXPECT_EQ(0U, search(searcher, "id:\"" + id + "\"").total);
}

TEST_F(Answer, AnErrorOfTheQueryComesWithItsPlace) {
    SearchRequest request;
    request.text = "bank (harbour";
    const auto answer = searcher_->search(request);
    const auto& error = std::get<QueryError>(answer);
    EXPECT_FALSE(error.code.empty());
    EXPECT_FALSE(error.message.empty());
    EXPECT_EQ(5U, error.place.begin);
    EXPECT_TRUE(std::holds_alternative<QueryError>(searcher_->explain(request)));
    EXPECT_TRUE(
        std::holds_alternative<QueryError>(searcher_->document(by_id("own/0", request.text))));
}

TEST_F(Answer, AnswersSayWhatWasUnderstood) {
    const SearchResponse response = search(*searcher_, "bank harbour");
    EXPECT_EQ("bank harbour", response.query.input);
    EXPECT_EQ("bank AND harbour", response.query.canonical);
    EXPECT_EQ(1U, response.revision);
    EXPECT_EQ(CountRelation::exact, response.relation);
}

TEST_F(Answer, AnExplanationCountsEachPartByItself) {
    SearchRequest request;
    request.text = "(banks OR \"duty of care\") NOT harbour";
    request.kinds = {"law", "case"};
    const auto answer = searcher_->explain(request);
    const auto& explanation = std::get<Explanation>(answer);
    EXPECT_EQ(request.text, explanation.input);

    std::vector<std::string> leaves;
    const std::function<void(const ExplainedNode&)> walk = [&](const ExplainedNode& node) {
        if (node.operation == "text" || node.operation == "filter") {
            leaves.push_back(node.text);
            const bool phrase = node.text.find(' ') != std::string::npos;
            const std::string query = phrase ? "\"" + node.text + "\"" : node.text;
            EXPECT_EQ(search(*searcher_, query).total, node.documents) << node.text;
        }
        for (const ExplainedNode& child : node.children) walk(child);
    };
    walk(explanation.root);
    EXPECT_EQ(
        (std::vector<std::string>{"banks", "duty of care", "harbour", "kind:law", "kind:case"}),
        leaves);
    EXPECT_EQ(search(*searcher_, request).total, explanation.root.documents);
}

TEST_F(Answer, AnExplanationShowsTheStemsOfEachLanguage) {
    SearchRequest request;
    request.text = "banken";
    const auto answer = searcher_->explain(request);
    const ExplainedNode& root = std::get<Explanation>(answer).root;
    ASSERT_EQ(1U, root.slots.size());
    std::uint64_t documents = 0;
    bool german = false;
    for (const ExplainedTerm& term : root.slots[0]) {
        documents += term.documents;
        german = german || (term.language == "de" && term.term == "bank" && term.documents == 2);
    }
    EXPECT_TRUE(german);
    EXPECT_EQ(root.documents, documents);
}

}  // namespace
}  // namespace gazette::test
