// Books (EPUB 2 and 3): the chapters in the order of the spine, without the table of contents.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class EpubExtractor : public Extractor {
  public:
    std::string_view name() const override { return "epub"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
