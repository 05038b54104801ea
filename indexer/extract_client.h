// The indexer's end of an extract-worker process: starts it, gives it inputs, ends it when it goes
// over a limit, and starts another.
#pragma once

#include "indexer/worker_process.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

namespace gazette {

// One process at most, started when there is something to read. One for each thread.
class ExtractClient {
  public:
    explicit ExtractClient(ExtractClientOptions options) : options_(std::move(options)) {}

    // As extract() of registry.h, and what ends the process is a Rejection too: over_limit for
    // time, memory and output, crashed for all else, after a second try in a new process. Throws
    // IndexError where no process can be started.
    Extracted extract(const Input& input);

    // What the process took from itself; empty before the first input.
    const std::string& protection() const { return protection_; }
    std::uint64_t processes_started() const { return processes_started_; }

  private:
    WorkerProcess::Ended exchange(const std::string& request, bool with_ocr, std::string& answer);

    ExtractClientOptions options_;
    std::unique_ptr<WorkerProcess> process_;
    std::size_t documents_ = 0;  // that this process was given
    std::string protection_;
    std::uint64_t processes_started_ = 0;
};

}  // namespace gazette
