// Walks a tree of a law format and writes its text: what the formats share is here (blocks, tables,
// numbers in front of paragraphs, notes at the end of a provision, quoted provisions), what an
// element means is theirs.
#pragma once

#include "indexer/extract/law_text.h"
#include "indexer/extract/xml_tree.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

class LawReader {
  public:
    virtual ~LawReader() = default;
    // May be called for several trees, one after the other.
    void read(const pugi::xml_node& root);
    LawText& text() { return text_; }

  protected:
    enum class Role : std::uint8_t {
        inlined,  // its text flows on
        block,    // a paragraph of its own
        line,     // a line of its own: an item, a row
        cell,     // of a row
        number,   // stands in front of a paragraph: no new block after it
        skip,     // not text
        note,     // text that comes after the provision it stands in
    };
    struct Frame {
        Role role = Role::inlined;
        bool has_provision = false;
        bool has_heading = false;
        bool is_quoted = false;
        bool is_deleted = false;
        bool is_note_place = false;  // notes in it are written where it ends
    };

    // What the element is. Sets the role, and calls the functions below.
    virtual void begin(const pugi::xml_node& element, std::string_view name, Frame& frame) = 0;
    virtual void end(const pugi::xml_node& /*element*/, std::string_view /*name*/) {}
    virtual void instruction(const pugi::xml_node& /*instruction*/) {}

    void enter_provision(Frame& frame, Provision provision);
    void enter_heading(Frame& frame);
    // A provision of another act that is quoted here: its numbers name nothing of this one. The
    // label is that of the provision which quotes.
    void enter_quoted(Frame& frame, std::string id);
    void enter_deleted(Frame& frame);
    bool is_quoted() const { return quoted_ > 0; }
    void flow(std::string_view text);
    // A number that the source leaves to the reader's program; what follows stands on its line.
    void write_number(std::string_view number);

    LawText text_;

  private:
    bool enter(const pugi::xml_node& node);
    void leave(const pugi::xml_node& node);
    void walk(const pugi::xml_node& root);
    void write_notes();
    void gap(BlockText::Gap gap);

    std::vector<Frame> frames_;
    std::vector<pugi::xml_node> notes_;
    unsigned quoted_ = 0;
    unsigned deleted_ = 0;
    unsigned cells_ = 0;
    bool after_number_ = false;
    bool in_notes_ = false;
};

// {"eli", ...}, {"ecli", ...}, {"celex", ...}, {"akn", ...}, {"url", ...} by the form of the value;
// else {"other", ...}.
Identifier identifier_of(std::string value);
// Adds it unless it is empty or there already.
void add_identifier(Document& document, Identifier identifier);
void add_relation(Document& document, Relation relation);

// "Article 5" for "5" in an element `article`: a number alone is no citation. `lang` chooses the
// word where there is a table for it, else English.
std::string numbered_label(std::string_view element,
                           std::string_view number,
                           std::string_view lang);

// The warnings of the tree, and the text behind the place where its XML broke.
void finish_law(XmlTree& tree, LawText& text, Document& document);

}  // namespace gazette
