// The child process that reads untrusted formats: gazette extract-worker.
//
// Over a socket, its standard input: it says hello, then for each input that it is sent it sends
// back a document or a rejection, and for each file that it is to open what is in it (open_wire.h
// of the indexer), until the other end is closed. A frame is a length of 8 bytes, low first, and as
// many bytes.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/sandbox.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace gazette {

// The first byte of a request.
inline constexpr char kReadDocument = 'd';
inline constexpr char kOpenInput = 'o';

inline constexpr std::size_t kFrameHeadBytes = 8;
std::string frame_head(std::uint64_t length);
std::uint64_t frame_length(const char* head);  // of kFrameHeadBytes

// What the first frame must begin with; what the process could take from itself follows. Another
// build of the program has another one.
std::string worker_hello();

struct WorkerTasks {
    std::function<Extracted(const Input&)> read;  // extract() of registry.h; tests give another
    // Answers a request to open an input, over the socket. False where the other end is gone.
    std::function<bool(int socket, const WorkerLimits& limits, std::string_view request)> open;
};
// Returns the exit status of the process.
int run_extract_worker(int socket, const WorkerLimits& limits, const WorkerTasks& tasks);

}  // namespace gazette
