// Where a snippet begins and ends around the words that it is made for. Works on a piece of text
// alone, knows nothing of spans or documents.
#pragma once

#include "indexer/analysis/language.h"

#include <cstddef>
#include <string_view>

namespace gazette {

// Byte offsets in a piece of text.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;

    friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

// A piece of text around `core`, which is what must be seen.
struct CutTask {
    std::string_view text;  // valid UTF-8
    ByteRange core;         // on code point boundaries
    // The piece begins or ends where a window may: at the text's edge, or at another window's.
    bool open_begin = false;
    bool open_end = false;
    LanguageId language = LanguageId::und;
    std::size_t max_characters = 0;  // code points, at least 1
};

// The window: holds the core, or where the core is too long, its beginning. Without white space at
// its edges.
ByteRange cut_window(const CutTask& task);

// Without Unicode's White_Space at its ends.
ByteRange trim_white_space(std::string_view text, ByteRange range);

// Without the bytes at its ends that belong to code points that the piece has only a part of.
ByteRange whole_characters(std::string_view bytes);

}  // namespace gazette
