// Text files: the text as it is, but for line ends (all become LF) and the heads and numbers of
// printed pages (text_pages.h). The first line, where it is short, is the title; the name of the
// file may say the day, and the last line the address.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class PlainTextExtractor : public Extractor {
  public:
    std::string_view name() const override { return "plain_text"; }
    int version() const override { return 3; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
