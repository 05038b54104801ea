// Compressed bytes -> what they hold, piece by piece: gzip by zlib; bzip2, xz and zstd by
// libarchive. Also of several compressed streams one behind the other.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace gazette {

bool is_compressed(std::string_view media_type);

// What a compressed file is called once it is none: "x.html" of "x.html.gz", "x.tar" of "x.tgz";
// as it is where the name does not tell.
std::string uncompressed_name(std::string_view name);

// Takes one layer off: of the format that is_compressed() knows. `packed` must outlive this.
// Unpacking ends with an error where the data are damaged, and over
// extract_limits::kMaxUnpackRatio.
class DecompressedSource final : public ByteSource {
  public:
    DecompressedSource(ByteSource& packed, std::string_view media_type);
    ~DecompressedSource() override;
    DecompressedSource(const DecompressedSource&) = delete;
    DecompressedSource& operator=(const DecompressedSource&) = delete;

    std::size_t read(char* buffer, std::size_t size) override;
    std::string error() const override;
    RejectionCode error_code() const override;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace gazette
