// A queue alone, and who waits for it. (In the pipeline: pipeline_test.cpp.)
#include "indexer/bounded_queue.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <optional>
#include <thread>
#include <vector>

namespace gazette {
namespace {

using namespace std::chrono_literals;

// Long enough for what must come; a test that waits so long has failed.
constexpr auto kPatience = std::chrono::milliseconds(60s);

TEST(BoundedQueue, GivesItemsInTheirOrder) {
    BoundedQueue<int> queue({.items = 4, .bytes = 100});
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(queue.push(i, 1));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(queue.pop(0ms), i);
    EXPECT_EQ(queue.pop(0ms), std::nullopt);
    EXPECT_FALSE(queue.is_over());
}

TEST(BoundedQueue, LetsALargerItemPassAlone) {
    BoundedQueue<int> queue({.items = 4, .bytes = 10});
    EXPECT_TRUE(queue.push(1, 1000));
    EXPECT_EQ(queue.pop(0ms), 1);
    EXPECT_TRUE(queue.push(2, 1000));
    EXPECT_EQ(queue.pop(0ms), 2);
}

TEST(BoundedQueue, IsOverOnceClosedAndEmpty) {
    BoundedQueue<int> queue({.items = 4, .bytes = 10});
    EXPECT_TRUE(queue.push(1, 1));
    queue.close();
    EXPECT_FALSE(queue.is_over());
    EXPECT_EQ(queue.pop(kPatience), 1);
    EXPECT_TRUE(queue.is_over());
    EXPECT_EQ(queue.pop(kPatience), std::nullopt);
}

// Counts how often a waiting thread would be woken.
struct CountedWakes : std::condition_variable {
    void notify_one() {
        ++wakes;
        std::condition_variable::notify_one();
    }
    static inline int wakes = 0;
};

struct Drain {
    QueueLimits limits;
    std::size_t bytes;        // of each item
    int items;                // that are pushed, and then taken
    int taken_when_it_wakes;  // the first item that wakes who waits for room
};

class WakesForRoom : public ::testing::TestWithParam<Drain> {};

// Who waits for room goes on when the queue is half empty, in items and in bytes: items taken
// before that wake nobody, each one after that somebody.
TEST_P(WakesForRoom, WhenHalfEmpty) {
    const Drain& drain = GetParam();
    BoundedQueue<int, CountedWakes> queue(drain.limits);
    for (int i = 0; i < drain.items; ++i) ASSERT_TRUE(queue.push(i, drain.bytes));
    for (int taken = 1; taken <= drain.items; ++taken) {
        CountedWakes::wakes = 0;
        ASSERT_EQ(queue.pop(0ms), taken - 1);
        EXPECT_EQ(CountedWakes::wakes, taken >= drain.taken_when_it_wakes ? 1 : 0) << taken;
    }
}

INSTANTIATE_TEST_SUITE_P(BoundedQueue,
                         WakesForRoom,
                         ::testing::Values(Drain{{.items = 1, .bytes = 100}, 1, 1, 1},
                                           Drain{{.items = 2, .bytes = 100}, 1, 2, 1},
                                           Drain{{.items = 5, .bytes = 100}, 1, 5, 3},
                                           Drain{{.items = 8, .bytes = 100}, 1, 8, 4},
                                           // Never more than half full.
                                           Drain{{.items = 8, .bytes = 100}, 1, 4, 1},
                                           // Of bytes there are too many for longer.
                                           Drain{{.items = 100, .bytes = 80}, 10, 8, 4},
                                           Drain{{.items = 8, .bytes = 80}, 20, 4, 2},
                                           Drain{{.items = 4, .bytes = 10}, 100, 1, 1}));

// Several wait, each is woken by some item that is taken, and nothing is lost.
TEST(BoundedQueue, LetsAllWhoWaitGoOn) {
    constexpr int kPushers = 4;
    constexpr int kEach = 1000;
    BoundedQueue<int> queue({.items = 3, .bytes = 1000});
    std::vector<std::thread> pushers;
    for (int pusher = 0; pusher < kPushers; ++pusher) {
        pushers.emplace_back([&queue, pusher] {
            for (int i = 0; i < kEach; ++i) EXPECT_TRUE(queue.push(pusher * kEach + i, 1));
        });
    }
    std::vector<int> next(kPushers, 0);
    for (int i = 0; i < kPushers * kEach; ++i) {
        const std::optional<int> item = queue.pop(kPatience);
        ASSERT_TRUE(item.has_value());
        int& expected = next[static_cast<std::size_t>(*item / kEach)];
        EXPECT_EQ(*item % kEach, expected++);
    }
    for (std::thread& thread : pushers) thread.join();
    EXPECT_EQ(queue.pop(0ms), std::nullopt);
}

}  // namespace
}  // namespace gazette
