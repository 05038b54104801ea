// One extract-worker process as the indexer holds it: started, spoken with in frames
// (extract_worker.h) until a time, ended.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/limits.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
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

class WorkerProcess {
  public:
    using Clock = std::chrono::steady_clock;
    // How speaking with it came to an end.
    enum class Ended : std::uint8_t { no, by_itself, by_time, by_output, by_nonsense };

    // Starts it. Throws IndexError where that cannot be, or it is of another build.
    explicit WorkerProcess(const ExtractClientOptions& options);
    ~WorkerProcess();
    WorkerProcess(const WorkerProcess&) = delete;
    WorkerProcess& operator=(const WorkerProcess&) = delete;

    // What it took from itself.
    const std::string& protection() const { return protection_; }

    Ended send(std::string_view bytes, Clock::time_point deadline);
    Ended send_frame(std::string_view payload, Clock::time_point deadline);
    // The process gets one of its own for the same open file.
    Ended send_descriptor(int descriptor, Clock::time_point deadline);
    Ended receive(char* buffer, std::size_t size, Clock::time_point deadline);
    Ended receive_frame(std::string& payload, Clock::time_point deadline);

    // Ends the process. What a person is told of it: over_limit for time, memory and output,
    // crashed for all else.
    Rejection end(Ended how);

  private:
    void say_hello();
    Ended wait(short events, Clock::time_point deadline) const;
    int kill();  // its wait status

    ExtractClientOptions options_;
    pid_t process_ = -1;
    int socket_ = -1;
    std::string protection_;
};

}  // namespace gazette
