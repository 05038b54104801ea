#include "indexer/index_run.h"

#include "indexer/analysis/fingerprint.h"
#include "indexer/folder_size.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/input_names.h"
#include "indexer/ledger.h"
#include "indexer/ledger_reader.h"
#include "indexer/missing_inputs.h"
#include "indexer/part_sweeper.h"
#include "indexer/pipeline.h"
#include "indexer/source_walker.h"
#include "indexer/utc_time.h"
#include "indexer/write_lock.h"
#include "indexer/writer_choice.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <sys/resource.h>
#include <thread>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

// The manifest to go on from, and what the ledger must agree with.
struct StartingPoint {
    Manifest manifest;           // empty for a rebuild
    std::uint64_t revision = 0;  // published
};

// Of a manifest that is to be replaced, whatever it is. Revisions must not go back; where it cannot
// be read at all, no count of publications has come as far as the seconds since 1970.
std::uint64_t revision_of_any(const fs::path& file) {
    const auto json = nlohmann::json::parse(read_whole_file(file), nullptr, false);
    if (json.is_object() && json.contains("revision") && json["revision"].is_number_unsigned()) {
        return json["revision"].get<std::uint64_t>();
    }
    return static_cast<std::uint64_t>(std::time(nullptr));
}

StartingPoint starting_point(const IndexOptions& options) {
    if (!options.rebuild) {
        auto manifest = read_manifest(options.index_dir, analyzer_fingerprint());
        if (!manifest) return {};
        const std::uint64_t revision = manifest->revision;
        return {std::move(*manifest), revision};
    }
    const fs::path file = manifest_path(options.index_dir);
    if (!fs::exists(file)) return {};
    return {{}, revision_of_any(file)};
}

// Of the parts of this run. With the revision in them, no name comes twice, so that a reader with
// an old manifest never opens another part of the same name. A rebuild that was killed may have
// left some behind: the numbers go on from there.
std::function<std::string()> part_names(const fs::path& index_dir, std::uint64_t published) {
    const std::string prefix = "r" + std::to_string(published + 1) + "-";
    std::uint64_t last = 0;
    std::error_code none;
    for (const auto& part : fs::directory_iterator(part_path(index_dir, "x").parent_path(), none)) {
        const std::string name = part.path().filename().string();
        if (!name.starts_with(prefix)) continue;
        std::uint64_t number = 0;
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
        last = std::max(last, number);
    }
    auto count = std::make_shared<std::atomic<std::uint64_t>>(last);
    return [count, prefix] { return prefix + std::to_string(++*count); };
}

std::string paths_json(const IndexScope& scope) {
    nlohmann::json paths = nlohmann::json::array();
    for (const Root& root : scope.roots) paths.push_back(path_uri(root.path));
    for (const Root& root : scope.gone) paths.push_back(path_uri(root.path));
    return paths.dump();
}

std::uint64_t peak_memory_bytes() {
    struct rusage usage {};
    if (::getrusage(RUSAGE_SELF, &usage) != 0) return 0;
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

bool is_stopped(const IndexOptions& options) {
    return options.stop != nullptr && options.stop->load();
}

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void account_for_missing(const IndexOptions& options,
                         const IndexScope& scope,
                         Ledger& ledger,
                         Publisher& publisher) {
    std::vector<Root> looked_at = scope.roots;
    looked_at.insert(looked_at.end(), scope.gone.begin(), scope.gone.end());
    find_missing(ledger, publisher.registrar(), looked_at, [&](std::vector<LedgerRow> rows) {
        if (options.delete_missing) {
            publisher.remove(std::move(rows));
        } else {
            publisher.keep_missing(std::move(rows));
        }
    });
    publisher.settle();
}

void run_flow(const IndexOptions& options,
              const IndexScope& scope,
              StartingPoint start,
              Ledger& ledger,
              IndexReport& report) {
    const Clock::time_point begin = Clock::now();
    LedgerReader known(options.index_dir, LedgerReader::Newest{ledger.generation()});
    const WalkOptions walk_options{scope.roots,
                                   scope.all,
                                   options.collection,
                                   options.index_dir,
                                   options.max_input_bytes,
                                   &options.recipes,
                                   options.ocr,
                                   options.extract_worker};
    const auto next_name = part_names(options.index_dir, start.revision);
    const WriterChoice writer =
        choose_writer(options.writer, part_path(options.index_dir, next_name()));
    report.notice = writer.notice;
    Publisher publisher({options.index_dir,
                         options.rebuild,
                         next_name,
                         writer.kind,
                         [&options] { return is_stopped(options); },
                         options.at_step},
                        std::move(start.manifest),
                        ledger,
                        report);
    PipelineOptions pipeline;
    pipeline.jobs = options.jobs != 0 ? options.jobs : std::thread::hardware_concurrency();
    pipeline.stop = options.stop;

    run_pipeline(
        pipeline,
        [&](const auto& take) { walk(walk_options, known, take); },
        [&] {
            return std::make_unique<PartBuilder>(
                options.index_dir, next_name, writer.kind, options.extract_worker, pipeline.jobs);
        },
        [&](std::vector<PipelineResult> results) {
            publisher.take(std::move(results));
            report.seconds = seconds_since(begin);
            if (options.progress) options.progress(report);
        });
    report.interrupted = is_stopped(options);
    if (!report.interrupted) account_for_missing(options, scope, ledger, publisher);
    if (!report.interrupted || !options.rebuild) {
        publisher.finish();
        sweep_all(options.index_dir, publisher.manifest());
    }
    report.seconds = seconds_since(begin);
}

// Both passes as one: what there is comes from the second, what was done from both.
IndexReport joined(const IndexReport& first, IndexReport second) {
    second.added += first.added;
    second.replaced += first.replaced;
    second.unchanged = first.unchanged;
    second.deleted += first.deleted;
    second.with_warnings += first.with_warnings;
    second.partial += first.partial;
    second.input_bytes = first.input_bytes;
    second.text_bytes += first.text_bytes;
    second.seconds += first.seconds;
    second.merge_seconds += first.merge_seconds;
    return second;
}

}  // namespace

IndexReport run_index_scope(const IndexOptions& options, const IndexScope& scope) {
    StartingPoint start = starting_point(options);
    Ledger ledger(options.index_dir,
                  start.revision,
                  options.rebuild ? Ledger::Purpose::rebuild : Ledger::Purpose::update);
    IndexReport report;
    report.run = ledger.begin_run(utc_now(), paths_json(scope));
    try {
        if (!options.rebuild) sweep_all(options.index_dir, start.manifest);
        run_flow(options, scope, std::move(start), ledger, report);
    } catch (const std::exception& error) {
        ledger.finish_run(
            report.run, utc_now(), std::string("failed: ") + error.what(), to_json(report));
        throw;
    }
    report.peak_memory_bytes = peak_memory_bytes();
    report.index_bytes = folder_bytes(options.index_dir);
    ledger.finish_run(
        report.run, utc_now(), report.interrupted ? "interrupted" : "done", to_json(report));
    return report;
}

IndexReport run_index(const IndexOptions& options) {
    const std::vector<Root> roots = resolve_roots(options.paths);
    const WriteLock lock(options.index_dir);
    IndexReport report = run_index_scope(options, {roots, {}, roots});
    // Inputs whose document ids have become free: they are found where they were found before.
    for (int pass = 1; pass < kMaxPasses && report.waiting > 0 && !report.interrupted; ++pass) {
        report = joined(report, run_index_scope(options, {roots, {}, roots}));
    }
    return report;
}

}  // namespace gazette
