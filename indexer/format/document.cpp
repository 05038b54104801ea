#include "indexer/format/document.h"

#include <array>

namespace gazette {
namespace {

constexpr std::array<std::string_view, kSegmentKinds> kSegmentKindNames = {
    "section", "article", "page", "paragraph", "heading", "quoted", "annex"};
constexpr std::array<std::string_view, 3> kLanguageSources = {"unknown", "declared", "detected"};

}  // namespace

std::string_view name_of(SegmentKind kind) {
    return kSegmentKindNames.at(static_cast<std::size_t>(kind));
}

std::optional<SegmentKind> segment_kind_of(std::string_view name) {
    for (std::size_t i = 0; i < kSegmentKindNames.size(); ++i) {
        if (kSegmentKindNames[i] == name) return static_cast<SegmentKind>(i);
    }
    return std::nullopt;
}

std::string_view name_of(LanguageSource source) {
    return kLanguageSources.at(static_cast<std::size_t>(source));
}

}  // namespace gazette
