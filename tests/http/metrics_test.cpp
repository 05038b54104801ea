// Figures and logs: what they say, and what they never say.
#include "searcher/http/metrics.h"

#include "searcher/http/access_log.h"
#include "tests/http/running_server.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <latch>
#include <set>
#include <sstream>
#include <thread>

namespace gazette::test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

bool has_line(const std::string& text, const std::string& line) {
    return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(ServerMetrics, CountDurationsAsPrometheusDoes) {
    Metrics metrics({"/a"});
    // On a bound, just above it, and beyond all.
    metrics.answered("/a", 200, milliseconds(1));
    metrics.answered("/a", 404, microseconds(1001));
    metrics.answered("/a", 503, std::chrono::minutes(5));
    metrics.answered("/b?of a client", 200, milliseconds(7));
    metrics.stage("/a", Stage::queue, milliseconds(1));
    const std::string text = metrics.text({});
    for (const char* line : {
             "# TYPE gazette_request_seconds histogram",
             "gazette_request_seconds_bucket{endpoint=\"/a\",le=\"0.0005\"} 0",
             "gazette_request_seconds_bucket{endpoint=\"/a\",le=\"0.001\"} 1",
             "gazette_request_seconds_bucket{endpoint=\"/a\",le=\"0.0025\"} 2",
             "gazette_request_seconds_bucket{endpoint=\"/a\",le=\"30\"} 2",
             "gazette_request_seconds_bucket{endpoint=\"/a\",le=\"+Inf\"} 3",
             "gazette_request_seconds_sum{endpoint=\"/a\"} 300.002001",
             "gazette_request_seconds_count{endpoint=\"/a\"} 3",
             "gazette_requests_total{endpoint=\"/a\",status=\"2xx\"} 1",
             "gazette_requests_total{endpoint=\"/a\",status=\"4xx\"} 1",
             "gazette_requests_total{endpoint=\"/a\",status=\"5xx\"} 1",
             "gazette_requests_total{endpoint=\"other\",status=\"2xx\"} 1",
             "gazette_stage_seconds_count{endpoint=\"/a\",stage=\"queue\"} 1",
         }) {
        EXPECT_TRUE(has_line(text, line)) << line << "\nin\n" << text;
    }
}

TEST(ServerMetrics, HaveOneHeadANameAndNoSampleTwice) {
    const RunningServer server([](ServerOptions& options, FakeService&) {
        options.gauges = [] {
            return std::vector<Gauge>{{"gazette_x", "Help.", "of=\"a\"", 1.5, false},
                                      {"gazette_x", "Help.", "of=\"b\"", 1e12, false}};
        };
    });
    server.get("/api/v1/search?q=a");
    server.get("/api/v1/search?q=throw");
    server.get("/no/such/page");
    server.get("/%zz");
    const RawReply reply = server.get("/metrics");
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    std::set<std::string> samples;
    std::set<std::string> heads;
    std::istringstream lines(reply.body);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# TYPE ")) {
            EXPECT_TRUE(heads.insert(line).second) << line;
        } else if (!line.starts_with("# HELP ")) {
            EXPECT_TRUE(samples.insert(line.substr(0, line.rfind(' '))).second) << line;
        }
    }
    for (const char* line : {"gazette_x{of=\"a\"} 1.5",
                             "gazette_x{of=\"b\"} 1000000000000",
                             "gazette_problems_total{code=\"internal_error\"} 1",
                             "gazette_problems_total{code=\"not_found\"} 1",
                             "gazette_problems_total{code=\"bad_percent_encoding\"} 1",
                             "gazette_requests_total{endpoint=\"/api/v1/search\",status=\"2xx\"} 1",
                             "gazette_requests_total{endpoint=\"/api/v1/search\",status=\"5xx\"} 1",
                             "gazette_stage_seconds_count{endpoint=\"/api/v1/search\","
                             "stage=\"queue\"} 2",
                             "gazette_searches_running 0",
                             "gazette_index_stale 0"}) {
        EXPECT_TRUE(has_line(reply.body, line)) << line << "\nin\n" << reply.body;
    }
    EXPECT_TRUE(samples.contains("process_resident_memory_bytes"));
    EXPECT_EQ(server.get("/metrics?x=1").status, 400);
}

TEST(ServerMetrics, SayNothingOfWhatIsAsked) {
    const RunningServer server;
    server.get("/api/v1/search?q=whistleblower");
    server.get("/api/v1/documents/whistleblower?q=whistleblower");
    server.get("/whistleblower");
    EXPECT_EQ(server.get("/metrics").body.find("whistleblower"), std::string::npos);
}

TEST(ServerMetrics, CountFromManyThreads) {
    Metrics metrics({"/a"});
    std::latch go(4);
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < 4; ++i) {
            threads.emplace_back([&] {
                go.arrive_and_wait();
                for (int n = 0; n < 1000; ++n) {
                    metrics.answered("/a", 200, milliseconds(1));
                    metrics.problem("not_found");
                }
            });
        }
    }
    const std::string text = metrics.text({});
    EXPECT_TRUE(has_line(text, "gazette_request_seconds_count{endpoint=\"/a\"} 4000"));
    EXPECT_TRUE(has_line(text, "gazette_problems_total{code=\"not_found\"} 4000"));
}

TEST(AccessLog, IsJsonWhereThatIsAskedFor) {
    const RunningServer server(
        [](ServerOptions& options, FakeService&) { options.log_format = LogFormat::json; });
    server.get("/api/v1/search?q=whistleblower");
    server.get("/api/v1/search?q=throw");
    server.get("/a%0A%22b");
    std::vector<nlohmann::json> lines;
    for (const std::string& line : server.log()) {
        EXPECT_EQ(line.find('\n'), std::string::npos);
        EXPECT_EQ(line.find("whistleblower"), std::string::npos);
        lines.push_back(nlohmann::json::parse(line));
        EXPECT_EQ(lines.back().at("time").get<std::string>().size(), 24U);
    }
    ASSERT_EQ(lines.size(), 4U);
    EXPECT_EQ(lines[0].at("event"), "request");
    EXPECT_EQ(lines[0].at("path"), "/api/v1/search");
    EXPECT_EQ(lines[0].at("status"), 200);
    EXPECT_EQ(lines[1].at("event"), "error");
    EXPECT_EQ(lines[2].at("status"), 500);
    EXPECT_EQ(lines[3].at("path"), "/a\n\"b");
}

TEST(AuditLog, HasWhatIsAskedAndIsOffByDefault) {
    EXPECT_EQ(ServerOptions().audit, nullptr);
    std::mutex mutex;
    std::vector<std::string> lines;
    RunningServer server([&](ServerOptions& options, FakeService&) {
        options.audit = [&](const std::string& line) {
            const std::lock_guard lock(mutex);
            lines.push_back(line);
        };
    });
    server.get("/api/v1/search?q=whistleblower");
    server.get("/api/v1/documents/secret?q=a");
    server.get("/healthz");
    server.get("/");
    server.post("/api/v1/search/batch", R"({"queries":[{"q":"batched"}]})");
    server.stop();
    ASSERT_EQ(lines.size(), 3U);
    const auto first = nlohmann::json::parse(lines[0]);
    EXPECT_EQ(first.at("event"), "query");
    EXPECT_EQ(first.at("target"), "/api/v1/search?q=whistleblower");
    EXPECT_EQ(first.at("status"), 200);
    EXPECT_EQ(nlohmann::json::parse(lines[1]).at("target"), "/api/v1/documents/secret?q=a");
    EXPECT_EQ(nlohmann::json::parse(lines[2]).at("body"), R"({"queries":[{"q":"batched"}]})");
}

}  // namespace
}  // namespace gazette::test
