// Byte offsets of a stored text as offsets in UTF-16 code units and in code points.
//
// To know how many code points stand before a byte, all bytes before it have to be counted. A
// measure counts them once, block by block; then any offset costs one block. So a window of a text
// of 100 MB costs what a window of a short one does, once the text was measured.
#pragma once

#include "indexer/format/stored_document.h"
#include "searcher/response.h"

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Of a text at hand: for each of `bytes`, in any order, as TextMeasure::places().
std::vector<TextPlace> text_places(std::string_view text, const std::vector<std::uint32_t>& bytes);

// Immutable once made; thread-safe. Holds 8 bytes for each 16 KB of text.
class TextMeasure {
  public:
    // Reads the whole text, a block at a time. Throws IndexError where the document is damaged.
    explicit TextMeasure(const StoredDocument& document);

    // For each of `bytes`, in any order; one past the end counts as the end, one inside of a code
    // point as its end. `document` is the one that was measured, or another with the same text.
    // Throws IndexError.
    std::vector<TextPlace> places(const StoredDocument& document,
                                  const std::vector<std::uint32_t>& bytes) const;

  private:
    // Of the blocks before; by number of the block.
    struct Before {
        std::uint32_t utf16 = 0;
        std::uint32_t codepoint = 0;
    };
    std::vector<Before> before_;
};

// The measures of the long texts that were asked for last. Thread-safe.
class TextMeasures {
  public:
    // Measures the text unless it is known. Throws IndexError.
    std::shared_ptr<const TextMeasure> of(const StoredDocument& document) const;

  private:
    struct Entry {
        std::string text_hash;
        std::shared_ptr<const TextMeasure> measure;
    };
    mutable std::mutex mutex_;
    mutable std::list<Entry> entries_;  // the last one asked for is the first
};

}  // namespace gazette
