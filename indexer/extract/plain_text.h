// Text files: the whole text as it is; the first line, where it is short, is the title.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class PlainTextExtractor : public Extractor {
  public:
    std::string_view name() const override { return "plain_text"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
