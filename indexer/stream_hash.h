// Hash of bytes that come piece by piece.
#pragma once

#include <string>
#include <string_view>

struct XXH3_state_s;

namespace gazette {

// XXH3-128 of bytes that come piece by piece; hex() as content_hash() of all of them.
class StreamHash {
  public:
    StreamHash();
    ~StreamHash();
    StreamHash(const StreamHash&) = delete;
    StreamHash& operator=(const StreamHash&) = delete;

    void add(std::string_view bytes);
    std::string hex() const;

  private:
    XXH3_state_s* state_;
};

}  // namespace gazette
