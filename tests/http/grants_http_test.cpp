// Grants leak nothing, endpoint by endpoint: two servers, one over an index with documents that a
// token may not see, one over an index that never had them. Every answer is the same.
#include "searcher/http/endpoints/endpoints.h"
#include "tests/http/process.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <optional>
#include <random>
#include <regex>
#include <set>

namespace gazette::test {
namespace {

std::vector<Document> documents(bool with_hidden, unsigned seed) {
    static const std::vector<std::string> kShared = {
        "harbour", "duty", "of", "care", "court", "harvest", "法律", "個人資料", "treaty", "§"};
    static const std::vector<std::string> kHidden = {
        "whistleblower", "harbinger", "dutiful", "法院", "carefree", "harbors"};
    std::mt19937 random(seed);
    std::vector<Document> all;
    for (int i = 0; i < 90; ++i) {
        const bool hidden = random() % 3 == 0;
        std::string text;
        const auto length = 5 + random() % 40;
        for (unsigned n = 0; n < length; ++n) {
            const bool own = hidden && random() % 3 == 0;
            text += own ? kHidden[random() % kHidden.size()] : kShared[random() % kShared.size()];
            text += random() % 9 == 0 ? ". " : " ";
        }
        Document document =
            make_document((hidden ? "harh/" : "haro/") + std::to_string(i),
                          hidden && i % 2 == 0 ? "fr" : "en",
                          hidden ? "Whistleblower of the harbour " : "Harbour report",
                          text,
                          i % 5 == 0 ? "" : std::to_string(hidden ? 1960 + i : 2000 + i % 20));
        document.collection = hidden ? (i % 2 == 0 ? "sealed" : "") : "open";
        document.source = hidden ? "leak" : "gazette";
        document.kind = hidden ? "case" : "law";
        document.work_id = "work/" + std::to_string(i % 10);
        if (!hidden || with_hidden) all.push_back(std::move(document));
    }
    return all;
}

// What differs between any two indexes, or two moments.
std::string comparable(std::string body) {
    static const std::vector<std::pair<std::regex, std::string>> kDiffering = {
        {std::regex(R"re("(revision|took_ms|parts|text_bytes|seconds)": ?[0-9.e-]+)re"), ""},
        {std::regex(R"re("(published_at|cursor|made_at|sha256|updated)": ?("[^"]*"|null))re"), ""},
        {std::regex(R"re((in|,) [0-9.,]+ ms)re"), ""},
        {std::regex(R"re([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z)re"), ""},
        {std::regex(R"re([0-9]{1,2} [A-Z][a-z]{2,3} [0-9]{4}, [0-9]{2}:[0-9]{2})re"), ""},
        {std::regex(R"re(127\.0\.0\.1:[0-9]+)re"), ""},
        {std::regex(
             R"re((revision|published_at|sha256|time|hash|published)[ ":,=]+[0-9a-zA-Z:-]+)re"),
         ""},
    };
    for (const auto& [pattern, text] : kDiffering) body = std::regex_replace(body, pattern, text);
    return body;
}

class GrantsOverHttp : public testing::TestWithParam<unsigned> {
  protected:
    void SetUp() override {
        build_index(folder_ / "all", documents(true, GetParam()), 4);
        build_index(folder_ / "open", documents(false, GetParam()), 2);
        Process limited(
            {"token", "--tokens", folder_ / "tokens", "add", "x", "--collections", "open"});
        limited_token_ = limited.line();
        ASSERT_EQ(0, limited.wait());
        Process whole({"token", "--tokens", folder_ / "tokens", "add", "y"});
        whole_token_ = whole.line();
        ASSERT_EQ(0, whole.wait());
        start(all_, "all");
        start(open_, "open");
    }
    void start(std::optional<Process>& server, const std::string& index) {
        server.emplace(std::vector<std::string>{
            "serve", "--index", folder_ / index, "--port", "0", "--tokens", folder_ / "tokens"});
    }
    static std::string answer(httplib::Client& client,
                              const std::string& token,
                              const std::string& target) {
        const auto reply = client.Get(target.c_str(), {{"Authorization", "Bearer " + token}});
        if (!reply) return "no answer";
        return std::to_string(reply->status) + "\n" + comparable(reply->body);
    }

    static std::string batch(httplib::Client& client,
                             const std::string& token,
                             const std::vector<std::string>& queries) {
        nlohmann::json list = nlohmann::json::array();
        for (const std::string& query : queries) {
            list.push_back({{"q", httplib::detail::decode_url(query, true)}, {"id", query}});
            list.push_back({{"q", "harbour"}, {"lang", {"fr", "en"}}, {"collection", query}});
        }
        const auto reply = client.Post("/api/v1/search/batch",
                                       {{"Authorization", "Bearer " + token}},
                                       nlohmann::json{{"queries", list}}.dump(),
                                       "application/json");
        if (!reply) return "no answer";
        return std::to_string(reply->status) + "\n" + comparable(reply->body);
    }

    TempDir folder_;
    std::string limited_token_, whole_token_;
    std::optional<Process> all_, open_;
};

TEST_P(GrantsOverHttp, EveryEndpointAnswersAsIfTheHiddenHadNeverBeen) {
    httplib::Client limited("127.0.0.1", port_in(all_->line()));
    httplib::Client open("127.0.0.1", port_in(open_->line()));
    const std::vector<std::string> queries = {"",
                                              "harbour",
                                              "duty%20of%20care",
                                              "%22duty%20of%22",
                                              "whistleblower",
                                              "harb*",
                                              "harborz",
                                              "dutifull",
                                              "harbour%20whistleblower",
                                              "collection%3Asealed",
                                              "lang%3Afr",
                                              "source%3Aleak",
                                              "date%3A1960..1999",
                                              "title%3Awhistle*",
                                              "id%3A%22harh%2F1%22",
                                              "id%3A%22work%2F3%22",
                                              "%E6%B3%95"};
    std::set<std::string> asked;
    std::vector<std::string> targets = {
        "/api/v1/status", "/archive", "/", "/opensearch.xml", "/healthz", "/metrics"};
    for (const std::string& query : queries) {
        for (const std::string endpoint :
             {"search", "explain", "facets", "timeline", "feed", "export", "suggest"}) {
            targets.push_back("/api/v1/" + endpoint + "?q=" + query);
        }
        targets.push_back("/api/v1/search?spans=1&sort=newest&limit=100&q=" + query);
        targets.push_back("/api/v1/search?expand=1&q=" + query);
        targets.push_back("/api/v1/export?format=jsonl&q=" + query);
        targets.push_back("/api/v1/facets?facet=source&containing=l&q=" + query);
        targets.push_back("/?time=count&filters=1&q=" + query);
    }
    for (const std::string typed : {"ha",
                                    "har",
                                    "harb",
                                    "harh",
                                    "wh",
                                    "whis",
                                    "dut",
                                    "duty%20",
                                    "duty%20of%20c",
                                    "%E6%B3%95",
                                    "carefr",
                                    "harh%2F"}) {
        targets.push_back("/api/v1/suggest?limit=20&q=" + typed);
    }
    for (int i = 0; i < 90; i += 7) {
        for (const std::string id : {"harh%2F", "haro%2F"}) {
            targets.push_back("/api/v1/documents/" + id + std::to_string(i) + "?q=harbour");
            targets.push_back("/?doc=" + id + std::to_string(i));
            targets.push_back("/api/v1/similar?id=" + id + std::to_string(i));
            targets.push_back("/similar?id=" + id + std::to_string(i));
        }
    }
    int differ_from_whole = 0;
    for (const std::string& target : targets) {
        const std::string shown = answer(limited, limited_token_, target);
        EXPECT_EQ(answer(open, limited_token_, target), shown) << target;
        // Said back is only what was asked.
        if (target.find("leak") == std::string::npos) {
            EXPECT_EQ(std::string::npos, shown.find("leak\"")) << target;
        }
        differ_from_whole += answer(limited, whole_token_, target) != shown ? 1 : 0;
    }
    const std::string batched = batch(limited, limited_token_, queries);
    EXPECT_EQ("200\n", batched.substr(0, 4));
    EXPECT_EQ(batch(open, limited_token_, queries), batched);
    EXPECT_NE(batch(limited, whole_token_, queries), batched);
    asked.insert("/api/v1/search/batch");
    // Takes nothing in from a token that may only read, whatever the index holds.
    for (httplib::Client* client : {&limited, &open}) {
        const auto refused = client->Post("/api/v1/documents",
                                          {{"Authorization", "Bearer " + limited_token_}},
                                          "{}",
                                          "application/json");
        ASSERT_TRUE(refused);
        EXPECT_EQ(403, refused->status);
    }
    asked.insert("/api/v1/documents");
    // The comparison can fail: who may see all sees other answers.
    EXPECT_GT(differ_from_whole, 100);
    for (const Endpoint& endpoint : endpoints()) {
        const std::string path(endpoint.path.substr(0, endpoint.path.find("{id}")));
        const bool is_asked =
            std::any_of(targets.begin(), targets.end(), [&](const std::string& target) {
                return target.starts_with(path);
            });
        EXPECT_TRUE(is_asked || asked.contains(path)) << endpoint.path << " is not compared";
    }
}

INSTANTIATE_TEST_SUITE_P(Archives, GrantsOverHttp, testing::Values(1U));

}  // namespace
}  // namespace gazette::test
