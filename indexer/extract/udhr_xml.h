// "UDHR in Unicode": the Universal Declaration of Human Rights, a file a language.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class UdhrExtractor : public Extractor {
  public:
    std::string_view name() const override { return "udhr_xml"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
