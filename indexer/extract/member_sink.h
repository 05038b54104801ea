// How a reader of containers hands its members over.
#pragma once

#include "indexer/extract/container.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>

namespace gazette {

// Counts them, and knows which of them are not to be looked into (ContainerReader::read_but). Keeps
// a reference to `take`.
class MemberSink {
  public:
    MemberSink(const std::function<bool(Member)>& take, LeftOut left_out)
        : take_(take), left_out_(left_out) {}

    bool leaves_out_next() const { return is_left_out(left_out_, given_); }
    // False where no more are wanted.
    bool give(Member member) {
        ++given_;
        return take_(std::move(member));
    }
    // In the place of the one that is left out.
    bool give_left_out(std::string name) {
        Member member;
        member.name = std::move(name);
        member.why_not = "left out";
        member.why_not_code = RejectionCode::crashed;
        return give(std::move(member));
    }

  private:
    const std::function<bool(Member)>& take_;
    LeftOut left_out_;
    std::uint64_t given_ = 0;
};

}  // namespace gazette
