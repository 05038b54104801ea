#include "searcher/http/admission.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace gazette {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLong = std::chrono::minutes(5);

void wait_until_waiting(Admission& admission, int waiting) {
    while (admission.load().waiting != waiting) std::this_thread::sleep_for(milliseconds(1));
}

TEST(Admission, LetsWhoWaitsLongestInFirst) {
    constexpr int kWaiting = 20;
    Admission admission(1, kWaiting, kLong);
    std::optional<Admission::Place> first(admission.enter());
    ASSERT_TRUE(*first);
    std::vector<int> order;  // written by whoever has the one place
    std::vector<std::jthread> threads;
    for (int i = 0; i < kWaiting; ++i) {
        threads.emplace_back([&, i] {
            const Admission::Place place = admission.enter();
            if (place) order.push_back(i);
        });
        wait_until_waiting(admission, i + 1);
    }
    EXPECT_FALSE(admission.enter());  // the queue is full
    first.reset();
    threads.clear();
    std::vector<int> expected;
    for (int i = 0; i < kWaiting; ++i) expected.push_back(i);
    EXPECT_EQ(order, expected);
    EXPECT_EQ(admission.load().running, 0);
}

TEST(Admission, PassesOverWhoHasHungUpOrWaitedTooLong) {
    Admission admission(1, 3, kLong);
    std::optional<Admission::Place> first(admission.enter());
    std::stop_source hung_up;
    std::atomic<int> given{0};
    std::jthread gone([&] { given += admission.enter(hung_up.get_token()) ? 1 : 0; });
    wait_until_waiting(admission, 1);
    std::jthread stays([&] { given += admission.enter() ? 10 : 0; });
    wait_until_waiting(admission, 2);
    hung_up.request_stop();
    gone.join();
    wait_until_waiting(admission, 1);
    first.reset();
    stays.join();
    EXPECT_EQ(given, 10);
    Admission impatient(1, 1, milliseconds(1));
    const Admission::Place held = impatient.enter();
    EXPECT_FALSE(impatient.enter());
    EXPECT_EQ(impatient.load().waiting, 0);
}

TEST(Admission, LetsNobodyWaitOnceItIsClosed) {
    Admission admission(1, 4, kLong);
    const Admission::Place held = admission.enter();
    std::atomic<int> refused{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] { refused += admission.enter() ? 0 : 1; });
    }
    wait_until_waiting(admission, 4);
    admission.close();
    threads.clear();
    EXPECT_EQ(refused, 4);
    EXPECT_FALSE(admission.enter());
}

TEST(Admission, NeverHasMorePlacesThanItSays) {
    Admission admission(3, 100, kLong);
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
        threads.emplace_back([&] {
            for (int round = 0; round < 300; ++round) {
                const Admission::Place place = admission.enter();
                ASSERT_TRUE(place);
                const int here = ++inside;
                for (int seen = most; here > seen && !most.compare_exchange_weak(seen, here);) {
                }
                --inside;
            }
        });
    }
    threads.clear();
    EXPECT_LE(most, 3);
    EXPECT_EQ(admission.load().running, 0);
    EXPECT_EQ(admission.load().waiting, 0);
}

}  // namespace
}  // namespace gazette
