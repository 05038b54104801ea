// Law formats whose elements can be told by a table: which one is an article, which its number.
#pragma once

#include "indexer/extract/law_reader.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace gazette {

enum class LawElement : std::uint8_t {
    container,  // a part or chapter: its number, or its heading, is its label
    article,    // the unit that is cited: an article, a section of a British act
    numbered,   // below an article: a paragraph, a point
    annex,
    recital,
    quoted,  // of another act
    number,
    heading,
    block,
    line,
    cell,
    note,
    deleted,
    skip,
};

struct LawProfile {
    std::unordered_map<std::string_view, LawElement> elements;  // all others flow on
    std::string_view id_attribute;
    // Words for numbers that stand alone: element -> "Section".
    std::unordered_map<std::string_view, std::string_view> words;
};

class ProfileReader : public LawReader {
  public:
    // The profile must live as long.
    ProfileReader(const LawProfile& profile, std::string lang)
        : profile_(profile), lang_(std::move(lang)) {}

  protected:
    void begin(const pugi::xml_node& element, std::string_view name, Frame& frame) override;
    void end(const pugi::xml_node& element, std::string_view name) override;
    // What the table cannot say. True where it is done with.
    virtual bool special(const pugi::xml_node& /*element*/,
                         std::string_view /*name*/,
                         Frame& /*frame*/) {
        return false;
    }
    // Of the provision: the text of its first child that the table calls a number; below a title
    // too, where that holds it.
    virtual std::string number_of(const pugi::xml_node& element) const;
    virtual std::string heading_of(const pugi::xml_node& element) const;
    virtual std::string id_of(const pugi::xml_node& element, std::string_view name) const;

    LawElement kind_of(std::string_view name, LawElement otherwise) const;
    const std::string& lang() const { return lang_; }

  private:
    void provision(const pugi::xml_node& element,
                   std::string_view name,
                   LawElement kind,
                   Frame& frame);
    std::string label_of(const pugi::xml_node& element,
                         std::string_view name,
                         LawElement kind) const;

    const LawProfile& profile_;
    std::string lang_;
    std::vector<std::string> annexes_;
};

}  // namespace gazette
