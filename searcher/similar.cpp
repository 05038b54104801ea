#include "searcher/similar.h"

#include "searcher/query/compiler.h"
#include "searcher/query/plain_words.h"
#include "searcher/query/printer.h"
#include "searcher/request_filters.h"
#include "searcher/telling_words.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace gazette {
namespace {

Node all_but(Node words, const std::string& id) {
    Node document;
    document.kind = NodeKind::filter;
    document.field = Field::id;
    document.value = id;
    Node none;
    none.kind = NodeKind::none_of;
    none.children.push_back(std::move(document));
    Node all;
    all.kind = NodeKind::all_of;
    all.children.push_back(std::move(words));
    all.children.push_back(std::move(none));
    return all;
}

}  // namespace

std::optional<std::variant<ReadQuery, QueryError>> query_for_similar(const IndexSnapshot& index,
                                                                     DocumentPlace place,
                                                                     const SimilarRequest& request,
                                                                     Analyzer& analyzer) {
    const StoredDocument document = index.parts()[place.part].document(place.docid);
    TellingWords telling(analyzer);
    telling.add(document, 1.0);
    ReadQuery query;
    Node any;
    any.kind = NodeKind::any_of;
    std::string text;
    for (const TellingWord& word : telling.best(index, similar_limits::kWords)) {
        any.children.push_back(any_words_node(word.text, {}));
        any.children.back().weight = word.weight;
        text += (text.empty() ? "" : " ") + word.text;
        query.added.push_back({word.text, word.weight});
    }
    if (any.children.empty()) return std::nullopt;
    query.settled.reading = Reading::query;
    std::string& canonical = query.parsed.canonical;
    canonical = print_query(all_but(any_words_node(std::move(text), {}), request.id));
    query.parsed.input = canonical;
    std::size_t at = 0;  // each word's place there
    for (Node& word : any.children) {
        word.weight *= static_cast<double>(any.children.size());  // as many words as they are
        at = std::min(canonical.find(word.text, at), canonical.size());
        word.place.begin = static_cast<std::uint32_t>(at);
        at = std::min(at + word.text.size(), canonical.size());
        word.place.end = static_cast<std::uint32_t>(at);
    }
    if (document.text_bytes() > telling_limits::kMaxTextBytes) {
        query.parsed.notices.push_back({"words_of_the_beginning",
                                        "The words were taken from the first " +
                                            std::to_string(telling_limits::kMaxTextBytes >> 20) +
                                            " MB of the document.",
                                        {}});
    }
    query.filtered.root = with_filters(all_but(std::move(any), request.id), request.query);
    auto compiled = compile_query(query.filtered, index, stemming_scope(request.query), analyzer);
    if (auto* error = std::get_if<QueryError>(&compiled)) return std::move(*error);
    query.compiled = std::get<CompiledQuery>(std::move(compiled));
    return query;
}

}  // namespace gazette
