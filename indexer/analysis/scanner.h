// Cuts UTF-8 text into the segments that hold something to index, by the word boundary rules of
// UAX #29 as ICU 72 has them. On purpose other than ICU: '@' and '_' (with all ExtendNumLet) end a
// word; a subscript digit continues one (CO₂); a run of characters of unspaced scripts or Hangul
// is one segment, and never one with letters beside it.
//
// Where a segment ends depends only on the text from its begin on: scanning may start again at
// any segment.
#pragma once

#include "indexer/analysis/script_tables.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gazette {

enum class ScanKind : std::uint8_t {
    word,        // letters and digits with what joins them: "o'clock", "3.14", "U.S"
    run,         // characters to be taken one by one
    symbol,      // one sign
    emoji,       // one emoji sequence or flag, at most kMaxTokenBytes long
    compatible,  // one code point to be read as its compatibility form: ½, ㍿
};

struct ScannedPiece {
    ScanKind kind = ScanKind::word;
    // A word of ASCII letters and digits alone: nothing to split, nothing to normalize.
    bool plain_ascii = false;
    std::size_t begin = 0;  // bytes
    std::size_t end = 0;
};

class Scanner {
  public:
    // `text` must outlive the scanner.
    explicit Scanner(std::string_view text) : text_(text), tables_(ScriptTables::instance()) {}

    // The next segment; false at the end of the text.
    bool next(ScannedPiece& segment);

  private:
    BreakClass class_at(std::size_t offset, std::size_t& after) const;
    std::size_t skip_extend(std::size_t offset, std::size_t limit) const;
    void scan_flag(std::size_t offset, ScannedPiece& segment);
    void scan_word(std::size_t offset, BreakClass last, ScannedPiece& segment);
    void scan_run(std::size_t offset, ScannedPiece& segment);
    bool scan_emoji(std::size_t offset, bool strong, ScannedPiece& segment);

    std::string_view text_;
    const ScriptTables& tables_;
    std::size_t offset_ = 0;
};

}  // namespace gazette
