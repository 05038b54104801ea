// Text of a law, provision by provision: what lies in Article 12(3) becomes a segment with that
// label. Shared by the law formats in XML, which know where a provision begins and ends.
//
// Provisions nest in the source and segments do not overlap: each piece of text belongs to the
// innermost provision around it. What stands after a nested one belongs to the outer again, as
// a segment of the same label.
#pragma once

#include "indexer/extract/block_text.h"
#include "indexer/format/document.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gazette {

struct Provision {
    std::string id;     // of the source ("art_12"), or empty: made from the label
    std::string label;  // as a person cites it; empty: its text gets no segment
    SegmentKind kind = SegmentKind::section;
    std::string lang = {};  // where it is another than the document's
};

class LawText {
  public:
    void enter(Provision provision);
    void leave();
    // Of the innermost provision; empty outside of all.
    const std::string& label() const;
    SegmentKind kind() const;

    // Text between the two is a heading of the innermost provision.
    void begin_heading();
    void end_heading();
    bool in_heading() const { return in_heading_; }

    // As BlockText does.
    void flow(std::string_view text);
    void preformatted(std::string_view text);
    void gap(BlockText::Gap gap) { text_.gap(gap); }
    void replace_gap(BlockText::Gap gap) { text_.replace_gap(gap); }
    void line_break() { text_.line_break(); }
    bool empty() const { return text_.empty(); }

    // The printed page on which what follows stands; 0 where it is not known.
    void set_page(std::uint32_t page) { page_ = page; }
    // Between the two calls, text is no longer in force: its labels end in "[deleted]".
    void set_deleted(bool deleted) { deleted_ = deleted; }

    // The first heading's text, or empty.
    const std::string& first_heading() const { return first_heading_; }

    // For text of another reader (strip_tags): outside of all provisions.
    BlockText& raw();
    void finish(Document& document);

  private:
    struct Open {
        Provision provision;
        std::uint32_t serial = 0;
    };
    void before_text();
    void after_text();
    void close_segment();
    std::string unique_id(std::string wanted);

    BlockText text_;
    std::vector<Open> open_;
    std::vector<Segment> segments_;
    Segment segment_;  // begun; its end is where the text ends
    bool has_segment_ = false;
    bool segment_deleted_ = false;
    std::uint32_t segment_serial_ = 0;
    std::uint32_t last_serial_ = 0;
    std::uint32_t page_ = 0;
    bool deleted_ = false;
    bool in_heading_ = false;
    std::string first_heading_;
    std::unordered_set<std::string> ids_;
    std::unordered_map<std::string, unsigned> times_used_;
};

// The number of a paragraph, point or item without its dress: "(3)", "3.", "§ 3", "3°", "a)" ->
// "3", "3", "3", "3", "a". Empty for dashes and bullets, and for what is longer than a number is.
std::string bare_number(std::string_view text);

// "Article 12" and "3" -> "Article 12(3)". A label that would grow too long or deep, or is empty,
// stays as it is.
std::string label_with(const std::string& label, std::string_view number);

// What a number line cites: "Art. 1er. Objet" -> "Art. 1er", "Article 12." -> "Article 12".
std::string citation_of(std::string_view number_line);

}  // namespace gazette
