// What became of one input: a row of the ledger.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

enum class Outcome : std::uint8_t {
    indexed,     // its document is in the index
    stale,       // its document is in the index as it was; what it holds now was rejected
    missing,     // its document is in the index; the input is gone
    container,   // holds inputs, each with a row of its own; `reason` where not all could be read
    rejected,    // not in the index; `reason` and `detail` say why
    superseded,  // its document was replaced by that of another input with the same id
    deleted,     // the input is gone, and its document was deleted
    skipped,     // not read on purpose; `reason` and `detail` say why
    duplicate,   // its text is that of the document `doc_id`, which another input makes
};
std::string_view name_of(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view name);

// What people are told: also "partial", of an indexed document that lacks something of its input
// (extract/partial.h).
struct LedgerRow;
std::string_view shown_outcome(const LedgerRow& row);

// The index holds a document of this input.
constexpr bool has_document(Outcome outcome) {
    return outcome == Outcome::indexed || outcome == Outcome::stale || outcome == Outcome::missing;
}

// Reasons of `skipped` inputs are the names of SkipReason (extract/skip_reason.h), those of
// `rejected` ones the names of RejectionCode.

struct LedgerRow {
    std::int64_t input_id = 0;   // 0: not in the ledger yet
    std::int64_t container = 0;  // input_id of the file that holds this input; 0 for a file
    // A file: its uri. A member of an archive: "!/a.html", "!/b.zip!/a.html" of one in it. A record
    // of JSON Lines: "#id" by the id of its document, so that lines put in before it change
    // nothing; ":17" by its line where it made no document ("!/c.jsonl#id" in an archive).
    std::string name;
    Outcome outcome = Outcome::rejected;
    std::string doc_id;      // also of a rejected or superseded one, and of a copy
    std::string collection;  // that the run filed the input under; its document may name another
    std::string reason;
    std::string detail;
    std::string warnings;  // a line each
    // content_hash() of the bytes that were read. A container's is of the whole file, and empty
    // until all its records are accounted for.
    std::string hash;
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;  // the file's, since 1970
    std::string extractor;         // for the media type
    std::int64_t extractor_version = 0;
    std::string lang;
    std::string kind;
    std::string source;
    std::int64_t run = 0;        // that wrote the row last
    std::uint64_t sequence = 0;  // place in the order in which that run walked the inputs
    std::uint64_t line = 0;      // of a record of JSON Lines, from 1, when it was read last
    // text_signature() of the document, or of what would be one; may be empty.
    std::string text_hash = {};
    std::uint64_t revision = 0;  // of the manifest: a row is true from this one on
};

// "/a/b.jsonl#id" of a record in "/a/b.jsonl", "/a/b.zip!/c.html" of a member, "/a/b.html" of a
// file.
std::string uri_of(std::string_view container_name, const LedgerRow& row);

}  // namespace gazette
