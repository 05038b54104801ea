#include "indexer/merge_policy.h"

#include <algorithm>
#include <map>

namespace gazette {
namespace {

bool has_too_many_deleted(const PartEntry& part) {
    return part.deleted > kMaxDeletedShare * part.documents;
}

// Text of the documents that are not deleted, as if all were of one size.
std::uint64_t live_bytes(const PartEntry& part) {
    if (part.documents == 0) return 0;
    const double share = 1.0 - static_cast<double>(part.deleted) / part.documents;
    return static_cast<std::uint64_t>(static_cast<double>(part.text_bytes) * share);
}

unsigned tier_of(const PartEntry& part) {
    unsigned tier = 0;
    for (std::uint64_t bytes = live_bytes(part); bytes >= kSmallestTierBytes;
         bytes /= kTierFactor) {
        ++tier;
    }
    return tier;
}

// The first parts of a tier that make up no more than can be merged.
std::vector<std::size_t> cut_to_size(const Manifest& manifest, std::vector<std::size_t> parts) {
    std::uint64_t bytes = 0;
    std::uint64_t documents = 0;
    std::size_t count = 0;
    for (; count < std::min(parts.size(), kMaxMergedParts); ++count) {
        const PartEntry& part = manifest.parts[parts[count]];
        bytes += live_bytes(part);
        documents += part.documents;
        if (bytes > kMaxMergedTextBytes || documents > UINT32_MAX) break;
    }
    parts.resize(count);
    return parts;
}

}  // namespace

std::optional<std::vector<std::size_t>> choose_merge(const Manifest& manifest) {
    std::map<unsigned, std::vector<std::size_t>> tiers;
    for (std::size_t i = 0; i < manifest.parts.size(); ++i) {
        const PartEntry& part = manifest.parts[i];
        if (has_too_many_deleted(part)) return std::vector{i};
        tiers[tier_of(part)].push_back(i);
    }
    for (auto& [tier, parts] : tiers) {
        if (parts.size() < kPartsPerTier) continue;
        const auto chosen = cut_to_size(manifest, std::move(parts));
        if (chosen.size() >= kPartsPerTier) return chosen;
    }
    return std::nullopt;
}

bool is_rewritten_in_merge(const PartEntry& part) {
    return part.deleted > 0 &&
           (has_too_many_deleted(part) || part.text_bytes < kAlwaysRewrittenBytes);
}

}  // namespace gazette
