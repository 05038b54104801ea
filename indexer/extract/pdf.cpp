#include "indexer/extract/pdf.h"

#include "indexer/analysis/letters.h"
#include "indexer/analysis/utf8.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/ocr.h"
#include "indexer/extract/pdf_metadata.h"
#include "indexer/extract/pdf_text.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <memory>
#include <mutex>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <poppler-toc.h>
#include <utility>

namespace gazette {
namespace {

// What poppler says of the document that this thread reads; it would print that otherwise. Most of
// it is of no consequence to the text.
struct Problems {
    std::string first;
    std::string structure;        // the first that tells of a damaged file
    std::string language_pack;    // that text in some script cannot be read without
    std::size_t lost_pieces = 0;  // of text, for want of their font
};
thread_local Problems problems;

void keep_problem(const std::string& message, void* /*closure*/) {
    const auto says = [&message](const char* words) {
        return message.find(words) != std::string::npos;
    };
    if (problems.first.empty()) problems.first = message;
    const bool structure = says("xref") || says("trailer") || says("damaged");
    if (structure && problems.structure.empty()) problems.structure = message;
    if (says("language pack") && problems.language_pack.empty()) problems.language_pack = message;
    if (says("No font in show")) ++problems.lost_pieces;
}

std::string because() {
    return problems.first.empty() ? std::string() : ": " + problems.first;
}

void silence_poppler() {
    static std::once_flag done;
    std::call_once(done, [] { poppler::set_debug_error_function(keep_problem, nullptr); });
}

std::u32string characters_of(const poppler::ustring& text) {
    std::u32string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t unit = text[i];
        const bool high = unit >= 0xD800 && unit < 0xDC00;
        if (high && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000) {
            out += 0x10000 + ((unit - 0xD800) << 10) + (text[++i] - char32_t{0xDC00});
        } else {
            out += unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit;
        }
    }
    return out;
}

std::string utf8_of(const poppler::ustring& text) {
    std::string out;
    for (const char32_t c : characters_of(text)) append_utf8(out, c);
    return out;
}

struct Census {
    std::size_t letters = 0;
    std::size_t no_text = 0;  // characters that stand for nothing: fonts without Unicode
};

PdfWord word_of(const poppler::text_box& box) {
    PdfWord word;
    word.characters = characters_of(box.text());
    const poppler::rectf area = box.bbox();
    word.box = {area.left(), area.top(), area.right(), area.bottom()};
    word.rotation = box.rotation() & 3;
    word.space_after = box.has_space_after();
    if (std::any_of(word.characters.begin(), word.characters.end(), is_right_to_left)) {
        for (std::size_t i = 0; i < word.characters.size(); ++i) {
            word.widths.push_back(box.char_bbox(i).width());
        }
    }
    return word;
}

class Reader {
  public:
    // `ocr_languages`: as Input::ocr.
    Reader(const poppler::document& file, const std::string& ocr_languages) : file_(file) {
        if (!ocr_languages.empty()) ocr_ = std::make_unique<Ocr>(ocr_languages);
    }

    // A Rejection's words, or nothing.
    std::string read_pages() {
        const int count = file_.pages();
        std::size_t bytes = 0;
        for (int i = 0; i < count; ++i) {
            pages_.push_back(read_page(i));
            for (const PdfLine& line : pages_.back().lines) bytes += line.text.size();
            if (bytes > extract_limits::kMaxPdfTextBytes) {
                return "the first " + std::to_string(i + 1) + " pages hold more than " +
                       std::to_string(extract_limits::kMaxPdfTextBytes) + " bytes of text";
            }
        }
        return {};
    }

    std::vector<PdfPage>& pages() { return pages_; }
    const Census& census() const { return census_; }
    const std::vector<std::size_t>& without_text() const { return without_text_; }
    const std::vector<std::size_t>& unreadable() const { return unreadable_; }
    const std::vector<std::size_t>& by_ocr() const { return by_ocr_; }
    const std::vector<std::size_t>& too_slow_for_ocr() const { return too_slow_for_ocr_; }
    std::string ocr_name() const { return ocr_ == nullptr ? std::string() : ocr_->name(); }

  private:
    PdfPage read_page(int index) {
        PdfPage page;
        const std::unique_ptr<poppler::page> source(file_.create_page(index));
        const auto number = static_cast<std::size_t>(index) + 1;
        if (source == nullptr) {
            unreadable_.push_back(number);
            return page;
        }
        const poppler::rectf area = source->page_rect();
        page.width = area.width();
        page.height = area.height();
        page.label = collapse_space(utf8_of(source->label()));
        if (page.label == std::to_string(number)) page.label.clear();
        std::vector<PdfWord> words;
        std::size_t letters = 0;
        for (const poppler::text_box& box : source->text_list()) {
            words.push_back(word_of(box));
            for (const char32_t c : words.back().characters) {
                letters += is_letter(c) || is_digit(c) ? 1u : 0u;
                census_.no_text += is_no_text(c) ? 1u : 0u;
            }
        }
        page.lines = lines_of(words);
        if (letters == 0 && !is_blank_page(*source)) {
            const std::size_t seen = ocr_ == nullptr ? 0 : recognize(*source, number, page);
            if (seen == 0) without_text_.push_back(number);
            letters += seen;
        }
        census_.letters += letters;
        return page;
    }

    // Reads the picture of a page. Returns how many letters and digits there are.
    std::size_t recognize(const poppler::page& source, std::size_t number, PdfPage& page) {
        if (!poppler::page_renderer::can_render() || std::clock() > ocr_end_) {
            too_slow_for_ocr_.push_back(number);
            return 0;
        }
        double dots = extract_limits::kOcrDotsPerInch;
        const double inches = page.width * page.height / (72.0 * 72);
        if (inches <= 0) return 0;
        dots = std::min(dots, std::sqrt(extract_limits::kMaxOcrPixels / inches));
        poppler::page_renderer renderer;
        renderer.set_image_format(poppler::image::format_gray8);
        renderer.set_render_hint(poppler::page_renderer::antialiasing);
        renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
        const poppler::image seen = renderer.render_page(&source, dots, dots);
        if (!seen.is_valid()) return 0;
        bool done = false;
        std::vector<PdfLine> lines = ocr_->lines(
            {seen.const_data(), seen.width(), seen.height(), seen.bytes_per_row(), dots}, done);
        if (!done) too_slow_for_ocr_.push_back(number);
        std::size_t letters = 0;
        for (const PdfLine& line : lines) letters += letters_in(line.text);
        if (letters == 0) return 0;
        page.lines = std::move(lines);
        by_ocr_.push_back(number);
        return letters;
    }

    static std::size_t letters_in(std::string_view text) {
        std::size_t letters = 0;
        for (std::size_t at = 0; at < text.size();) {
            const char32_t c = next_code_point(text, at);
            letters += is_letter(c) || is_digit(c) ? 1u : 0u;
        }
        return letters;
    }

    // Looks at a page without text, in little: books have blank pages. False where not sure.
    bool is_blank_page(const poppler::page& page) {
        static constexpr double kDotsPerInch = 18;
        if (!poppler::page_renderer::can_render()) return false;
        if (++pages_looked_at_ > extract_limits::kMaxPdfPagesLookedAt) return false;
        poppler::page_renderer renderer;
        renderer.set_image_format(poppler::image::format_gray8);
        const poppler::rectf area = page.page_rect();
        static constexpr double kMaxPoints = 10000;
        if (area.width() > kMaxPoints || area.height() > kMaxPoints) return false;
        const poppler::image seen = renderer.render_page(&page, kDotsPerInch, kDotsPerInch);
        if (!seen.is_valid()) return false;
        for (int y = 0; y < seen.height(); ++y) {
            const char* row = seen.const_data() + std::ptrdiff_t{y} * seen.bytes_per_row();
            const bool white =
                std::all_of(row, row + seen.width(), [row](char c) { return c == *row; });
            if (!white || *row != *seen.const_data()) return false;
        }
        return true;
    }

    const poppler::document& file_;
    std::size_t pages_looked_at_ = 0;
    std::vector<PdfPage> pages_;
    Census census_;
    std::vector<std::size_t> without_text_;
    std::vector<std::size_t> unreadable_;
    std::unique_ptr<Ocr> ocr_;
    std::clock_t ocr_end_ =
        std::clock() + std::clock_t{extract_limits::kOcrDocumentSeconds} * CLOCKS_PER_SEC;
    std::vector<std::size_t> by_ocr_;
    std::vector<std::size_t> too_slow_for_ocr_;
};

// "3, 5-9, 12"
std::string ranges(const std::vector<std::size_t>& numbers) {
    std::string out;
    for (std::size_t i = 0; i < numbers.size();) {
        std::size_t end = i + 1;
        while (end < numbers.size() && numbers[end] == numbers[end - 1] + 1) ++end;
        if (!out.empty()) out += ", ";
        out += std::to_string(numbers[i]);
        if (end > i + 1) out += "-" + std::to_string(numbers[end - 1]);
        i = end;
    }
    return out;
}

// In the order of reading. Poppler's tree is a stack of ours: outlines may be deep.
std::vector<std::string> outline_of(const poppler::document& file,
                                    std::vector<std::string>& warnings) {
    std::vector<std::string> titles;
    const std::unique_ptr<poppler::toc> toc(file.create_toc());
    if (toc == nullptr || toc->root() == nullptr) return titles;
    std::vector<const poppler::toc_item*> open;
    const auto push_children = [&open](const poppler::toc_item& item) {
        const std::vector<poppler::toc_item*> children = item.children();
        open.insert(open.end(), children.rbegin(), children.rend());
    };
    push_children(*toc->root());
    while (!open.empty()) {
        if (titles.size() == extract_limits::kMaxPdfBookmarks) {
            warnings.push_back("more than " + std::to_string(extract_limits::kMaxPdfBookmarks) +
                               " bookmarks: the others are no headings");
            break;
        }
        const poppler::toc_item* item = open.back();
        open.pop_back();
        titles.push_back(utf8_of(item->title()));
        push_children(*item);
    }
    return titles;
}

std::map<std::string, std::string> info_of(const poppler::document& file) {
    std::map<std::string, std::string> info;
    for (const std::string& key : file.info_keys()) info[key] = utf8_of(file.info_key(key));
    return info;
}

void warn(const Reader& reader, std::size_t pages, std::vector<std::string>& warnings) {
    const std::string of = " of " + std::to_string(pages);
    if (!reader.unreadable().empty()) {
        warnings.push_back("partial: damaged pages " + ranges(reader.unreadable()) + of +
                           " cannot be read");
    }
    if (!reader.without_text().empty()) {
        warnings.push_back("partial: pages " + ranges(reader.without_text()) + of +
                           " have no text layer: pictures of text");
    }
    if (!reader.by_ocr().empty()) {
        warnings.push_back("partial: pages " + ranges(reader.by_ocr()) + of +
                           " are pictures of text, read by OCR (" + reader.ocr_name() +
                           "): expect errors");
    }
    if (!reader.too_slow_for_ocr().empty()) {
        warnings.push_back("partial: OCR of pages " + ranges(reader.too_slow_for_ocr()) + of +
                           " takes more than " + std::to_string(extract_limits::kOcrPageSeconds) +
                           " s a page or " + std::to_string(extract_limits::kOcrDocumentSeconds) +
                           " s in all");
    }
    if (!problems.structure.empty()) {
        warnings.push_back("partial: damaged, read as far as it goes: " + problems.structure);
    }
    if (!problems.language_pack.empty()) {
        warnings.push_back("partial: text is missing, install the package poppler-data: " +
                           problems.language_pack);
    } else if (problems.lost_pieces > 0) {
        warnings.push_back("partial: " + std::to_string(problems.lost_pieces) +
                           " pieces of text have no font that can be read");
    }
    const Census& census = reader.census();
    static constexpr std::size_t kNoTextShare = 20;  // one in so many
    if (census.no_text * kNoTextShare > census.letters) {
        warnings.push_back("partial: " + std::to_string(census.no_text) + " characters beside " +
                           std::to_string(census.letters) +
                           " letters and digits stand for no text: fonts without Unicode");
    }
}

// Without the mark that ends a PDF (ISO 32000-1, 7.5.5); readers look for it in the last kilobyte.
bool is_cut(std::string_view bytes) {
    static constexpr std::size_t kTail = 1024;
    return bytes.substr(bytes.size() - std::min(bytes.size(), kTail)).find("%%EOF") ==
           std::string_view::npos;
}

}  // namespace

Extracted PdfExtractor::extract(const Input& input) const {
    silence_poppler();
    problems = Problems();
    const std::unique_ptr<poppler::document> file(poppler::document::load_from_raw_data(
        input.bytes.data(), static_cast<int>(input.bytes.size())));
    if (file == nullptr) {
        return Rejection{RejectionCode::damaged, "not a PDF that can be read" + because()};
    }
    if (file->is_locked()) {
        return Rejection{RejectionCode::locked, "encrypted: it opens with a password only"};
    }
    const int count = file->pages();
    if (count <= 0) {
        return Rejection{RejectionCode::damaged, "a PDF without pages" + because()};
    }
    if (static_cast<std::size_t>(count) > extract_limits::kMaxPdfPages) {
        return Rejection{RejectionCode::too_large,
                         std::to_string(count) + " pages, more than " +
                             std::to_string(extract_limits::kMaxPdfPages)};
    }
    Document document;
    Reader reader(*file, input.ocr);
    const std::string too_large = reader.read_pages();
    if (!too_large.empty()) return Rejection{RejectionCode::too_large, too_large};
    std::vector<PdfPage>& pages = reader.pages();
    if (reader.unreadable().size() == pages.size()) {
        return Rejection{RejectionCode::damaged,
                         "none of its " + std::to_string(pages.size()) + " pages can be read"};
    }
    if (reader.census().letters == 0) {
        return Rejection{RejectionCode::no_text_layer,
                         "none of its " + std::to_string(pages.size()) +
                             " pages has a text layer: pictures of text, or blank" +
                             (input.ocr.empty() ? std::string() : ", and OCR finds none")};
    }
    mark_running_lines(pages);
    if (is_cut(input.bytes)) {
        document.origin.warnings.push_back(
            "partial: the file has no end (%%EOF), some of it may be missing");
    }
    warn(reader, pages.size(), document.origin.warnings);
    read_pdf_metadata(info_of(*file), utf8_of(file->metadata()), pages, input.uri, document);
    const std::vector<std::string> outline = outline_of(*file, document.origin.warnings);
    write_pdf_text(std::move(pages), outline, document.text, document.segments);
    return document;
}

}  // namespace gazette
