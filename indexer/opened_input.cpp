#include "indexer/opened_input.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"

#include <utility>

namespace gazette {

OpenedInput::OpenedInput(ByteSource& source, std::string name, std::string media_type)
    : outer_(source), name_(std::move(name)), media_type_(std::move(media_type)) {
    if (!media_type_.empty()) return;
    media_type_ = sniff_media_type(name_, head());
    while (is_compressed(media_type_) && layers_.size() < extract_limits::kMaxNesting) {
        layers_.push_back(std::make_unique<Layer>(top(), media_type_));
        name_ = uncompressed_name(name_);
        media_type_ = sniff_media_type(name_, head());
    }
}

std::string_view OpenedInput::head() {
    return top().peek(kSniffBytes);
}

}  // namespace gazette
