// Runs a container reader over bytes in memory.
#pragma once

#include "indexer/extract/container.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette::test {

class BytesInMemory : public ByteSource {
  public:
    // No more than `piece` bytes come at once.
    explicit BytesInMemory(std::string_view bytes, std::size_t piece = SIZE_MAX)
        : bytes_(bytes), piece_(piece) {}
    std::size_t read(char* buffer, std::size_t size) override {
        const std::size_t count = std::min({size, bytes_.size() - at_, piece_});
        bytes_.copy(buffer, count, at_);
        at_ += count;
        return count;
    }
    std::string error() const override { return {}; }

  private:
    std::string_view bytes_;
    std::size_t piece_;
    std::size_t at_ = 0;
};

struct Members {
    std::vector<Member> members;
    std::string problem;

    // A line a member: "name | media type | bytes", or "name | skipped: why", "name | code: why".
    std::vector<std::string> lines() const {
        std::vector<std::string> lines;
        for (const Member& member : members) {
            std::string line = member.name + " | ";
            if (member.why_not.empty()) {
                line += member.media_type + " | " + std::to_string(member.bytes.size());
            } else {
                line += member.skipped ? "skipped " + std::string(name_of(*member.skipped))
                                       : std::string(name_of(member.why_not_code));
                line += ": " + member.why_not;
            }
            lines.push_back(std::move(line));
        }
        return lines;
    }
};

inline Members members_of(const ContainerReader& reader,
                          std::string_view bytes,
                          std::size_t piece = SIZE_MAX) {
    BytesInMemory source(bytes, piece);
    Members out;
    out.problem = reader
                      .read(source,
                            [&out](Member member) {
                                out.members.push_back(std::move(member));
                                return true;
                            })
                      .problem;
    return out;
}

}  // namespace gazette::test
