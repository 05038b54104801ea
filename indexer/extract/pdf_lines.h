// Words of a PDF page, each with its box, -> lines of text in logical order.
#pragma once

#include <string>
#include <vector>

namespace gazette {

// A box in points; y grows downwards.
struct PdfBox {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    double middle() const { return (top + bottom) / 2; }
};

struct PdfWord {
    std::u32string characters;   // from left to right as they stand on the page
    std::vector<double> widths;  // one a character where some are right-to-left, else empty
    PdfBox box;
    int rotation = 0;  // quarter turns clockwise, 0 to 3
    bool space_after = false;
};

struct PdfLine {
    std::string text;   // UTF-8, in logical order, without white space at its ends
    PdfBox box;         // turned so that the line runs from left to right
    double height = 0;  // of its words, by characters: of the font, about
    int rotation = 0;
    bool running = false;  // head, foot or page number: see pdf_running.h
    bool note = false;     // a footnote
};

// `words` in the order in which they are read, line by line, as poppler gives them. Bidirectional
// controls (U+202A to U+202E), soft hyphens inside a line and characters that are no text but
// private ones are left out; there is no space between two Han or kana.
std::vector<PdfLine> lines_of(const std::vector<PdfWord>& words);

}  // namespace gazette
