#include "tools/gazette/query_options.h"

#include "searcher/http/json.h"
#include "searcher/http/problem.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <optional>

namespace gazette {

namespace {

CivilPeriod period_of(const std::string& text) {
    return parse_iso_date(text).value_or(CivilPeriod{});
}

std::string check_date(const std::string& text) {
    if (parse_iso_date(text)) return {};
    return "\"" + text + "\" is not a date: give 2019, 2019-05 or 2019-05-07";
}

Reading reading_of(const std::string& name) {
    if (name == "query") return Reading::query;
    if (name == "any") return Reading::any_words;
    return Reading::automatic;
}

SortOrder sort_order_of(const std::string& name) {
    if (name == "newest") return SortOrder::newest;
    if (name == "oldest") return SortOrder::oldest;
    return SortOrder::relevance;
}

// Columns of a terminal that a piece of text takes, near enough for a caret: wide characters
// (Chinese, Japanese, Korean: U+1100 and up, from three bytes of UTF-8 on) take two.
std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0U) == 0x80U) continue;
        columns += byte >= 0xE3 ? 2 : 1;
    }
    return columns;
}

// On one line, and as many columns as before.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::replace_if(
        line.begin(),
        line.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        ' ');
    return line;
}

}  // namespace

SearchRequest QueryOptions::request() const {
    SearchRequest request;
    request.text = query;
    request.reading = reading_of(reading);
    request.languages = languages;
    request.kinds = kinds;
    request.sources = sources;
    request.collections = collections;
    request.from = period_of(from);
    request.to = period_of(to);
    request.sort = sort_order_of(sort);
    request.limit = limit;
    request.offset = offset;
    request.exact_total = exact;
    request.expand = expand;
    request.prior = prior;
    request.spans = spans;
    return request;
}

void add_query_options(CLI::App& command, QueryOptions& options) {
    command.add_option("--index", options.index_dir, "Folder of the index")->required();
    command.add_option("query", options.query, "What to search for; empty: all documents");
    command
        .add_option(
            "--reading",
            options.reading,
            "Read it as a query, or as words of which a document has any; auto: as a query, "
            "but as such words where no document has them all")
        ->check(CLI::IsMember({"auto", "query", "any"}));
    const auto add_filter =
        [&](const char* name, std::vector<std::string>& values, const char* help) {
            command.add_option(name, values, help)->allow_extra_args(false);
        };
    add_filter("--lang", options.languages, "Only documents in this language (BCP 47)");
    add_filter("--kind", options.kinds, "Only law, case, policy, debate or news");
    add_filter("--source", options.sources, "Only documents from this source");
    add_filter("--collection", options.collections, "Only documents of this collection");
    const CLI::Validator date(check_date, "DATE");
    command.add_option("--from", options.from, "Only documents of this day or period, or later")
        ->check(date);
    command.add_option("--to", options.to, "Only documents of this day or period, or earlier")
        ->check(date);
    command.add_flag("--json", options.json, "Print the answer as the HTTP API does");
}

void add_page_options(CLI::App& command, QueryOptions& options) {
    command.add_option("--sort", options.sort, "Order of the hits")
        ->check(CLI::IsMember({"relevance", "newest", "oldest"}));
    command.add_option("--limit", options.limit, "Hits to show")
        ->check(CLI::Range(std::uint32_t{0}, request_limits::kMaxHits));
    command.add_option("--offset", options.offset, "Hits to leave out first")
        ->check(CLI::Range(std::uint32_t{0}, request_limits::kMaxOffset));
}

void add_prior_options(CLI::App& command, PriorChoice& prior) {
    auto* recency = command.add_flag(
        "--prior-recency", prior.recency, "Newer documents stand higher, beside what they say");
    command.add_flag("--prior-authority",
                     prior.authority,
                     "Documents that others cite stand higher, beside what they say");
    command
        .add_option("--half-life",
                    prior.half_life,
                    "After how many days half of the recency is left (" +
                        std::to_string(request_limits::kDefaultHalfLife) + ")")
        ->needs(recency)
        ->check(CLI::Range(std::uint32_t{1}, request_limits::kMaxHalfLife));
}

std::string caret_message(std::string_view query, const QueryError& error) {
    const std::size_t begin = std::min<std::size_t>(error.place.begin, query.size());
    const std::size_t end = std::clamp<std::size_t>(error.place.end, begin, query.size());
    const std::size_t carets =
        std::max<std::size_t>(columns_of(query.substr(begin, end - begin)), 1);
    std::string message = error.message + "\n";
    if (!query.empty()) {
        message += "  " + one_line(query) + "\n  " +
                   std::string(columns_of(query.substr(0, begin)), ' ') + std::string(carets, '^') +
                   "\n";
    }
    if (!error.suggestion.empty()) message += "  try: " + one_line(error.suggestion) + "\n";
    return message;
}

int report_query_error(const std::string& query, const QueryError& error, bool json) {
    if (json) {
        std::cout << to_json(problem_of(error, query)) << "\n";
    } else {
        std::cerr << "gazette: " << caret_message(query, error);
    }
    return kExitUsage;
}

}  // namespace gazette
