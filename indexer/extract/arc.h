// Web archives before WARC: the Internet Archive's ARC files, versions 1 and 2
// (https://archive.org/web/researcher/ArcFileFormat.php), plain or in gzip members.
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

class ArcReader : public ContainerReader {
  public:
    std::string_view name() const override { return "arc"; }
    int version() const override { return 1; }
    ContainerEnd read(ByteSource& source, const std::function<bool(Member)>& take) const override {
        return read_but(source, take, std::nullopt);
    }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          std::optional<std::uint64_t> leave_out) const override;
};

}  // namespace gazette
