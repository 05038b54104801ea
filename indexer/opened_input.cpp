#include "indexer/opened_input.h"

#include "indexer/extract/registry.h"

#include <utility>

namespace gazette {
namespace {

// Enough to tell formats apart.
constexpr std::size_t kSniffBytes = 4096;

}  // namespace

OpenedInput::OpenedInput(ByteSource& source, std::string name, std::string media_type)
    : outer_(source), name_(std::move(name)), media_type_(std::move(media_type)) {
    if (!media_type_.empty()) return;
    media_type_ = sniff_media_type(name_, outer_.peek(kSniffBytes));
    if (!is_compressed(media_type_)) return;
    unpacked_ = std::make_unique<DecompressedSource>(outer_);
    inner_ = std::make_unique<PeekedSource>(*unpacked_);
    name_ = uncompressed_name(name_);
    media_type_ = sniff_media_type(name_, inner_->peek(kSniffBytes));
}

std::string_view OpenedInput::head() {
    return (inner_ ? *inner_ : outer_).peek(kSniffBytes);
}

}  // namespace gazette
