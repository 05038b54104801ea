#include "indexer/live_parts.h"

#include "indexer/format/index_error.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;

constexpr const char* kWhatToDo =
    ". Restore the index from a copy, or index everything again (gazette index --rebuild)";

}  // namespace

LiveParts::LiveParts(fs::path index_dir, Manifest manifest)
    : index_dir_(std::move(index_dir)), manifest_(std::move(manifest)) {
    for (const PartEntry& entry : manifest_.parts) parts_.push_back(open(entry));
}

LiveParts::~LiveParts() = default;

LiveParts::Part LiveParts::open(const PartEntry& entry) const {
    const fs::path folder = part_path(index_dir_, entry.name);
    if (!fs::is_directory(folder)) {
        throw IndexError("the index " + index_dir_.string() + " has lost its part " + entry.name +
                         " with " + std::to_string(entry.documents) + " documents: the folder " +
                         folder.string() + " is gone" + kWhatToDo);
    }
    Part part;
    part.entry = entry;
    try {
        part.columns = std::make_unique<Columns>(folder / kColumnsFile);
        if (!entry.tombstones.empty()) part.tombstones = read_tombstones(folder / entry.tombstones);
    } catch (const IndexError& error) {
        throw IndexError("part " + entry.name + " of the index " + index_dir_.string() +
                         " cannot be read: " + error.what() + kWhatToDo);
    }
    const auto& deleted = part.tombstones.docids();
    if (part.columns->size() != entry.documents || deleted.size() != entry.deleted ||
        (!deleted.empty() && (deleted.front() == 0 || deleted.back() > entry.documents))) {
        throw IndexError("part " + entry.name + " of the index " + index_dir_.string() +
                         " is not what the manifest says: " + std::to_string(part.columns->size()) +
                         " documents, " + std::to_string(deleted.size()) +
                         " of them deleted, instead of " + std::to_string(entry.documents) +
                         " and " + std::to_string(entry.deleted) + kWhatToDo);
    }
    return part;
}

void LiveParts::count_find() const {
    if (++finds_ < kFindsBeforeRelease) return;
    finds_ = 0;
    for (const Part& part : parts_) part.columns->release_pages();
}

std::optional<DocumentLocation> LiveParts::find(std::string_view id, std::size_t limit) const {
    count_find();
    // Newest first: what is written again was often written lately.
    for (std::size_t i = std::min(limit, parts_.size()); i-- > 0;) {
        const Part& part = parts_[i];
        const auto docid = part.columns->find(id);
        if (docid && !part.tombstones.contains(*docid) && !part.removed.contains(*docid)) {
            return DocumentLocation{i, *docid};
        }
    }
    return std::nullopt;
}

std::size_t LiveParts::add(const PartEntry& entry) {
    parts_.push_back(open(entry));
    changed_ = true;
    return parts_.size() - 1;
}

void LiveParts::remove(DocumentLocation location) {
    parts_[location.part].removed.insert(location.docid);
    changed_ = true;
}

std::uint64_t LiveParts::documents() const {
    std::uint64_t documents = 0;
    for (const Part& part : parts_) {
        documents += part.entry.documents - part.entry.deleted - part.removed.size();
    }
    return documents;
}

std::vector<PartEntry> LiveParts::entries() const {
    std::vector<PartEntry> entries;
    for (const Part& part : parts_) entries.push_back(part.entry);
    return entries;
}

void LiveParts::retire(const Part& part) {
    retired_.push_back(part.entry.name);
}

Manifest LiveParts::prepare(std::uint64_t revision) {
    for (Part& part : parts_) {
        if (part.removed.empty()) continue;
        std::vector<std::uint32_t> docids = part.tombstones.docids();
        for (const std::uint32_t docid : part.removed) {
            docids.push_back(docid);
            part.entry.total_length -= part.columns->lengths()[docid - 1];
        }
        part.removed.clear();
        part.tombstones = Tombstones(std::move(docids));
        part.entry.deleted = part.tombstones.size();
        if (part.entry.deleted == part.entry.documents) continue;
        part.entry.tombstones = std::string(kTombstonesPrefix) + std::to_string(revision);
        const fs::path folder = part_path(index_dir_, part.entry.name);
        write_tombstones(folder / part.entry.tombstones, part.tombstones);
    }
    const auto is_empty = [](const Part& part) {
        return part.entry.deleted == part.entry.documents;
    };
    for (const Part& part : parts_) {
        if (is_empty(part)) retire(part);
    }
    parts_.erase(std::remove_if(parts_.begin(), parts_.end(), is_empty), parts_.end());
    Manifest next = manifest_;
    next.revision = revision;
    next.parts = entries();
    return next;
}

void LiveParts::set_published(Manifest manifest) {
    manifest_ = std::move(manifest);
    changed_ = false;
}

void LiveParts::replace(const std::vector<std::string>& sources, const PartEntry& merged) {
    const auto is_source = [&](const Part& part) {
        return std::find(sources.begin(), sources.end(), part.entry.name) != sources.end();
    };
    const auto first = std::find_if(parts_.begin(), parts_.end(), is_source);
    const auto place = first - parts_.begin();
    for (const Part& part : parts_) {
        if (is_source(part)) retire(part);
    }
    parts_.erase(std::remove_if(first, parts_.end(), is_source), parts_.end());
    if (merged.documents > 0) parts_.insert(parts_.begin() + place, open(merged));
    changed_ = true;
}

}  // namespace gazette
