// tar, zip and 7-Zip files -> their members, by libarchive. Its other formats stay off: its WARC
// reader loses most records, and each more is one more to be attacked by.
#pragma once

#include "indexer/extract/container.h"

namespace gazette {

enum class ArchiveFormat : std::uint8_t { tar, zip, seven_zip };

// Folders are no members. Links, devices, encrypted members and those over
// extract_limits::kMaxMemberBytes are handed over without bytes and with the reason. Names are as
// in the archive, without "./" in front, and with "~2", "~3", ... behind where one comes again;
// what is not UTF-8 in them is percent-encoded. They are names only: nothing is ever written.
class ArchiveReader final : public ContainerReader {
  public:
    explicit ArchiveReader(ArchiveFormat format) : format_(format) {}
    std::string_view name() const override;
    int version() const override { return 1; }
    ContainerEnd read_but(ByteSource& source,
                          const std::function<bool(Member)>& take,
                          LeftOut left_out) const override;

  private:
    ArchiveFormat format_;
};

}  // namespace gazette
