// An open file as a source of bytes that keeps the hash of what went by.
#pragma once

#include "indexer/extract/container.h"
#include "indexer/stream_hash.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gazette {

// The descriptor stays the caller's; its own offset is not used.
class FileSource final : public ByteSource {
  public:
    explicit FileSource(int descriptor);
    std::size_t read(char* buffer, std::size_t size) override;
    std::string error() const override;
    std::optional<std::uint64_t> size() const override { return size_; }
    bool seek(std::uint64_t offset) override;

    int descriptor() const { return descriptor_; }
    // content_hash() of the whole file: what was not read yet is read for it. Empty where the
    // system cannot read it.
    std::string hash_of_all();

  private:
    int descriptor_;
    std::optional<std::uint64_t> size_;
    std::uint64_t at_ = 0;
    std::uint64_t hashed_ = 0;  // bytes from the beginning
    StreamHash hash_;
    int error_ = 0;
};

}  // namespace gazette
