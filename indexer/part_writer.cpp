#include "indexer/part_writer.h"

#include "indexer/format/columns.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"

#include <xapian.h>

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;

// No table of the terms by document: nothing reads it, and it is a fifth of the whole.
constexpr int kDatabaseFlags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

// Postings and positions that wait in memory for a commit; each takes 20 to 60 bytes there.
constexpr std::uint64_t kMaxPendingPostings = 8'000'000;

// What a key of the database has room for. A NUL takes two bytes.
constexpr std::size_t kMaxXapianTermBytes = 245;

Xapian::WritableDatabase make_database(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (error) throw_file_error("make the folder", folder.parent_path(), error.value());
    const bool is_new = fs::create_directory(folder, error);
    if (error) throw_file_error("make the folder", folder, error.value());
    if (!is_new)
        throw IndexError("cannot make the part " + folder.string() + ": it is there already");
    return Xapian::WritableDatabase(folder.string(), kDatabaseFlags);
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

}  // namespace

struct PartWriter::State {
    fs::path folder;
    PartEntry entry;
    Xapian::WritableDatabase database;
    ColumnsWriter columns;
    FileWriter documents;
    std::uint64_t pending_postings = 0;
    bool finished = false;

    State(fs::path path, std::string name)
        : folder(std::move(path)),
          database(make_database(folder)),
          documents(folder / kDocumentsFile) {
        entry.name = std::move(name);
    }

    template <typename Action>
    void guarded(Action action) {
        try {
            action();
        } catch (const Xapian::Error& error) {
            throw IndexError("cannot write the part " + folder.string() + ": " +
                             error.get_description());
        }
    }
};

PartWriter::PartWriter(const fs::path& index_dir, std::string name) {
    const fs::path folder = part_path(index_dir, name);
    try {
        state_ = std::make_unique<State>(folder, std::move(name));
    } catch (const Xapian::Error& error) {
        throw IndexError("cannot make the part " + folder.string() + ": " +
                         error.get_description());
    }
}

PartWriter::~PartWriter() = default;

std::uint32_t PartWriter::add(EncodedDocument document) {
    State& s = *state_;
    if (s.finished) throw std::logic_error("a finished part takes no documents");
    const std::uint32_t docid = s.entry.documents + 1;
    s.guarded([&] {
        Xapian::Document target;
        s.pending_postings += add_terms(target, document);
        if (s.database.add_document(target) != docid) {
            throw std::logic_error("docids of a part count from 1");
        }
        if (s.pending_postings > kMaxPendingPostings) {
            s.database.commit();
            s.pending_postings = 0;
        }
    });
    document.row.store_offset = s.documents.size();
    document.row.store_size = document.stored.size();
    s.documents.append(document.stored);
    s.columns.add(document.row);
    s.entry.documents = docid;
    s.entry.text_bytes += document.text_bytes;
    s.entry.total_length += document.row.length;
    ++s.entry.languages[document.row.lang];
    return docid;
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
    s.guarded([&] {
        s.database.commit();
        s.database.close();
    });
    s.documents.finish();
    s.columns.write(s.folder / kColumnsFile);
    FileWriter(s.folder / kInUseFile).finish();
    fsync_tree(s.folder);
    fsync_folder(s.folder.parent_path());
    return s.entry;
}

}  // namespace gazette
