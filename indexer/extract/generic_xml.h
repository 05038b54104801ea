// Any other XML: its text, blocks kept apart, with a title and a language where it says them.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class GenericXmlExtractor : public Extractor {
  public:
    std::string_view name() const override { return "xml"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
