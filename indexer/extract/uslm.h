// United States Legislative Markup (code, statutes, regulations), and the older XML of bills and
// resolutions.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class UslmExtractor : public Extractor {
  public:
    std::string_view name() const override { return "uslm"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
