// What a part must hold, kept in plain maps, and the comparison with what it does hold.
#pragma once

#include "indexer/encoder.h"
#include "indexer/format/manifest.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <random>
#include <string>
#include <vector>

namespace gazette::test {

// What Xapian says of one term in one document.
struct Posting {
    std::uint32_t wdf = 0;
    std::vector<std::uint32_t> positions;

    friend bool operator==(const Posting&, const Posting&) = default;
};
using Postings = std::map<std::string, std::map<std::uint32_t, Posting>>;

Postings postings_of(const std::vector<EncodedDocument>& documents);
Postings postings_in(const std::filesystem::path& part_folder);

// Adds a failure for each difference between the part and the documents, in this order, and for
// each fault that Database::check finds. `carried` of them are deleted: still there, not found.
void expect_part_holds(const std::filesystem::path& index_dir,
                       const PartEntry& entry,
                       const std::vector<EncodedDocument>& documents,
                       const std::vector<std::uint32_t>& carried = {});

// A document that no analyzer made: any bytes in terms, any wdf and positions.
EncodedDocument random_encoded(std::mt19937& random, const std::string& id);

}  // namespace gazette::test
