// Objects that are dear to make and not for sharing between threads (database handles, analyzers):
// each is lent to one user at a time and kept for the next.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace gazette {

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
    Pool(std::function<std::unique_ptr<T>()> make, std::size_t max_idle)
        : make_(std::move(make)), max_idle_(max_idle) {}

    Lease lend() const {
        {
            const std::lock_guard lock(mutex_);
            if (!idle_.empty()) {
                std::unique_ptr<T> object = std::move(idle_.back());
                idle_.pop_back();
                return Lease(*this, std::move(object));
            }
        }
        return Lease(*this, make_());
    }

  private:
    void take_back(std::unique_ptr<T> object) const {
        const std::lock_guard lock(mutex_);
        if (idle_.size() < max_idle_) idle_.push_back(std::move(object));
    }

    std::function<std::unique_ptr<T>()> make_;
    std::size_t max_idle_;
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<T>> idle_;
};

}  // namespace gazette
