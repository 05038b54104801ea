#include "indexer/glass/mapped_table.h"

#include "indexer/format/index_error.h"

#include <utility>

namespace gazette::glass {
namespace {

constexpr std::size_t kBranchHeadBytes = kChildBytes + 1;

std::uint32_t get32(const char* at) {
    return std::uint32_t{get16(at)} << 16 | get16(at + 2);
}

}  // namespace

MappedTable::MappedTable(std::filesystem::path file, const TableRoot& root)
    : file_(std::move(file)), root_(root) {
    if (root.is_empty()) return;
    if (root.level > kMostLevels) fail("its tree is too high");
    mapped_.emplace(file_);
    bytes_ = mapped_->bytes();
    if (bytes_.empty()) fail("it is empty");
}

void MappedTable::fail(const char* why) const {
    throw IndexError(file_.string() + " is damaged: " + why + "; run gazette check on the index");
}

BlockView MappedTable::block(std::uint32_t number, std::uint32_t level) const {
    if (number >= bytes_.size() / kBlockBytes) fail("a block is missing");
    const char* const begin = bytes_.data() + std::size_t{number} * kBlockBytes;
    if (static_cast<std::uint8_t>(begin[kLevelAt]) != level) fail("a block has a wrong level");
    const std::size_t end = get16(begin + kDirectoryEndAt);
    if (end <= kDirectoryAt || end > kBlockBytes || (end - kDirectoryAt) % kEntryBytes != 0) {
        fail("a block's directory is out of bounds");
    }
    return {begin, static_cast<std::uint32_t>((end - kDirectoryAt) / kEntryBytes)};
}

BranchItem MappedTable::branch_item(const BlockView& branch, std::uint32_t index) const {
    const std::size_t at = item_at(branch, index, kBranchHeadBytes + kComponentBytes);
    const char* const begin = branch.bytes + at;
    const std::size_t key_bytes = static_cast<std::uint8_t>(begin[kChildBytes]);
    if (at + kBranchHeadBytes + key_bytes + kComponentBytes > kBlockBytes) {
        fail("an item is out of bounds");
    }
    BranchItem item;
    item.child = get32(begin);
    item.key = {begin + kBranchHeadBytes, key_bytes};
    item.component = get16(begin + kBranchHeadBytes + key_bytes);
    return item;
}

}  // namespace gazette::glass
