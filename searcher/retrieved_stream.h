// Hits that are found already, and shown as they are asked for.
#pragma once

#include "searcher/hit_stream.h"
#include "searcher/index_reader.h"
#include "searcher/retrieval.h"
#include "searcher/text_measure.h"

#include <memory>
#include <vector>

namespace gazette {

// Reads on in `index` however long it takes. `reader` and `measures` must outlive it. Its next()
// throws SearchError where the index is damaged.
std::unique_ptr<HitStream> retrieved_stream(const IndexReader& reader,
                                            const TextMeasures& measures,
                                            std::shared_ptr<const IndexSnapshot> index,
                                            CompiledQuery query,
                                            std::vector<RetrievedHit> hits,
                                            bool spans,
                                            SearchResponse about);

}  // namespace gazette
