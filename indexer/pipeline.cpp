#include "indexer/pipeline.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <type_traits>
#include <utility>

namespace gazette {
namespace {

using namespace std::chrono_literals;

// How often an idle worker looks whether its part has grown old.
constexpr auto kIdleTime = 500ms;
// Results that are handed to the publisher at once, at most.
constexpr std::size_t kMaxBatch = 512;
// Roughly what an item takes beside its bytes.
constexpr std::size_t kItemBytes = 512;

std::size_t size_of(const PipelineResult& result) {
    const auto* part = std::get_if<BuiltPart>(&result);
    if (part == nullptr) return kItemBytes;
    return kItemBytes * (1 + part->documents.size() + part->refusals.size());
}

class Pipeline {
  public:
    Pipeline(const PipelineOptions& options,
             const std::function<std::unique_ptr<PartBuilder>()>& make_builder)
        : options_(options),
          make_builder_(make_builder),
          inputs_(options.inputs),
          results_(options.results) {}

    void walk(const std::function<void(const std::function<bool(WalkedItem)>&)>& walk_all) {
        guarded([&] { walk_all([this](WalkedItem item) { return give(std::move(item)); }); });
        inputs_.close();
    }

    void work() {
        guarded([&] {
            const auto builder = make_builder_();
            while (!inputs_.is_over()) {
                auto input = inputs_.pop(kIdleTime);
                if (stopped()) continue;
                if (input) give(builder->take(std::move(*input)));
                give(builder->take_if_old());
            }
            if (!failed()) give(builder->finish());
        });
        const std::lock_guard lock(mutex_);
        if (--workers_ == 0) results_.close();
    }

    void publish(const std::function<void(std::vector<PipelineResult>)>& take) {
        guarded([&] {
            while (!results_.is_over()) {
                std::vector<PipelineResult> batch;
                auto result = results_.pop(options_.patience);
                while (result) {
                    batch.push_back(std::move(*result));
                    if (batch.size() == kMaxBatch) break;
                    result = results_.pop(0ms);
                }
                if (!failed()) take(std::move(batch));
            }
        });
    }

    void set_workers(unsigned workers) { workers_ = workers; }

    void fail(std::exception_ptr error) {
        {
            const std::lock_guard lock(mutex_);
            if (error_ == nullptr) error_ = std::move(error);
        }
        inputs_.give_up();
        results_.give_up();
    }

    void rethrow() {
        if (error_ != nullptr) std::rethrow_exception(error_);
    }

  private:
    template <typename Action>
    void guarded(Action action) {
        try {
            action();
        } catch (...) {
            fail(std::current_exception());
        }
    }

    bool stopped() const { return options_.stop != nullptr && options_.stop->load(); }

    bool failed() {
        const std::lock_guard lock(mutex_);
        return error_ != nullptr;
    }

    bool give(WalkedItem item) {
        if (stopped()) return false;
        return std::visit(
            [this]<typename Type>(Type&& walked) {
                if constexpr (std::is_same_v<Type, WalkedInput>) {
                    const std::size_t bytes = walked.input.bytes.size() + kItemBytes;
                    return inputs_.push(std::forward<Type>(walked), bytes);
                } else {
                    return results_.push(std::forward<Type>(walked), kItemBytes);
                }
            },
            std::move(item));
    }

    void give(std::optional<BuiltPart> part) {
        if (!part) return;
        PipelineResult result(std::move(*part));
        const std::size_t bytes = size_of(result);
        results_.push(std::move(result), bytes);
    }

    const PipelineOptions& options_;
    const std::function<std::unique_ptr<PartBuilder>()>& make_builder_;
    BoundedQueue<WalkedInput> inputs_;
    BoundedQueue<PipelineResult> results_;
    std::mutex mutex_;
    unsigned workers_ = 0;
    std::exception_ptr error_;
};

}  // namespace

void run_pipeline(const PipelineOptions& options,
                  const std::function<void(const std::function<bool(WalkedItem)>&)>& walk,
                  const std::function<std::unique_ptr<PartBuilder>()>& make_builder,
                  const std::function<void(std::vector<PipelineResult>)>& publish) {
    Pipeline pipeline(options, make_builder);
    const unsigned jobs = std::max(1U, options.jobs);
    pipeline.set_workers(jobs);
    std::vector<std::thread> threads;
    try {
        threads.reserve(jobs + 1);
        for (unsigned i = 0; i < jobs; ++i) threads.emplace_back([&] { pipeline.work(); });
        threads.emplace_back([&] { pipeline.walk(walk); });
    } catch (...) {
        // The system has no more threads: those that there are come to an end.
        pipeline.fail(std::current_exception());
    }
    pipeline.publish(publish);
    for (std::thread& thread : threads) thread.join();
    pipeline.rethrow();
}

}  // namespace gazette
