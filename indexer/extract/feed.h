// Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, CDF, in any character set. Each entry is
// a member: a page of HTML made of its title and its full text, or its summary where that is all
// there is. A feed that is not well-formed is read entry by entry.
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

class FeedReader : public ContainerReader {
  public:
    std::string_view name() const override { return "feed"; }
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;
};

}  // namespace gazette
