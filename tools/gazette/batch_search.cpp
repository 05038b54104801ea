#include "tools/gazette/batch_search.h"

#include "indexer/format/civil_date.h"
#include "searcher/http/parameters.h"
#include "tools/gazette/csv.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace gazette {

namespace {

constexpr std::array<std::string_view, 11> kParameters = {
    "q", "reading", "lang", "kind", "source", "collection", "from", "to", "sort", "limit", "exact"};
constexpr std::array<std::string_view, 4> kLists = {"lang", "kind", "source", "collection"};

// What a column holds: the name of a parameter, or "id".
std::string parameter_of(const std::string& column) {
    if (column == "id") return column;
    const std::string name = column == "query" ? "q" : column;
    if (column != "q" &&
        std::find(kParameters.begin(), kParameters.end(), name) != kParameters.end()) {
        return name;
    }
    throw std::invalid_argument(
        "the table has a column \"" + column +
        "\"; known are id, query, reading, lang, kind, source, collection, from, to, "
        "sort, limit, exact");
}

std::vector<std::string> columns_of(const CsvRecord& header) {
    if (!header.error.empty()) {
        throw std::invalid_argument("the first line of the table: " + header.error);
    }
    std::vector<std::string> columns;
    for (const std::string& column : header.fields) {
        columns.push_back(parameter_of(column));
        if (std::count(columns.begin(), columns.end(), columns.back()) > 1) {
            throw std::invalid_argument("the table has two columns \"" + column + "\"");
        }
    }
    if (std::find(columns.begin(), columns.end(), "q") == columns.end()) {
        throw std::invalid_argument(
            "the table has no column \"query\": its first line names the "
            "columns, such as id,query,lang");
    }
    return columns;
}

bool is_list(const std::string& parameter) {
    return std::find(kLists.begin(), kLists.end(), parameter) != kLists.end();
}

void add(HttpRequest& request, const std::string& name, const std::string& text) {
    std::size_t begin = 0;
    while (is_list(name)) {
        const std::size_t end = text.find('|', begin);
        if (end == std::string::npos) break;
        request.parameters.push_back({name, text.substr(begin, end - begin)});
        begin = end + 1;
    }
    request.parameters.push_back({name, text.substr(begin)});
}

// A table of hits has no place for a notice that other words than all were looked for.
void read_as_queries(HttpRequest& request) {
    const bool said = std::any_of(request.parameters.begin(),
                                  request.parameters.end(),
                                  [](const Parameter& one) { return one.name == "reading"; });
    if (!said) request.parameters.push_back({"reading", "query"});
}

BatchLine line_of(const CsvRecord& record, const std::vector<std::string>& columns) {
    BatchLine line;
    const auto bad_line = [&](std::string why) {
        line.asked = problem_of(400, "bad_line", std::move(why));
        return line;
    };
    if (!record.error.empty()) return bad_line(record.error);
    if (record.fields.size() != columns.size()) {
        return bad_line("it has " + std::to_string(record.fields.size()) + " fields instead of " +
                        std::to_string(columns.size()));
    }
    HttpRequest request;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i] == "id") {
            line.id = record.fields[i];
        } else if (!record.fields[i].empty() || columns[i] == "q") {
            add(request, columns[i], record.fields[i]);
        }
    }
    read_as_queries(request);
    line.asked = parse_parameters(request, kParameters);
    return line;
}

std::string query_of(const BatchLine& line) {
    const auto* request = std::get_if<SearchRequest>(&line.asked);
    return request == nullptr ? "" : request->text;
}

std::string text_of(const Hit& hit) {
    std::string text;
    for (const Snippet& snippet : hit.snippets) {
        if (!text.empty()) text += " … ";
        for (const Fragment& fragment : snippet.fragments) text += fragment.text;
    }
    return text;
}

std::string number(double value) {
    std::array<char, 40> digits{};
    std::snprintf(digits.data(), digits.size(), "%.6g", value);
    return digits.data();
}

class Writer {
  public:
    explicit Writer(std::ostream& out) : out_(out) {
        out_ << csv_line({"line",
                          "id",
                          "query",
                          "status",
                          "total",
                          "relation",
                          "revision",
                          "rank",
                          "document",
                          "title",
                          "lang",
                          "kind",
                          "date",
                          "source",
                          "url",
                          "score",
                          "text",
                          "error"});
    }

    void failed(std::uint64_t number, const BatchLine& line, const Problem& problem) {
        std::vector<std::string> fields{
            std::to_string(number), line.id, query_of(line), std::to_string(problem.status)};
        fields.resize(17);
        fields.push_back(problem.code + ": " + problem.detail);
        out_ << csv_line(fields);
    }

    void answered(std::uint64_t number, const BatchLine& line, const SearchResponse& response) {
        const bool exact = response.relation == CountRelation::exact;
        const std::vector<std::string> begin{std::to_string(number),
                                             line.id,
                                             query_of(line),
                                             "200",
                                             std::to_string(response.total),
                                             exact ? "eq" : "gte",
                                             std::to_string(response.revision)};
        std::uint64_t rank = response.first;
        for (const Hit& hit : response.hits) {
            std::vector<std::string> fields = begin;
            for (std::string field : {std::to_string(++rank),
                                      hit.id,
                                      hit.title,
                                      hit.lang,
                                      hit.kind,
                                      to_string(hit.date),
                                      hit.source,
                                      hit.url,
                                      gazette::number(hit.score),
                                      text_of(hit),
                                      std::string()}) {
                fields.push_back(std::move(field));
            }
            out_ << csv_line(fields);
        }
        if (!response.hits.empty()) return;
        std::vector<std::string> fields = begin;
        fields.resize(18);
        out_ << csv_line(fields);
    }

  private:
    std::ostream& out_;
};

}  // namespace

std::size_t search_table(std::string_view table, const SearchService& service, std::ostream& out) {
    CsvReader reader(table);
    const auto header = reader.next();
    if (!header) throw std::invalid_argument("the table is empty");
    const std::vector<std::string> columns = columns_of(*header);
    Writer writer(out);
    std::size_t wrong = 0;
    while (const auto record = reader.next()) {
        const BatchLine line = line_of(*record, columns);
        const auto answer = search_line(line, service);
        if (const auto* problem = std::get_if<Problem>(&answer)) {
            ++wrong;
            writer.failed(record->line, line, *problem);
        } else {
            writer.answered(record->line, line, std::get<SearchResponse>(answer));
        }
    }
    return wrong;
}

std::string read_table(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw std::invalid_argument("cannot read " + file.string());
    std::string bytes;
    std::array<char, 65536> buffer{};
    while (in.read(buffer.data(), buffer.size()) || in.gcount() > 0) {
        bytes.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
        if (bytes.size() > kMaxBatchFileBytes) {
            throw std::invalid_argument(file.string() + " has more than " +
                                        std::to_string(kMaxBatchFileBytes) + " bytes");
        }
    }
    if (in.bad()) throw std::invalid_argument("cannot read " + file.string() + " to its end");
    return bytes;
}

}  // namespace gazette
