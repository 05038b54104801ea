// Formex 4 (Publications Office of the European Union): acts, consolidated acts, judgments.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

// A manifest (*.doc.xml, root DOC) is no document: it is rejected as such, and says which file it
// is the manifest of.
class FormexExtractor : public Extractor {
  public:
    std::string_view name() const override { return "formex"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
