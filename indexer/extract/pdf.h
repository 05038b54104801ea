// PDF: the text layer, page by page. Pictures of text have none: such a document is rejected as
// `no_text_layer`, such pages are named in a warning.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class PdfExtractor : public Extractor {
  public:
    std::string_view name() const override { return "pdf"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
