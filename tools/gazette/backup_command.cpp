// gazette backup: a copy of an index, made while it is in use.
#include "indexer/index_backup.h"
#include "tools/gazette/figures.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <memory>

namespace gazette {
namespace {

struct Options {
    std::filesystem::path index_dir;
    std::filesystem::path target;
    bool copy = false;
    bool json = false;
};

int run_backup_command(const Options& options) {
    const BackupReport report = back_up(
        options.index_dir, options.target, options.copy ? BackupFiles::copy : BackupFiles::link);
    if (options.json) {
        std::cout << nlohmann::json{{"revision", report.revision},
                                    {"documents", report.documents},
                                    {"parts", report.parts},
                                    {"linked_bytes", report.linked_bytes},
                                    {"copied_bytes", report.copied_bytes}}
                  << "\n";
        return kExitOk;
    }
    std::cout << "revision " << report.revision << " of " << options.index_dir.string() << ", "
              << with_thousands(report.documents) << " documents in " << report.parts
              << (report.parts == 1 ? " part, is in " : " parts, is in ") << options.target.string()
              << ": " << readable_bytes(report.linked_bytes) << " linked, "
              << readable_bytes(report.copied_bytes) << " copied\n";
    return kExitOk;
}

}  // namespace

void add_backup_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("backup", "Copy an index, while it is searched and written to");
    command->add_option("--index", options->index_dir, "Folder of the index")->required();
    command->add_flag(
        "--copy",
        options->copy,
        "Copy every file. Without it, files that are never written again are hard links where the "
        "target is on the file system of the index");
    command->add_flag("--json", options->json, "Report as JSON");
    command->add_option("target", options->target, "Folder to make; it must not be there")
        ->required();
    command->callback(
        [options, &run] { run = [options] { return run_backup_command(*options); }; });
}

}  // namespace gazette
