// OpenDocument text (ODT, OASIS OpenDocument 1.3): text, headings, tables, notes; tracked changes,
// comments and tables of contents are left out.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class OdtExtractor : public Extractor {
  public:
    std::string_view name() const override { return "odt"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
