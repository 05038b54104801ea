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
// NEARs inside a NEAR, it counted too. What they cost grows with the square of what they reach over.
inline constexpr std::size_t kMaxNearDepth = 4;

}  // namespace gazette::query_limits
