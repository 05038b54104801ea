// How often each document of an index is cited: by how many documents whose source says that they
// cite, amend, repeal, transpose, ... it (Document::relations, but translations and parts).
#pragma once

#include <cstdint>
#include <vector>

namespace gazette {

class IndexSnapshot;

struct CitationCounts {
    std::vector<std::vector<std::uint32_t>> of_parts;  // [part][docid - 1]
    std::uint32_t most = 0;
};

// Of documents that are not deleted. Who cites a document under two of its names counts twice; a
// document's citations of itself do not count. Takes a time that grows with the number of names in
// the index, and four bytes for each document. Throws SearchError.
CitationCounts count_citations(const IndexSnapshot& index);

}  // namespace gazette
