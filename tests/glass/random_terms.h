// Documents that no analyzer made, given alike to each writer that is to be compared.
#pragma once

#include "indexer/term_sink.h"
#include "indexer/term_writer.h"

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace gazette::test {

struct Occurrence {
    std::string term;
    std::uint32_t wdf = 0;
    bool has_position = false;
    std::uint32_t position = 0;
};
using Occurrences = std::vector<Occurrence>;

// Any bytes in terms of 1 to 245 bytes (a NUL counts twice), wdf around the borders of the
// encoding, positions from 0 to 2^32 - 1, now and then a document without terms. `words`: from how
// many most of the terms are drawn.
Occurrences random_occurrences(std::mt19937& random, std::uint32_t words);

// Writes a database of the documents into the new folder.
void write_database(const std::filesystem::path& folder,
                    WriterKind kind,
                    const std::vector<Occurrences>& documents);

// The bytes of a table once Xapian has compacted the database; empty where it has no such table.
std::string compacted_table(const std::filesystem::path& folder, const std::string& table);

// Adds failures where the tables of two databases differ after compaction, where Xapian finds
// anything wrong in `made`, or its bounds and counts are not those of `expected`.
void expect_same_database(const std::filesystem::path& made, const std::filesystem::path& expected);

}  // namespace gazette::test
