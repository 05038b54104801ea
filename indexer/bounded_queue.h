// A queue between threads that holds no more than so many items and so many bytes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace gazette {

struct QueueLimits {
    std::size_t items = 0;
    std::size_t bytes = 0;  // an item larger than that passes alone
};

// Thread-safe. (Another condition is for tests, which see when it wakes.)
template <typename Item, typename Condition = std::condition_variable>
class BoundedQueue {
  public:
    explicit BoundedQueue(QueueLimits limits) : limits_(limits) {}

    // Waits for room. False, and the item is lost, once the queue is given up.
    bool push(Item item, std::size_t bytes) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [&] { return given_up_ || fits(bytes); });
        if (given_up_) return false;
        items_.emplace_back(std::move(item), bytes);
        bytes_ += bytes;
        lock.unlock();
        filled_.notify_one();
        return true;
    }

    // Waits for an item, for `patience` at most. Nothing then, and when there will never be more:
    // see is_over().
    std::optional<Item> pop(std::chrono::milliseconds patience) {
        std::unique_lock lock(mutex_);
        filled_.wait_for(lock, patience, [&] { return given_up_ || closed_ || !items_.empty(); });
        if (given_up_ || items_.empty()) return std::nullopt;
        std::optional<Item> item(std::move(items_.front().first));
        bytes_ -= items_.front().second;
        items_.pop_front();
        // Who waits for room goes on when there is some, and not for each item: a thread that is
        // woken costs more than most items.
        const bool half_empty = items_.size() <= limits_.items / 2 && bytes_ <= limits_.bytes / 2;
        lock.unlock();
        if (half_empty) room_.notify_one();
        return item;
    }

    // No more will be pushed; what is in the queue can still be taken.
    void close() {
        {
            const std::lock_guard lock(mutex_);
            closed_ = true;
        }
        filled_.notify_all();
    }

    // Nothing more goes in or comes out.
    void give_up() {
        {
            const std::lock_guard lock(mutex_);
            given_up_ = true;
            items_.clear();
        }
        filled_.notify_all();
        room_.notify_all();
    }

    bool is_over() const {
        const std::lock_guard lock(mutex_);
        return given_up_ || (closed_ && items_.empty());
    }

  private:
    bool fits(std::size_t bytes) const {
        return items_.empty() || (items_.size() < limits_.items && bytes_ + bytes <= limits_.bytes);
    }

    const QueueLimits limits_;
    mutable std::mutex mutex_;
    Condition filled_;
    Condition room_;
    std::deque<std::pair<Item, std::size_t>> items_;
    std::size_t bytes_ = 0;
    bool closed_ = false;
    bool given_up_ = false;
};

}  // namespace gazette
