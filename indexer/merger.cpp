#include "indexer/merger.h"

#include "indexer/database_join.h"
#include "indexer/encoder.h"
#include "indexer/format/adjacent_words_writer.h"
#include "indexer/format/columns.h"
#include "indexer/format/columns_merge.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "indexer/format/positions_writer.h"
#include "indexer/format/stored_document.h"
#include "indexer/format/tombstones.h"
#include "indexer/format/word_forms.h"
#include "indexer/merge_policy.h"
#include "indexer/part_writer.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

constexpr const char* kTombstonesOfMerge = "tombstones-merged";

struct Stopped {};

class Merge {
  public:
    Merge(const fs::path& index_dir, std::string new_name, const MergeControl& control)
        : index_dir_(index_dir), new_name_(std::move(new_name)), control_(control) {}
    // Temporary parts go, whatever happened; what cannot be removed is swept later.
    ~Merge() {
        for (const auto& name : temporary_) remove(name);
    }
    Merge(const Merge&) = delete;
    Merge& operator=(const Merge&) = delete;

    PartEntry run(std::span<const PartEntry> parts);

  private:
    PartEntry rewrite(const PartEntry& part);
    PartEntry join(std::span<const PartEntry> parts, const std::string& name);
    void join_documents(std::span<const PartEntry> parts, const fs::path& folder);
    void join_columns(std::span<const PartEntry> parts, const fs::path& folder);
    void join_words(std::span<const PartEntry> parts, const fs::path& folder);
    void join_tombstones(std::span<const PartEntry> parts, const fs::path& folder);

    fs::path path_of(const PartEntry& part) const { return part_path(index_dir_, part.name); }
    Tombstones tombstones_of(const PartEntry& part) const {
        if (part.tombstones.empty()) return {};
        return read_tombstones(path_of(part) / part.tombstones);
    }
    std::string temporary_name() {
        temporary_.push_back(new_name_ + ".temporary" + std::to_string(temporary_.size()));
        return temporary_.back();
    }
    void remove(const std::string& name) const {
        std::error_code left_for_the_sweep;
        fs::remove_all(part_path(index_dir_, name), left_for_the_sweep);
    }
    void stop_if_asked() const {
        if (control_.stop && control_.stop()) throw Stopped{};
    }

    const fs::path& index_dir_;
    std::string new_name_;
    const MergeControl& control_;
    std::vector<std::string> temporary_;
};

Document read_document(const FileReader& file, const Columns& columns, std::uint32_t docid) {
    const std::uint64_t begin = columns.store_offset(docid);
    const StoredDocument stored(
        columns.store_size(docid),
        [&](std::uint64_t offset, std::uint64_t size) { return file.read(begin + offset, size); });
    Document document = stored.header();
    document.text = stored.whole_text();
    return document;
}

// Writes the documents of `part` that are not deleted again, as a temporary part.
PartEntry Merge::rewrite(const PartEntry& part) {
    const Columns columns(path_of(part) / kColumnsFile);
    const FileReader documents(path_of(part) / kDocumentsFile);
    const Tombstones deleted = tombstones_of(part);
    PartWriter writer(index_dir_, temporary_name(), control_.kind);
    for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
        if (deleted.contains(docid)) continue;
        stop_if_asked();
        try {
            DocumentRecord record = encode(
                read_document(documents, columns, docid), *control_.analyzer, writer.terms());
            record.row.content_hash = columns.content_hash(docid);
            writer.add(record);
        } catch (const IndexError& error) {
            throw IndexError("part " + part.name + ", document \"" +
                             std::string(columns.id(docid)) + "\": " + error.what());
        }
    }
    return writer.finish();
}

void Merge::join_documents(std::span<const PartEntry> parts, const fs::path& folder) {
    FileWriter out(folder / kDocumentsFile);
    for (const auto& part : parts) {
        const fs::path file = path_of(part) / kDocumentsFile;
        std::error_code error;
        const std::uint64_t size = fs::file_size(file, error);
        if (error) throw_file_error("look at", file, error.value());
        out.append_file(file, 0, size);
    }
    out.finish();
}

void Merge::join_columns(std::span<const PartEntry> parts, const fs::path& folder) {
    std::vector<ColumnsSource> sources;
    std::uint64_t stored_before = 0;
    for (const auto& part : parts) {
        const fs::path file = path_of(part) / kColumnsFile;
        const std::uint32_t rows = Columns(file).size();
        if (rows != part.documents) {
            throw IndexError("part " + part.name + " has columns for " + std::to_string(rows) +
                             " documents instead of " + std::to_string(part.documents) +
                             ": run gazette check on the index");
        }
        sources.push_back({file, tombstones_of(part), stored_before});
        stored_before += fs::file_size(path_of(part) / kDocumentsFile);
    }
    merge_columns(sources, folder / kColumnsFile);
}

void Merge::join_words(std::span<const PartEntry> parts, const fs::path& folder) {
    std::vector<fs::path> positions;
    std::vector<fs::path> adjacent;
    std::vector<fs::path> forms;
    for (const auto& part : parts) {
        positions.push_back(path_of(part) / kPositionsFile);
        adjacent.push_back(path_of(part) / kAdjacentWordsFile);
        forms.push_back(path_of(part) / kWordFormsFile);
    }
    merge_positions(positions, folder / kPositionsFile, [this] { stop_if_asked(); });
    merge_adjacent_words(adjacent, folder / kAdjacentWordsFile);
    merge_word_forms(forms, folder / kWordFormsFile);
}

void Merge::join_tombstones(std::span<const PartEntry> parts, const fs::path& folder) {
    std::vector<std::uint32_t> docids;
    std::uint32_t before = 0;
    for (const auto& part : parts) {
        const Tombstones deleted = tombstones_of(part);
        if (deleted.size() != part.deleted) {
            throw IndexError("part " + part.name + " has " + std::to_string(deleted.size()) +
                             " deleted documents instead of " + std::to_string(part.deleted) +
                             ": run gazette check on the index");
        }
        for (const std::uint32_t docid : deleted.docids()) docids.push_back(before + docid);
        before += part.documents;
    }
    write_tombstones(folder / kTombstonesOfMerge, Tombstones(std::move(docids)));
}

PartEntry Merge::join(std::span<const PartEntry> parts, const std::string& name) {
    stop_if_asked();
    PartEntry joined;
    joined.name = name;
    for (const auto& part : parts) {
        joined.documents += part.documents;
        joined.deleted += part.deleted;
        joined.text_bytes += part.text_bytes;
        joined.total_length += part.total_length;
        for (const auto& [tag, count] : part.languages) joined.languages[tag] += count;
    }
    const fs::path folder = part_path(index_dir_, name);
    if (fs::exists(folder)) {
        throw IndexError("cannot make the part " + folder.string() + ": it is there already");
    }
    std::vector<fs::path> databases;
    for (const auto& part : parts) databases.push_back(path_of(part));
    join_databases(databases, joined.documents, folder, control_.kind, [this] { stop_if_asked(); });
    stop_if_asked();
    join_documents(parts, folder);
    join_columns(parts, folder);
    join_words(parts, folder);
    if (joined.deleted > 0) {
        joined.tombstones = kTombstonesOfMerge;
        join_tombstones(parts, folder);
    }
    FileWriter(folder / kInUseFile).finish();
    fsync_tree(folder);
    fsync_folder(folder.parent_path());
    return joined;
}

PartEntry Merge::run(std::span<const PartEntry> parts) {
    std::vector<PartEntry> inputs;
    for (const auto& part : parts) {
        const bool again =
            is_rewritten_in_merge(part) || (control_.drop_all_deleted && part.deleted > 0);
        if (part.documents == part.deleted) continue;
        inputs.push_back(again ? rewrite(part) : part);
    }
    if (inputs.empty()) return PartWriter(index_dir_, new_name_, control_.kind).finish();
    while (inputs.size() > kMaxJoinedDatabases) {
        std::vector<PartEntry> joined;
        for (std::size_t begin = 0; begin < inputs.size(); begin += kMaxJoinedDatabases) {
            const std::size_t count = std::min(kMaxJoinedDatabases, inputs.size() - begin);
            joined.push_back(join(std::span(inputs).subspan(begin, count), temporary_name()));
        }
        inputs = std::move(joined);
    }
    return join(inputs, new_name_);
}

}  // namespace

std::optional<PartEntry> merge_parts(const fs::path& index_dir,
                                     std::span<const PartEntry> parts,
                                     const std::string& new_name,
                                     const MergeControl& control) {
    Merge merge(index_dir, new_name, control);
    try {
        return merge.run(parts);
    } catch (const Stopped&) {
        return std::nullopt;
    } catch (const fs::filesystem_error& error) {
        throw IndexError("cannot merge parts into " + new_name + ": " + error.what());
    }
}

}  // namespace gazette
