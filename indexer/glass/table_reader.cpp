#include "indexer/glass/table_reader.h"

#include "indexer/format/index_error.h"

#include <algorithm>

namespace gazette::glass {
namespace {

// Little, because many tables are merged at once.
constexpr std::uint64_t kReadBytes = 4 * kBlockBytes;

}  // namespace

TableReader::TableReader(const std::filesystem::path& file, const TableRoot& root)
    : name_(file.string()), entries_left_(root.entries) {
    if (root.is_empty()) return;
    file_ = std::make_unique<FileReader>(file);
    if (file_->size() % kBlockBytes != 0) fail("it does not consist of whole blocks");
}

void TableReader::fail(const char* why) const {
    throw IndexError(name_ + " is damaged: " + why + "; run gazette check on the index");
}

bool TableReader::next_leaf() {
    for (;;) {
        if (next_block_ == blocks_.size()) {
            const std::uint64_t left = file_->size() - file_at_;
            if (left == 0) return false;
            blocks_ = file_->read(file_at_, std::min(left, kReadBytes));
            file_at_ += blocks_.size();
            next_block_ = 0;
        }
        block_ = next_block_;
        next_block_ += kBlockBytes;
        if (blocks_[block_ + kLevelAt] == 0) break;
    }
    directory_at_ = kDirectoryAt;
    directory_end_ = get16(blocks_.data() + block_ + kDirectoryEndAt);
    if (directory_end_ < kDirectoryAt || directory_end_ > kBlockBytes ||
        (directory_end_ - kDirectoryAt) % kEntryBytes != 0) {
        fail("a block's directory is out of bounds");
    }
    return true;
}

TableReader::Item TableReader::read_item(std::size_t at) const {
    const std::string_view block = std::string_view(blocks_).substr(block_, kBlockBytes);
    if (at < directory_end_ || at + kSizeBias > kBlockBytes) fail("an item is out of bounds");
    const unsigned head = get16(block.data() + at);
    const std::size_t bytes = (head & kSizeMask) + kSizeBias;
    if (bytes > kBlockBytes - at) fail("an item is out of bounds");
    if ((head & kCompressedFlag) != 0) fail("an entry is compressed");
    std::string_view rest = block.substr(at + 2, bytes - 2);
    Item item;
    item.first = (head & kFirstFlag) != 0;
    item.last = (head & kLastFlag) != 0;
    const std::size_t key_bytes = static_cast<std::uint8_t>(rest.front());
    rest.remove_prefix(1);
    const std::size_t component_bytes = item.first ? 0 : kComponentBytes;
    if (key_bytes + component_bytes > rest.size()) fail("a key is out of bounds");
    item.key = rest.substr(0, key_bytes);
    if (!item.first) item.component = get16(rest.data() + key_bytes);
    item.piece = rest.substr(key_bytes + component_bytes);
    return item;
}

bool TableReader::next_item(Item& item) {
    for (;;) {
        while (directory_at_ == directory_end_) {
            if (!next_leaf()) return false;
        }
        const std::size_t at = get16(blocks_.data() + block_ + directory_at_);
        directory_at_ += kEntryBytes;
        item = read_item(at);
        // The item that every table begins with has no key.
        if (!item.key.empty()) return true;
    }
}

bool TableReader::next() {
    Item item;
    if (file_ == nullptr || !next_item(item)) {
        if (entries_left_ != 0) fail("entries are missing");
        return false;
    }
    if (!item.first) fail("an entry has no beginning");
    if (entries_left_-- == 0) fail("it has more entries than it should");
    key_ = item.key;
    tag_ = item.piece;
    if (item.last) return true;
    long_key_.assign(item.key);
    long_tag_.assign(item.piece);
    for (unsigned component = 2; !item.last; ++component) {
        if (!next_item(item) || item.first || item.component != component ||
            item.key != long_key_) {
            fail("a piece of an entry is missing");
        }
        long_tag_.append(item.piece);
    }
    key_ = long_key_;
    tag_ = long_tag_;
    return true;
}

}  // namespace gazette::glass
