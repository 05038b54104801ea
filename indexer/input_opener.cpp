#include "indexer/input_opener.h"

#include "indexer/extract/extract_worker.h"
#include "indexer/extract/limits.h"
#include "indexer/file_source.h"
#include "indexer/format/index_error.h"
#include "indexer/open_wire.h"
#include "indexer/opened_input.h"

#include <array>
#include <cerrno>
#include <optional>
#include <sys/mman.h>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <variant>

namespace gazette {
namespace {

using Ended = WorkerProcess::Ended;

// A process is replaced after that many, in case something in it grows.
constexpr std::size_t kRequestsOfAProcess = 10'000;

void tell_that_it_was_tried_again(Rejection& why) {
    if (why.code == RejectionCode::crashed) why.detail += ", also when it read nothing else";
}

// What a second try, and what goes on from it, does with what ended the process.
class Retry {
  public:
    explicit Retry(OpenRequest& request) : request_(request) {}

    // A process ended after `events`. False where there is no going on.
    bool after(std::uint64_t events, Rejection why) {
        if (++ended_ > extract_limits::kMaxWorkerRestarts) {
            why_ = std::move(why);
            why_.detail += ", and " + std::to_string(extract_limits::kMaxWorkerRestarts) +
                           " others of it before";
            return false;
        }
        const bool is_elsewhere = events > request_.first;
        why_ = std::move(why);
        if (step_ == Step::as_ever || (step_ == Step::without_it && is_elsewhere)) {
            step_ = Step::again;
        } else if (step_ == Step::again) {
            step_ = request_.as == OpenAs::members ? Step::without_it : Step::up_to_it;
        } else if (step_ == Step::without_it) {
            step_ = Step::up_to_it;
        } else {
            tell_that_it_was_tried_again(why_);
            return false;
        }
        request_.first = events;
        request_.at_once = true;
        request_.stop_before.reset();
        // What was left out before is so again, or what follows it would have other numbers.
        if (step_ == Step::without_it) request_.leave_out.push_back(events);
        if (step_ == Step::up_to_it) request_.stop_before = events;
        if (step_ != Step::again) tell_that_it_was_tried_again(why_);
        return true;
    }

    bool leaves_out(std::uint64_t event) const {
        return !request_.leave_out.empty() && request_.leave_out.back() == event;
    }
    // Why the container ends before its end; empty where it does not.
    Rejection end() const { return step_ == Step::up_to_it ? why_ : Rejection{{}, {}}; }
    const Rejection& why() const { return why_; }

  private:
    enum class Step : std::uint8_t { as_ever, again, without_it, up_to_it };
    OpenRequest& request_;
    Step step_ = Step::as_ever;
    Rejection why_;
    std::size_t ended_ = 0;
};

class LocalBytes final : public ByteSource {
  public:
    explicit LocalBytes(const OpenableInput& input)
        : source_(input.source()), opened_(*source_, input.name(), input.media_type()) {}
    std::size_t read(char* buffer, std::size_t size) override {
        return opened_.source().read(buffer, size);
    }
    std::string error() const override { return opened_.source().error(); }
    RejectionCode error_code() const override { return opened_.source().error_code(); }

  private:
    std::unique_ptr<ByteSource> source_;
    mutable OpenedInput opened_;
};

}  // namespace

class RemoteBytes final : public ByteSource {
  public:
    RemoteBytes(InputOpener& opener, OpenableInput& input) : opener_(opener), input_(input) {
        request_.as = OpenAs::bytes;
        start();
    }

    std::size_t read(char* buffer, std::size_t size) override {
        while (at_ == piece_.size() && !is_over_) receive();
        const std::size_t got = piece_.copy(buffer, size, at_);
        at_ += got;
        return got;
    }
    std::string error() const override { return end_.problem; }
    RejectionCode error_code() const override { return end_.code; }

  private:
    void start() {
        request_.first = received_;
        worker_ = opener_.borrow();
        ended_ = opener_.send(worker_, request_, input_);
    }

    void receive() {
        OpenEvent event;
        if (ended_ == Ended::no) ended_ = opener_.receive(worker_, event);
        if (ended_ == Ended::no) {
            if (auto* piece = std::get_if<OpenedBytes>(&event)) {
                piece_ = std::move(piece->bytes);
                at_ = 0;
                received_ += piece_.size();
            } else if (auto* end = std::get_if<ContainerEnd>(&event)) {
                end_ = std::move(*end);
                is_over_ = true;
                opener_.give_back(std::move(worker_));
            } else if (!std::holds_alternative<Passed>(event)) {
                ended_ = Ended::by_nonsense;
            }
        }
        if (ended_ == Ended::no) return;
        Rejection why = worker_.process->end(ended_);
        if (!std::exchange(was_tried_, true)) {
            start();
            return;
        }
        tell_that_it_was_tried_again(why);
        end_ = {std::move(why.detail), why.code};
        is_over_ = true;
    }

    InputOpener& opener_;
    OpenableInput& input_;
    OpenRequest request_;
    InputOpener::Worker worker_;
    Ended ended_ = Ended::no;
    std::string piece_;
    std::size_t at_ = 0;  // in piece_
    std::uint64_t received_ = 0;
    bool was_tried_ = false;
    bool is_over_ = false;
    ContainerEnd end_;
};

OpenableInput::OpenableInput(int descriptor, std::string name, std::string media_type)
    : descriptor_(descriptor), name_(std::move(name)), media_type_(std::move(media_type)) {}

OpenableInput::OpenableInput(std::string_view bytes, std::string name, std::string media_type)
    : bytes_(bytes), name_(std::move(name)), media_type_(std::move(media_type)) {}

OpenableInput::~OpenableInput() {
    if (in_memory_ >= 0) ::close(in_memory_);
}

std::unique_ptr<ByteSource> OpenableInput::source() const {
    if (descriptor_ >= 0) return std::make_unique<FileSource>(descriptor_);
    return std::make_unique<MemorySource>(bytes_);
}

int OpenableInput::descriptor() {
    if (descriptor_ >= 0) return descriptor_;
    if (in_memory_ >= 0) return in_memory_;
    in_memory_ = ::memfd_create("member", MFD_CLOEXEC);
    std::string_view left = bytes_;
    while (in_memory_ >= 0 && !left.empty()) {
        const ssize_t put = ::write(in_memory_, left.data(), left.size());
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) break;
        left.remove_prefix(static_cast<std::size_t>(put));
    }
    if (in_memory_ < 0 || !left.empty()) {
        throw IndexError("cannot pass a member of an archive to the extract-worker: " +
                         std::generic_category().message(errno));
    }
    return in_memory_;
}

InputOpener::Worker InputOpener::borrow() {
    while (!idle_.empty()) {
        Worker worker = std::move(idle_.back());
        idle_.pop_back();
        if (worker.requests < kRequestsOfAProcess) return worker;
    }
    return {std::make_unique<WorkerProcess>(options_), 0};
}

void InputOpener::give_back(Worker worker) {
    idle_.push_back(std::move(worker));
}

Ended InputOpener::send(Worker& worker, const OpenRequest& request, OpenableInput& input) {
    ++worker.requests;
    OpenRequest named = request;
    named.name = input.name();
    named.media_type = input.media_type();
    const int descriptor = input.descriptor();
    const auto deadline = WorkerProcess::Clock::now() + options_.wall_time;
    const Ended ended = worker.process->send_frame(kOpenInput + encode_request(named), deadline);
    return ended == Ended::no ? worker.process->send_descriptor(descriptor, deadline) : ended;
}

Ended InputOpener::receive(Worker& worker, OpenEvent& event) {
    const auto deadline = WorkerProcess::Clock::now() + options_.wall_time;
    std::array<char, kEventHeadBytes> head{};
    Ended ended = worker.process->receive(head.data(), head.size(), deadline);
    if (ended != Ended::no) return ended;
    const std::uint64_t fields_bytes = frame_length(head.data());
    const std::uint64_t bytes_bytes = frame_length(head.data() + kFrameHeadBytes);
    if (fields_bytes > options_.output_bytes || bytes_bytes > options_.output_bytes) {
        return Ended::by_output;
    }
    std::string fields(static_cast<std::size_t>(fields_bytes), '\0');
    std::string bytes(static_cast<std::size_t>(bytes_bytes), '\0');
    ended = worker.process->receive(fields.data(), fields.size(), deadline);
    if (ended == Ended::no) ended = worker.process->receive(bytes.data(), bytes.size(), deadline);
    if (ended != Ended::no) return ended;
    try {
        event = decode_event(fields, std::move(bytes));
    } catch (const IndexError&) {
        return Ended::by_nonsense;
    }
    return Ended::no;
}

OpenedHead InputOpener::head(OpenableInput& input) {
    OpenRequest request;
    request.as = OpenAs::head;
    OpenedHead found;
    const auto keep = [&found](OpenEvent event) {
        if (auto* head = std::get_if<OpenedHead>(&event)) found = std::move(*head);
        return true;
    };
    ContainerEnd end = take_apart(input, std::move(request), keep);
    if (!end.problem.empty()) {
        found.problem = std::move(end.problem);
        found.code = end.code;
    }
    return found;
}

std::unique_ptr<ByteSource> InputOpener::bytes(OpenableInput& input) {
    if (is_here()) return std::make_unique<LocalBytes>(input);
    return std::make_unique<RemoteBytes>(*this, input);
}

ContainerEnd InputOpener::take_apart(OpenableInput& input,
                                     OpenRequest request,
                                     const std::function<bool(OpenEvent)>& take) {
    if (is_here()) {
        request.name = input.name();
        request.media_type = input.media_type();
        const auto source = input.source();
        ContainerEnd end;
        open_input(*source, request, [&](OpenEvent event) {
            if (auto* last = std::get_if<ContainerEnd>(&event)) {
                end = std::move(*last);
                return true;
            }
            return take(std::move(event));
        });
        return end;
    }
    Retry retry(request);
    for (;;) {
        Worker worker = borrow();
        std::uint64_t events = 0;
        Ended ended = send(worker, request, input);
        while (ended == Ended::no) {
            OpenEvent event;
            ended = receive(worker, event);
            if (ended != Ended::no) break;
            if (auto* end = std::get_if<ContainerEnd>(&event)) {
                give_back(std::move(worker));
                Rejection early = retry.end();
                if (!early.detail.empty()) return {std::move(early.detail), early.code};
                return std::move(*end);
            }
            const std::uint64_t number = events++;
            if (std::holds_alternative<Passed>(event)) continue;
            auto* const opened = std::get_if<OpenedMember>(&event);
            if (opened != nullptr && retry.leaves_out(number)) {
                opened->member.why_not = retry.why().detail;
                opened->member.why_not_code = retry.why().code;
            }
            if (!take(std::move(event))) return {};
        }
        Rejection why = worker.process->end(ended);
        if (!retry.after(std::max(events, request.first), std::move(why))) {
            return {retry.why().detail, retry.why().code};
        }
    }
}

}  // namespace gazette
