// The threads of a run: bounds, order, errors, stopping.
#include "indexer/pipeline.h"

#include "indexer/bounded_queue.h"
#include "indexer/format/index_error.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

namespace gazette::test {
namespace {

using namespace std::chrono_literals;

TEST(BoundedQueue, HoldsNoMoreThanItsBounds) {
    BoundedQueue<int> queue({3, 100});
    std::atomic<int> pushed{0};
    std::thread producer([&] {
        for (int i = 0; i < 200; ++i) {
            queue.push(i, i % 7 == 0 ? 1000 : 40);
            ++pushed;
        }
        queue.close();
    });
    int expected = 0;
    while (!queue.is_over()) {
        const auto item = queue.pop(1s);
        if (!item) continue;
        EXPECT_EQ(*item, expected++);
        EXPECT_LE(pushed.load(), expected + 3);
    }
    producer.join();
    EXPECT_EQ(expected, 200);
}

TEST(BoundedQueue, LetsGoOfEverybodyWhenItIsGivenUp) {
    BoundedQueue<int> full({1, 1});
    EXPECT_TRUE(full.push(1, 1));
    BoundedQueue<int> empty({1, 1});
    std::thread pusher([&] { EXPECT_FALSE(full.push(2, 1)); });
    std::thread popper([&] { EXPECT_FALSE(empty.pop(1h)); });
    full.give_up();
    empty.give_up();
    pusher.join();
    popper.join();
    EXPECT_TRUE(full.is_over());
}

WalkedInput input(std::uint64_t number, const std::string& text) {
    WalkedInput walked;
    walked.key.name = "/" + std::to_string(number) + ".txt";
    walked.key.sequence = number;
    walked.input.uri = walked.key.name;
    walked.input.default_id = "c/" + std::to_string(number);
    walked.input.collection = "c";
    walked.input.media_type = "text/plain";
    walked.input.bytes = text;
    return walked;
}

class PipelineTest : public testing::Test {
  protected:
    PipelineTest() { options_.jobs = 3; }

    std::unique_ptr<PartBuilder> builder() {
        return std::make_unique<PartBuilder>(
            dir_.path(), [this] { return "p" + std::to_string(++parts_); }, WriterKind::bulk);
    }
    template <typename Walk, typename Publish>
    void run(Walk walk, Publish publish) {
        run_pipeline(
            options_, walk, [this] { return builder(); }, publish);
    }

    TempDir dir_;
    PipelineOptions options_;
    std::atomic<int> parts_{0};
};

TEST_F(PipelineTest, BringsEveryInputToItsEndOnce) {
    std::set<std::string> ids;
    std::uint64_t refused = 0;
    run(
        [](const auto& take) {
            for (std::uint64_t i = 1; i <= 1300; ++i) take(input(i, i % 10 == 0 ? "" : "text"));
        },
        [&](std::vector<PipelineResult> results) {
            for (const auto& result : results) {
                const auto& part = std::get<BuiltPart>(result);
                refused += part.refusals.size();
                for (const auto& document : part.documents) {
                    EXPECT_TRUE(ids.insert(document.id).second);
                }
                EXPECT_LE(part.documents.size(), part_limits::kMaxDocuments);
                EXPECT_EQ(part.entry.documents, part.documents.size());
            }
        });
    EXPECT_EQ(ids.size(), 1170U);
    EXPECT_EQ(refused, 130U);
}

TEST_F(PipelineTest, GivesWhatTheWalkerSaysBeforeLaterInputs) {
    std::uint64_t last_unchanged = 0;
    run(
        [](const auto& take) {
            for (std::uint64_t i = 1; i <= 2000; i += 2) {
                WalkedUnchanged unchanged;
                unchanged.key.sequence = i;
                take(unchanged);
                take(input(i + 1, "text"));
            }
        },
        [&](std::vector<PipelineResult> results) {
            for (const auto& result : results) {
                if (const auto* unchanged = std::get_if<WalkedUnchanged>(&result)) {
                    EXPECT_EQ(unchanged->key.sequence,
                              last_unchanged == 0 ? 1 : last_unchanged + 2);
                    last_unchanged = unchanged->key.sequence;
                    continue;
                }
                for (const auto& document : std::get<BuiltPart>(result).documents) {
                    EXPECT_GT(document.key.sequence, 0U);
                    EXPECT_GT(last_unchanged, document.key.sequence - 2);
                }
            }
        });
    EXPECT_EQ(last_unchanged, 1999U);
}

TEST_F(PipelineTest, EndsWithTheErrorOfAnyThread) {
    const auto endless = [](const auto& take) {
        for (std::uint64_t i = 1; take(input(i, "text")); ++i) {
        }
    };
    const auto expect_error = [&](auto walk, auto publish, const std::string& words) {
        try {
            run(walk, publish);
            ADD_FAILURE() << "no error: " << words;
        } catch (const std::exception& error) {
            EXPECT_EQ(error.what(), words);
        }
    };
    expect_error(
        [](const auto& take) {
            take(input(1, "text"));
            throw std::runtime_error("the walker");
        },
        [](const auto&) {},
        "the walker");
    expect_error(
        endless,
        [](const auto& results) {
            if (!results.empty()) throw std::runtime_error("the publisher");
        },
        "the publisher");
    // A worker: the folder of its part is there already.
    std::filesystem::create_directories(part_path(dir_.path(), "p" + std::to_string(parts_ + 1)));
    EXPECT_THROW(run(endless, [](const auto&) {}), IndexError);
}

TEST_F(PipelineTest, FinishesWhatIsBegunWhenItIsStopped) {
    std::atomic<bool> stop{false};
    options_.stop = &stop;
    std::uint64_t documents = 0;
    run(
        [](const auto& take) {
            for (std::uint64_t i = 1; take(input(i, "text")); ++i) {
            }
        },
        [&](std::vector<PipelineResult> results) {
            for (const auto& result : results) {
                documents += std::get<BuiltPart>(result).documents.size();
                stop = true;
            }
        });
    EXPECT_GE(documents, part_limits::kMaxDocuments);
}

TEST(PartBuilder, SharesMemoryAmongThreads) {
    constexpr std::size_t kMb = std::size_t{1} << 20;
    EXPECT_EQ(PartBuilder::share_of_memory(0, 1), 64 * kMb);
    EXPECT_EQ(PartBuilder::share_of_memory(0, 2), 64 * kMb);
    EXPECT_EQ(PartBuilder::share_of_memory(0, 4), 32 * kMb);
    EXPECT_EQ(PartBuilder::share_of_memory(0, 64), 16 * kMb);
    EXPECT_EQ(PartBuilder::share_of_memory(32 * kMb, 2), 16 * kMb);
    EXPECT_EQ(PartBuilder::share_of_memory(1 * kMb, 8), 2 * kMb);
    EXPECT_EQ(PartBuilder::share_of_memory(0, 0), 64 * kMb);
}

}  // namespace
}  // namespace gazette::test
