// Inside an extract-worker process: opens the inputs that the indexer sends as descriptors.
#pragma once

#include "indexer/extract/sandbox.h"
#include "indexer/open_input.h"

#include <string_view>

namespace gazette {

// Answers one request (open_wire.h) over the socket. Each event has the processor's time of one
// document. False where the other end is gone, or sent what is no request. `open` is open_input();
// tests give another.
bool open_for_indexer(int socket,
                      const WorkerLimits& limits,
                      std::string_view request,
                      const decltype(open_input)& open = open_input);

}  // namespace gazette
