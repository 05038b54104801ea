// News archives of the 1980s and 1990s: SGML files that hold one story after the other, and are no
// XML. Two kinds: Reuters-21578 (<REUTERS ...>), and TREC's (<DOC> with a <DOCNO>).
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

inline constexpr std::string_view kSgmlMediaType = "text/sgml";
inline constexpr std::string_view kSgmlStoryMediaType = "text/x-sgml-story";

// A story is a member, named by its NEWID or DOCNO, else by its place. What is cut off at the end
// of the file is handed over as it is, with a reason why it is not whole.
class SgmlStoriesReader : public ContainerReader {
  public:
    std::string_view name() const override { return "sgml"; }
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;
};

// One story -> Document: headline, dateline and body, day, topics. Latin-1 where it is not UTF-8;
// references to control characters are left out.
class SgmlStoryExtractor : public Extractor {
  public:
    std::string_view name() const override { return "sgml_story"; }
    int version() const override { return 1; }
    Extracted extract(const Input& input) const override;
};

}  // namespace gazette
