#include "indexer/extract/pdf_breaks.h"

#include "indexer/analysis/letters.h"
#include "indexer/extract/block_text.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace gazette {
namespace {

// Right end of the column that a line stands in: the rightmost of lines that begin near it.
double column_end(const PdfPage& page, const PdfLine& line) {
    static constexpr std::size_t kLinesAround = 40;
    double end = line.box.right;
    const auto at = static_cast<std::size_t>(&line - page.lines.data());
    const std::size_t last = std::min(at + kLinesAround, page.lines.size());
    for (std::size_t i = at - std::min(at, kLinesAround); i < last; ++i) {
        const PdfLine& other = page.lines[i];
        const bool near = std::abs(other.box.left - line.box.left) < 3 * line.height &&
                          std::abs(other.box.top - line.box.top) < 12 * line.height;
        if (near && other.rotation == line.rotation) end = std::max(end, other.box.right);
    }
    return end;
}

}  // namespace

bool is_open(std::string_view text) {
    static constexpr std::u32string_view kClosing = U"\"'”’»)]】」』）";
    static constexpr std::u32string_view kTerminal = U".!?:;。！？：；…؟۔।॥．";
    while (!text.empty()) {
        const std::size_t at = code_point_floor(text, text.size() - 1);
        const char32_t c = utf8_step(text.substr(at)).code_point;
        if (kClosing.find(c) == std::u32string_view::npos) {
            return kTerminal.find(c) == std::u32string_view::npos;
        }
        text = text.substr(0, at);
    }
    return false;
}

bool begins_item(std::string_view text) {
    const char32_t first = first_code_point(text);
    static constexpr std::u32string_view kMarks = U"•●○■□▪◦‣⁃–—§※";
    if (kMarks.find(first) != std::u32string_view::npos) return true;
    if (section_kind_of(text) == SegmentKind::article) return true;
    std::size_t at = first == '(' || first == '[' ? 1 : 0;
    const std::size_t begin = at;
    while (at < text.size() && at < begin + 6) {
        const char c = text[at];
        const bool part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || (c == '.' && at > begin);
        if (!part) break;
        ++at;
    }
    if (at == begin || at >= text.size()) return false;
    if (text[at - 1] == '.' && at - begin <= 5 && (text[at] == ' ' || text[at] == '\t')) {
        return text[begin] <= '9' || at - begin == 2;
    }
    return (text[at] == ')' || text[at] == ']') && at - begin <= 4;
}

double usual_step(const PdfPage& page) {
    std::vector<double> steps;
    const PdfLine* before = nullptr;
    for (const PdfLine& line : page.lines) {
        if (line.running) continue;
        if (before != nullptr) {
            const double step = line.box.middle() - before->box.middle();
            if (step > 0.5 * line.height && step < 2.5 * line.height) steps.push_back(step);
        }
        before = &line;
    }
    if (steps.empty()) return 0;
    const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

PdfBreak break_between(const PdfPage& page,
                       const PdfLine& before,
                       const PdfLine& line,
                       double usual) {
    const double height = std::max(before.height, line.height);
    const bool other_size = std::abs(before.height - line.height) > 0.25 * height;
    const double step = line.box.middle() - before.box.middle();
    if (before.rotation != line.rotation || other_size) return PdfBreak::paragraph;
    if (step < 0.3 * height) {  // another column, or a cell
        return is_open(before.text) && !begins_item(line.text) ? PdfBreak::join
                                                               : PdfBreak::paragraph;
    }
    if (step > 1.35 * std::max(usual, height * 0.9)) return PdfBreak::paragraph;
    const bool rtl = is_right_to_left(first_code_point(line.text));
    const double indent = rtl ? before.box.right - line.box.right : line.box.left - before.box.left;
    const double end = column_end(page, before);
    const bool is_short =
        !rtl && before.box.right < end - 0.2 * std::max(end - before.box.left, 4 * height);
    const bool open = is_open(before.text);
    if (begins_item(line.text) && (!open || is_short || std::abs(indent) > 0.5 * height)) {
        return PdfBreak::line;
    }
    if (indent > 0.9 * height && indent < 8 * height && !open) return PdfBreak::paragraph;
    if (is_short) return open ? PdfBreak::line : PdfBreak::paragraph;
    return PdfBreak::join;
}

PdfBreak break_at_page(const PdfLine& before, const PdfLine& line) {
    const double height = std::max(before.height, line.height);
    if (std::abs(before.height - line.height) > 0.25 * height) return PdfBreak::paragraph;
    return is_open(before.text) && !begins_item(line.text) ? PdfBreak::join : PdfBreak::paragraph;
}

}  // namespace gazette
