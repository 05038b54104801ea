// The groups and control words of a file in RTF -> its texts. What of them becomes a document is
// rtf.cpp's.
#pragma once

#include "indexer/extract/block_text.h"
#include "indexer/extract/rtf_values.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace gazette {

struct RtfContent {
    BlockText body;
    BlockText notes;    // footnotes, in their order
    std::string title;  // of \info, with its white space
    std::string author;
    std::string subject;
    RtfDate created;
    RtfDate modified;
    std::string problem;       // why not all could be read; empty: all was
    bool over_limit = false;   // `problem` is a limit, and nothing is of use
    std::size_t replaced = 0;  // ill-formed sequences that became U+FFFD
};

// Takes any bytes; groups inside each other up to kMaxRtfGroups, without recursion. Keeps nothing,
// so any thread may call it.
RtfContent read_rtf(std::string_view rtf);

}  // namespace gazette
