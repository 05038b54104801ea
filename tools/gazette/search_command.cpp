// gazette search: one search on the command line, as text for a person or as the API's JSON.
#include "searcher/hit_stream.h"
#include "searcher/http/export.h"
#include "searcher/http/json.h"
#include "searcher/http/search_service.h"
#include "searcher/search.h"
#include "tools/gazette/batch_search.h"
#include "tools/gazette/query_options.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <variant>

namespace gazette {

namespace {

// How a match is shown: bold on a terminal, in brackets elsewhere.
struct Marks {
    std::string begin = "[";
    std::string end = "]";
    std::string strong_begin;
    std::string strong_end;
};

Marks marks_for_output() {
    if (isatty(STDOUT_FILENO) == 0) return {};
    return {"\033[1;33m", "\033[0m", "\033[1m", "\033[0m"};
}

// On one line, and nothing in it that a terminal would obey: neither C0 nor C1 controls (U+0080 to
// U+009F, in UTF-8 C2 80 to C2 9F).
std::string printable(const std::string& text) {
    std::string shown;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
        const bool c1 = byte == 0xC2 && next >= 0x80 && next <= 0x9F;
        if (c1) ++at;
        shown.push_back(c1 || byte < 0x20 || byte == 0x7F ? ' ' : text[at]);
    }
    return shown;
}

std::string marked(const std::vector<Fragment>& fragments, const Marks& marks) {
    std::string text;
    for (const Fragment& fragment : fragments) {
        if (fragment.match) text += marks.begin;
        text += printable(fragment.text);
        if (fragment.match) text += marks.end;
    }
    return text;
}

std::string place_of(const Segment& segment) {
    std::string place = segment.label;
    if (segment.page != 0) {
        if (!place.empty()) place += ", ";
        place += "page " + std::to_string(segment.page);
    }
    return place;
}

void print_hit(const Hit& hit, std::uint64_t number, const Marks& marks) {
    const std::string title =
        hit.title_fragments.empty() ? printable(hit.title) : marked(hit.title_fragments, marks);
    std::cout << number << ". " << marks.strong_begin << (title.empty() ? printable(hit.id) : title)
              << marks.strong_end << "\n   " << printable(hit.id);
    for (const std::string& fact : {to_string(hit.date), hit.lang, hit.kind, hit.source}) {
        if (!fact.empty()) std::cout << " | " << printable(fact);
    }
    std::cout << "\n";
    for (const Snippet& snippet : hit.snippets) {
        const std::string place = place_of(snippet.segment);
        std::cout << "   ";
        if (!place.empty()) std::cout << printable(place) << ": ";
        std::cout << marked(snippet.fragments, marks) << "\n";
    }
    std::cout << "\n";
}

void print_response(const SearchResponse& response, std::uint32_t offset) {
    const Marks marks = marks_for_output();
    for (const Notice& notice : response.query.notices) {
        std::cout << "note: " << notice.message << "\n";
    }
    std::uint64_t number = offset;
    for (const Hit& hit : response.hits) print_hit(hit, ++number, marks);
    const bool exact = response.relation == CountRelation::exact;
    std::cout << (exact ? "" : "at least ") << response.total
              << (response.total == 1 ? " document" : " documents");
    if (!response.hits.empty()) std::cout << ", shown " << offset + 1 << " to " << number;
    std::cout << " (" << static_cast<long>(response.took_ms + 0.5) << " ms)\n";
}

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
