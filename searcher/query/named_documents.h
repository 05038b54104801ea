// A text that is what a document is called: its title, an identifier, a citation, or a provision of
// such a document.
//
//   General Data Protection Regulation    name:"General Data Protection Regulation"
//   32016R0679, Regulation (EU) 2016/679  name:"..."
//   § 823 BGB, BGB § 823 Abs. 1           name:BGB AND segment:"§ 823"
//   Art. 5 GDPR, 民法第184條              name:GDPR AND (segment:"Article 5" OR ...)
//   NIST AC-2                             title:NIST AND segment:"AC-2"
//
// Such documents stand first: ranking.h says by how much.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/compiled_query.h"
#include "searcher/query/vocabulary.h"

#include <span>
#include <string_view>
#include <vector>

namespace gazette {

struct NamedDocuments {
    Node node;  // a query that finds them; what was asked for is its place
    std::vector<NamedFirst> first;
};

// What may be meant, likeliest first: each is of terms that the index has, which is not to say that
// one document has them all. `text` is valid UTF-8. Words of a title that are no full name count
// only beside a provision, with their stems in `scope`.
std::vector<NamedDocuments> named_documents(std::string_view text,
                                            std::span<const LanguageId> scope,
                                            const Vocabulary& vocabulary,
                                            Analyzer& analyzer);

}  // namespace gazette
