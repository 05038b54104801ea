#include "searcher/http/admission.h"

#include <utility>

namespace gazette {

Admission::Place::Place(Place&& other) noexcept : of_(std::exchange(other.of_, nullptr)) {}

Admission::Place::~Place() {
    if (of_ != nullptr) of_->leave();
}

Admission::Place Admission::enter(std::stop_token hung_up) {
    std::unique_lock lock(mutex_);
    if (closed_) return Place(nullptr);
    if (free_ == 0) {
        if (may_queue_ == 0) return Place(nullptr);
        --may_queue_;
        changed_.wait_for(
            lock, std::move(hung_up), longest_wait_, [&] { return closed_ || free_ > 0; });
        ++may_queue_;
        if (closed_ || free_ == 0) return Place(nullptr);
    }
    --free_;
    return Place(this);
}

void Admission::leave() {
    {
        const std::lock_guard lock(mutex_);
        ++free_;
    }
    changed_.notify_one();
}

Admission::Load Admission::load() {
    const std::lock_guard lock(mutex_);
    return {running_ - free_, queued_ - may_queue_};
}

void Admission::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

}  // namespace gazette
