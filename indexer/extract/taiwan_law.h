// Laws of Taiwan as its Ministry of Justice gives them (law.moj.gov.tw, root 法規), in Chinese or
// English.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class TaiwanLawExtractor : public Extractor {
  public:
    std::string_view name() const override { return "taiwan_law"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
