// Markdown (CommonMark with tables, strikethrough and footnotes), with YAML front matter.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class MarkdownExtractor : public Extractor {
  public:
    std::string_view name() const override { return "markdown"; }
    int version() const override { return 2; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
