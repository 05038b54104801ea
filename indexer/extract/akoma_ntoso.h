// Akoma Ntoso 3.0 (OASIS LegalDocML), in any of its namespaces, and the metadata of Legilux
// (JOLUX) where it stands in the document.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class AkomaNtosoExtractor : public Extractor {
  public:
    std::string_view name() const override { return "akoma_ntoso"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
