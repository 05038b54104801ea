// The files of one part of an index, open for searching, and a part as one manifest names it.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/format/adjacent_words.h"
#include "indexer/format/columns.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/format/positions.h"
#include "indexer/format/stored_document.h"
#include "indexer/format/tombstones.h"
#include "indexer/format/word_forms.h"
#include "indexer/glass/mapped_table.h"
#include "searcher/match_cache.h"
#include "searcher/pool.h"
#include "searcher/posting_cursor.h"

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// A part was there when the manifest was read and is gone now: a newer manifest does without it.
class PartVanished : public IndexError {
  public:
    using IndexError::IndexError;
};

// A handle of a part's database, for one thread at a time.
using DatabaseLease = Pool<Xapian::Database>::Lease;

// The files of one part, open. They never change, so snapshots share them. Holds the shared lock
// that keeps the part from being swept. Thread-safe.
class PartFiles {
  public:
    // Throws PartVanished, or IndexError for a damaged part.
    PartFiles(const std::filesystem::path& index_dir,
              const PartEntry& entry,
              std::shared_ptr<IdleRoom> idle_databases);
    ~PartFiles();
    PartFiles(const PartFiles&) = delete;
    PartFiles& operator=(const PartFiles&) = delete;

    const Columns& columns() const { return *columns_; }
    // By ordinal of FacetColumn::lang.
    const std::vector<LanguageId>& languages() const { return languages_; }
    // Lengths of all documents of each of them, deleted ones counted.
    const std::vector<std::uint64_t>& lengths_by_language() const { return lengths_; }
    // For one thread at a time. Throws SearchError.
    Pool<Xapian::Database>::Lease database() const { return databases_.lend(); }
    // The database's table of postings is null where its format is one that Xapian alone reads.
    PostingSource postings(const Xapian::Database& database) const {
        return {database, postings_.get(), *positions_, columns_->size()};
    }
    // Terms that begin with `prefix`, in their order, and how many documents have each, until
    // `take` returns false. `database` is one of database().
    void each_term(const Xapian::Database& database,
                   std::string_view prefix,
                   const std::function<bool(const std::string&, std::uint32_t)>& take) const;
    const AdjacentWords& adjacent_words() const { return *adjacent_; }
    const WordForms& word_forms() const { return *forms_; }
    const Positions& positions() const { return *positions_; }
    // Bytes of the documents file. Throws IndexError.
    std::string read(std::uint64_t offset, std::uint64_t size) const;
    const std::string& name() const { return name_; }
    // Of no other part that this process opened.
    std::uint64_t number() const { return number_; }
    // Whether these are the files that are now in the index's folder under the same name: an index
    // that was removed and made again may use a name twice.
    bool are_in(const std::filesystem::path& index_dir) const;

  private:
    // Closes when destroyed.
    class File {
      public:
        File() = default;
        explicit File(int descriptor) : descriptor_(descriptor) {}
        ~File();
        File(File&& other) noexcept;
        File& operator=(File&& other) noexcept;
        int descriptor() const { return descriptor_; }

      private:
        int descriptor_ = -1;
    };

    std::string name_;
    std::uint64_t number_;
    File in_use_;
    File documents_;
    std::unique_ptr<Columns> columns_;
    std::unique_ptr<Positions> positions_;
    std::unique_ptr<AdjacentWords> adjacent_;
    std::unique_ptr<WordForms> forms_;
    std::vector<LanguageId> languages_;
    std::vector<std::uint64_t> lengths_;
    std::unique_ptr<glass::MappedTable> postings_;
    Pool<Xapian::Database> databases_;
};

// A part as one manifest names it.
struct IndexPart {
    PartEntry entry;
    std::shared_ptr<const PartFiles> files;
    Tombstones deleted;
    std::shared_ptr<MatchCache> matches;  // null: none are kept

    const Columns& columns() const { return files->columns(); }
    // Keeps the part's files open.
    StoredDocument document(std::uint32_t docid) const;
};

}  // namespace gazette
