// Real answers against schemas/, and schemas/openapi.json against what is served.
#include "searcher/http/embedded.h"
#include "searcher/http/endpoints/endpoints.h"
#include "searcher/request.h"
#include "tests/http/running_server.h"
#include "tests/http/schema_check.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace gazette::test {
namespace {

nlohmann::json open_api() {
    return nlohmann::json::parse(source_file("schemas/openapi.json"));
}

TEST(Contract, AnswersAreAsTheirSchemasSay) {
    const RunningServer server;
    struct Row {
        std::string target;
        int status;
        std::string schema;
    };
    const std::vector<Row> rows = {
        {"/api/v1/search", 200, "search_response.schema.json"},
        {"/api/v1/search?q=%E6%BC%A2%E5%AD%97", 200, "search_response.schema.json"},
        {"/api/v1/search?q=a&spans=1&limit=1&exact=1", 200, "search_response.schema.json"},
        {"/api/v1/search?q=partial", 200, "search_response.schema.json"},
        {"/api/v1/search?cursor=AAAA", 400, "problem.schema.json"},
        {"/api/v1/search?q=%F0%9F%98%80%22x", 400, "problem.schema.json"},
        {"/api/v1/search?x=1", 400, "problem.schema.json"},
        {"/api/v1/search?q=throw", 500, "problem.schema.json"},
        {"/api/v1/search?q=index-error", 503, "problem.schema.json"},
        {"/api/v1/documents/a%2Fb?q=x", 200, "document_response.schema.json"},
        {"/api/v1/documents/a", 200, "document_response.schema.json"},
        {"/api/v1/documents/a?q=x&outline=1", 200, "document_response.schema.json"},
        {"/api/v1/documents/a?segment=none", 404, "problem.schema.json"},
        {"/api/v1/documents/large", 200, "document_response.schema.json"},
        {"/api/v1/documents/missing", 404, "problem.schema.json"},
        {"/api/v1/explain?q=laws", 200, "explain_response.schema.json"},
        {"/api/v1/search?q=a&expand=1", 200, "search_response.schema.json"},
        {"/api/v1/search?q=a&expand=yes", 400, "problem.schema.json"},
        {"/api/v1/search?q=a&prior=recency,authority&half_life=30",
         200,
         "search_response.schema.json"},
        {"/api/v1/search?q=a&prior=authority", 200, "search_response.schema.json"},
        {"/api/v1/search?q=a&prior=age", 400, "problem.schema.json"},
        {"/api/v1/search?q=a&prior=", 400, "problem.schema.json"},
        {"/api/v1/search?q=a&prior=recency,recency", 400, "problem.schema.json"},
        {"/api/v1/search?q=a&prior=authority&half_life=30", 400, "problem.schema.json"},
        {"/api/v1/search?q=a&prior=recency&half_life=0", 400, "problem.schema.json"},
        {"/api/v1/similar?id=a%2Fb&prior=recency", 200, "search_response.schema.json"},
        {"/api/v1/similar?id=a%2Fb&kind=law&-lang=de&limit=2&spans=1",
         200,
         "search_response.schema.json"},
        {"/api/v1/similar", 400, "problem.schema.json"},
        {"/api/v1/similar?id=a&q=b", 400, "problem.schema.json"},
        {"/api/v1/similar?cursor=abc", 400, "problem.schema.json"},
        {"/api/v1/similar?id=a&cursor=abc", 400, "problem.schema.json"},
        {"/api/v1/similar?id=missing", 404, "problem.schema.json"},
        {"/similar?id=missing", 404, "problem.schema.json"},
        {"/api/v1/suggest?q=ges&lang=de&limit=2", 200, "suggest_response.schema.json"},
        {"/api/v1/suggest?q=partial", 200, "suggest_response.schema.json"},
        {"/api/v1/suggest?limit=21", 400, "problem.schema.json"},
        {"/api/v1/suggest?q=throw", 500, "problem.schema.json"},
        {"/api/v1/facets", 200, "facets_response.schema.json"},
        {"/api/v1/facets?q=partial&facet=lang&facet=year&values=1000&containing=%E6%BC%A2",
         200,
         "facets_response.schema.json"},
        {"/api/v1/facets?q=a&-source=x&-source=y&-lang=de&to=2020",
         200,
         "facets_response.schema.json"},
        {"/api/v1/facets?facet=colour", 400, "problem.schema.json"},
        {"/api/v1/facets?values=1001", 400, "problem.schema.json"},
        {"/api/v1/facets?-lang=not%20one", 400, "problem.schema.json"},
        {"/api/v1/facets?q=%22x", 400, "problem.schema.json"},
        {"/api/v1/timeline?q=a&bucket=month", 200, "timeline_response.schema.json"},
        {"/api/v1/timeline?q=partial", 200, "timeline_response.schema.json"},
        {"/api/v1/timeline?bucket=day", 400, "problem.schema.json"},
        {"/api/v1/timeline?bucket=minute", 400, "problem.schema.json"},
        {"/api/v1/timeline?format=xml", 400, "problem.schema.json"},
        {"/api/v1/status", 200, "status_response.schema.json"},
        {"/nothing", 404, "problem.schema.json"},
        {"/%zz", 400, "problem.schema.json"},
    };
    for (const Row& row : rows) {
        const RawReply reply = server.get(row.target);
        EXPECT_EQ(reply.status, row.status) << row.target;
        EXPECT_EQ(schema_errors(row.schema, reply.body), "") << row.target << "\n" << reply.body;
        EXPECT_EQ(reply.header("Content-Type"),
                  row.status == 200 ? "application/json" : "application/problem+json")
            << row.target;
    }
}

TEST(Contract, ABatchAndItsLinesAreAsTheirSchemasSay) {
    const RunningServer server;
    auto example = open_api()
                       .at("paths")
                       .at("/api/v1/search/batch")
                       .at("post")
                       .at("requestBody")
                       .at("content")
                       .at("application/json")
                       .at("example");
    EXPECT_EQ("", schema_errors("batch_request.schema.json", example.dump()));
    example["queries"][0]["q"] = "ice";  // the service of the tests takes no quotation marks
    const RawReply reply = server.post("/api/v1/search/batch", example.dump());
    EXPECT_EQ(200, reply.status);
    EXPECT_EQ("application/json", reply.header("Content-Type"));
    ASSERT_EQ("", schema_errors("batch_response.schema.json", reply.body)) << reply.body;
    const auto results = nlohmann::json::parse(reply.body).at("results");
    EXPECT_EQ("", schema_errors("search_response.schema.json", results.at(0).at("answer").dump()));
    EXPECT_EQ("", schema_errors("problem.schema.json", results.at(1).at("problem").dump()));
}

TEST(Contract, ThePageOfDocumentsLikeOneIsASearch) {
    const RunningServer server;
    const RawReply reply = server.get("/similar?id=a%2Fb&ui=de");
    EXPECT_EQ(303, reply.status);
    const std::string location = reply.header("Location");
    EXPECT_TRUE(location.starts_with("./?q=")) << location;
    EXPECT_TRUE(location.ends_with("&ui=de")) << location;
    EXPECT_NE(std::string::npos, location.find("%E6%BC%A2%E5%AD%97")) << location;
}

TEST(Contract, ATimelineIsATableToo) {
    const RunningServer server;
    const RawReply reply = server.get("/api/v1/timeline?q=a&format=csv");
    EXPECT_EQ(200, reply.status);
    EXPECT_EQ("text/csv; charset=utf-8; header=present", reply.header("Content-Type"));
    EXPECT_EQ("attachment; filename=\"timeline.csv\"", reply.header("Content-Disposition"));
    EXPECT_EQ(
        "slot,from,to,matches,documents\r\n"
        "2019,2019-01-01,2019-12-31,2,5\r\n"
        "2020,2020-01-01,2020-12-31,0,3\r\n"
        "unknown,,,1,1\r\nwider,,,0,0\r\noutside,,,0,0\r\ntotal,,,3,9\r\n",
        reply.body);
    EXPECT_TRUE(server.get("/api/v1/timeline?q=partial&format=csv")
                    .body.starts_with("slot,from,to,matches_at_least,"));
}

TEST(Contract, SchemasRefuseWhatIsNotAsTheySay) {
    const RunningServer server;
    auto answer = nlohmann::json::parse(server.get("/api/v1/search?q=a").body);
    answer["surprise"] = 1;
    EXPECT_NE(schema_errors("search_response.schema.json", answer.dump()), "");
    answer.erase("surprise");
    answer["hits"][0]["title"] = "";
    EXPECT_NE(schema_errors("search_response.schema.json", answer.dump()), "");
    answer["hits"][0].erase("title");
    EXPECT_NE(schema_errors("search_response.schema.json", answer.dump()), "");
}

TEST(Contract, OpenApiNamesTheEndpointsThatAreServedAndNoOthers) {
    const auto api = open_api();
    std::set<std::string> described;
    for (const auto& [path, item] : api.at("paths").items()) described.insert(path);
    std::set<std::string> served;
    for (const Endpoint& endpoint : endpoints()) served.emplace(endpoint.path);
    EXPECT_EQ(described, served);
}

TEST(Contract, ParametersOfOpenApiAreThoseThatAreTaken) {
    const RunningServer server;
    const auto api = open_api();
    const auto& named = api.at("components").at("parameters");
    for (const auto& [path, item] : api.at("paths").items()) {
        std::set<std::string> described;
        if (item.contains("post")) continue;
        const auto parameters = item.at("get").value("parameters", nlohmann::json::array());
        for (const auto& parameter : parameters) {
            if (!parameter.contains("$ref")) continue;
            const std::string ref = parameter.at("$ref");
            described.insert(named.at(ref.substr(ref.rfind('/') + 1)).at("name"));
        }
        std::string target = path;
        if (target.ends_with("{id}")) target.replace(target.size() - 4, 4, "a");
        for (const auto& [key, parameter] : named.items()) {
            const std::string name = parameter.at("name");
            const auto reply = server.get(target + "?" + name + "=");
            const bool unknown = reply.body.find("\"unknown_parameter\"") != std::string::npos;
            EXPECT_EQ(unknown, !described.contains(name)) << path << " " << name;
        }
    }
}

TEST(Contract, BoundsInOpenApiAreThoseOfTheProgram) {
    const auto api = open_api();
    const auto& named = api.at("components").at("parameters");
    EXPECT_EQ(named.at("limit").at("schema").at("maximum"), request_limits::kMaxHits);
    EXPECT_EQ(named.at("limit").at("schema").at("default"), request_limits::kDefaultHits);
    EXPECT_EQ(named.at("offset").at("schema").at("maximum"), request_limits::kMaxOffset);
    EXPECT_EQ(named.at("suggestions").at("schema").at("maximum"), suggest_limits::kMax);
    EXPECT_EQ(named.at("suggestions").at("schema").at("default"), suggest_limits::kDefault);
    EXPECT_EQ(named.at("values").at("schema").at("maximum"), request_limits::kMaxFacetValues);
    EXPECT_EQ(named.at("values").at("schema").at("default"), request_limits::kDefaultFacetValues);
    EXPECT_EQ(named.at("kind").at("schema").at("maxItems"), http_limits::kMaxFilterValues);
}

void check_examples(const nlohmann::json& response) {
    if (!response.contains("content")) return;
    for (const auto& [type, content] : response.at("content").items()) {
        if (!content.at("schema").contains("$ref")) continue;
        const std::string schema = content.at("schema").at("$ref");
        std::vector<nlohmann::json> examples;
        if (content.contains("example")) examples.push_back(content.at("example"));
        const auto several = content.value("examples", nlohmann::json::object());
        for (const auto& [name, example] : several.items()) {
            examples.push_back(example.at("value"));
        }
        EXPECT_FALSE(examples.empty()) << schema;
        for (const auto& example : examples) {
            EXPECT_EQ(schema_errors(schema, example.dump()), "") << example;
        }
    }
}

TEST(Contract, ExamplesInOpenApiAreAsTheirSchemasSay) {
    const auto api = open_api();
    for (const auto& [path, item] : api.at("paths").items()) {
        for (const auto& [method, operation] : item.items()) {
            for (const auto& [status, response] : operation.at("responses").items()) {
                check_examples(response);
            }
        }
    }
    for (const auto& [name, response] : api.at("components").at("responses").items()) {
        check_examples(response);
    }
}

// What stands in double quotes at or behind `at`, and moves `at` past it; empty: nothing more.
std::string next_quoted(const std::string& text, std::size_t& at) {
    const auto begin = text.find('"', at);
    if (begin == std::string::npos) return {};
    const auto end = text.find('"', begin + 1);
    at = end + 1;
    return text.substr(begin + 1, end - begin - 1);
}

TEST(Contract, EveryCodeOfTheServerIsInTheListOfCodes) {
    const std::string list = source_file("schemas/README.md");
    int found = 0;
    for (const std::string file : {"access.cpp",
                                   "engine.cpp",
                                   "head_check.cpp",
                                   "listener.cpp",
                                   "batch.cpp",
                                   "ingest.cpp",
                                   "parameter_values.cpp",
                                   "parameters.cpp",
                                   "problem.cpp",
                                   "request_cutter.cpp",
                                   "request_target.cpp",
                                   "server.cpp",
                                   "endpoints/batch.cpp",
                                   "endpoints/document.cpp",
                                   "endpoints/export.cpp"}) {
        const std::string source = source_file("searcher/http/" + file);
        const std::string call = "problem_of(";
        for (auto at = source.find(call); at != std::string::npos; at = source.find(call, at)) {
            at = source.find_first_not_of(" \n", at + call.size());
            if (source[at] < '4' || source[at] > '5') continue;  // of a QueryError
            const std::string code = next_quoted(source, at);
            EXPECT_NE(list.find("`" + code + "`"), std::string::npos) << code;
            ++found;
        }
    }
    EXPECT_GT(found, 15);
}

TEST(Contract, ServesItsOwnDescription) {
    const RunningServer server;
    const RawReply reply = server.get("/openapi.json");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("Content-Type"), "application/json");
    EXPECT_TRUE(reply.body == source_file("schemas/openapi.json"));
    // Every schema that it refers to is served beside it.
    std::set<std::string> schemas;
    const std::string ref = "\"$ref\":";
    for (auto at = reply.body.find(ref); at != std::string::npos; at = reply.body.find(ref, at)) {
        at += ref.size();
        const std::string target = next_quoted(reply.body, at);
        if (!target.starts_with('#')) schemas.insert(target);
    }
    EXPECT_EQ(schemas.size(), 11U);
    for (const std::string& schema : schemas) {
        EXPECT_TRUE(server.get("/" + schema).body == source_file("schemas/" + schema)) << schema;
    }
}

}  // namespace
}  // namespace gazette::test
