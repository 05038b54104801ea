#include "searcher/http/page/document_view.h"

#include "searcher/http/markup.h"
#include "searcher/http/page/document_header.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kOutlineAtMost = 1000;

struct ByteRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

std::string anchor_of(const Segment& segment) {
    return "seg-" + segment.id;
}

// The window of the text, which is cut at the borders of segments and marked where it matched.
class TextWriter {
  public:
    TextWriter(const PageContext& page, const DocumentResponse& found)
        : page_(page),
          text_(found.document.text),
          base_(found.window.begin.byte),
          dir_(*text_attributes(found.document.lang).back().value) {
        for (const TextSpan& span : found.spans) {
            const ByteRange range{local(span.range.begin.byte), local(span.range.end.byte)};
            if (!marks_.empty() && range.begin < marks_.back().end) {
                marks_.back().end = std::max(marks_.back().end, range.end);
            } else if (range.begin < range.end) {
                marks_.push_back(range);
            }
        }
    }

    Html write(const DocumentResponse& found) {
        Html result;
        std::uint32_t at = 0;
        for (std::size_t i = 0; i < found.document.segments.size(); ++i) {
            const Segment& segment = found.document.segments[i];
            const std::uint32_t begin = local(found.segment_ranges[i].begin.byte);
            const std::uint32_t end = local(found.segment_ranges[i].end.byte);
            if (begin < at || end < begin) continue;
            result += paragraphs("p", {at, begin});
            result += section(segment, {begin, end});
            at = end;
        }
        result += paragraphs("p", {at, static_cast<std::uint32_t>(text_.size())});
        return result;
    }

  private:
    std::uint32_t local(std::uint32_t byte) const {
        const std::uint32_t in_window = byte < base_ ? 0 : byte - base_;
        return std::min(in_window, static_cast<std::uint32_t>(text_.size()));
    }

    Html section(const Segment& segment, ByteRange range) {
        const bool is_heading = segment.kind == SegmentKind::heading;
        const std::string name = segment_name(page_.words, segment);
        Html label;
        if (!is_heading && name != heading_) {
            label = element("h2", {{"class", "label"}, {"dir", "auto"}}, {name});
        }
        heading_ = is_heading ? trimmed(range) : std::string();
        return element("section",
                       {{"id", anchor_of(segment)},
                        {"class", "segment kind-" + std::string(name_of(segment.kind))},
                        {"tabindex", "-1"}},
                       {label, paragraphs(is_heading ? "h2" : "p", range)});
    }

    std::string trimmed(ByteRange range) const {
        while (range.begin < range.end && is_space(text_[range.begin])) ++range.begin;
        while (range.end > range.begin && is_space(text_[range.end - 1])) --range.end;
        return text_.substr(range.begin, range.end - range.begin);
    }

    static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

    // Blank lines part them.
    Html paragraphs(std::string_view name, ByteRange range) {
        Html result;
        std::uint32_t begin = range.begin;
        std::uint32_t at = range.begin;
        const auto close = [&](std::uint32_t end) {
            if (trimmed({begin, end}).empty()) return;
            result += element(name, {{"dir", dir_}}, {marked_text({begin, end})});
        };
        while (at < range.end) {
            if (text_[at] != '\n') {
                ++at;
                continue;
            }
            std::uint32_t next = at + 1;
            std::uint32_t blank = at;
            while (next < range.end && is_space(text_[next])) {
                if (text_[next] == '\n') blank = next;
                ++next;
            }
            if (blank == at) {
                at = at + 1;
                continue;
            }
            close(at);
            begin = at = blank + 1;
        }
        close(range.end);
        if (result.empty()) return {};
        return element("div", {{"class", "chunk"}}, {result});
    }

    Html marked_text(ByteRange range) {
        Html result;
        std::uint32_t at = range.begin;
        while (next_ < marks_.size() && marks_[next_].end <= range.begin) ++next_;
        for (std::size_t i = next_; i < marks_.size() && marks_[i].begin < range.end; ++i) {
            const std::uint32_t begin = std::max(marks_[i].begin, at);
            const std::uint32_t end = std::min(marks_[i].end, range.end);
            if (begin >= end) continue;
            result += text_.substr(at, begin - at);
            result += element("mark", {}, {text_.substr(begin, end - begin)});
            at = end;
        }
        result += text_.substr(at, range.end - at);
        return result;
    }

    const PageContext& page_;
    const std::string& text_;
    const std::uint32_t base_;
    const std::string dir_;
    std::vector<ByteRange> marks_;  // of the window's text, in order, apart
    std::size_t next_ = 0;
    std::string heading_;  // the text of the heading directly before
};

Html outline_view(const PageContext& page, const DocumentResponse& outline) {
    const auto& segments = outline.document.segments;
    if (segments.size() < 2) return {};
    Html items;
    std::size_t listed = 0;
    for (std::size_t i = 0; i < segments.size() && listed < kOutlineAtMost; ++i) {
        const Segment& segment = segments[i];
        const bool unnamed = segment.label.empty() && segment.kind == SegmentKind::heading;
        const bool same = i > 0 && !segment.label.empty() && segments[i - 1].label == segment.label;
        if (unnamed || same) continue;
        Html item = element("a",
                            {{"href", segment_address(page, segment)}, {"dir", "auto"}},
                            {segment_name(page.words, segment)});
        const auto& matches = outline.matches;
        if (matches && i < matches->by_segment.size() && matches->by_segment[i] > 0) {
            item += " ";
            item +=
                element("span", {{"class", "count"}}, {page.words.number(matches->by_segment[i])});
        }
        items += element("li", {}, {item});
        ++listed;
    }
    if (listed < 2) return {};
    const std::string number = page.words.number(listed);
    return element(
        "nav",
        {{"class", "outline"}, {"aria-label", page.words.t("Contents")}},
        {element("details",
                 {{"open", ""}},
                 {element("summary", {}, {page.words.t("Contents ({n})", {{"n", number}})}),
                  element("ol", text_attributes(outline.document.lang), {items})})});
}

// Links to the windows before and behind.
Html turner(const PageContext& page, const DocumentResponse& found) {
    const std::uint32_t windows = (found.text_bytes + kPageTextBytes - 1) / kPageTextBytes;
    if (windows < 2) return {};
    const std::uint32_t here = document_window_begin(page.address) / kPageTextBytes;
    const auto step = [&](std::uint32_t window, std::string_view text, const char* rel) {
        const PageAddress there =
            window == 0 ? page.address.without("at")
                        : page.address.with("at", std::to_string(window * kPageTextBytes));
        return element("a", {{"href", there.text()}, {"rel", rel}}, {page.words.t(text)});
    };
    Html links;
    if (here > 0) links += step(here - 1, "Previous", "prev");
    links += element(
        "span",
        {},
        {page.words.t("page {n} of {last}",
                      {{"n", page.words.number(here + 1)}, {"last", page.words.number(windows)}})});
    if (here + 1 < windows) links += step(here + 1, "Next", "next");
    return element("p", {{"class", "turner"}}, {links});
}

std::string similar_address(const PageContext& page, const std::string& id) {
    std::string address = "similar?id=" + percent_encoded(id);
    if (page.address.has("ui")) address += "&ui=" + percent_encoded(page.address.value("ui"));
    return address;
}

}  // namespace

std::uint32_t document_window_begin(const PageAddress& address) {
    const std::string at = address.value("at");
    std::uint32_t byte = 0;
    const auto [end, error] = std::from_chars(at.data(), at.data() + at.size(), byte);
    return error == std::errc() && end == at.data() + at.size() ? window_at(byte) : 0;
}

PageView document_view(const PageContext& page,
                       const DocumentResponse& found,
                       const DocumentResponse& outline,
                       const SearchResponse& of_work) {
    const Document& document = found.document;
    const Wording& words = page.words;
    const PageAddress results = page.address.without("doc").without("beside").without("at");
    const Html contents = outline_view(page, outline);
    HtmlAttributes text_element = text_attributes(document.lang);
    text_element.push_back({"class", "text"});
    Html matches;
    if (outline.matches && outline.matches->total > 0) {
        matches =
            element("span", {{"class", "matches"}}, {words.count(outline.matches->total, "match")});
    }
    PageView view;
    view.in_document = true;
    view.title = document.title.empty() ? document.id : document.title;
    view.content = element(
        "article",
        {{"class", contents.empty() ? "document" : "document with-outline"}},
        {element(
             "div",
             {{"class", "document-bar"}},
             {element("a",
                      {{"href", results.text()}, {"class", "back"}},
                      {words.t(page.address.has("q") ? "Back to the results" : "To the search")}),
              element("a",
                      {{"href", similar_address(page, document.id)}, {"class", "similar"}},
                      {words.t("Similar documents")}),
              matches}),
         document_header(page, outline, of_work),
         contents,
         element(
             "div",
             text_element,
             {turner(page, found), TextWriter(page, found).write(found), turner(page, found)})});
    return view;
}

}  // namespace gazette
