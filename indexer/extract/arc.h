// Web archives before WARC: the Internet Archive's ARC files, versions 1 and 2
// (https://archive.org/web/researcher/ArcFileFormat.php), plain or in gzip members.
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

class ArcReader : public ContainerReader {
  public:
    std::string_view name() const override { return "arc"; }
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;
};

}  // namespace gazette
