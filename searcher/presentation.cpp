#include "searcher/presentation.h"

#include "searcher/xapian_guard.h"

namespace gazette {

namespace {

Hit hit_of(const Document& document, double score) {
    Hit hit;
    hit.id = document.id;
    hit.title = document.title;
    hit.lang = document.lang;
    hit.kind = document.kind;
    hit.source = document.source;
    hit.collection = document.collection;
    hit.url = document.url;
    hit.date = document.published;
    hit.score = score;
    return hit;
}

}  // namespace

std::vector<Hit> present(const IndexSnapshot& index,
                         const CompiledQuery&,
                         const std::vector<RetrievedHit>& hits,
                         Analyzer&) {
    std::vector<Hit> presented;
    for (const RetrievedHit& hit : hits) {
        const StoredDocument stored = index.parts()[hit.place.part].document(hit.place.docid);
        presented.push_back(hit_of(stored.header(), hit.score));
    }
    return presented;
}

}  // namespace gazette
