// gazette similar: documents like one, as text for a person or as the API's JSON.
#include "searcher/http/json.h"
#include "searcher/search.h"
#include "searcher/similar.h"
#include "tools/gazette/hit_printer.h"
#include "tools/gazette/query_options.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>

namespace gazette {
namespace {

struct SimilarOptions {
    std::string index_dir;
    SimilarRequest request;
    bool json = false;
};

int run_similar(const SimilarOptions& options) {
    const Searcher searcher(options.index_dir);
    const auto answer = searcher.similar(options.request);
    if (const auto* error = std::get_if<QueryError>(&answer)) {
        return report_query_error("", *error, options.json);
    }
    const auto& found = std::get<std::optional<SearchResponse>>(answer);
    if (!found) throw std::runtime_error("the index holds no document " + options.request.id);
    if (options.json) {
        std::cout << to_json(*found) << "\n";
        return kExitOk;
    }
    std::cout << "like " << found->query.canonical << "\n\n";
    print_response(*found, options.request.query.offset);
    return kExitOk;
}

}  // namespace

void add_similar_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<SimilarOptions>();
    CLI::App* command = app.add_subcommand("similar", "Find documents like one");
    SearchRequest& query = options->request.query;
    command->add_option("--index", options->index_dir, "Folder of the index")->required();
    command->add_option("id", options->request.id, "Of the document")->required();
    command->add_option("--lang", query.languages, "Only documents in this language (BCP 47)")
        ->allow_extra_args(false);
    command->add_option("--kind", query.kinds, "Only law, case, policy, debate or news")
        ->allow_extra_args(false);
    command->add_option("--limit", query.limit, "Hits to show")
        ->check(CLI::Range(std::uint32_t{1}, request_limits::kMaxHits));
    command->add_option("--offset", query.offset, "Hits to leave out first")
        ->check(CLI::Range(std::uint32_t{0}, request_limits::kMaxOffset));
    command->add_flag("--json", options->json, "Print the answer as the HTTP API does");
    command->callback([options, &run] { run = [options] { return run_similar(*options); }; });
}

}  // namespace gazette
