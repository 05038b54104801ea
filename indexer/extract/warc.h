// Web archives: WARC 0.17 to 1.1 (ISO 28500), plain or in gzip members. Responses, resources and
// conversions are members; what else a record is, is counted or has a row that says so.
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

class WarcReader : public ContainerReader {
  public:
    std::string_view name() const override { return "warc"; }
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;
};

}  // namespace gazette
