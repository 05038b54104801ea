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
    if (free_ > 0) {
        --free_;
        return Place(this);
    }
    if (queue_.size() >= static_cast<std::size_t>(queued_)) return Place(nullptr);
    Waiting waiting;
    const auto at = queue_.insert(queue_.end(), &waiting);
    waiting.turn.wait_for(
        lock, std::move(hung_up), longest_wait_, [&] { return closed_ || waiting.has_place; });
    // Whoever gave the place took this out of the queue.
    if (waiting.has_place) return Place(this);
    queue_.erase(at);
    return Place(nullptr);
}

void Admission::leave() {
    // Under the lock: what waits may be gone behind it.
    const std::lock_guard lock(mutex_);
    if (queue_.empty() || closed_) {
        ++free_;
        return;
    }
    Waiting& next = *queue_.front();
    queue_.pop_front();
    next.has_place = true;
    next.turn.notify_one();
}

Admission::Load Admission::load() {
    const std::lock_guard lock(mutex_);
    return {running_ - free_, static_cast<int>(queue_.size())};
}

void Admission::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    for (Waiting* waiting : queue_) waiting->turn.notify_one();
}

}  // namespace gazette
