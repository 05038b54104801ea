// BILLSTATUS of the US Government Publishing Office: what became of a bill.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class BillStatusExtractor : public Extractor {
  public:
    std::string_view name() const override { return "bill_status"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
