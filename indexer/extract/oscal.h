// OSCAL (NIST): control catalogues, profiles, components and plans, as XML, JSON or YAML.
#pragma once

#include "indexer/extract/extractor.h"

namespace gazette {

// The three forms of one document give the same text and the same segments: a control ("AC-2") and
// each statement of it that has a label ("AC-2(a)(1)"). Parameters are shown as their labels in
// brackets, as NIST prints them.
class OscalExtractor : public Extractor {
  public:
    std::string_view name() const override { return "oscal"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
