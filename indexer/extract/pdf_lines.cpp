#include "indexer/extract/pdf_lines.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace gazette {
namespace {

// Shares of the height of a line.
constexpr double kMinOverlap = 0.4;   // of two words on one line
constexpr double kMaxBackstep = 0.5;  // a word further back begins a line
constexpr double kSpaceGap = 0.15;
constexpr double kRealSpaceGap = 1.0;  // between Han: narrower ones are letter spacing

// So that the text runs from left to right and lines follow each other downwards.
PdfBox upright(const PdfBox& box, int rotation) {
    switch (rotation) {
        case 1:
            return {box.top, -box.right, box.bottom, -box.left};
        case 2:
            return {-box.right, -box.bottom, -box.left, -box.top};
        case 3:
            return {-box.bottom, box.left, -box.top, box.right};
        default:
            return box;
    }
}

struct Placed {
    const PdfWord* word;
    PdfBox box;
    std::size_t place;  // in visual order
    std::size_t rtl = 0;
    std::size_t ltr = 0;
};

Placed placed(const PdfWord& word, std::size_t place) {
    Placed out{&word, upright(word.box, word.rotation), place};
    for (const char32_t c : word.characters) {
        if (is_right_to_left(c)) {
            ++out.rtl;
        } else if (is_letter(c)) {
            ++out.ltr;
        }
    }
    return out;
}

bool is_lam(char32_t c) {
    return c == 0x644;
}

bool is_alef(char32_t c) {
    return c == 0x622 || c == 0x623 || c == 0x625 || c == 0x627;
}

// Both halves of one glyph: a library cuts its width in equal parts. (Text layers have the letters
// of a lam-alef in logical order, amid others from left to right.)
bool is_ligature(const PdfWord& word, std::size_t at) {
    static constexpr double kSame = 0.01;
    return at + 1 < word.characters.size() && at + 1 < word.widths.size() &&
           is_lam(word.characters[at]) && is_alef(word.characters[at + 1]) &&
           std::abs(word.widths[at] - word.widths[at + 1]) < kSame;
}

bool runs_left_to_right(char32_t c) {
    return is_digit(c) || (is_letter(c) && !is_right_to_left(c));
}

bool joins_numbers(char32_t c) {
    return c == '.' || c == ',' || c == '/' || c == ':' || c == 0x66B || c == 0x66C;
}

// Of a word of a right-to-left line: numbers and Latin letters keep their order in it.
std::u32string logical(const PdfWord& word) {
    const std::u32string& seen = word.characters;
    std::u32string out;
    std::size_t end = seen.size();
    while (end > 0) {
        std::size_t begin = end - 1;
        if (runs_left_to_right(seen[begin])) {
            while (begin > 0 && (runs_left_to_right(seen[begin - 1]) ||
                                 (begin > 1 && joins_numbers(seen[begin - 1]) &&
                                  runs_left_to_right(seen[begin - 2])))) {
                --begin;
            }
        } else if (begin > 0 && is_ligature(word, begin - 1)) {
            --begin;
        }
        out.append(seen, begin, end - begin);
        end = begin;
    }
    // Marks that stood behind their letter stand before it now.
    if (!out.empty() && is_mark(out[0])) {
        for (std::size_t i = 0; i < out.size();) {
            std::size_t base = i;
            while (base < out.size() && is_mark(out[base])) ++base;
            if (base > i && base < out.size()) {
                std::rotate(out.begin() + static_cast<std::ptrdiff_t>(i),
                            out.begin() + static_cast<std::ptrdiff_t>(base),
                            out.begin() + static_cast<std::ptrdiff_t>(base) + 1);
            }
            i = base + 1;
        }
    }
    return out;
}

// Words with letters of either direction.
struct Directions {
    std::size_t rtl = 0;
    std::size_t ltr = 0;

    void count(const Placed& word) {
        rtl += word.rtl > 0 ? 1u : 0u;
        ltr += word.rtl == 0 && word.ltr > 0 ? 1u : 0u;
    }
};

// A line of an Arabic page may hold more Latin words than Arabic ones.
bool runs_right_to_left(const Directions& line, const Directions& page) {
    return page.rtl > page.ltr ? line.rtl * 4 >= line.ltr && line.rtl > 0 : line.rtl > line.ltr;
}

// From visual to logical order. (UAX #9 orders the other way; a line that is one level of
// embedding deep, as lines of print are, can be turned back by its runs.)
void order_words(std::vector<Placed>& line, bool right_to_left) {
    if (right_to_left) std::reverse(line.begin(), line.end());
    const auto is_other = [&](const Placed& word) {
        return right_to_left ? word.rtl == 0 && word.ltr > 0 : word.rtl > 0;
    };
    const auto is_main = [&](const Placed& word) {
        return right_to_left ? word.rtl > 0 : word.rtl == 0 && word.ltr > 0;
    };
    for (std::size_t i = 0; i < line.size();) {
        if (!is_other(line[i])) {
            ++i;
            continue;
        }
        std::size_t end = i + 1;
        for (std::size_t j = end; j < line.size() && !is_main(line[j]); ++j) {
            if (is_other(line[j])) end = j + 1;
        }
        std::reverse(line.begin() + static_cast<std::ptrdiff_t>(i),
                     line.begin() + static_cast<std::ptrdiff_t>(end));
        i = end;
    }
}

bool is_left_out(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || c == 0xFEFF ||
           (is_no_text(c) && !(c >= 0xE000 && c <= 0xF8FF) && c < 0xF0000 && c != 0xFFFD);
}

bool is_number(const std::u32string& text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char32_t c) { return is_digit(c); });
}

// "law³": a small raised number behind a word is a note's, and no part of it.
bool is_note_mark(const Placed& word, const Placed& before) {
    static constexpr std::size_t kWordLetters = 3;
    const double height = before.box.height();
    return is_number(word.word->characters) && word.box.height() < 0.85 * height &&
           word.box.bottom < before.box.bottom - 0.1 * height &&
           (before.ltr + before.rtl >= kWordLetters ||
            !runs_left_to_right(before.word->characters.back()));
}

bool parts(const Placed& before, const Placed& word, char32_t last, char32_t first) {
    const bool neighbours = before.place + 1 == word.place || word.place + 1 == before.place;
    if (!neighbours) return true;
    const Placed& left = before.place < word.place ? before : word;
    const Placed& right = before.place < word.place ? word : before;
    const double gap = right.box.left - left.box.right;
    const double height = std::max(before.box.height(), word.box.height());
    if (joins_without_space(last) && joins_without_space(first)) {
        return gap > kRealSpaceGap * height;
    }
    return left.word->space_after || gap > kSpaceGap * height || is_note_mark(word, before);
}

// "S o m m a i r e": a word in spaced letters. One flag a word of the line: no space before it.
std::vector<bool> spaced_letters(const std::vector<Placed>& line) {
    static constexpr std::size_t kFewest = 4;
    static constexpr double kWidestGap = 0.8;  // of the height; cells of a table lie further apart
    static constexpr double kWordGap = 1.6;    // of the narrowest gap
    std::vector<bool> glued(line.size(), false);
    const auto is_single = [&](std::size_t i) {
        return line[i].word->characters.size() == 1 && line[i].ltr == 1 &&
               !joins_without_space(line[i].word->characters[0]);
    };
    for (std::size_t i = 0; i < line.size();) {
        std::size_t end = i;
        while (end < line.size() && is_single(end)) ++end;
        if (end - i >= kFewest) {
            double narrowest = line[i + 1].box.left - line[i].box.right;
            for (std::size_t j = i + 1; j < end; ++j) {
                narrowest = std::min(narrowest, line[j].box.left - line[j - 1].box.right);
            }
            for (std::size_t j = i + 1; j < end; ++j) {
                const double gap = line[j].box.left - line[j - 1].box.right;
                glued[j] = gap < kWordGap * narrowest && gap < kWidestGap * line[j].box.height();
            }
        }
        i = end + 1;
    }
    return glued;
}

double median_height(const std::vector<Placed>& line) {
    std::vector<std::pair<double, std::size_t>> heights;
    std::size_t all = 0;
    for (const Placed& word : line) {
        heights.emplace_back(word.box.height(), word.word->characters.size());
        all += word.word->characters.size();
    }
    std::sort(heights.begin(), heights.end());
    std::size_t passed = 0;
    for (const auto& [height, count] : heights) {
        passed += count;
        if (passed * 2 >= all) return height;
    }
    return 0;
}

PdfLine line_of(std::vector<Placed> words, const Directions& page) {
    PdfLine line;
    const std::size_t first_place = words[0].place;
    line.rotation = words[0].word->rotation;
    line.box = words[0].box;
    Directions directions;
    for (const Placed& word : words) {
        line.box.left = std::min(line.box.left, word.box.left);
        line.box.top = std::min(line.box.top, word.box.top);
        line.box.right = std::max(line.box.right, word.box.right);
        line.box.bottom = std::max(line.box.bottom, word.box.bottom);
        directions.count(word);
    }
    line.height = median_height(words);
    const std::vector<bool> glued = spaced_letters(words);
    const bool right_to_left = runs_right_to_left(directions, page);
    if (directions.rtl > 0) order_words(words, right_to_left);
    char32_t last = 0;
    const Placed* before = nullptr;
    for (const Placed& word : words) {
        const bool turned = word.rtl > 0 || (right_to_left && word.ltr == 0);
        const std::u32string characters = turned ? logical(*word.word) : word.word->characters;
        bool first = true;
        for (std::size_t i = 0; i < characters.size(); ++i) {
            const char32_t c = characters[i];
            const bool at_end = i + 1 == characters.size() && &word == &words.back();
            if (is_left_out(c) || (c == 0xAD && !at_end)) continue;
            if (first && before != nullptr &&
                !(directions.rtl == 0 && glued[word.place - first_place]) &&
                parts(*before, word, last, c)) {
                line.text += ' ';
            }
            first = false;
            append_utf8(line.text, c);
            last = c;
        }
        if (!first) before = &word;
    }
    line.text = collapse_space(line.text);
    return line;
}

bool continues(const std::vector<Placed>& line, const Placed& word) {
    const Placed& before = line.back();
    if (before.word->rotation != word.word->rotation) return false;
    const double overlap =
        std::min(before.box.bottom, word.box.bottom) - std::max(before.box.top, word.box.top);
    const double height = std::min(before.box.height(), word.box.height());
    if (overlap < kMinOverlap * height) return false;
    return word.box.left > before.box.right - kMaxBackstep * before.box.height();
}

}  // namespace

std::vector<PdfLine> lines_of(const std::vector<PdfWord>& words) {
    Directions page;
    for (const PdfWord& word : words) page.count(placed(word, 0));
    std::vector<PdfLine> lines;
    std::vector<Placed> line;
    const auto close = [&] {
        if (line.empty()) return;
        PdfLine made = line_of(std::move(line), page);
        if (!made.text.empty()) lines.push_back(std::move(made));
        line.clear();
    };
    std::size_t place = 0;
    for (const PdfWord& source : words) {
        if (source.characters.empty()) continue;
        const Placed word = placed(source, place++);
        if (!line.empty() && !continues(line, word)) close();
        line.push_back(word);
    }
    close();
    return lines;
}

}  // namespace gazette
