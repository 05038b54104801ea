// The state of an index that one manifest names: parts, deleted documents, statistics. Immutable;
// whoever holds it sees that state for as long as they hold it, whatever is published or swept
// meanwhile.
#pragma once

#include "indexer/format/adjacent_words.h"
#include "indexer/format/columns.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/format/positions.h"
#include "indexer/format/stored_document.h"
#include "indexer/format/tombstones.h"
#include "indexer/format/word_forms.h"
#include "indexer/glass/mapped_table.h"
#include "searcher/citation_counts.h"
#include "searcher/match_cache.h"
#include "searcher/pool.h"
#include "searcher/posting_cursor.h"
#include "searcher/query/vocabulary.h"
#include "searcher/response.h"

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
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
    // Lengths of all documents of each language, deleted ones counted; by ordinal.
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

// How many documents have each value of the filters that can be listed; most documents first.
struct ValueCounts {
    std::vector<LanguageCount> languages;
    std::vector<LanguageCount> kinds;
    std::vector<LanguageCount> sources;
    std::vector<LanguageCount> collections;
};

// Where a document lies.
struct DocumentPlace {
    std::uint32_t part = 0;   // index into parts()
    std::uint32_t docid = 0;  // in the part
};

struct LanguageDocuments {
    LanguageId language = LanguageId::und;
    std::uint64_t documents = 0;
    std::uint64_t total_length = 0;
};

// Thread-safe.
class IndexSnapshot : public Vocabulary {
  public:
    // Opens the parts that `manifest` names; those that `previous` (may be null) has open already
    // are shared with it. `matches` are kept for all states. Throws PartVanished or IndexError.
    IndexSnapshot(const std::filesystem::path& index_dir,
                  Manifest manifest,
                  const IndexSnapshot* previous,
                  std::shared_ptr<MatchCache> matches = nullptr);

    // The same state as if the index had never had the documents of other collections: they count
    // as deleted, and terms that no other document has are not there. Made at the first call, in a
    // time that grows with the number of documents, and kept as long as this state.
    std::shared_ptr<const IndexSnapshot> limited_to(const std::set<std::string>& collections) const;

    const Manifest& manifest() const { return manifest_; }
    const std::vector<IndexPart>& parts() const { return parts_; }

    // Deleted documents are not counted in any of these.
    std::uint64_t documents() const { return documents_; }
    double average_length() const { return average_length_; }
    // Documents that have any of the terms, under the condition that no document has two of them
    // (variants of a word: fields.h): a sum, which is what makes it cheap. Throws SearchError.
    std::uint64_t documents_with(const std::vector<std::string>& terms) const;
    // Documents that have a pair of words side by side (adjacent_words.h). Throws SearchError.
    std::uint64_t documents_with_pair(std::uint32_t bucket) const;
    // Whether there is one, which costs less to say.
    bool any_document_with(const std::vector<std::string>& terms) const;
    std::optional<DocumentPlace> find(std::string_view id) const;
    // Counted at the first call.
    const ValueCounts& value_counts() const;
    // Likewise. Throws SearchError.
    const CitationCounts& citation_counts() const;
    // Likewise: the newest day of a document, of those up to the day on which the state was
    // published; kUnknownDay where there is none.
    CivilDay newest_day() const;

    std::vector<LanguageId> languages() const override;
    // Most documents first.
    const std::vector<LanguageDocuments>& language_documents() const { return languages_; }
    std::vector<std::string> terms_with_prefix(std::string_view prefix,
                                               std::size_t limit) const override;
    // Of all parts, one after the other. Throw SearchError.
    void each_term(std::string_view prefix,
                   const std::function<void(std::string_view)>& visit) const override;
    std::vector<std::string> known(std::vector<std::string> terms) const override;
    // Terms that begin with `prefix`, with the documents that have each; those that none has are
    // left out. Nothing where there are more than `limit`, or where `give_up`, asked now and then,
    // says so. Throws SearchError.
    std::optional<std::map<std::string, std::uint64_t>> term_documents(
        std::string_view prefix, std::size_t limit, const std::function<bool()>& give_up) const;

  private:
    IndexSnapshot() = default;
    void count_documents();
    void count_languages();
    bool shows(const IndexPart& part,
               const Xapian::Database& database,
               const std::string& term) const;

    Manifest manifest_;
    std::shared_ptr<IdleRoom> idle_databases_;  // of all parts, and of all snapshots
    std::vector<IndexPart> parts_;
    std::uint64_t documents_ = 0;
    double average_length_ = 1.0;
    std::vector<LanguageDocuments> languages_;
    mutable std::once_flag values_counted_;
    mutable ValueCounts values_;
    mutable std::once_flag citations_counted_;
    mutable CitationCounts citations_;
    mutable std::once_flag newest_found_;
    mutable CivilDay newest_ = kUnknownDay;
    bool is_limited_ = false;
    mutable std::mutex limited_mutex_;  // guards limited_
    mutable std::map<std::set<std::string>, std::shared_ptr<const IndexSnapshot>> limited_;
};

}  // namespace gazette
