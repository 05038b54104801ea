// Readable plain text out of marked-up text, block by block, with its headings as segments. Shared
// by the formats that have a tree: HTML and Markdown.
//
// Paragraphs are parted by an empty line, lines of a list or a table by a line break, cells of a
// row by a tab. Each heading is a segment of kind `heading`; what follows it up to the next one is
// a segment labelled with the heading, of kind `article` or `annex` where it says so.
#pragma once

#include "indexer/format/document.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gazette {

class BlockText {
  public:
    // What stands between two pieces of text; the strongest asked for wins, and none is written
    // at the beginning or the end.
    enum class Gap : std::uint8_t { none, space, cell, line, paragraph };
    void gap(Gap gap);
    // The same, but a stronger gap that was asked for is forgotten.
    void replace_gap(Gap gap) { gap_ = gap; }
    // A line break of the author's; two in a row part paragraphs.
    void line_break();

    // Running text: runs of white space are one space; a line break between Han or kana is
    // nothing, since those scripts write no spaces. `text` must be valid UTF-8, as everywhere here.
    void flow(std::string_view text);
    // Text whose line breaks and spaces mean something.
    void preformatted(std::string_view text);

    // Text between the two is a heading. `anchor` is its id in the source, or empty.
    void begin_heading(std::string_view anchor);
    void end_heading();

    // Where the first text begins that is written from now on; kNothing until then.
    static constexpr std::uint32_t kNothing = UINT32_MAX;
    void watch() { watched_ = kNothing; }
    std::uint32_t watched() const { return watched_; }

    bool empty() const { return text_.empty(); }
    std::size_t size() const { return text_.size(); }
    const std::string& text() const { return text_; }
    // The first heading's text, or empty.
    const std::string& first_heading() const { return first_heading_; }

    // Ends the text. The object is of no use afterwards.
    void finish(std::string& text, std::vector<Segment>& segments);

  private:
    void write_gap(char32_t next);
    void close_section();
    std::string unique_id(std::string_view wanted);

    std::string text_;
    std::vector<Segment> segments_;
    std::unordered_set<std::string> ids_;
    std::unordered_map<std::string, unsigned> times_used_;  // of each id asked for
    std::string first_heading_;
    Gap gap_ = Gap::none;
    bool gap_is_line_break_ = false;  // a Gap::space that was a line break in the source
    std::uint32_t watched_ = kNothing;
    std::string held_space_;  // white space of preformatted text, not yet written
    bool in_heading_ = false;
    std::string heading_anchor_;
    static constexpr std::uint32_t kUnset = UINT32_MAX;
    std::uint32_t heading_begin_ = kUnset;
    bool has_section_ = false;
    Segment section_;  // of the last heading; `begin` is kUnset until there is text
};

// "Article 5", "§ 12 Scope", "第三条", "제3조": article; "Annex II", "Anlage 1", "附件": annex;
// else section.
SegmentKind section_kind_of(std::string_view heading);

}  // namespace gazette
