// HTML pages: metadata, and the text without the site around it.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class HtmlExtractor : public Extractor {
  public:
    std::string_view name() const override { return "html"; }
    int version() const override { return 3; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
