// Web archives: WARC 0.17 to 1.1 (ISO 28500), plain or in gzip members. Responses, resources and
// conversions are members; what else a record is, is counted or has a row that says so.
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

class WarcReader : public ContainerReader {
  public:
    std::string_view name() const override { return "warc"; }
    int version() const override { return 1; }
    ContainerEnd read(ByteSource& source, const std::function<bool(Member)>& take) const override {
        return read_but(source, take, std::nullopt);
    }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          std::optional<std::uint64_t> leave_out) const override;
};

}  // namespace gazette
