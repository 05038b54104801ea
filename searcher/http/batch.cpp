#include "searcher/http/batch.h"

#include "searcher/http/json.h"
#include "searcher/http/limits.h"
#include "searcher/http/parameters.h"
#include "searcher/http/utf16.h"
#include "searcher/search_error.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <utility>

namespace gazette {
namespace {

using Json = nlohmann::json;

Problem no_batch(std::string detail) {
    return problem_of(400, "bad_batch", std::move(detail));
}

Problem bad_value(const std::string& name, const std::string& expected) {
    Problem problem =
        problem_of(400, "bad_value", "The value of \"" + name + "\" " + expected + ".");
    problem.parameter = name;
    return problem;
}

// A string, a whole number, or true and false as 1 and 0; nothing for any other.
std::optional<std::string> text_of(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return value.dump();
    if (value.is_boolean()) return value.get<bool>() ? "1" : "0";
    return std::nullopt;
}

std::optional<Problem> add_parameters(const std::string& name,
                                      const Json& value,
                                      std::vector<Parameter>& parameters) {
    const Json list = value.is_array() ? value : Json::array({value});
    for (const Json& one : list) {
        const auto text = text_of(one);
        if (!text || text->find('\0') != std::string::npos) {
            return bad_value(name, "is not a text or a whole number, or a list of them");
        }
        parameters.push_back({name, *text});
    }
    return std::nullopt;
}

BatchLine line_of(const Json& query) {
    static const auto kKnown = with_query_parameters({"sort", "limit", "offset", "exact"});
    BatchLine line;
    if (!query.is_object()) {
        line.asked = no_batch("A query is an object: {\"id\": \"1\", \"q\": \"water\"}.");
        return line;
    }
    HttpRequest request;
    for (const auto& [name, value] : query.items()) {
        if (name == "id") {
            const auto id = text_of(value);
            if (!id || id->size() > http_limits::kMaxBatchIdBytes) {
                line.asked =
                    bad_value("id",
                              "is not a text of at most " +
                                  std::to_string(http_limits::kMaxBatchIdBytes) + " bytes");
                return line;
            }
            line.id = *id;
        } else if (auto wrong = add_parameters(name, value, request.parameters)) {
            line.asked = *wrong;
        }
    }
    if (std::holds_alternative<Problem>(line.asked)) return line;
    line.asked = parse_parameters(request, kKnown);
    return line;
}

}  // namespace

std::variant<std::vector<BatchLine>, Problem> read_batch(std::string_view body) {
    if (!is_valid_utf8(body)) return no_batch("The body is not UTF-8.");
    if (nested_deeper(body, http_limits::kMaxBatchDepth)) {
        return no_batch("The JSON is nested deeper than " +
                        std::to_string(http_limits::kMaxBatchDepth) + ".");
    }
    const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object() || json.size() != 1 || !json.contains("queries") ||
        !json.at("queries").is_array()) {
        return no_batch("The body is not JSON of the form {\"queries\": [...]}.");
    }
    const Json& queries = json.at("queries");
    if (queries.empty()) return no_batch("There is no query in it.");
    if (queries.size() > http_limits::kMaxBatchQueries) {
        return problem_of(400,
                          "too_many_queries",
                          "A batch has at most " + std::to_string(http_limits::kMaxBatchQueries) +
                              " queries, and this one has " + std::to_string(queries.size()) + ".");
    }
    std::vector<BatchLine> lines;
    for (const Json& query : queries) lines.push_back(line_of(query));
    return lines;
}

std::variant<SearchResponse, Problem> search_line(const BatchLine& line,
                                                  const SearchService& service) {
    if (const auto* wrong = std::get_if<Problem>(&line.asked)) return *wrong;
    const auto& request = std::get<SearchRequest>(line.asked);
    try {
        auto found = service.search(request);
        if (const auto* wrong = std::get_if<QueryError>(&found)) {
            return problem_of(*wrong, request.text);
        }
        return std::get<SearchResponse>(std::move(found));
    } catch (const SearchError& error) {
        if (error.kind() != SearchError::Kind::out_of_time) throw;
        return out_of_time_problem();
    }
}

std::string answer_batch_lines(const std::vector<BatchLine>& lines,
                               const SearchService& service,
                               const std::function<bool()>& out_of_time) {
    std::vector<BatchResult> results;
    for (const BatchLine& line : lines) {
        if (!results.empty() && out_of_time()) {
            results.push_back({line.id,
                               problem_of(503,
                                          "batch_out_of_time",
                                          "The time for the batch was up before this query.")});
            continue;
        }
        results.push_back({line.id, search_line(line, service)});
    }
    return to_json(results);
}

}  // namespace gazette
