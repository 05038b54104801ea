// Real indexes of a few documents, for tests: what is written is what the indexer writes.
#pragma once

#include "indexer/format/document.h"
#include "indexer/format/manifest.h"
#include "indexer/term_writer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace gazette::test {

// A document with just what most tests need.
Document make_document(std::string id,
                       std::string lang,
                       std::string title,
                       std::string text,
                       const std::string& published = "");

// Makes an index of the documents, in their order, cut into so many parts of about equal size.
// Fewer where there are fewer documents; none for none.
Manifest build_index(const std::filesystem::path& index_dir,
                     const std::vector<Document>& documents,
                     std::size_t parts = 1,
                     WriterKind writer = WriterKind::bulk);

// Publishes one more part.
Manifest add_part(const std::filesystem::path& index_dir, const std::vector<Document>& documents);

// Marks documents as deleted and publishes that. Ids that are not there are an error.
Manifest delete_documents(const std::filesystem::path& index_dir,
                          const std::vector<std::string>& ids);

// Publishes the same documents in one new part, deleted ones left out, and removes the folders of
// the old parts that no reader holds, as the indexer's merging and sweeping do.
Manifest replace_parts(const std::filesystem::path& index_dir,
                       const std::vector<Document>& documents);

}  // namespace gazette::test
