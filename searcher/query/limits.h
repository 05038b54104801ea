// Every bound of a query, with its reason. Over a bound a query is an error with the number in
// it, never a cut query.
#pragma once

#include <cstddef>
#include <cstdint>

namespace gazette::query_limits {

inline constexpr std::size_t kMaxQueryBytes = 8192;
// Brackets and NOTs inside each other. Xapian's matcher recurses over the tree.
inline constexpr std::size_t kMaxQueryDepth = 32;
// Leaves of the tree and terms after expansion, all together.
inline constexpr std::size_t kMaxQueryTerms = 1000;
inline constexpr std::uint32_t kMaxNearDistance = 255;
// Positions that one NEAR can reach over, with all that stands inside it: the sum of the distances
// and of the lengths of the phrases. Finding every combination costs memory by it.
inline constexpr std::uint32_t kMaxNearWidth = 4096;

}  // namespace gazette::query_limits
