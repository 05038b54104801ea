// How many searches run at once, and how many may wait for their turn; the rest is told to come
// back. Who waits longest is next: none is overtaken, so that all wait about as long. Thread-safe.
#pragma once

#include <chrono>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>

namespace gazette {

class Admission {
  public:
    Admission(int running, int queued, std::chrono::milliseconds longest_wait)
        : free_(running), running_(running), queued_(queued), longest_wait_(longest_wait) {}

    // Holds a place among the running until it is destroyed. False: none was free in time.
    class Place {
      public:
        explicit Place(Admission* of) : of_(of) {}
        Place(Place&& other) noexcept;
        Place& operator=(Place&&) = delete;
        ~Place();
        explicit operator bool() const { return of_ != nullptr; }

      private:
        Admission* of_;
    };

    // Waits for a place; comes back without one at once where the queue is full or closed, after
    // `longest_wait`, and when `hung_up` is requested: nobody waits for the answer.
    [[nodiscard]] Place enter(std::stop_token hung_up = {});
    struct Load {
        int running = 0;
        int waiting = 0;
    };
    Load load();

    // Nobody waits any more.
    void close();

  private:
    struct Waiting {
        std::condition_variable_any turn;
        bool has_place = false;
    };

    void leave();

    std::mutex mutex_;
    int free_;
    std::list<Waiting*> queue_;  // who came first is first
    bool closed_ = false;
    const int running_;
    const int queued_;
    const std::chrono::milliseconds longest_wait_;
};

}  // namespace gazette
