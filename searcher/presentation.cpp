#include "searcher/presentation.h"

#include "searcher/match/evaluator.h"
#include "searcher/match/locate.h"
#include "searcher/part_documents.h"
#include "searcher/snippet.h"
#include "searcher/xapian_guard.h"

namespace gazette {

namespace {

// One document that was found, opened, with the spans by which it was.
struct Opened {
    StoredDocument stored;
    std::vector<Span> spans;
};

Opened open_document(const IndexSnapshot& index,
                     const DocumentPlace& place,
                     const CompiledQuery& query,
                     Evaluator& evaluator,
                     Analyzer& analyzer) {
    const IndexPart& part = index.parts()[place.part];
    return with_xapian(part.entry.name, [&] {
        const auto database = part.files->database();
        PartDocuments documents(part, *database, query, analyzer);
        documents.move_to(place.docid);
        auto spans = evaluator.matching_spans(documents, documents);
        return Opened{documents.stored(), std::move(spans)};
    });
}

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
                         const CompiledQuery& query,
                         const std::vector<RetrievedHit>& hits,
                         Analyzer& analyzer) {
    Evaluator evaluator(query);
    std::vector<Hit> presented;
    for (const RetrievedHit& found : hits) {
        const auto [stored, spans] = open_document(index, found.place, query, evaluator, analyzer);
        Hit hit = hit_of(stored.header(), found.score);
        hit.title_fragments = title_fragments(stored, query, spans, analyzer);
        hit.snippets = make_snippets(stored, query, spans, analyzer);
        presented.push_back(std::move(hit));
    }
    return presented;
}

DocumentResponse present_document(const IndexSnapshot& index,
                                  const DocumentPlace& place,
                                  const CompiledQuery& query,
                                  Analyzer& analyzer) {
    Evaluator evaluator(query);
    const auto [stored, spans] = open_document(index, place, query, evaluator, analyzer);
    DocumentResponse response;
    response.revision = index.manifest().revision;
    response.document = stored.header();
    response.document.text = stored.whole_text();
    response.text_hash = stored.text_hash();
    response.title_fragments = title_fragments(stored, query, spans, analyzer);
    for (const LocatedSpan& span :
         locate(stored, query, text_part(spans, stored.layout()), analyzer)) {
        response.spans.push_back({span.begin, span.end, span.clause});
    }
    return response;
}

}  // namespace gazette
