// Which parts to merge next, so that an index has few parts and each document is written a few
// times only, however it grew (log-structured merging by size tiers).
#pragma once

#include "indexer/format/manifest.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace gazette {

// A tier holds parts of up to kTierFactor times the text of the tier below, and is merged when it
// has kPartsPerTier of them: so a document is written again once a tier.
inline constexpr std::uint64_t kSmallestTierBytes = 4U << 20;
inline constexpr std::uint64_t kTierFactor = 8;
inline constexpr std::size_t kPartsPerTier = 8;
// As many are merged at once when more are waiting; so many files are open then.
inline constexpr std::size_t kMaxMergedParts = 64;
// A merge is not to take hours: parts that would make up more text than this stay apart.
inline constexpr std::uint64_t kMaxMergedTextBytes = std::uint64_t{32} << 30;
// A part of which more than this share is deleted is written again alone.
inline constexpr double kMaxDeletedShare = 0.2;
// Smaller parts lose all their deleted documents in any merge; larger ones keep up to
// kMaxDeletedShare of them as tombstones, because writing all others again takes long.
inline constexpr std::uint64_t kAlwaysRewrittenBytes = 64U << 20;

// Indexes into manifest.parts, ascending; nothing where nothing is to be done. Merging what it
// says, until it says nothing, ends.
std::optional<std::vector<std::size_t>> choose_merge(const Manifest& manifest);

// Whether a merge writes the part's documents again, without the deleted ones.
bool is_rewritten_in_merge(const PartEntry& part);

}  // namespace gazette
