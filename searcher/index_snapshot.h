// The state of an index that one manifest names: parts, deleted documents, statistics. Immutable;
// whoever holds it sees that state for as long as they hold it, whatever is published or swept
// meanwhile.
#pragma once

#include "indexer/format/manifest.h"
#include "searcher/citation_counts.h"
#include "searcher/match_cache.h"
#include "searcher/part_files.h"
#include "searcher/query/vocabulary.h"
#include "searcher/remembered.h"
#include "searcher/response.h"

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
    // Of each term by itself, one by one. Throws SearchError.
    std::vector<std::uint64_t> documents_with_each(const std::vector<std::string>& terms) const;
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

    // What kindred_terms() found in this state.
    Remembered<std::vector<std::string>>& remembered_kin() const { return kin_; }

  private:
    // Some megabytes each.
    static constexpr std::size_t kRememberedTerms = 32768;
    static constexpr std::size_t kRememberedWords = 4096;

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
    mutable Remembered<std::uint64_t> documents_with_term_{kRememberedTerms};
    mutable Remembered<std::vector<std::string>> kin_{kRememberedWords};
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
