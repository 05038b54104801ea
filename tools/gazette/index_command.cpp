// gazette index: reads files and folders into an index.
#include "indexer/extract/ocr.h"
#include "indexer/format/index_error.h"
#include "indexer/index_run.h"
#include "indexer/index_watch.h"
#include "tools/gazette/figures.h"
#include "tools/gazette/memory_return.h"
#include "tools/gazette/program_path.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <atomic>
#include <chrono>
#include <csignal>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

namespace gazette {
namespace {

struct Options {
    IndexOptions index;
    std::string collection;
    std::vector<std::string> recipes;
    std::size_t memory_mb = 0;
    bool json = false;
    bool watch = false;
};

std::atomic<bool> stop_asked{false};

// The second signal is the system's again: it ends the program at once, and nothing that is
// published is lost.
extern "C" void ask_to_stop(int signal) {
    stop_asked.store(true);
    std::signal(signal, SIG_DFL);
}

// Rewrites one line on a terminal, else writes a line now and then.
class Progress {
  public:
    void show(const IndexReport& report) {
        const auto now = std::chrono::steady_clock::now();
        if (now - last_ < (on_terminal_ ? kTerminalPause : kLogPause)) return;
        last_ = now;
        const std::string line = with_thousands(report.documents) + " documents published, " +
                                 readable_bytes(report.input_bytes) + " read, " +
                                 with_thousands(report.rejected) + " rejected, " +
                                 readable_seconds(report.seconds);
        if (on_terminal_) {
            std::cerr << "\r\033[K" << line << std::flush;
            shown_ = true;
        } else {
            std::cerr << line << "\n";
        }
    }

    void end() const {
        if (shown_) std::cerr << "\r\033[K";
    }

  private:
    static constexpr std::chrono::milliseconds kTerminalPause{200};
    static constexpr std::chrono::milliseconds kLogPause{10'000};

    bool on_terminal_ = isatty(STDERR_FILENO) != 0;
    bool shown_ = false;
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

void print_count(std::uint64_t count, const std::string& what) {
    if (count > 0) std::cout << "  " << with_thousands(count) << " " << what << "\n";
}

void print_report(const IndexReport& report, const std::string& index) {
    std::cout << with_thousands(report.documents) << " documents in " << index << " (revision "
              << report.revision << ", " << report.parts
              << (report.parts == 1 ? " part, " : " parts, ") << readable_bytes(report.index_bytes)
              << ")\n";
    print_count(report.added, "added");
    print_count(report.replaced, "replaced by newer versions");
    print_count(report.unchanged, "unchanged");
    print_count(report.deleted, "deleted: their inputs are gone");
    print_count(report.missing,
                "kept though their inputs are gone (--delete-missing deletes such)");
    print_count(report.with_warnings, "with warnings, of those added and replaced");
    print_count(report.partial, "read in part (gazette status --partial lists them)");
    print_count(report.rejected, "inputs rejected");
    for (const auto& [reason, count] : report.rejected_by_reason) {
        std::cout << "    " << with_thousands(count) << " " << reason << "\n";
    }
    print_count(report.copies,
                "inputs with the text of another one: one document (status: duplicate)");
    print_count(report.stale, "of them have an older version in the index, which stays");
    print_count(report.skipped, "inputs skipped on purpose (gazette status has the reasons)");
    print_count(report.waiting,
                "inputs had been passed over for documents that are deleted now: index again to "
                "take them in");
    if (report.rejected > 0) {
        std::cout << "  see them: gazette status --index " << index << " --rejected\n";
    }
    if (report.worker_protection.find(':') != std::string::npos) {
        std::cout << "  documents of strangers were read with less protection than there might be: "
                  << report.worker_protection << "\n";
    }
    const double seconds = report.seconds > 0 ? report.seconds : 1e-9;
    std::cout << readable_bytes(report.input_bytes) << " read in "
              << readable_seconds(report.seconds) << ", "
              << readable_bytes(
                     static_cast<std::uint64_t>(static_cast<double>(report.text_bytes) / seconds))
              << " of text a second, " << readable_bytes(report.peak_memory_bytes)
              << " of memory at most\n";
}

// A line for each run that changed something; they are many.
void print_watched(const IndexReport& report, bool json) {
    if (json) {
        std::cout << to_json(report) << std::endl;
        return;
    }
    if (report.added + report.replaced + report.deleted + report.missing + report.rejected == 0) {
        return;
    }
    std::cout << "revision " << report.revision << ": " << with_thousands(report.documents)
              << " documents, " << with_thousands(report.added) << " added, "
              << with_thousands(report.replaced) << " replaced, " << with_thousands(report.deleted)
              << " deleted, " << with_thousands(report.missing) << " gone and kept, "
              << with_thousands(report.rejected) << " rejected" << std::endl;
}

int run_index_command(const Options& given) {
    return_freed_memory();
    IndexOptions options = given.index;
    options.memory_bytes = given.memory_mb << 20;
    if (!given.collection.empty()) options.collection = given.collection;
    options.stop = &stop_asked;
    try {
        options.recipes = RecipeSet::load(given.recipes);
    } catch (const RecipeError& wrong) {
        std::cerr << "gazette index: " << wrong.what() << "\n";
        return kExitUsage;
    }
    std::map<std::string, std::string> ocr_wanted_by = options.recipes.ocr_languages();
    if (!options.ocr.empty()) ocr_wanted_by[options.ocr] = "--ocr";
    for (const auto& [languages, by] : ocr_wanted_by) {
        try {
            const Ocr is_there(languages);
        } catch (const OcrError& wrong) {
            std::cerr << "gazette index: " << by << ": " << wrong.what() << "\n";
            return kExitUsage;
        }
    }
    options.extract_worker.program = program_path();
    Progress progress;
    options.progress = [&progress](const IndexReport& report) { progress.show(report); };
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
    IndexReport report;
    try {
        if (given.watch) {
            WatchOptions watch;
            watch.after_run = [&](const IndexReport& run) {
                progress.end();
                print_watched(run, given.json);
            };
            watch_index(options, watch);
            return kExitOk;
        }
        report = run_index(options);
    } catch (const std::invalid_argument& wrong) {
        progress.end();
        std::cerr << "gazette index: " << wrong.what() << "\n";
        return kExitUsage;
    } catch (const IndexError&) {
        progress.end();
        throw;
    }
    progress.end();
    if (!report.notice.empty()) std::cerr << "gazette index: " << report.notice << "\n";
    if (given.json) {
        std::cout << to_json(report) << "\n";
    } else {
        print_report(report, options.index_dir.string());
    }
    if (!report.interrupted) return kExitOk;
    std::cerr << "gazette index: stopped before the end. "
              << (options.rebuild ? "The index is as it was"
                                  : "What is published stays; the same command goes on from here")
              << "\n";
    return kExitFailed;
}

}  // namespace

void add_index_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("index", "Read files and folders into an index");
    command->add_option("--index", options->index.index_dir, "Folder of the index")->required();
    command
        ->add_option(
            "--jobs", options->index.jobs, "Threads that read and analyse (0: a core each)")
        ->check(CLI::Range(0, 256));
    command
        ->add_option("--memory",
                     options->memory_mb,
                     "MB that words may take until they are written (128; 16 a thread at least). "
                     "All of the program takes about twice as much and 50 MB; with less, indexing "
                     "takes longer")
        ->check(CLI::Range(1, 65536));
    command->add_option(
        "--collection", options->collection, "Name of this archive (else the folder's)");
    command
        ->add_option("--ocr",
                     options->index.ocr,
                     "Read pages of PDF files that are pictures, in these languages of Tesseract "
                     "(eng, chi_tra+eng)")
        ->type_name("LANGUAGES");
    command
        ->add_option("--recipe",
                     options->recipes,
                     "How to read an archive that does not say it itself: the name of a recipe "
                     "that comes with the program, all of them (\"all\"), or a file; again "
                     "for more")
        ->allow_extra_args(false);
    command->add_flag("--delete-missing",
                      options->index.delete_missing,
                      "Delete documents whose inputs are no longer there");
    command->add_flag("--rebuild",
                      options->index.rebuild,
                      "Make a new index of these paths alone, and then replace the old one");
    command
        ->add_option("--writer",
                     options->index.writer,
                     "What writes the index: bulk, or plain (through Xapian's interface: slower, "
                     "for comparison)")
        ->transform(CLI::CheckedTransformer(std::map<std::string, WriterKind>{
            {"bulk", WriterKind::bulk}, {"plain", WriterKind::plain}}));
    command->add_flag("--watch",
                      options->watch,
                      "Go on: index what changes in the folders, until stopped (SIGTERM, Ctrl-C)");
    command->add_flag("--json", options->json, "Report as JSON");
    command->add_option("paths", options->index.paths, "Files and folders")->required();
    command->callback([options, &run] { run = [options] { return run_index_command(*options); }; });
}

}  // namespace gazette
