// Documents that come in over HTTP, with the program itself.
#include "indexer/write_lock.h"
#include "tests/http/process.h"
#include "tests/http/running_server.h"
#include "tests/http/schema_check.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>

namespace gazette::test {
namespace {

using Json = nlohmann::json;

class Ingest : public testing::Test {
  protected:
    void SetUp() override {
        std::ofstream(folder_ / "old.jsonl")
            << R"({"id": "old", "lang": "en", "text": "An old lighthouse.", "collection": "sealed"})";
        Process first({"index", "--index", index(), folder_ / "old.jsonl"});
        ASSERT_EQ(0, first.wait()) << first.errors();
        all_ = token("all", {"--scopes", "read,ingest"});
        some_ = token("some", {"--scopes", "read,ingest", "--collections", "news"});
        reader_ = token("reader", {"--scopes", "read"});
        start({"--ingest", folder_ / "inbox"});
    }

    std::string index() const { return folder_ / "index"; }

    std::string token(const std::string& name, std::vector<std::string> more) const {
        std::vector<std::string> arguments = {"token", "--tokens", folder_ / "tokens", "add", name};
        arguments.insert(arguments.end(), more.begin(), more.end());
        Process add(arguments);
        const std::string made = add.line();
        EXPECT_EQ(0, add.wait()) << add.errors();
        return made;
    }

    void start(const std::vector<std::string>& more) {
        std::vector<std::string> arguments = {
            "serve", "--index", index(), "--port", "0", "--tokens", folder_ / "tokens"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        server_.emplace(arguments);
        port_ = port_in(server_->line());
        client_.emplace("127.0.0.1", port_);
        client_->set_read_timeout(std::chrono::seconds(60));
    }

    httplib::Headers with(const std::string& token) const {
        return {{"Authorization", "Bearer " + token}};
    }

    // Status and body.
    std::pair<int, Json> post(const std::string& token,
                              const std::string& body,
                              const std::string& type = "application/json") {
        const auto reply = client_->Post("/api/v1/documents", with(token), body, type.c_str());
        if (!reply) return {0, Json()};
        const Json json = Json::parse(reply->body, nullptr, false);
        const std::string schema =
            reply->status == 200 ? "ingest_response.schema.json" : "problem.schema.json";
        EXPECT_EQ("", schema_errors(schema, reply->body)) << reply->body;
        return {reply->status, json};
    }
    int remove(const std::string& token, const std::string& id) {
        const auto reply = client_->Delete(("/api/v1/documents/" + id).c_str(), with(token));
        return reply ? reply->status : 0;
    }

    // Hits for a query, once the server follows the revision.
    std::uint64_t found(const std::string& query, std::uint64_t revision) {
        for (int tries = 0; tries < 400; ++tries) {
            const auto reply =
                client_->Get(("/api/v1/search?reading=query&q=" + query).c_str(), with(all_));
            const Json answer = Json::parse(reply->body);
            if (answer.at("revision") >= revision) return answer.at("total").at("value");
            std::this_thread::sleep_for(std::chrono::milliseconds(25));
        }
        ADD_FAILURE() << "revision " << revision << " is not followed";
        return 0;
    }

    TempDir folder_;
    std::string all_, some_, reader_;
    int port_ = 0;
    std::optional<Process> server_;
    std::optional<httplib::Client> client_;
};

std::string document(const std::string& id,
                     const std::string& text,
                     const std::string& collection = "") {
    Json json = {{"id", id}, {"lang", "en"}, {"title", "T " + id}, {"text", text}};
    if (!collection.empty()) json["collection"] = collection;
    return json.dump();
}

TEST_F(Ingest, TakesInReplacesAndDeletes) {
    const auto [status, one] = post(all_, document("a/1 \u00fc", "The harbour master."));
    ASSERT_EQ(200, status);
    EXPECT_EQ("indexed", one.at("results")[0].at("outcome"));
    EXPECT_EQ("a/1 \u00fc", one.at("results")[0].at("id"));
    EXPECT_EQ(1U, found("harbour", one.at("revision")));
    EXPECT_EQ(1U, found("lighthouse", one.at("revision")));  // nothing else is touched

    const auto [again, many] = post(all_,
                                    document("a/1 \u00fc", "The pilot.") + "\n\r\n" +
                                        document("b", "Another pilot of the harbour.") + "\n",
                                    "application/x-ndjson");
    ASSERT_EQ(200, again);
    EXPECT_EQ(2U, many.at("accepted"));
    EXPECT_EQ(1U, found("harbour", many.at("revision")));
    EXPECT_EQ(2U, found("pilot", many.at("revision")));

    EXPECT_EQ(200, remove(all_, "a%2F1%20%C3%BC"));
    EXPECT_EQ(404, remove(all_, "a%2F1%20%C3%BC"));
    EXPECT_EQ(404, remove(all_, "old"));  // it did not come in here
    EXPECT_EQ(1U, found("pilot", many.at("revision").get<std::uint64_t>() + 1));
}

TEST_F(Ingest, IsDurableWhenItIsAnswered) {
    const auto [status, answer] = post(all_, document("a", "The harbour master."));
    ASSERT_EQ(200, status);
    server_->send_signal(SIGKILL);
    server_->wait();
    start({});
    EXPECT_EQ(1U, found("harbour", answer.at("revision")));
    // The folder is indexed as any other: nothing changes.
    Process again({"index", "--index", index(), folder_ / "inbox"});
    EXPECT_EQ(0, again.wait());
    EXPECT_EQ(403, post(all_, document("b", "x")).first);
    EXPECT_EQ("ingest_off", post(all_, document("b", "x")).second.at("code"));
    EXPECT_EQ(403, remove(all_, "a"));
}

TEST_F(Ingest, IsForTokensWithItsScopeAndInTheirCollections) {
    EXPECT_EQ(401, post("", document("a", "x")).first);
    EXPECT_EQ(403, post(reader_, document("a", "x")).first);
    EXPECT_EQ(403, remove(reader_, "old"));
    EXPECT_EQ(403, post(some_, document("a", "x", "law")).first);
    EXPECT_EQ(403, post(some_, document("old", "x", "news")).first);  // is in another one
    EXPECT_EQ(403, post(some_, R"({"id": "a", "text": "x", "collection": 5})").first);
    EXPECT_EQ(404, remove(some_, "old"));
    const auto [status, answer] = post(some_, document("a", "Harbour news."));
    ASSERT_EQ(200, status);
    EXPECT_EQ(1U, found("collection:news", answer.at("revision")));
    EXPECT_EQ(1U, found("lighthouse", answer.at("revision")));
    EXPECT_EQ(200, remove(some_, "a"));
}

TEST_F(Ingest, RefusesWhatIsNoDocumentOrTooMuch) {
    std::string many;
    for (int i = 0; i <= 1000; ++i) many += document("d" + std::to_string(i), "x") + "\n";
    const std::string deep = R"({"id": "a", "text": "x", "metadata": )" + std::string(5000, '[') +
                             std::string(5000, ']') + "}";
    const std::vector<std::tuple<std::string, std::string, int>> rows = {
        {"", "application/json", 400},
        {"no JSON", "application/json", 400},
        {"[]", "application/json", 400},
        {R"({"text": "x"})", "application/json", 400},
        {R"({"id": "", "text": "x"})", "application/json", 400},
        {R"({"id": 5, "text": "x"})", "application/json", 400},
        {document(std::string(1025, 'i'), "x"), "application/json", 400},
        {deep, "application/json", 400},
        {document("a", "x") + "\n" + document("a", "y"), "application/x-ndjson", 400},
        {document("a", "x") + "\n" + document("b", "y"), "application/json", 400},
        {document("a", "x"), "text/plain", 415},
        {many, "application/x-ndjson", 413},
    };
    for (const auto& [body, type, status] : rows) {
        EXPECT_EQ(status, post(all_, body, type).first) << body.substr(0, 80);
    }
    RawClient large(port_);
    large.send(
        "POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        "Content-Length: 16777217\r\nAuthorization: Bearer " +
        all_ + "\r\n\r\n");
    EXPECT_TRUE(large.read_all().starts_with("HTTP/1.1 413"));
    EXPECT_EQ(0U, found("collection:inbox", 0));
    // One that the ledger rejects is answered as such, and the others come in.
    const auto [status, answer] = post(all_,
                                       R"({"id": "bad", "segments": 5})"
                                       "\n" +
                                           document("good", "The harbour."),
                                       "application/x-ndjson");
    ASSERT_EQ(200, status);
    EXPECT_EQ(1U, answer.at("rejected")) << answer;
    EXPECT_EQ("rejected", answer.at("results")[0].at("outcome"));
    EXPECT_FALSE(answer.at("results")[0].at("reason").is_null());
    EXPECT_EQ(1U, found("harbour", answer.at("revision")));
}

TEST_F(Ingest, SaysWhoElseWrites) {
    const WriteLock lock(index());
    const auto [status, answer] = post(all_, document("a", "x"));
    EXPECT_EQ(409, status);
    EXPECT_EQ("index_locked", answer.at("code"));
    EXPECT_NE(std::string::npos,
              answer.at("detail").get<std::string>().find(std::to_string(getpid())));
}

}  // namespace
}  // namespace gazette::test
