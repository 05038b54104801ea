// Documents that are called what was typed stand first.
#include "searcher/search.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

std::string times(int count, const std::string& text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text + " ";
    return all;
}

class NamedTest : public ::testing::Test {
  protected:
    NamedTest() {
        std::vector<Document> documents = {
            make_document("act", "en", "Harbour Dues Act (Cap. 486)", "An act on many matters."),
            make_document("guide",
                          "en",
                          "Guide",
                          times(50, "harbour dues act") + "and Cap. 486: see harbour dues."),
            make_document("minus", "en", "TREASURY - G-7 NOT FOR dues: \"report", "Ships."),
            make_document("gdpr", "en", "On data", "Nothing of its number."),
            make_document("other", "en", "Other things", times(20, "32016R0679")),
            make_document("zh", "zh-Hant", "港口費條例", "船東繳付。"),
            make_document("news", "zh-Hans", "新闻", times(30, "港口费条例")),
            make_document("code", "de", "Hafengesetz (HafG)", "Erstes. Zweites."),
            make_document("essay", "de", "Aufsatz", times(30, "§ 12 HafG")),
        };
        documents[3].identifiers = {{"celex", "32016R0679"}};
        Segment first{"s1", "§ 1", SegmentKind::article, 0, 0, 7, {}};
        Segment second{"s2", "§ 12(3)", SegmentKind::article, 0, 8, 16, {}};
        documents[7].segments = {first, second};
        build_index(folder_.path(), documents);
        searcher_ = std::make_unique<Searcher>(folder_.path());
    }

    SearchResponse read(const std::string& text, Reading reading = Reading::automatic) {
        SearchRequest request;
        request.text = text;
        request.reading = reading;
        return search(*searcher_, request);
    }

    std::string first(const std::string& text, Reading reading = Reading::automatic) {
        const auto response = read(text, reading);
        return response.hits.empty() ? "" : response.hits.front().id;
    }

    TempDir folder_;
    std::unique_ptr<Searcher> searcher_;
};

bool says_named_first(const SearchResponse& response) {
    return std::any_of(response.query.notices.begin(),
                       response.query.notices.end(),
                       [](const Notice& notice) { return notice.code == "named_first"; });
}

TEST_F(NamedTest, StandFirstByTitleNumberAndProvision) {
    const std::pair<const char*, const char*> cases[] = {
        {"Harbour Dues Act (Cap. 486)", "act"},
        {"harbour dues act", "act"},
        {"Cap 486", "act"},
        {"第486章", "act"},
        {"TREASURY - G-7 NOT FOR dues: \"report", "minus"},
        {"32016R0679", "gdpr"},
        {"2016/679", "gdpr"},
        {"Regulation (EU) 2016/679", "gdpr"},
        {"港口費條例", "zh"},
        {"港口费条例", "zh"},
        {"§ 12 HafG", "code"},
        {"HafG § 12 Abs. 3", "code"},
    };
    for (const auto& [text, id] : cases) {
        EXPECT_EQ(first(text), id) << text;
        EXPECT_TRUE(says_named_first(read(text))) << text;
        EXPECT_EQ(first(text, Reading::any_words), id) << text;
    }
}

TEST_F(NamedTest, DropNoOther) {
    const auto response = read("harbour dues act");
    EXPECT_EQ(ids_of(response), (std::vector<std::string>{"act", "guide"}));
    EXPECT_EQ(response.query.canonical, "(harbour AND dues AND act) OR name:\"harbour dues act\"");
    EXPECT_EQ(sorted_ids(*searcher_, response.query.canonical),
              (std::vector<std::string>{"act", "guide"}));
}

TEST_F(NamedTest, DoNotWidenAQuery) {
    // Read as a query, it finds what it says; what is called so stands first all the same.
    EXPECT_EQ(ids_of(read("32016R0679", Reading::query)), std::vector<std::string>{"other"});
    EXPECT_EQ(ids_of(read("harbour dues act", Reading::query)),
              (std::vector<std::string>{"act", "guide"}));
    EXPECT_EQ(ids_of(read("\"harbour dues act\"")), (std::vector<std::string>{"act", "guide"}));
    EXPECT_EQ(ids_of(read("\"32016R0679\"")), std::vector<std::string>{"other"});
}

TEST_F(NamedTest, AreFoundByTheirFieldAlone) {
    EXPECT_EQ(ids_of(read("name:\"cap 486\"", Reading::query)), std::vector<std::string>{"act"});
    EXPECT_EQ(ids_of(read("name:32016R0679", Reading::query)), std::vector<std::string>{"gdpr"});
    EXPECT_TRUE(read("name:\"harbour dues\"", Reading::query).hits.empty());
    SearchRequest request;
    request.text = "name:\"?!\"";
    const auto answer = searcher_->search(request);
    ASSERT_TRUE(std::holds_alternative<QueryError>(answer));
    EXPECT_EQ(std::get<QueryError>(answer).code, "nothing_to_search");
}

TEST_F(NamedTest, AreNotSaidWhereThereAreNone) {
    EXPECT_FALSE(says_named_first(read("harbour")));
    EXPECT_FALSE(says_named_first(read("§ 99 HafG")));
    EXPECT_FALSE(says_named_first(read("§ 1 Aufsatz")));
}

TEST_F(NamedTest, ShowTheCitedSegmentFirst) {
    const auto cited = read("§ 12 HafG");
    ASSERT_FALSE(cited.hits.empty());
    ASSERT_FALSE(cited.hits.front().snippets.empty());
    EXPECT_EQ("§ 12(3)", cited.hits.front().snippets.front().segment.label);
    EXPECT_EQ("Zweites.", cited.hits.front().snippets.front().fragments.front().text);
    EXPECT_EQ("§ 1", read("§ 1 HafG").hits.front().snippets.front().segment.label);
    // Others are not: they have no such segment.
    for (const Hit& hit : cited.hits) {
        if (hit.id != "essay") continue;
        EXPECT_TRUE(hit.snippets.front().segment.label.empty());
    }
}

// A title of one word is an ordinary word; an abbreviation that stands nowhere in the text is not.
TEST_F(NamedTest, AreNotSaidOfAWordThatTheyHave) {
    EXPECT_EQ("guide", first("guide"));
    EXPECT_FALSE(says_named_first(read("guide")));
    EXPECT_TRUE(says_named_first(read("32016R0679")));
    EXPECT_TRUE(says_named_first(read("other things")));
}

TEST_F(NamedTest, StayWithinFilters) {
    SearchRequest request;
    request.text = "港口费条例";
    request.reading = Reading::automatic;
    request.languages = {"zh-Hans"};
    const auto response = search(*searcher_, request);
    EXPECT_EQ(ids_of(response), std::vector<std::string>{"news"});
    EXPECT_FALSE(says_named_first(response));
}

TEST_F(NamedTest, PagesGoOnBehindThem) {
    SearchRequest request;
    request.text = "harbour dues act";
    request.reading = Reading::automatic;
    request.limit = 1;
    const auto page = search(*searcher_, request);
    ASSERT_TRUE(page.next);
    request.resume = page.next;
    EXPECT_EQ(ids_of(search(*searcher_, request)), std::vector<std::string>{"guide"});
}

// One document has the number in its title, one among its identifiers, one speaks of it.
TEST(NamedByDocket, StandsFirst) {
    const std::vector<std::string> dockets = {"HCAL 12/2019",
                                              "FACV 1/2019",
                                              "C-131/12",
                                              "Case T-201/04",
                                              "ECLI:EU:C:2014:317",
                                              "[2019] UKSC 5",
                                              "[2004] EWCA Civ 727",
                                              "BVerfG 1 BvR 357/05",
                                              "VIII ZR 295/01",
                                              "BGBl. I S. 1254",
                                              "G.N. 1234/2020",
                                              "L.N. 45 of 2018",
                                              "410 U.S. 113",
                                              "No. 22-451",
                                              "CCT 19/94",
                                              "2018다12345"};
    std::vector<Document> documents;
    for (std::size_t i = 0; i < dockets.size(); ++i) {
        const std::string number = std::to_string(i);
        documents.push_back(make_document(
            "title" + number, "en", "Smith v Jones, " + dockets[i], "Judgment on other matters."));
        documents.push_back(make_document("id" + number, "en", "Ruling " + number, "Ships."));
        documents.back().identifiers = {{"docket", dockets[i]}};
        documents.push_back(
            make_document("essay" + number, "en", "Essay", times(20, "See " + dockets[i] + ".")));
    }
    const TempDir folder;
    build_index(folder.path(), documents, 3);
    const Searcher searcher(folder.path());
    for (std::size_t i = 0; i < dockets.size(); ++i) {
        const std::string number = std::to_string(i);
        SearchRequest request;
        request.text = dockets[i];
        request.reading = Reading::automatic;
        std::vector<std::string> ids = ids_of(search(searcher, request));
        ASSERT_LE(2U, ids.size()) << dockets[i];
        ids.resize(2);
        std::sort(ids.begin(), ids.end());
        EXPECT_EQ((std::vector<std::string>{"id" + number, "title" + number}), ids) << dockets[i];
    }
}

}  // namespace
}  // namespace gazette::test
