// gazette status: what an index holds, and what became of its inputs.
#include "indexer/index_status.h"
#include "tools/gazette/figures.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Values of a facet that are listed without --json.
constexpr std::size_t kMaxListed = 20;

struct Options {
    std::filesystem::path index_dir;
    std::string input;
    bool rejected = false;
    bool partial = false;
    bool json = false;
};

// On one line, and nothing in it that a terminal would obey.
std::string printable(std::string text) {
    for (char& c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) c = ' ';
    }
    return text;
}

void print_counts(const std::string& title, const Counts& counts) {
    if (counts.empty()) return;
    std::vector<std::pair<std::string, std::uint64_t>> rows(counts.begin(), counts.end());
    std::stable_sort(
        rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    std::cout << title << "\n";
    for (std::size_t i = 0; i < rows.size() && i < kMaxListed; ++i) {
        std::cout << "  " << with_thousands(rows[i].second) << "  "
                  << (rows[i].first.empty() ? "(none)" : printable(rows[i].first)) << "\n";
    }
    if (rows.size() > kMaxListed) {
        std::cout << "  and " << rows.size() - kMaxListed << " more: see --json\n";
    }
}

void print_status(const IndexStatus& status, const std::string& index) {
    std::cout << with_thousands(status.documents) << " documents in " << index << ", revision "
              << status.revision << " of " << status.published_at << "\n"
              << readable_bytes(status.bytes) << " on disk, " << readable_bytes(status.text_bytes)
              << " of text, " << status.parts.size()
              << (status.parts.size() == 1 ? " part\n" : " parts\n");
    print_counts("inputs", status.outcomes);
    print_counts("rejected, by reason", status.rejected_by_reason);
    print_counts("skipped, by reason", status.skipped_by_reason);
    if (status.with_warnings > 0) {
        std::cout << with_thousands(status.with_warnings) << " documents with warnings\n";
    }
    print_counts("formats", status.formats);
    print_counts("formats of rejected inputs", status.rejected_formats);
    print_counts("languages", status.languages);
    print_counts("kinds", status.kinds);
    print_counts("sources", status.sources);
    print_counts("collections", status.collections);
    if (status.last_run) {
        const RunRow& run = *status.last_run;
        const bool killed = run.result == "running" && !status.is_being_written;
        std::cout << "last run: " << (killed ? "killed" : printable(run.result)) << ", begun "
                  << run.started_at;
        if (!run.finished_at.empty()) std::cout << ", ended " << run.finished_at;
        std::cout << "\n";
    }
    for (const std::string& problem : status.problems) {
        std::cout << "PROBLEM: " << printable(problem) << "\n";
    }
}

int print_rejected(const Options& options) {
    each_rejected(options.index_dir, [&](const InputStatus& input) {
        if (options.json) {
            std::cout << to_json(input) << "\n";
            return;
        }
        std::cout << printable(input.uri) << ": " << input.row.reason << ": "
                  << printable(input.row.detail);
        if (has_document(input.row.outcome)) std::cout << " (an older version is in the index)";
        std::cout << "\n";
    });
    return kExitOk;
}

int print_partial(const Options& options) {
    each_partial(options.index_dir, [&](const InputStatus& input) {
        if (options.json) {
            std::cout << to_json(input) << "\n";
        } else {
            std::cout << printable(input.uri) << ": " << printable(input.row.warnings) << "\n";
        }
    });
    return kExitOk;
}

void print_field(const std::string& name, const std::string& value) {
    if (!value.empty()) std::cout << "  " << name << ": " << printable(value) << "\n";
}

int print_input(const Options& options) {
    const auto input = find_input(options.index_dir, options.input);
    if (!input) {
        std::cerr << "gazette status: the index " << options.index_dir.string()
                  << " knows no input and no document " << options.input << "\n";
        return kExitFound;
    }
    if (options.json) {
        std::cout << to_json(*input) << "\n";
        return kExitOk;
    }
    const LedgerRow& row = input->row;
    std::cout << printable(input->uri) << ": " << shown_outcome(row);
    if (row.outcome == Outcome::duplicate) std::cout << " of " << printable(row.doc_id);
    std::cout << "\n";
    print_field("reason", row.reason);
    print_field("detail", row.detail);
    print_field("document", row.doc_id);
    print_field("warnings", row.warnings);
    print_field("collection", row.collection);
    print_field("language", row.lang);
    print_field("kind", row.kind);
    print_field("source", row.source);
    print_field("format", row.extractor);
    print_field("size", readable_bytes(row.bytes));
    print_field("run", std::to_string(row.run));
    for (const std::string& copy : input->copies) print_field("also", copy);
    for (const auto& [outcome, count] : input->records) {
        print_field("records " + outcome, with_thousands(count));
    }
    return kExitOk;
}

int run_status_command(const Options& options) {
    if (!options.input.empty()) return print_input(options);
    if (options.rejected) return print_rejected(options);
    if (options.partial) return print_partial(options);
    const IndexStatus status = read_status(options.index_dir);
    if (options.json) {
        std::cout << to_json(status) << "\n";
    } else {
        print_status(status, options.index_dir.string());
    }
    return status.problems.empty() ? kExitOk : kExitFound;
}

}  // namespace

void add_status_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("status", "What an index holds, and what became of its inputs");
    command->add_option("--index", options->index_dir, "Folder of the index")->required();
    command->add_flag("--rejected", options->rejected, "List every rejected input with its reason");
    command->add_flag(
        "--partial", options->partial, "List every input that was read in part, and what it lacks");
    command->add_flag(
        "--json", options->json, "JSON; with --rejected or --partial a line for each input");
    command->add_option(
        "input", options->input, "A path, a uri or a document id: what became of it");
    command->callback(
        [options, &run] { run = [options] { return run_status_command(*options); }; });
}

}  // namespace gazette
