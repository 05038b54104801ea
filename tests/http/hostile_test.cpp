// Clients that break the rules, are slow, or come in crowds: raw sockets against the real server.
#include "searcher/http/limits.h"
#include "tests/http/running_server.h"

#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <random>
#include <sys/resource.h>
#include <sys/socket.h>

namespace gazette::test {
namespace {

using namespace std::chrono_literals;

const std::string kGood = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
const std::string kGoodLast =
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

TEST(HostileClient, MayPipelineAndGetsAnswersInOrder) {
    const RunningServer server;
    RawClient client(server.port());
    std::string all;
    for (int i = 0; i < 200; ++i) {
        all += i % 2 == 0 ? kGood : "GET /none HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    client.send(all);
    const auto replies = client.read_replies(200);
    ASSERT_EQ(replies.size(), 200U);
    for (std::size_t i = 0; i < replies.size(); ++i) {
        EXPECT_EQ(replies[i].status, i % 2 == 0 ? 200 : 404);
    }
}

TEST(HostileClient, MaySendByteByByte) {
    const RunningServer server;
    RawClient client(server.port());
    for (const char c : "\r\n" + kGoodLast) client.send(std::string_view(&c, 1));
    EXPECT_EQ(split_replies(client.read_all()).at(0).status, 200);
}

TEST(HostileClient, GetsAnAnswerBeforeItIsHungUpOn) {
    const RunningServer server;
    const std::string host = "Host: localhost\r\n";
    struct Row {
        std::string head;
        int status;
    };
    const std::vector<Row> rows = {
        {"POST /api/v1/search HTTP/1.1\r\n" + host + "Content-Length: 1000000\r\n\r\n", 413},
        {"GET / HTTP/1.1\r\n" + host + "Content-Length: 1000000\r\n\r\n", 413},
        {"GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", 413},
        {"GET / HTTP/1.1\r\n" + host + "Content-Encoding: gzip\r\n\r\n", 413},
        {"GARBAGE\r\n\r\n", 400},
        {"GET / HTTP/1.1\nHost: localhost\n\n", 400},
    };
    for (const Row& row : rows) {
        RawClient client(server.port());
        client.send(row.head);
        client.send(std::string(500'000, 'x'));  // a body that nobody reads
        const auto replies = split_replies(client.read_all());
        ASSERT_EQ(replies.size(), 1U) << row.head;  // the body is no second request
        EXPECT_EQ(replies[0].status, row.status) << row.head;
        EXPECT_EQ(replies[0].header("Connection"), "close");
    }
}

TEST(HostileClient, CannotMakeItKeepAHeadWithoutEnd) {
    const RunningServer server;
    struct Row {
        std::string start;
        std::string more;
        int status;
    };
    for (const Row& row : std::vector<Row>{
             {"GET /", "aaaaaaaaaaaaaaaa", 400},
             {"GET / HTTP/1.1\r\nX: ", "aaaaaaaaaaaaaaaa", 431},
             {"GET / HTTP/1.1\r\n", "X: a\r\n", 431},
         }) {
        RawClient client(server.port());
        std::string bytes = row.start;
        while (bytes.size() < 4'000'000) bytes += row.more;
        client.send(bytes);  // the server may hang up half-way
        const auto replies = split_replies(client.read_all());
        // Past what is drained the connection may be reset, the answer with it.
        if (!replies.empty()) {
            EXPECT_EQ(replies[0].status, row.status) << row.start;
        }
        RawClient smaller(server.port());
        smaller.send(bytes.substr(0, 200'000));
        const auto smaller_replies = split_replies(smaller.read_all());
        ASSERT_EQ(smaller_replies.size(), 1U) << row.start;
        EXPECT_EQ(smaller_replies[0].status, row.status) << row.start;
    }
    EXPECT_EQ(server.ask(kGood).status, 200);
}

// They are skipped before a request, and win no time for one that never comes.
TEST(HostileClient, CannotSendEmptyLinesWithoutEnd) {
    const RunningServer server;
    std::string lines;
    for (std::size_t i = 0; i < http_limits::kMaxEmptyLines; ++i) lines += "\r\n";
    RawClient patient(server.port());
    patient.send(lines + kGood + lines + kGoodLast);
    EXPECT_EQ(split_replies(patient.read_all()).size(), 2U);

    RawClient endless(server.port());
    for (const char c : lines + "\r\n") endless.send(std::string_view(&c, 1));
    const auto replies = split_replies(endless.read_all());
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].status, 400);
}

TEST(HostileClient, CannotSendTooManyHeadersWithinTheBound) {
    const RunningServer server;
    std::string fields;
    for (int i = 0; i < 200; ++i) fields += "X: a\r\n";
    const RawReply reply = server.get("/", fields);
    EXPECT_EQ(reply.status, 431);
    EXPECT_NE(reply.body.find("\"too_many_headers\""), std::string::npos);
}

TEST(HostileClient, IsTimedOutWhenItsRequestNeverEnds) {
    const RunningServer server([](ServerOptions& options, FakeService&) {
        options.timeouts.head = 100ms;
        options.timeouts.idle = 100ms;
    });
    RawClient half(server.port());
    half.send("GET / HTTP/1.1\r\nHost: loc");
    const auto replies = split_replies(half.read_all());
    ASSERT_EQ(replies.size(), 1U);
    EXPECT_EQ(replies[0].status, 408);

    RawClient silent(server.port());
    EXPECT_EQ(silent.read_all(), "");

    // A byte now and then does not win more time.
    RawClient dripping(server.port());
    const auto reply = std::async(std::launch::async, [&] { return dripping.read_all(); });
    dripping.send("GET /");
    while (reply.wait_for(20ms) != std::future_status::ready) dripping.send("a");

    RawClient idle(server.port());
    idle.send(kGood);
    EXPECT_EQ(split_replies(idle.read_all()).size(), 1U);
}

TEST(HostileClient, ThatDoesNotTakeItsAnswerIsLetGo) {
    const RunningServer server([](ServerOptions& options, FakeService& service) {
        service.large_text_bytes = 32U << 20U;
        options.max_connections = 1;
        options.timeouts.stall = 200ms;
    });
    RawClient client(server.port());
    client.send("GET /api/v1/documents/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
    char first = 0;
    ASSERT_EQ(recv(client.descriptor(), &first, 1, MSG_PEEK), 1);
    // There is room for one connection: another is served once the first is given up.
    EXPECT_EQ(server.ask(kGood).status, 200);
    EXPECT_LT(client.read_all().size(), 32U << 20U);
}

TEST(HostileClient, ThatTakesItsAnswerSlowlyHoldsNoWorker) {
    const RunningServer server([](ServerOptions& options, FakeService& service) {
        service.large_text_bytes = 8U << 20U;
        options.concurrent_searches = 1;
        options.queued_searches = 1;
        options.max_unsent_bytes = 1U << 30U;
    });
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 20; ++i) {  // twice the workers
        slow.push_back(std::make_unique<RawClient>(server.port()));
        // One after another: two at once would be one too many.
        slow.back()->send("GET /api/v1/documents/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
        char first = 0;
        ASSERT_EQ(recv(slow.back()->descriptor(), &first, 1, MSG_PEEK), 1);
    }
    EXPECT_EQ(server.get("/api/v1/search?q=a").status, 200);
    const auto whole = slow.back()->read_replies(1);
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_GT(whole[0].body.size(), 8U << 20U);
}

TEST(HostileClient, IsLetGoWhenUntakenAnswersFillTheirRoom) {
    const RunningServer server([](ServerOptions& options, FakeService& service) {
        service.large_text_bytes = 16U << 20U;
        options.max_unsent_bytes = 40U << 20U;
    });
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 5; ++i) {
        slow.push_back(std::make_unique<RawClient>(server.port()));
        slow.back()->send("GET /api/v1/documents/large HTTP/1.1\r\nHost: localhost\r\n\r\n");
        char first = 0;
        ASSERT_EQ(recv(slow.back()->descriptor(), &first, 1, MSG_PEEK), 1);
    }
    EXPECT_EQ(slow.back()->read_replies(1).size(), 1U);   // the newest is served
    EXPECT_EQ(slow.front()->read_replies(1).size(), 0U);  // the one that dawdled longest is not
}

TEST(Crowd, OfTwoHundredConnectionsAtOnceIsServed) {
    const RunningServer server;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
    for (const auto& client : clients) client->send(kGood);
    for (const auto& client : clients) {
        const auto replies = client->read_replies(1);
        ASSERT_EQ(replies.size(), 1U);
        EXPECT_EQ(replies[0].status, 200);
    }
    // All of them are still open, and so serves one more.
    EXPECT_EQ(server.ask(kGood).status, 200);
}

TEST(Crowd, OfSearchesAtOnceIsServedOrToldToComeBack) {
    const RunningServer server;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 200; ++i) clients.push_back(std::make_unique<RawClient>(server.port()));
    for (const auto& client : clients) {
        client->send("GET /api/v1/search?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    for (const auto& client : clients) {
        const auto replies = client->read_replies(1);
        ASSERT_EQ(replies.size(), 1U);
        EXPECT_TRUE(replies[0].status == 200 || replies[0].status == 503) << replies[0].status;
    }
}

TEST(Crowd, OfThousandSlowClientsLeavesAFastOneServed) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit before = limit;
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 4096);
    if (limit.rlim_cur < 2300 || setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        GTEST_SKIP() << "too few file descriptors here";
    }
    {
        const RunningServer server;
        std::vector<std::unique_ptr<RawClient>> slow;
        for (int i = 0; i < 1100; ++i) {  // more than may be open at once
            slow.push_back(std::make_unique<RawClient>(server.port()));
            slow.back()->send("GET / HTTP/1.1\r\nHost: ");
        }
        for (int i = 0; i < 20; ++i) EXPECT_EQ(server.ask(kGood).status, 200);
    }
    setrlimit(RLIMIT_NOFILE, &before);
}

TEST(Crowd, BeyondTheBoundTakesThePlaceOfTheIdle) {
    const RunningServer server(
        [](ServerOptions& options, FakeService&) { options.max_connections = 4; });
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 4; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
        idle.back()->send(kGood);
        EXPECT_EQ(idle.back()->read_replies(1).size(), 1U);
    }
    for (int i = 0; i < 10; ++i) EXPECT_EQ(server.ask(kGood).status, 200);
}

TEST(HostileClient, CannotBreakItWithRandomBytes) {
    const RunningServer server;
    const std::uint32_t seed = 20240507;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 300; ++i) {
        std::string bytes = kGoodLast;
        const int changes = static_cast<int>(random() % 6) + 1;
        for (int j = 0; j < changes; ++j) {
            const std::size_t at = random() % bytes.size();
            switch (random() % 3) {
                case 0:
                    bytes[at] = static_cast<char>(random());
                    break;
                case 1:
                    bytes.erase(at, random() % 4);
                    break;
                default:
                    bytes.insert(at, 1, "\r\n%\0: "[random() % 7]);
                    break;
            }
            if (bytes.empty()) bytes = "x";
        }
        RawClient client(server.port());
        client.send(bytes);
        shutdown(client.descriptor(), SHUT_WR);
        const std::string answer = client.read_all();
        EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 ")) << answer;
    }
    EXPECT_EQ(server.ask(kGood).status, 200);
}

}  // namespace
}  // namespace gazette::test
