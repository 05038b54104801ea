#include "indexer/part_writer.h"

#include "indexer/database_join.h"
#include "indexer/format/columns.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

// No table of the terms by document: nothing reads it, and it is a fifth of the whole.
constexpr int kDatabaseFlags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

// What a key of the database has room for. A NUL takes two bytes.
constexpr std::size_t kMaxXapianTermBytes = 245;

void make_part_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (error) throw_file_error("make the folder", folder.parent_path(), error.value());
    const bool is_new = fs::create_directory(folder, error);
    if (error) throw_file_error("make the folder", folder, error.value());
    if (!is_new) {
        throw IndexError("cannot make the part " + folder.string() + ": it is there already");
    }
}

void check_term(const std::string& term) {
    const auto bytes =
        term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
    if (term.empty() || bytes > kMaxXapianTermBytes) {
        throw IndexError("an index term has " + std::to_string(bytes) + " bytes; 1 to " +
                         std::to_string(kMaxXapianTermBytes) + " are possible");
    }
}

// Returns how many postings and positions that were.
std::uint64_t add_terms(Xapian::Document& target, const EncodedDocument& document) {
    std::uint64_t postings = 0;
    for (const auto& [name, term] : document.terms) {
        check_term(name);
        target.add_term(name, term.wdf);
        for (const std::uint32_t position : term.positions) target.add_posting(name, position, 0);
        postings += 1 + term.positions.size();
    }
    return postings;
}

template <typename Action>
void guarded(const fs::path& folder, Action action) {
    try {
        action();
    } catch (const Xapian::Error& error) {
        throw IndexError("cannot write the part " + folder.string() + ": " +
                         error.get_description());
    }
}

}  // namespace

struct PartWriter::State {
    fs::path folder;
    BatchLimits limits;
    PartEntry entry;
    ColumnsWriter columns;
    FileWriter documents;
    std::optional<Xapian::WritableDatabase> batch;  // the last of `batches`, still open
    std::vector<fs::path> batches;
    std::uint32_t batches_made = 0;
    std::uint32_t batch_documents = 0;
    std::uint64_t batch_postings = 0;
    bool finished = false;

    State(const fs::path& path, const std::string& name, const BatchLimits& batch_limits)
        : folder(path), limits(batch_limits), documents(folder / kDocumentsFile) {
        entry.name = name;
    }
    void add(const EncodedDocument& document);
    void open_batch();
    void close_batch();
    void join_batches(const fs::path& target);
    fs::path next_batch() { return folder / ("batch-" + std::to_string(++batches_made)); }
};

void PartWriter::State::open_batch() {
    if (batches.size() == kMaxJoinedDatabases) {
        const fs::path joined = next_batch();
        join_batches(joined);
        batches.push_back(joined);
    }
    batches.push_back(next_batch());
    batch.emplace(batches.back().string(), kDatabaseFlags);
    batch_documents = 0;
    batch_postings = 0;
}

void PartWriter::State::close_batch() {
    if (!batch) return;
    batch->commit();
    batch->close();
    batch.reset();
}

// Makes one database of all batches, which go.
void PartWriter::State::join_batches(const fs::path& target) {
    join_databases(batches, entry.documents, target);
    for (const auto& done : batches) {
        std::error_code error;
        fs::remove_all(done, error);
        if (error) throw_file_error("remove", done, error.value());
    }
    batches.clear();
}

void PartWriter::State::add(const EncodedDocument& document) {
    if (!batch) open_batch();
    Xapian::Document target;
    batch_postings += add_terms(target, document);
    if (batch->add_document(target) != ++batch_documents) {
        throw std::logic_error("docids of a batch count from 1");
    }
    const bool large = batch_postings >= limits.postings && batch_documents >= limits.documents;
    if (large || batch_postings >= limits.most_postings) close_batch();
}

PartWriter::PartWriter(const fs::path& index_dir, std::string name, const BatchLimits& limits) {
    const fs::path folder = part_path(index_dir, name);
    make_part_folder(folder);
    state_ = std::make_unique<State>(folder, name, limits);
}

PartWriter::~PartWriter() = default;

std::uint32_t PartWriter::add(EncodedDocument document) {
    State& s = *state_;
    if (s.finished) throw std::logic_error("a finished part takes no documents");
    guarded(s.folder, [&] { s.add(document); });
    document.row.store_offset = s.documents.size();
    document.row.store_size = document.stored.size();
    s.documents.append(document.stored);
    s.columns.add(document.row);
    ++s.entry.documents;
    s.entry.text_bytes += document.text_bytes;
    s.entry.total_length += document.row.length;
    ++s.entry.languages[document.row.lang];
    return s.entry.documents;
}

std::uint32_t PartWriter::documents() const {
    return state_->entry.documents;
}

std::uint64_t PartWriter::text_bytes() const {
    return state_->entry.text_bytes;
}

PartEntry PartWriter::finish() {
    State& s = *state_;
    if (s.finished) throw std::logic_error("a part is finished once");
    s.finished = true;
    guarded(s.folder, [&] {
        if (s.batches.empty()) s.open_batch();
        s.close_batch();
        s.join_batches(s.folder);
    });
    s.documents.finish();
    s.columns.write(s.folder / kColumnsFile);
    FileWriter(s.folder / kInUseFile).finish();
    fsync_tree(s.folder);
    fsync_folder(s.folder.parent_path());
    return s.entry;
}

}  // namespace gazette
