// Words with boxes as a page may have them -> lines, running lines, text and segments. Six bytes a
// word: its text, place, height, rotation; 255 begins a page.
#include "indexer/extract/pdf_text.h"
#include "tests/fuzz/extract_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace gazette;
    static const std::u32string_view kTexts[] = {U"word",
                                                 U"Ver-",
                                                 U"ordnung",
                                                 U"1",
                                                 U"12",
                                                 U"(3)",
                                                 U"\u7ACB",
                                                 U"\u0644\u0627\u0642",
                                                 U"S",
                                                 U"\u0E04\u0E27",
                                                 U".",
                                                 U"x\u00AD",
                                                 U"Art.",
                                                 U"\uE000",
                                                 U"\u202B",
                                                 U"a,"};
    std::vector<PdfPage> pages(1);
    std::vector<PdfWord> words;
    const auto end_page = [&] {
        pages.back().lines = lines_of(words);
        pages.back().width = 256;
        pages.back().height = 256;
        words.clear();
    };
    for (std::size_t at = 0; at + 6 <= size; at += 6) {
        const std::uint8_t* b = data + at;
        if (b[0] == 255) {
            end_page();
            pages.emplace_back();
            continue;
        }
        PdfWord word;
        word.characters = kTexts[b[0] % 16];
        word.box = {double(b[1]), double(b[2]), double(b[1]) + b[3], double(b[2]) + b[4] / 8.0};
        word.rotation = b[5] & 3;
        word.space_after = (b[5] & 4) != 0;
        if ((b[5] & 8) != 0) word.widths.assign(word.characters.size(), b[3] / 4.0);
        words.push_back(std::move(word));
    }
    end_page();
    mark_running_lines(pages);
    std::string text;
    std::vector<Segment> segments;
    write_pdf_text(pages, {"word", "ordnung 12"}, text, segments);
    fuzz::require(is_utf8(text));
    std::uint32_t last_end = 0;
    for (const Segment& segment : segments) {
        fuzz::require(!segment.id.empty() && last_end <= segment.begin);
        fuzz::require(segment.begin <= segment.end && segment.end <= text.size());
        last_end = segment.end;
    }
    return 0;
}
