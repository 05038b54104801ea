// What an extract-worker process takes from itself before it reads a document of a stranger.
#pragma once

#include <cstdint>
#include <string>

namespace gazette {

// Of one document, or of the process.
struct WorkerLimits {
    unsigned cpu_seconds;
    std::uint64_t memory_bytes;  // address space
};

// For good: memory is bounded; no files are written, and files are read in /usr and /etc/fonts
// only (tables of character sets, fonts); no network, no other processes. What the system does not
// allow to be taken away stays. Says what is in force, for people: "limits, system calls, files".
std::string restrict_process(const WorkerLimits& limits);

// From now on, the process may use that much more of the processor; then it is killed (SIGXCPU).
void allow_cpu_seconds(unsigned seconds);

}  // namespace gazette
