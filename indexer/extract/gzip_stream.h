// gzip by zlib, which compares checksums and lengths (libarchive 3.6 does not): a flipped bit is
// an error, not another text.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace gazette {

// Reads streams one behind the other. As gzip does, it passes over what follows the last one.
class GzipStream {
  public:
    // `packed` must outlive this.
    explicit GzipStream(ByteSource& packed);
    ~GzipStream();
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    // 0 at the end, and where there is no reading on: problem().
    std::size_t read(char* buffer, std::size_t size);
    const std::string& problem() const;
    std::uint64_t bytes_read() const;  // of `packed`

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
