// Sources of bytes that stand on others: on memory, and on a source whose beginning is looked at
// first.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// The bytes are the caller's, and must outlive this.
class MemorySource final : public ByteSource {
  public:
    explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
    std::size_t read(char* buffer, std::size_t size) override;
    std::string error() const override { return {}; }
    std::optional<std::uint64_t> size() const override { return bytes_.size(); }
    bool seek(std::uint64_t offset) override;

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
};

// Reads as `inner` does, which must outlive this and be read by nobody else.
class PeekedSource final : public ByteSource {
  public:
    explicit PeekedSource(ByteSource& inner) : inner_(inner) {}
    // The next bytes, `size` of them unless the source ends before; they stay to be read. Valid
    // until anything else is called.
    std::string_view peek(std::size_t size);
    std::size_t read(char* buffer, std::size_t size) override;
    std::string error() const override { return inner_.error(); }
    RejectionCode error_code() const override { return inner_.error_code(); }
    std::optional<std::uint64_t> size() const override { return inner_.size(); }
    bool seek(std::uint64_t offset) override;

  private:
    ByteSource& inner_;
    std::string head_;
    std::size_t at_ = 0;  // in head_
};

// All that is left, at most `limit` bytes.
std::string read_all(ByteSource& source, std::size_t limit);

}  // namespace gazette
