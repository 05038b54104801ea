#include "searcher/match/text_scan.h"

#include <string>

namespace gazette {
namespace {

// Moves the tokens of a piece to where the piece lies in the text.
class ShiftingSink : public TokenSink {
  public:
    ShiftingSink(std::uint32_t begin, TokenSink& sink) : begin_(begin), sink_(sink) {}

    void token(const TokenView& token) override {
        TokenView moved = token;
        moved.begin += begin_;
        moved.end += begin_;
        sink_.token(moved);
    }

  private:
    std::uint32_t begin_;
    TokenSink& sink_;
};

LanguageId language_of(const StoredDocument& document) {
    return gazette::language_of(document.header().lang).id;
}

}  // namespace

ScanRange scan_range(const StoredDocument& document, std::uint32_t first, std::uint32_t last) {
    ScanRange range;
    range.begin = document.checkpoint_before(first);
    // A symbol has the position of the token that follows it, and that token can be a checkpoint.
    if (range.begin.position == first && first > 0) {
        range.begin = document.checkpoint_before(first - 1);
    }
    range.end = document.checkpoint_after_byte(range.begin.byte);
    while (range.end.position <= last && range.end.byte < document.text_bytes()) {
        range.end = document.checkpoint_after_byte(range.end.byte);
    }
    return range;
}

void scan_text(const StoredDocument& document,
               const ScanRange& range,
               std::span<const std::uint32_t> only_at,
               Analyzer& analyzer,
               TokenSink& sink) {
    const std::string text = document.text(range.begin.byte, range.end.byte);
    ShiftingSink shifting(range.begin.byte, sink);
    analyzer.analyze(text,
                     language_of(document),
                     {.first_position = range.begin.position,
                      .main_stream_and_surface_only = true,
                      .only_at = only_at},
                     shifting);
}

void scan_title(const StoredDocument& document,
                std::span<const std::uint32_t> only_at,
                Analyzer& analyzer,
                TokenSink& sink) {
    analyzer.analyze(document.header().title,
                     language_of(document),
                     {.main_stream_and_surface_only = true, .only_at = only_at},
                     sink);
}

}  // namespace gazette
