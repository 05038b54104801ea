#include "indexer/glass/table_writer.h"

#include "indexer/format/index_error.h"
#include "indexer/glass/encoding.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <system_error>
#include <utility>

namespace gazette::glass {
namespace {

constexpr std::uint32_t kRevision = 1;
// The rest of a block is worth a piece of a long tag when it has room for the key and so many
// bytes more: with less, longer keys in the branches cost what is gained.
constexpr std::size_t kWorthwhileRest = 34;

// The shortest beginning of `key` that is greater than `before`; all of it where they are the
// same (then the component tells them apart).
std::string_view divider_between(std::string_view before, std::string_view key) {
    const auto differ = std::mismatch(key.begin(), key.end(), before.begin(), before.end()).first;
    const auto same = static_cast<std::size_t>(differ - key.begin());
    return key.substr(0, same + 1);
}

}  // namespace

void TableWriter::Level::clear(unsigned level) {
    block.fill(0);
    put32(block.data(), kRevision);
    block[kLevelAt] = static_cast<char>(level);
    directory_end = kDirectoryAt;
    items_begin = kBlockBytes;
}

char* TableWriter::Level::add_item(std::size_t bytes) {
    items_begin -= bytes;
    put16(block.data() + directory_end, items_begin);
    directory_end += kEntryBytes;
    return block.data() + items_begin;
}

TableWriter::TableWriter(std::filesystem::path file)
    : file_(std::move(file)), out_(std::make_unique<FileWriter>(file_)) {
    levels_.push_back(std::make_unique<Level>());
    levels_[0]->clear(0);
    // Every table begins with an item without key and tag, which is not counted.
    char* const item = levels_[0]->add_item(kSizeBias);
    put16(item, kFirstFlag | kLastFlag);
    item[2] = 0;
}

void TableWriter::add(std::string_view key, std::string_view tag) {
    if (key.empty() || key.size() > kMaxKeyBytes) {
        throw IndexError("a key of " + std::to_string(key.size()) + " bytes does not fit into " +
                         file_.string());
    }
    if (entries_ > 0 && key <= last_key_) {
        throw IndexError("keys came out of order for " + file_.string() +
                         ": run gazette check on the index");
    }
    const std::size_t head = 2 + 1 + key.size();
    const std::size_t most_later = kMaxItemBytes - head - kComponentBytes;
    std::size_t piece = kMaxItemBytes - head;
    if (tag.size() > piece) {
        // What is left of the block takes the beginning, when that saves a component.
        const std::size_t rest = levels_[0]->free() % (kMaxItemBytes + kEntryBytes);
        const std::size_t needed = kEntryBytes + head + kComponentBytes;
        if (rest > needed) {
            const std::size_t room = rest - needed;
            const std::size_t last = (tag.size() - kComponentBytes) % most_later;
            if (room >= last || room >= key.size() + kWorthwhileRest) {
                piece = room + kComponentBytes;
            }
        }
    }
    for (unsigned component = 1; component == 1 || !tag.empty(); ++component) {
        if (component > kMaxComponents) {
            throw IndexError("a list of postings or positions is too long for " + file_.string());
        }
        const std::size_t size = std::min(tag.size(), component == 1 ? piece : most_later);
        add_component(key, component, tag.substr(0, size), size == tag.size());
        tag.remove_prefix(size);
    }
    last_key_.assign(key);
    ++entries_;
}

void TableWriter::add_component(std::string_view key,
                                unsigned component,
                                std::string_view piece,
                                bool last) {
    const bool first = component == 1;
    const std::size_t head = 2 + 1 + key.size() + (first ? 0 : kComponentBytes);
    const std::size_t bytes = head + piece.size();
    Level& leaf = *levels_[0];
    if (leaf.free() < bytes + kEntryBytes) begin_leaf(key, component);
    char* item = leaf.add_item(bytes);
    put16(item, (bytes - kSizeBias) | (first ? kFirstFlag : 0U) | (last ? kLastFlag : 0U));
    item[2] = static_cast<char>(key.size());
    item += 3;
    std::memcpy(item, key.data(), key.size());
    item += key.size();
    if (!first) {
        put16(item, component);
        item += kComponentBytes;
    }
    std::memcpy(item, piece.data(), piece.size());
}

// Writes the leaf that is full, and begins one for `key`.
void TableWriter::begin_leaf(std::string_view key, unsigned component) {
    close_block(0);
    Level& leaf = *levels_[0];
    const std::string_view before = component == 1 ? std::string_view(last_key_) : key;
    leaf.divider.assign(divider_between(before, key));
    leaf.divider_component = static_cast<std::uint16_t>(component);
}

// Writes the block of a level, and puts an item for it into the level above.
void TableWriter::close_block(std::size_t level) {
    const std::uint32_t number = write_block(*levels_[level]);
    if (levels_.size() == level + 1) {
        levels_.push_back(std::make_unique<Level>());
        levels_.back()->clear(static_cast<unsigned>(level + 1));
    }
    add_branch(level + 1, levels_[level]->divider, levels_[level]->divider_component, number);
    levels_[level]->clear(static_cast<unsigned>(level));
}

void TableWriter::add_branch(std::size_t level,
                             const std::string& key,
                             std::uint16_t component,
                             std::uint32_t child) {
    const std::size_t head = kChildBytes + 1 + kComponentBytes;
    if (levels_[level]->free() < head + key.size() + kEntryBytes) {
        close_block(level);
    }
    Level& branch = *levels_[level];
    std::string_view shown = key;
    if (branch.directory_end == kDirectoryAt) {
        // The first item of a block has no key: that stands above the block.
        branch.divider = key;
        branch.divider_component = component;
        shown = {};
        component = 0;
    }
    char* item = branch.add_item(head + shown.size());
    put32(item, child);
    item[kChildBytes] = static_cast<char>(shown.size());
    std::copy(shown.begin(), shown.end(), item + kChildBytes + 1);
    put16(item + kChildBytes + 1 + shown.size(), component);
}

std::uint32_t TableWriter::write_block(Level& level) {
    put16(level.block.data() + kMaxFreeAt, level.free());
    put16(level.block.data() + kTotalFreeAt, level.free());
    put16(level.block.data() + kDirectoryEndAt, level.directory_end);
    out_->append({level.block.data(), level.block.size()});
    if (blocks_ == std::numeric_limits<std::uint32_t>::max()) {
        throw IndexError(file_.string() + " has too many blocks");
    }
    return blocks_++;
}

TableRoot TableWriter::finish() {
    TableRoot root;
    if (entries_ > 0) {
        std::size_t level = 0;
        while (level + 1 < levels_.size()) close_block(level++);
        root.root_block = write_block(*levels_[level]);
        root.level = static_cast<std::uint32_t>(level);
        root.entries = entries_;
        root.blocks = blocks_;
    }
    out_->finish();
    out_.reset();
    return root;
}

}  // namespace gazette::glass
