// gazette check: is the index whole?
#include "indexer/index_check.h"
#include "tools/gazette/figures.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <unistd.h>

namespace gazette {
namespace {

struct Options {
    std::filesystem::path index_dir;
    bool json = false;
};

std::string report_json(const CheckReport& report) {
    nlohmann::ordered_json json;
    json["revision"] = report.revision;
    json["parts"] = report.parts;
    json["documents"] = report.documents;
    json["inputs"] = report.inputs;
    json["findings"] = report.findings;
    json["lines"] = report.lines;
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

int run_check_command(const Options& options) {
    const bool on_terminal = isatty(STDERR_FILENO) != 0;
    const CheckReport report = check_index(options.index_dir, [&](const std::string& what) {
        if (on_terminal) std::cerr << "\r\033[Kchecking " << what << std::flush;
    });
    if (on_terminal) std::cerr << "\r\033[K";
    if (options.json) {
        std::cout << report_json(report) << "\n";
    } else {
        for (const std::string& line : report.lines) std::cout << line << "\n";
        if (report.findings > report.lines.size()) {
            std::cout << "... and " << with_thousands(report.findings - report.lines.size())
                      << " more\n";
        }
        std::cout << (report.findings == 0 ? std::string("nothing wrong")
                                           : with_thousands(report.findings) + " findings")
                  << " in " << options.index_dir.string() << ": revision " << report.revision
                  << ", " << report.parts << " parts, " << with_thousands(report.documents)
                  << " documents, " << with_thousands(report.inputs) << " inputs in the ledger\n";
    }
    return report.findings == 0 ? kExitOk : kExitFound;
}

}  // namespace

void add_check_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("check", "Look whether an index is whole");
    command->add_option("--index", options->index_dir, "Folder of the index")->required();
    command->add_flag("--json", options->json, "Report as JSON");
    command->callback([options, &run] { run = [options] { return run_check_command(*options); }; });
}

}  // namespace gazette
