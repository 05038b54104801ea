// Objects that are dear to make and not for sharing between threads (database handles, analyzers):
// each is lent to one user at a time and kept for the next.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gazette {

// How many idle objects may be kept in all. Thread-safe.
class IdleRoom {
  public:
    explicit IdleRoom(std::size_t room) : room_(static_cast<std::ptrdiff_t>(room)) {}

    bool take() {
        if (room_.fetch_sub(1) > 0) return true;
        room_.fetch_add(1);
        return false;
    }
    void give_back(std::size_t count) { room_.fetch_add(static_cast<std::ptrdiff_t>(count)); }

  private:
    std::atomic<std::ptrdiff_t> room_;
};

// Thread-safe. Must outlive its leases.
template <class T>
class Pool {
  public:
    // Comes back to the pool when it is destroyed.
    class Lease {
      public:
        Lease(const Pool& pool, std::unique_ptr<T> object)
            : pool_(&pool), object_(std::move(object)) {}
        ~Lease() {
            if (object_ != nullptr) pool_->take_back(std::move(object_));
        }
        Lease(Lease&& other) noexcept = default;
        Lease& operator=(Lease&&) = delete;

        T& operator*() const { return *object_; }
        T* operator->() const { return object_.get(); }

      private:
        const Pool* pool_;
        std::unique_ptr<T> object_;
    };

    // `make` is called without a lock, by any thread; what it throws goes to the caller of lend().
    // Objects that are not lent are kept as long as `idle` has room; pools may share it.
    Pool(std::function<std::unique_ptr<T>()> make, std::shared_ptr<IdleRoom> idle)
        : make_(std::move(make)), idle_room_(std::move(idle)) {}
    ~Pool() { idle_room_->give_back(idle_.size()); }
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    Lease lend() const {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                std::unique_ptr<T> object = std::move(idle_.back());
                idle_.pop_back();
                idle_room_->give_back(1);
                return Lease(*this, std::move(object));
            }
        }
        return Lease(*this, make_());
    }

  private:
    void take_back(std::unique_ptr<T> object) const {
        if (!idle_room_->take()) return;
        const std::lock_guard lock(mutex_);
        idle_.push_back(std::move(object));
    }

    std::function<std::unique_ptr<T>()> make_;
    std::shared_ptr<IdleRoom> idle_room_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace gazette
