// What the index keeps of a document for showing it: metadata, segments, checkpoints from
// positions to bytes, and the text in chunks that are compressed one by one, so that showing a
// piece of a long statute reads only the chunks that the piece lies in.
#pragma once

#include "indexer/format/document.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Where analysis can be taken up again: the main-stream token with this position begins here.
struct Checkpoint {
    std::uint32_t position = 0;  // of the index: title and gap counted
    std::uint32_t byte = 0;      // in the text
};

// How the positions of a document lie.
struct PositionLayout {
    std::uint32_t title_tokens = 0;  // the title's tokens are at 0 .. title_tokens - 1
    std::uint32_t body_begin = 0;    // position of the first token of the text
    std::uint32_t body_end = 0;      // one past the last
};

// A text may not be larger, and neither may all the rest of a document together be.
inline constexpr std::uint64_t kMaxTextBytes = 1U << 30;
inline constexpr std::uint64_t kMaxHeaderBytes = 1U << 29;

// Why the document cannot be stored, for a person to read: its id is empty or too long, it is too
// large, or its segments are out of order or outside of the text. Nothing where it can be.
std::optional<std::string> why_not_storable(const Document& document);

// `checkpoints` in order, the first at the first token of the text (none for a text without
// tokens). Returns the bytes to store. Throws IndexError where why_not_storable() has a reason.
std::string encode_document(const Document& document,
                            const PositionLayout& layout,
                            std::span<const Checkpoint> checkpoints);

// Reads `size` bytes at `offset` of the stored bytes; throws IndexError where it cannot.
using ReadBytes = std::function<std::string(std::uint64_t offset, std::uint64_t size)>;

// A stored document, decoded piece by piece. Throws IndexError for bytes that encode_document did
// not make. Not thread-safe.
class StoredDocument {
  public:
    StoredDocument(std::uint64_t size_bytes, ReadBytes read);

    // Everything but the text, which stays empty.
    const Document& header() const;
    const PositionLayout& layout() const;
    std::uint32_t text_bytes() const;
    // XXH3-128 of the text, 32 hex digits, as taken when it was stored.
    const std::string& text_hash() const;

    // The bytes [begin, end) of the text; both are clamped to its size. Decompresses the chunks
    // touched, and remembers the last few.
    std::string text(std::uint32_t begin, std::uint32_t end) const;
    std::string whole_text() const;

    // The last checkpoint at or before `position`; the first where there is none before. A text
    // without tokens has none: byte 0 with layout().body_begin stands for it, here and below.
    Checkpoint checkpoint_before(std::uint32_t position) const;
    // The first checkpoint after `byte`, or the end of the text with layout().body_end.
    Checkpoint checkpoint_after_byte(std::uint32_t byte) const;
    // The last checkpoint at or before `byte`; the first where there is none before.
    Checkpoint checkpoint_before_byte(std::uint32_t byte) const;

    // The segment that holds `byte`, or null.
    const Segment* segment_at(std::uint32_t byte) const;

  private:
    struct Parts;
    std::shared_ptr<const Parts> parts_;
};

// XXH3-128 as 32 hex digits.
std::string content_hash(std::string_view bytes);

}  // namespace gazette
