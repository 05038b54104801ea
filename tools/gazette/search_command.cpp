// gazette search: one search on the command line, as text for a person or as the API's JSON.
#include "searcher/hit_stream.h"
#include "searcher/http/export.h"
#include "searcher/http/json.h"
#include "searcher/http/search_service.h"
#include "searcher/search.h"
#include "tools/gazette/batch_search.h"
#include "tools/gazette/hit_printer.h"
#include "tools/gazette/query_options.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>

namespace gazette {

namespace {

// Every hit as a line of JSON, from one state of the index. What is not a hit goes to the other
// stream.
int print_all(const Searcher& searcher, const SearchRequest& request) {
    std::uint64_t printed = 0;
    const auto answer = searcher.search_all(request, [&](const Hit& hit) {
        std::cout << to_json(hit) << "\n";
        ++printed;
        return static_cast<bool>(std::cout);
    });
    if (const auto* error = std::get_if<QueryError>(&answer)) {
        return report_query_error(request.text, *error, false);
    }
    const auto& response = std::get<SearchResponse>(answer);
    std::cout.flush();
    for (const Notice& notice : response.query.notices) {
        std::cerr << "note: " << notice.message << "\n";
    }
    if (!std::cout) {
        std::cerr << "gazette: the output cannot be written: " << printed << " of "
                  << response.total << " hits are there\n";
        return kExitFailed;
    }
    return kExitOk;
}

// The same as a file with a manifest at its end, as /api/v1/export gives it.
int print_export(const Searcher& searcher, const SearchRequest& request, ExportFormat format) {
    constexpr std::size_t kHitsAtOnce = 32;
    const auto answer = searcher.stream(request);
    if (const auto* error = std::get_if<QueryError>(&answer)) {
        return report_query_error(request.text, *error, false);
    }
    HitStream& hits = *std::get<std::unique_ptr<HitStream>>(answer);
    ExportWriter writer(format, request);
    std::cout << writer.header();
    for (auto piece = hits.next(kHitsAtOnce); std::cout && !piece.empty();
         piece = hits.next(kHitsAtOnce)) {
        for (const Hit& hit : piece) std::cout << writer.record(hit);
    }
    if (std::cout) std::cout << writer.manifest(hits.about(), hits.published_at());
    std::cout.flush();
    if (std::cout) return kExitOk;
    std::cerr << "gazette: the output cannot be written\n";
    return kExitFailed;
}

// A table of hits for a table of queries.
int print_batch(const Searcher& searcher, const std::string& file) {
    std::string table;
    std::size_t wrong = 0;
    try {
        table = read_table(file);
        wrong = search_table(table, *service_of(searcher), std::cout);
    } catch (const std::invalid_argument& error) {
        std::cerr << "gazette: " << error.what() << "\n";
        return kExitUsage;
    }
    std::cout.flush();
    if (!std::cout) {
        std::cerr << "gazette: the output cannot be written\n";
        return kExitFailed;
    }
    if (wrong == 0) return kExitOk;
    std::cerr << "gazette: " << wrong << (wrong == 1 ? " line" : " lines")
              << " of the table could not be answered: see the column \"error\"\n";
    return kExitFound;
}

int print_page(const Searcher& searcher, const SearchRequest& request, bool json) {
    const auto answer = searcher.search(request);
    if (const auto* error = std::get_if<QueryError>(&answer)) {
        return report_query_error(request.text, *error, json);
    }
    const auto& response = std::get<SearchResponse>(answer);
    if (json) {
        std::cout << to_json(response) << "\n";
    } else {
        print_response(response, request.offset);
    }
    return kExitOk;
}

}  // namespace

void add_search_command(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("search", "Search an index");
    auto options = std::make_shared<QueryOptions>();
    auto all = std::make_shared<bool>(false);
    auto batch = std::make_shared<std::string>();
    auto format = std::make_shared<std::string>();
    add_query_options(*command, *options);
    add_page_options(*command, *options);
    command->add_flag("--exact", options->exact, "Take the time that an exact count needs");
    command->add_flag("--expand",
                      options->expand,
                      "Rank by words that tell the first hits from other documents, too");
    add_prior_options(*command, options->prior);
    command->add_flag("--spans", options->spans, "Give every place that matched, in JSON");
    auto* all_option = command->add_flag(
        "--all", *all, "Print every hit to the last one, as JSON Lines, from one state");
    command
        ->add_option(
            "--format", *format, "With --all: csv, jsonl, ris or bib, with a manifest at the end")
        ->needs(all_option)
        ->check(CLI::IsMember({"csv", "jsonl", "ris", "bib"}));
    all_option->excludes("--limit");
    auto* batch_option = command->add_option(
        "--batch", *batch, "CSV of queries (id,query,lang,...): print the hits of all as CSV");
    for (CLI::Option* other : command->get_options()) {
        const std::string name = other->get_name();
        if (other != batch_option && name != "--index" && name != "--help") {
            batch_option->excludes(other);
        }
    }
    command->callback([options, all, batch, format, &run] {
        run = [options, all, batch, format] {
            const SearchRequest request = options->request();
            const Searcher searcher(options->index_dir);
            if (!batch->empty()) return print_batch(searcher, *batch);
            if (!format->empty()) {
                return print_export(searcher, request, *export_format_of(*format));
            }
            if (*all) return print_all(searcher, request);
            return print_page(searcher, request, options->json || options->spans);
        };
    });
}

}  // namespace gazette
