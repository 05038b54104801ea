// Bytes of one input -> one Document, or why not. One file a format; the list is in registry.
#pragma once

#include "indexer/format/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gazette {

// Why an input is not in the index. Codes are stable (schemas/README.md lists them); `detail`
// says it in a sentence, with the numbers.
enum class RejectionCode : std::uint8_t {
    empty,               // no bytes, or no text after extraction
    unsupported_format,  // no extractor knows it (binary files)
    too_large,           // over a limit of extract/limits.h
    damaged,             // cannot be parsed
    unreadable,          // the system refused: permission, I/O
    missing_field,       // a record without what it needs
    bad_field,           // a field of the wrong type or with an impossible value
    duplicate_id,        // another input of this run has the same document id
    over_limit,          // over a limit other than size: unpacking, nesting, time, memory
    locked,              // encrypted
    no_text_layer,       // pages that are pictures, or blank
    crashed,             // ended the process that read it, also when read alone
    not_a_document,      // it describes other files
};
inline constexpr RejectionCode kLastRejectionCode = RejectionCode::not_a_document;
std::string_view name_of(RejectionCode code);  // "empty", "unsupported_format", ...

struct Rejection {
    RejectionCode code = RejectionCode::damaged;
    std::string detail;
};

using Extracted = std::variant<Document, Rejection>;

// What is known of an input from around it: the headers that a web archive or a message keeps, the
// entry of a feed, a corpus recipe. Each is empty where it is not known. An extractor prefers what
// the document says of itself, except for the character set of a transport (HTML's own rule).
struct InputFacts {
    std::string url;  // where it was published
    std::string title;
    std::string charset;    // of the transport: "text/html; charset=..."
    std::string lang;       // BCP 47
    std::string published;  // ISO 8601 date, or with time
    std::string fetched;    // the same: when a crawler got it
    std::string kind, source, publisher, jurisdiction, rights;
    std::vector<std::string> warnings;  // what was repaired or is missing, for a person to read
};

// A file beside an input that a recipe takes metadata from.
struct Companion {
    std::string name;  // in the recipe
    std::string path;  // where it was looked for
    std::string bytes;
    std::string problem;  // why there are none; "" too where a recipe can do without
};

// How a corpus recipe reads an input.
struct RecipeUse {
    std::string rule;  // RecipeRule::json; empty: no recipe
    // What the names in the rule's path stand for.
    std::vector<std::pair<std::string, std::string>> captures;
    std::vector<Companion> companions;
};

// One input as the walker hands it over: a file, or one record of a container file.
struct Input {
    std::string uri;         // absolute path, or "path:17" for line 17 of a JSON Lines file
    std::string default_id;  // id of the document where the input names none
    std::string collection;
    std::string media_type;  // as sniff_media_type() said
    std::string bytes;
    InputFacts facts;
    RecipeUse recipe = {};
    std::string ocr =
        {};  // languages in which pictures of text are read (ocr.h); empty: they are not
};

// Stateless; safe to share between threads. Never throws for bad input: that is a Rejection.
class Extractor {
  public:
    virtual ~Extractor() = default;
    virtual std::string_view name() const = 0;
    virtual int version() const = 0;  // grows when the same bytes give another document
    virtual Extracted extract(const Input& input) const = 0;
};

}  // namespace gazette
