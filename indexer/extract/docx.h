// Word documents (Office Open XML, ECMA-376): text, headings, tables, notes; what a tracked change
// deleted is left out. Presentations (PPTX): a segment of kind `page` a slide.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class DocxExtractor : public Extractor {
  public:
    std::string_view name() const override { return "docx"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

class PptxExtractor : public Extractor {
  public:
    std::string_view name() const override { return "pptx"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

// Office documents from before 2007, and encrypted ones: a rejection that says which it is.
class OleExtractor : public Extractor {
  public:
    std::string_view name() const override { return "ole"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
