// gazette eval: how well an index answers test queries, by judgements.
#include "searcher/search.h"
#include "tools/eval/metrics.h"
#include "tools/eval/significance.h"
#include "tools/eval/trec_files.h"
#include "tools/gazette/known_items.h"
#include "tools/gazette/query_options.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>

namespace gazette {
namespace {

using eval::Judgements;
using eval::Measures;
using nlohmann::ordered_json;

constexpr std::uint32_t kDefaultDepth = 1000;

struct EvalOptions {
    std::string index_dir;
    std::string queries;
    std::string judgements;
    std::string run_file;
    std::string other;
    std::string select = "all";
    std::string reading = "words";
    std::string known;  // titles or identifiers, instead of queries
    std::uint32_t every = 1;
    bool altered = false;
    std::vector<std::string> languages;
    std::uint32_t depth = kDefaultDepth;
    bool expand = false;
    PriorChoice prior;
    bool json = false;
};

struct Evaluated {
    std::string query;
    std::size_t found = 0;
    Measures measures;
};

SearchRequest request_of(const EvalOptions& options, const std::string& text) {
    SearchRequest request;
    request.text = text;
    request.reading = options.reading == "words" ? Reading::any_words : Reading::query;
    request.languages = options.languages;
    request.limit = options.depth;
    request.expand = options.expand;
    request.prior = options.prior;
    return request;
}

std::vector<eval::ScoredDocument> ranking_of(const Searcher& searcher,
                                             const EvalOptions& options,
                                             const eval::TestQuery& query) {
    const auto answer = searcher.rank(request_of(options, query.text));
    if (const auto* error = std::get_if<QueryError>(&answer)) {
        std::cerr << "gazette eval: query " << query.id << " counts with 0: " << error->message
                  << "\n";
        return {};
    }
    std::vector<eval::ScoredDocument> ranking;
    for (const RankedDocument& document : std::get<std::vector<RankedDocument>>(answer)) {
        ranking.push_back({document.id, document.score});
    }
    return ranking;
}

// Tuning on odd queries and reporting even ones: places in the file, from 1.
bool is_selected(const EvalOptions& options, std::size_t place) {
    if (options.select == "odd") return place % 2 == 1;
    if (options.select == "even") return place % 2 == 0;
    return true;
}

std::vector<Evaluated> evaluate(const EvalOptions& options) {
    const auto queries = eval::read_queries(options.queries);
    const auto judgements = eval::read_judgements(options.judgements);
    std::ofstream run;
    if (!options.run_file.empty()) {
        run.open(options.run_file);
        if (!run) throw std::runtime_error("cannot write " + options.run_file);
    }
    const Searcher searcher(options.index_dir);
    std::vector<Evaluated> all;
    std::size_t without = 0;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        if (!is_selected(options, i + 1)) continue;
        const auto judged = judgements.find(queries[i].id);
        if (judged == judgements.end()) {
            ++without;
            continue;
        }
        auto ranking = ranking_of(searcher, options, queries[i]);
        for (std::size_t rank = 0; run.is_open() && rank < ranking.size(); ++rank) {
            run << eval::run_line(queries[i].id, ranking[rank], rank + 1, "gazette") << "\n";
        }
        const std::size_t found = ranking.size();
        all.push_back({queries[i].id,
                       found,
                       eval::measure(eval::trec_order(std::move(ranking)), judged->second)});
    }
    if (run.is_open() && !run.flush()) {
        throw std::runtime_error("cannot write " + options.run_file + " to its end");
    }
    if (without > 0) {
        std::cerr << "gazette eval: " << without
                  << " queries have no judgements and are left out\n";
    }
    return all;
}

Measures mean_of(const std::vector<Evaluated>& all) {
    std::vector<Measures> measures;
    for (const Evaluated& one : all) measures.push_back(one.measures);
    return eval::mean_of(measures);
}

ordered_json to_json(const Measures& measures) {
    ordered_json json = ordered_json::object();
    for (const auto& name : eval::measure_names()) json[name.name] = measures.*name.value;
    return json;
}

ordered_json to_json(const EvalOptions& options, const std::vector<Evaluated>& all) {
    ordered_json queries = ordered_json::object();
    for (const Evaluated& one : all) {
        queries[one.query] = to_json(one.measures);
        queries[one.query]["found"] = one.found;
    }
    return {{"queries", all.size()},
            {"select", options.select},
            {"reading", options.reading},
            {"expand", options.expand},
            {"recency", options.prior.recency},
            {"authority", options.prior.authority},
            {"mean", to_json(mean_of(all))},
            {"by_query", std::move(queries)}};
}

void print(const std::vector<Evaluated>& all) {
    std::cout << all.size() << " queries\n" << std::fixed << std::setprecision(4);
    const Measures mean = mean_of(all);
    for (const auto& name : eval::measure_names()) {
        std::cout << std::left << std::setw(10) << name.name << mean.*name.value << "\n";
    }
}

ordered_json read_other(const std::string& file) {
    std::ifstream in(file);
    auto json = in ? ordered_json::parse(in, nullptr, false) : ordered_json();
    if (!json.is_object() || !json.contains("by_query") || !json["by_query"].is_object()) {
        throw std::runtime_error(file + " is not what gazette eval --json prints");
    }
    return json["by_query"];
}

// By the queries that both have.
void print_comparison(const std::string& file, const std::vector<Evaluated>& all) {
    const ordered_json other = read_other(file);
    std::cout << "\nbeside " << file << ": difference, better/worse queries, p (randomisation)\n"
              << std::fixed << std::setprecision(4);
    for (const auto& name : eval::measure_names()) {
        std::vector<double> before;
        std::vector<double> now;
        for (const Evaluated& one : all) {
            const auto same = other.find(one.query);
            if (same == other.end() || !same->contains(name.name)) continue;
            const auto& value = (*same)[name.name];
            if (!value.is_number()) continue;
            before.push_back(value.get<double>());
            now.push_back(one.measures.*name.value);
        }
        const eval::Comparison comparison = eval::compare(before, now);
        std::cout << std::left << std::setw(10) << name.name << std::showpos
                  << comparison.difference << std::noshowpos << "  " << comparison.wins << "/"
                  << comparison.losses << " of " << comparison.queries << "  p "
                  << comparison.p_value << "\n";
    }
}

int run_known_items(const EvalOptions& options) {
    const Searcher searcher(options.index_dir);
    const KnownItemResult result =
        find_known_items(searcher,
                         {options.known == "titles" ? KnownBy::title : KnownBy::identifier,
                          options.every,
                          options.altered});
    if (result.typed == 0) throw std::runtime_error("no document has " + options.known);
    const auto share = [&](std::uint64_t count) {
        return static_cast<double>(count) / static_cast<double>(result.typed);
    };
    if (options.json) {
        const ordered_json json = {{"typed", result.typed},
                                   {"first", share(result.first)},
                                   {"in_ten", share(result.in_ten)},
                                   {"missed", result.missed}};
        std::cout << json.dump(1, ' ', false, ordered_json::error_handler_t::replace) << "\n";
        return kExitOk;
    }
    std::cout << result.typed << " " << options.known << " typed\n"
              << std::fixed << std::setprecision(4) << "first     " << share(result.first)
              << "\nin ten    " << share(result.in_ten) << "\n";
    return kExitOk;
}

int run_eval(const EvalOptions& options) {
    if (!options.known.empty()) return run_known_items(options);
    if (options.queries.empty() || options.judgements.empty()) {
        throw std::runtime_error("--queries and --qrels are needed, or --known");
    }
    const std::vector<Evaluated> all = evaluate(options);
    if (all.empty()) {
        throw std::runtime_error("no query of " + options.queries + " has judgements in " +
                                 options.judgements);
    }
    if (options.json) {
        std::cout << to_json(options, all).dump(1) << "\n";
        return kExitOk;
    }
    print(all);
    if (!options.other.empty()) print_comparison(options.other, all);
    return kExitOk;
}

}  // namespace

void add_eval_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<EvalOptions>();
    CLI::App* command = app.add_subcommand("eval", "Measure the ranking by judgements");
    command->add_option("--index", options->index_dir, "Folder of the index")->required();
    command->add_option("--queries", options->queries, "A query a line: id, TAB, text");
    command->add_option("--qrels", options->judgements, "A line: query, 0, document, grade");
    command
        ->add_option("--known", options->known, "Type titles or identifiers of the index instead")
        ->check(CLI::IsMember({"titles", "identifiers"}))
        ->excludes("--queries")
        ->excludes("--qrels");
    command->add_option("--every", options->every, "With --known: of every n-th document")
        ->check(CLI::PositiveNumber);
    command->add_flag("--altered", options->altered, "With --known: lower case, no punctuation");
    command->add_option("--run", options->run_file, "Write the rankings here, as a TREC run");
    command->add_option("--compare", options->other, "What another run printed with --json");
    command->add_option("--select", options->select, "Which queries, by their places in the file")
        ->check(CLI::IsMember({"all", "odd", "even"}));
    command->add_option("--reading", options->reading, "Queries are plain words, or query syntax")
        ->check(CLI::IsMember({"words", "query"}));
    command->add_option("--lang", options->languages, "Only documents in this language (BCP 47)")
        ->allow_extra_args(false);
    command->add_option("--depth", options->depth, "Documents of a ranking that count")
        ->check(CLI::Range(std::uint32_t{1}, request_limits::kMaxRanked));
    command->add_flag("--expand", options->expand, "Expand each query by its first hits");
    add_prior_options(*command, options->prior);
    command->add_flag("--json", options->json, "Print JSON, with the measures of every query");
    command->callback([options, &run] { run = [options] { return run_eval(*options); }; });
}

}  // namespace gazette
