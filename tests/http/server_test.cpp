// A client that keeps to the rules: cpp-httplib's.
#include "searcher/http/server.h"

#include "tests/http/running_server.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include <future>
#include <latch>
#include <semaphore>

namespace gazette::test {
namespace {

nlohmann::json parsed(const httplib::Result& result) {
    return nlohmann::json::parse(result->body, nullptr, false);
}

TEST(Server, HandsTheWholeRequestToTheSearch) {
    SearchRequest asked;
    const RunningServer server([&](ServerOptions&, FakeService& service) {
        service.during_search = [&](const SearchRequest& request) { asked = request; };
    });
    httplib::Client client("127.0.0.1", server.port());
    const auto result = client.Get("/api/v1/search",
                                   httplib::Params{{"q", "漢字 & 100% a+b"},
                                                   {"lang", "zh"},
                                                   {"kind", "law"},
                                                   {"sort", "newest"},
                                                   {"limit", "5"}},
                                   httplib::Headers{});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->status, 200);
    EXPECT_EQ(asked.text, "漢字 & 100% a+b");
    EXPECT_EQ(asked.languages, std::vector<std::string>{"zh"});
    EXPECT_EQ(asked.kinds, std::vector<std::string>{"law"});
    EXPECT_EQ(asked.sort, SortOrder::newest);
    EXPECT_EQ(asked.limit, 5U);
    EXPECT_EQ(parsed(result).at("query").at("input"), "漢字 & 100% a+b");
}

TEST(Server, FindsDocumentsByAnyId) {
    const RunningServer server;
    httplib::Client client("127.0.0.1", server.port());
    struct Row {
        std::string target;
        std::string id;
    };
    for (const Row& row : std::vector<Row>{
             {"a", "a"},
             {"a/b/c", "a/b/c"},
             {"a%2Fb", "a/b"},
             {"%2e%2e%2f%2e%2e%2fetc%2fpasswd", "../../etc/passwd"},
             {"http%3A%2F%2Fx.org%2F%3Fa%3Db%23c", "http://x.org/?a=b#c"},
             {"a+b", "a+b"},
             {"%E6%BC%A2%20%25", "漢 %"},
             {"a//b/", "a//b/"},
         }) {
        const auto result = client.Get("/api/v1/documents/" + row.target);
        ASSERT_TRUE(result) << row.target;
        EXPECT_EQ(parsed(result).value("id", ""), row.id) << row.target;
    }
    EXPECT_EQ(client.Get("/api/v1/documents/missing")->status, 404);
    EXPECT_EQ(client.Get("/api/v1/documents/" + std::string(1025, 'a'))->status, 404);
    EXPECT_EQ(client.Get("/api/v1/documents/")->status, 404);
    EXPECT_EQ(client.Get("/api/v1/documents")->status, 405) << "documents are put there";
}

TEST(Server, SaysWhereAQueryIsWrong) {
    const RunningServer server;
    httplib::Client client("127.0.0.1", server.port());
    for (const std::string path : {"/api/v1/search", "/api/v1/explain", "/api/v1/documents/a"}) {
        const auto result = client.Get(path + "?q=%F0%9F%98%80%22");
        ASSERT_TRUE(result);
        EXPECT_EQ(result->status, 400);
        const auto problem = parsed(result);
        EXPECT_EQ(problem.at("code"), "unbalanced_quote");
        EXPECT_EQ(problem.at("instance"), path);
        EXPECT_EQ(problem.at("suggestion"), "😀\"\"");
        EXPECT_EQ(problem.at("place").at("begin"), 4);
        EXPECT_EQ(problem.at("place").at("utf16_begin"), 2);
    }
}

TEST(Server, TellsNothingOfItsInside) {
    const RunningServer server;
    struct Row {
        std::string query;
        int status;
        std::string code;
    };
    for (const Row& row : std::vector<Row>{{"throw", 500, "internal_error"},
                                           {"throw-int", 500, "internal_error"},
                                           {"index-error", 503, "index_unavailable"},
                                           {"unreadable", 503, "index_unavailable"},
                                           {"out-of-time", 503, "search_out_of_time"}}) {
        const RawReply reply = server.get("/api/v1/search?q=" + row.query);
        EXPECT_EQ(reply.status, row.status);
        EXPECT_NE(reply.body.find(row.code), std::string::npos);
        EXPECT_EQ((reply.head + reply.body).find("secret"), std::string::npos);
        EXPECT_EQ(reply.header("Retry-After"), row.status == 503 ? "2" : "");
    }
}

TEST(Server, PutsSecurityHeadersOnEveryAnswer) {
    const RunningServer server;
    for (const std::string target : {"/",
                                     "/api/v1/search",
                                     "/api/v1/search?x",
                                     "/none",
                                     "/%zz",
                                     "/healthz",
                                     "/openapi.json",
                                     "/api/v1/search?q=throw"}) {
        const RawReply reply = server.get(target);
        EXPECT_EQ(reply.header("Content-Security-Policy"),
                  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                  "connect-src 'self'; form-action 'self'; base-uri 'none'; "
                  "frame-ancestors 'none'")
            << target;
        EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff") << target;
        EXPECT_EQ(reply.header("Referrer-Policy"), "no-referrer") << target;
        EXPECT_EQ(reply.header("X-Robots-Tag"), "noindex") << target;
        EXPECT_FALSE(reply.header("Cache-Control").empty()) << target;
        EXPECT_FALSE(reply.header("Date").empty()) << target;
        EXPECT_EQ(reply.header("Server"), "") << target;
    }
}

TEST(Server, AnswersHeadWithoutABody) {
    const RunningServer server;
    for (const std::string target : {"/", "/healthz", "/api/v1/status", "/none"}) {
        const RawReply get = server.get(target);
        RawClient client(server.port());
        client.send("HEAD " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        const std::string bytes = client.read_all();
        EXPECT_TRUE(bytes.ends_with("\r\n\r\n")) << bytes;
        EXPECT_NE(bytes.find("Content-Length: " + std::to_string(get.body.size()) + "\r\n"),
                  std::string::npos)
            << target;
    }
}

TEST(Server, KnowsWhatAClientHasAlready) {
    const RunningServer server;
    for (const std::string target : {"/style.css",
                                     "/api/v1/search?q=a",
                                     "/api/v1/documents/a",
                                     "/api/v1/explain?q=a",
                                     "/api/v1/status"}) {
        const std::string etag = server.get(target).header("ETag");
        ASSERT_TRUE(etag.starts_with("W/\"")) << target;
        const RawReply again = server.get(target, "If-None-Match: \"x\", " + etag + "\r\n");
        EXPECT_EQ(again.status, 304) << target;
        EXPECT_EQ(again.body, "");
        EXPECT_EQ(again.header("ETag"), etag);
        EXPECT_EQ(again.header("Content-Length"), "");
        EXPECT_EQ(server.get(target, "If-None-Match: \"x\"\r\n").status, 200) << target;
    }
    EXPECT_NE(server.get("/api/v1/search?q=a").header("ETag"),
              server.get("/api/v1/search?q=b").header("ETag"));
}

TEST(Server, IgnoresRangesSoThatManyCostNothing) {
    const RunningServer server;
    std::string ranges = "Range: bytes=0-";
    for (int i = 0; i < 1000; ++i) ranges += ",0-";
    const RawReply reply = server.get("/", ranges + "\r\n");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, server.get("/").body);
}

TEST(Server, RefusesOtherMethods) {
    const RunningServer server;
    httplib::Client client("127.0.0.1", server.port());
    for (const auto& result : {client.Post("/api/v1/search", "q=a", "text/plain"),
                               client.Put("/api/v1/search", "q=a", "text/plain"),
                               client.Delete("/api/v1/status"),
                               client.Options("/")}) {
        ASSERT_TRUE(result);
        EXPECT_EQ(result->status, 405);
        EXPECT_EQ(result->get_header_value("Allow"), "GET, HEAD");
    }
}

TEST(Server, TakesInNoDocumentsUnlessToldTo) {
    const RunningServer server;
    httplib::Client client("127.0.0.1", server.port());
    for (const auto& result : {client.Post("/api/v1/documents", "{}", "application/json"),
                               client.Delete("/api/v1/documents/a")}) {
        ASSERT_TRUE(result);
        EXPECT_EQ(result->status, 403);
        EXPECT_NE(result->body.find("\"ingest_off\""), std::string::npos) << result->body;
    }
}

TEST(Server, DoesNotTrustHeadersThatNameAnAddress) {
    RunningServer server;
    const RawReply reply =
        server.get("/healthz",
                   "REMOTE_ADDR: 10.0.0.1\r\nX-Forwarded-For: 10.0.0.1\r\nX-Real-IP: 10.0.0.1\r\n");
    EXPECT_EQ(reply.status, 200);
    server.stop();
    for (const std::string& line : server.log()) {
        EXPECT_EQ(line.find("10.0.0.1"), std::string::npos);
    }
}

TEST(Server, ListensOnIpV6) {
    try {
        const RunningServer server(
            [](ServerOptions& options, FakeService&) { options.host = "::1"; });
        httplib::Client client("::1", server.port());
        const auto result = client.Get("/healthz");
        ASSERT_TRUE(result);
        EXPECT_EQ(result->status, 200);
    } catch (const std::runtime_error& error) {
        GTEST_SKIP() << "no IPv6 here: " << error.what();
    }
}

TEST(Server, SaysThatAPortIsTaken) {
    const RunningServer server;
    ServerOptions options;
    options.port = server.port();
    Server second(std::make_unique<FakeService>(), options);
    try {
        second.bind();
        FAIL() << "two servers share a port";
    } catch (const std::runtime_error& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("127.0.0.1:" + std::to_string(server.port())), std::string::npos);
        EXPECT_NE(text.find("in use"), std::string::npos) << text;
    }
}

// Searches that wait in here until they are let go.
struct Gate {
    std::counting_semaphore<1000> entered{0};
    std::counting_semaphore<1000> open{0};
    void pass() {
        entered.release();
        open.acquire();
    }
};

TEST(Server, RunsSomeSearchesQueuesSomeAndRefusesTheRest) {
    Gate gate;
    std::atomic<int> running{0};
    std::atomic<int> most{0};
    const RunningServer server([&](ServerOptions& options, FakeService& service) {
        options.concurrent_searches = 2;
        options.queued_searches = 3;
        service.during_search = [&](const SearchRequest&) {
            const int now = ++running;
            int seen = most;
            while (now > seen && !most.compare_exchange_weak(seen, now)) {
            }
            gate.pass();
            --running;
        };
    });
    std::vector<std::unique_ptr<RawClient>> clients;
    const auto ask = [&] {
        clients.push_back(std::make_unique<RawClient>(server.port()));
        clients.back()->send("GET /api/v1/search?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    };
    ask();
    ask();
    gate.entered.acquire();
    gate.entered.acquire();
    // Two run. Of ten more, three may wait; the others are told at once, whichever they are.
    std::vector<std::future<RawReply>> more;
    for (int i = 0; i < 10; ++i) {
        more.push_back(
            std::async(std::launch::async, [&] { return server.get("/api/v1/search?q=a"); }));
    }
    const auto is_ready = [](const std::future<RawReply>& reply) {
        return reply.wait_for(std::chrono::milliseconds(1)) == std::future_status::ready;
    };
    while (std::count_if(more.begin(), more.end(), is_ready) < 7) {
    }
    EXPECT_EQ(server.get("/healthz").status, 200);  // never waits
    EXPECT_EQ(server.get("/").status, 200);
    gate.open.release(5);
    int refused = 0;
    for (auto& future : more) {
        const RawReply reply = future.get();
        if (reply.status == 200) continue;
        ++refused;
        EXPECT_EQ(reply.status, 503);
        EXPECT_EQ(reply.header("Retry-After"), "2");
        EXPECT_NE(reply.body.find("\"too_many_searches\""), std::string::npos);
    }
    EXPECT_EQ(refused, 7);
    for (const auto& client : clients) EXPECT_EQ(client->read_replies(1).at(0).status, 200);
    EXPECT_EQ(most, 2);
}

TEST(Server, LetsASearchWaitForALimitedTimeOnly) {
    Gate gate;
    const RunningServer server([&](ServerOptions& options, FakeService& service) {
        options.concurrent_searches = 1;
        options.timeouts.queue = std::chrono::milliseconds(50);
        service.during_search = [&](const SearchRequest&) { gate.pass(); };
    });
    RawClient first(server.port());
    first.send("GET /api/v1/search HTTP/1.1\r\nHost: localhost\r\n\r\n");
    gate.entered.acquire();
    EXPECT_EQ(server.get("/api/v1/search").status, 503);
    gate.open.release();
    EXPECT_EQ(first.read_replies(1).at(0).status, 200);
}

// Whoever has hung up, or half of it, is not searched for when the turn comes.
TEST(Server, LetsNobodyWaitWhoHasHungUp) {
    Gate gate;
    std::atomic<int> searches{0};
    const RunningServer server([&](ServerOptions& options, FakeService& service) {
        options.concurrent_searches = 1;
        options.queued_searches = 2;
        service.during_search = [&](const SearchRequest&) {
            ++searches;
            gate.pass();
        };
    });
    const std::string search = "GET /api/v1/search HTTP/1.1\r\nHost: localhost\r\n\r\n";
    RawClient first(server.port());
    first.send(search);
    gate.entered.acquire();
    const auto waiting = [&] {
        const std::string figures = server.get("/metrics").body;
        const auto at = figures.find("\ngazette_searches_waiting ");
        return figures.at(at + std::string_view("\ngazette_searches_waiting ").size());
    };
    auto gone = std::make_unique<RawClient>(server.port());
    RawClient half(server.port());
    gone->send(search);
    half.send(search);
    while (waiting() != '2') {
    }
    gone.reset();
    shutdown(half.descriptor(), SHUT_WR);
    const auto told = half.read_replies(1);
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].status, 503);
    while (waiting() != '0') {
    }
    // Their places in the queue are free for others.
    auto next = std::async(std::launch::async, [&] { return server.get("/api/v1/search"); });
    while (waiting() != '1') {
    }
    gate.open.release(2);
    EXPECT_EQ(first.read_replies(1).at(0).status, 200);
    EXPECT_EQ(next.get().status, 200);
    EXPECT_EQ(searches, 2);
    // With a place free, half is enough.
    gate.open.release();
    RawClient sends_no_more(server.port());
    sends_no_more.send(search);
    shutdown(sends_no_more.descriptor(), SHUT_WR);
    EXPECT_EQ(sends_no_more.read_replies(1).at(0).status, 200);
}

TEST(Server, SendsAnswersUnderWayWhenItStops) {
    Gate gate;
    RunningServer server([&](ServerOptions& options, FakeService& service) {
        options.concurrent_searches = 1;
        service.during_search = [&](const SearchRequest&) { gate.pass(); };
    });
    RawClient idle(server.port());
    RawClient searching(server.port());
    searching.send("GET /api/v1/search HTTP/1.1\r\nHost: localhost\r\n\r\n");
    gate.entered.acquire();
    auto stopped = std::async(std::launch::async, [&] { server.stop(); });
    EXPECT_EQ(idle.read_all(), "");  // hung up at once
    gate.open.release();
    const auto replies = split_replies(searching.read_all());
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].status, 200);
    EXPECT_EQ(replies[0].header("Connection"), "close");
    stopped.get();
    EXPECT_THROW(RawClient(server.port()), std::runtime_error);
}

TEST(Server, MayBeStoppedBeforeItRuns) {
    ServerOptions options;
    options.port = 0;
    Server server(std::make_unique<FakeService>(), options);
    server.bind();
    server.stop();
    server.run();
}

}  // namespace
}  // namespace gazette::test
