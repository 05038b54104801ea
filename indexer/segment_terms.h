// The terms that say where the units and the segments of a document lie, in places of its tokens.
#pragma once

#include "indexer/analysis/token.h"
#include "indexer/format/document.h"
#include "indexer/text_units.h"

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace gazette {

// Is shown the main-stream tokens of a document's title and text in their order. Refers to the
// document. A title is one sentence.
class SegmentTerms {
  public:
    SegmentTerms(const Document& document, LanguageId language);

    void title_token(const TokenView& token);
    void token(const TokenView& token);

    // Terms with their ascending places; to be asked once, behind the last token. None is empty.
    std::vector<std::pair<std::string, std::vector<std::uint32_t>>> take();

  private:
    struct Unit {
        std::vector<std::uint32_t> starts;  // bytes
        std::size_t next = 0;
        std::vector<std::uint32_t> places;
    };
    struct Edges {
        std::vector<std::uint32_t> begins;
        std::vector<std::uint32_t> ends;
    };

    void begin_segment(std::uint32_t place);
    void end_segment();

    const std::vector<Segment>& segments_;
    std::array<Unit, kTextUnits> units_;
    std::array<Edges, kSegmentKinds> edges_;
    std::size_t segment_ = 0;       // the first that ends behind the last token
    bool in_segment_ = false;       // the last token lay in it
    bool any_token_ = false;        // of the text
    std::uint32_t last_place_ = 0;  // of the last token
};

}  // namespace gazette
