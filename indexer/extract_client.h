// The indexer's end of an extract-worker process: starts it, gives it inputs, ends it when it goes
// over a limit, and starts another.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/limits.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace gazette {

struct ExtractClientOptions {
    // The gazette program; called with "extract-worker" and the two limits below.
    std::filesystem::path program;
    unsigned cpu_seconds = extract_limits::kWorkerCpuSeconds;
    std::uint64_t memory_bytes = extract_limits::kWorkerMemoryBytes;
    std::uint64_t output_bytes = extract_limits::kWorkerOutputBytes;
    std::chrono::milliseconds wall_time{extract_limits::kWorkerWallSeconds * 1000};
};

// One process at most, started when there is something to read. One for each thread.
class ExtractClient {
  public:
    explicit ExtractClient(ExtractClientOptions options) : options_(std::move(options)) {}
    ~ExtractClient();
    ExtractClient(const ExtractClient&) = delete;
    ExtractClient& operator=(const ExtractClient&) = delete;

    // As extract() of registry.h, and what ends the process is a Rejection too: over_limit for
    // time, memory and output, crashed for all else, after a second try in a new process. Throws
    // IndexError where no process can be started.
    Extracted extract(const Input& input);

    // What the process took from itself; empty before the first input.
    const std::string& protection() const { return protection_; }
    std::uint64_t processes_started() const { return processes_started_; }

  private:
    using Clock = std::chrono::steady_clock;
    enum class Ended : std::uint8_t { no, by_itself, by_time, by_output, by_nonsense };

    void start();
    void say_hello();
    Ended exchange(const std::string& request, std::string& answer);
    Ended send(std::string_view bytes, Clock::time_point deadline);
    Ended receive(char* buffer, std::size_t size, Clock::time_point deadline);
    Ended receive_frame(std::string& payload, Clock::time_point deadline);
    Ended wait(short events, Clock::time_point deadline) const;
    int end_process();  // its wait status

    ExtractClientOptions options_;
    pid_t process_ = -1;
    int socket_ = -1;
    std::size_t documents_ = 0;  // that this process was given
    std::string protection_;
    std::uint64_t processes_started_ = 0;
};

}  // namespace gazette
