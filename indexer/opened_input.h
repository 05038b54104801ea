// An input as it is once its compression is taken off: "x.html" for a file "x.html.gz".
#pragma once

#include "indexer/extract/byte_sources.h"
#include "indexer/extract/compressed_source.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

// Enough bytes to tell formats apart.
inline constexpr std::size_t kSniffBytes = 4096;

class OpenedInput {
  public:
    // `name` is that of the file or member, and helps to tell the format; with `media_type` given
    // it is believed. `source` must outlive this.
    OpenedInput(ByteSource& source, std::string name, std::string media_type = {});
    OpenedInput(const OpenedInput&) = delete;
    OpenedInput& operator=(const OpenedInput&) = delete;

    ByteSource& source() { return top(); }
    const std::string& name() const { return name_; }
    const std::string& media_type() const { return media_type_; }
    bool was_compressed() const { return !layers_.empty(); }
    // The first bytes, enough to tell formats apart; valid until source() is read.
    std::string_view head();

  private:
    struct Layer {
        Layer(ByteSource& packed, std::string_view media_type)
            : unpacked(packed, media_type), peeked(unpacked) {}
        DecompressedSource unpacked;
        PeekedSource peeked;
    };
    PeekedSource& top() { return layers_.empty() ? outer_ : layers_.back()->peeked; }

    PeekedSource outer_;
    std::vector<std::unique_ptr<Layer>> layers_;
    std::string name_;
    std::string media_type_;
};

}  // namespace gazette
