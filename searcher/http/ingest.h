// Requests that change the index: POST /api/v1/documents, DELETE /api/v1/documents/{id}.
#pragma once

#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/ingest_service.h"
#include "searcher/http/token_store.h"

namespace gazette {

// `all`: documents of all collections; `grant` says which of them the token may write. A document
// that names no collection gets that of a grant that has one.
Answer answer_ingest(const HttpRequest& request,
                     const SearchService& all,
                     const TokenGrant& grant,
                     IngestService& ingest);
Answer answer_delete(const HttpRequest& request,
                     const SearchService& all,
                     const TokenGrant& grant,
                     IngestService& ingest);

}  // namespace gazette
