// Rich Text Format (1.9.1): text and metadata. Own reader: what is in Debian loses text in other
// scripts.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class RtfExtractor : public Extractor {
  public:
    std::string_view name() const override { return "rtf"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
