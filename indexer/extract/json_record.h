// One JSON object, as schemas/document.schema.json describes it -> Document. A line of a JSON
// Lines file, or a whole .json file.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

class JsonRecordExtractor : public Extractor {
  public:
    std::string_view name() const override { return "json_record"; }
    int version() const override { return 2; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
