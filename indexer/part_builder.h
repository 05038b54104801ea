// What a worker does with its inputs: extract, enrich, encode, and write them into parts of its
// own.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/extract_client.h"
#include "indexer/format/manifest.h"
#include "indexer/part_writer.h"
#include "indexer/source_walker.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gazette {

// When a part is full: whichever comes first, or when its writer says so.
namespace part_limits {
// Each document waits in memory until its part is published, and nobody should wait long to find
// small ones.
inline constexpr std::uint32_t kMaxDocuments = 10'000;
inline constexpr std::uint64_t kMaxPartTextBytes = 32u << 20;
// So that inputs which take long are searchable, and their rejections known, before the end.
inline constexpr std::chrono::seconds kMaxAge{20};
inline constexpr std::size_t kMaxRefusals = 1000;
// Of the terms of all parts in the making, which are shared by the threads; but each has enough
// that a few parts make up an archive.
inline constexpr std::size_t kMaxMemoryBytes = std::size_t{128} << 20;
inline constexpr std::size_t kLeastMemoryBytes = std::size_t{16} << 20;
}  // namespace part_limits

// A document in a part that is not published yet.
struct BuiltDocument {
    std::uint32_t docid = 0;
    std::string id;
    bool own_id = false;  // the input gave it; else it was made from the path
    WalkedKey key;
    std::string warnings;  // a line each
    std::string lang, kind, source;
    std::uint64_t text_bytes = 0;
    // text_signature(); empty where the input names its document itself, or is a record: who gives
    // two ids means two documents.
    std::string signature;
};

// A finished part, and what was refused on the way to it.
struct BuiltPart {
    PartEntry entry;                       // no documents and no name where everything was refused
    std::vector<BuiltDocument> documents;  // in order of docid
    std::vector<WalkedRefusal> refusals;
    std::string worker_protection;  // of the process that read untrusted formats, if there was one
};

// One for each thread.
class PartBuilder {
  public:
    // Gives parts the names that `next_name` says. One of so many builders at once.
    PartBuilder(std::filesystem::path index_dir,
                std::function<std::string()> next_name,
                WriterKind kind,
                const ExtractClientOptions& extract_worker = {},
                unsigned builders = 1);

    // Gives back a part when that is full. Throws IndexError.
    std::optional<BuiltPart> take(WalkedInput input);
    // What there is, once it is old enough.
    std::optional<BuiltPart> take_if_old();
    // What there is.
    std::optional<BuiltPart> finish();

  private:
    void add(Document document, WalkedInput input);
    void refuse(WalkedInput& input, const Rejection& rejection, std::string doc_id);
    Extracted extracted(const Input& input);
    const BuiltDocument* with_id(const std::string& id) const;
    bool is_full() const;

    std::filesystem::path index_dir_;
    std::function<std::string()> next_name_;
    std::size_t memory_bytes_;
    WriterKind kind_;
    std::unique_ptr<ExtractClient> worker_;  // null where all is read in this process
    Analyzer analyzer_;
    std::unique_ptr<PartWriter> writer_;
    BuiltPart part_;
    std::unordered_map<std::string, std::size_t> places_;  // id -> index into part_.documents
    std::chrono::steady_clock::time_point begun_;
};

}  // namespace gazette
