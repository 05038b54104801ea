#include "searcher/part_documents.h"

#include <algorithm>

namespace gazette {

PartDocuments::PartDocuments(const IndexPart& part,
                             const Xapian::Database& database,
                             const CompiledQuery& query,
                             Analyzer& analyzer)
    : part_(part), database_(database), analyzer_(analyzer) {
    needs_layout_ = std::any_of(query.clauses.begin(),
                                query.clauses.end(),
                                [](const TextClause& clause) { return clause.title_only; });
}

void PartDocuments::move_to(std::uint32_t docid) {
    if (docid == docid_) return;
    docid_ = docid;
    exactness_.reset();
    stored_.reset();
}

const StoredDocument& PartDocuments::stored() {
    if (!stored_) stored_ = part_.document(docid_);
    return *stored_;
}

PostingCursor* PartDocuments::find(const std::string& term) {
    const auto entry = cursors_.try_emplace(term, database_, term).first;
    PostingCursor& cursor = entry->second;
    cursor.seek(docid_);
    return cursor.document() == docid_ ? &cursor : nullptr;
}

void PartDocuments::positions(const std::string& term, std::vector<std::uint32_t>& positions) {
    positions.clear();
    if (const PostingCursor* cursor = find(term)) cursor->positions(positions);
}

PositionLayout PartDocuments::layout() {
    return needs_layout_ ? stored().layout() : PositionLayout{};
}

bool PartDocuments::has_term(const std::string& term) {
    return find(term) != nullptr;
}

bool PartDocuments::is_exact(const TextClause& clause, const Span& span) {
    if (!exactness_) exactness_.emplace(stored(), analyzer_);
    return exactness_->is_exact(clause, span);
}

}  // namespace gazette
