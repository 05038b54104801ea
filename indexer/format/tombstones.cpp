#include "indexer/format/tombstones.h"

#include "indexer/format/byte_codec.h"
#include "indexer/format/durable_file.h"

#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

// The file: 8 bytes of magic and version, the count, each docid as the distance to the one before
// (varints), and XXH3-64 of all that as 8 bytes.
constexpr std::string_view kMagic("GZTOMB\0\1", 8);

}  // namespace

Tombstones::Tombstones(std::vector<std::uint32_t> docids) : docids_(std::move(docids)) {
    std::sort(docids_.begin(), docids_.end());
    docids_.erase(std::unique(docids_.begin(), docids_.end()), docids_.end());
}

bool Tombstones::contains(std::uint32_t docid) const {
    return std::binary_search(docids_.begin(), docids_.end(), docid);
}

Tombstones read_tombstones(const std::filesystem::path& file) {
    const std::string bytes = read_whole_file(file);
    const std::string what = "the file of deleted documents " + file.string();
    ByteReader whole(bytes, what);
    if (bytes.size() < 16) whole.fail("it ends early");
    const auto body = std::string_view(bytes).substr(0, bytes.size() - 8);
    ByteReader trailer(std::string_view(bytes).substr(body.size()), what);
    if (trailer.fixed64() != XXH3_64bits(body.data(), body.size())) {
        whole.fail("its checksum is wrong");
    }
    ByteReader reader(body, what);
    if (reader.raw(8) != kMagic) {
        reader.fail("it does not begin as such a file of this version does");
    }
    const std::size_t count = reader.count(1);
    std::vector<std::uint32_t> docids;
    docids.reserve(count);
    std::uint64_t docid = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint64_t step = reader.varint();
        if (step == 0 || step > UINT32_MAX || docid + step > UINT32_MAX) {
            reader.fail("its docids do not ascend");
        }
        docid += step;
        docids.push_back(static_cast<std::uint32_t>(docid));
    }
    reader.expect_end();
    return Tombstones(std::move(docids));
}

void write_tombstones(const std::filesystem::path& file, const Tombstones& tombstones) {
    ByteWriter writer;
    writer.raw(kMagic);
    writer.varint(tombstones.size());
    std::uint32_t before = 0;
    for (const std::uint32_t docid : tombstones.docids()) {
        writer.varint(docid - before);
        before = docid;
    }
    writer.fixed64(XXH3_64bits(writer.bytes().data(), writer.bytes().size()));
    write_durably(file, writer.bytes());
}

}  // namespace gazette
