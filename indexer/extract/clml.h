// Crown Legislation Markup Language: legislation.gov.uk.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class ClmlExtractor : public Extractor {
  public:
    std::string_view name() const override { return "clml"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
