// The threads of a run, and nothing else has any: one that walks, as many workers as asked for
// (extract, enrich, encode, write parts), and the caller's own, which publishes.
//
//   walker --inputs--> workers --parts--> caller
//     \----------- all the rest ---------->
//
// What the walker hands to the caller arrives before every part that holds an input which was
// walked later.
#pragma once

#include "indexer/bounded_queue.h"
#include "indexer/part_builder.h"
#include "indexer/source_walker.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace gazette {

// What the caller's thread receives.
using PipelineResult = std::variant<WalkedUnchanged,
                                    WalkedUnchangedContainer,
                                    WalkedRefusal,
                                    WalkedContainerBegin,
                                    WalkedContainerEnd,
                                    WalkedMemberContainer,
                                    BuiltPart>;

struct PipelineOptions {
    unsigned jobs = 1;  // workers
    // Inputs that wait for a worker. Beside them, each worker holds one.
    QueueLimits inputs{4096, 32u << 20};
    // Results that wait to be published; they are small (the parts are on disk), and many, so that
    // workers need not stop while parts are merged.
    QueueLimits results{4096, 32u << 20};
    // How long the caller's thread waits before it is called with nothing, to report progress.
    std::chrono::milliseconds patience{200};
    // Set from outside: no more inputs are read, and those that wait are dropped; the parts begun
    // are finished.
    const std::atomic<bool>* stop = nullptr;
};

// `walk` hands each item to the function that it is given, until that says false. `publish` gets
// results in the order in which they came, all those that wait at once. Comes back when all is
// done. An exception in any thread ends all of them, and is thrown.
void run_pipeline(const PipelineOptions& options,
                  const std::function<void(const std::function<bool(WalkedItem)>&)>& walk,
                  const std::function<std::unique_ptr<PartBuilder>()>& make_builder,
                  const std::function<void(std::vector<PipelineResult>)>& publish);

}  // namespace gazette
