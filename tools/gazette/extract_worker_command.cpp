// gazette extract-worker: reads documents for gazette index, which starts it.
#include "indexer/extract/extract_worker.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/open_worker.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>

namespace gazette {
namespace {

int run_extract_worker_command(const WorkerLimits& limits) {
    int type = 0;
    socklen_t size = sizeof(type);
    if (::getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &size) != 0) {
        std::cerr
            << "gazette extract-worker: gazette index starts it, with a socket as its input\n";
        return kExitUsage;
    }
    const auto open = [](int socket, const WorkerLimits& given, std::string_view request) {
        return open_for_indexer(socket, given, request);
    };
    return run_extract_worker(STDIN_FILENO, limits, {extract, open});
}

}  // namespace

void add_extract_worker_command(CLI::App& app, Run& run) {
    auto limits = std::make_shared<WorkerLimits>(
        WorkerLimits{extract_limits::kWorkerCpuSeconds, extract_limits::kWorkerMemoryBytes});
    CLI::App* command = app.add_subcommand(
        "extract-worker", "Reads documents in a process with limits; gazette index starts it");
    command->add_option("cpu", limits->cpu_seconds, "Seconds of the processor for a document");
    command->add_option("memory", limits->memory_bytes, "Bytes of memory");
    command->callback(
        [limits, &run] { run = [limits] { return run_extract_worker_command(*limits); }; });
}

}  // namespace gazette
