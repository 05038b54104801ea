// Which documents of a part satisfied a query whose matches positions decide: pages, counts and a
// timeline of one query are asked for one after the other, and parts never change.
#pragma once

#include "searcher/query/compiled_query.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace gazette {

using MatchingDocuments = std::shared_ptr<const std::vector<std::uint32_t>>;  // docids, ascending

// All that decides which documents of a part match, and nothing else: queries that have the same
// key match the same ones.
std::string match_key(const CompiledQuery& query);

// Keeps what was asked for last, up to so many bytes. Thread-safe.
class MatchCache {
  public:
    explicit MatchCache(std::size_t bytes) : room_(bytes) {}

    // Null where it is not known. `key`: match_key(), and the part's state.
    MatchingDocuments find(const std::string& key);
    void keep(const std::string& key, MatchingDocuments documents);

    std::size_t bytes() const;

  private:
    struct Entry {
        std::string key;
        MatchingDocuments documents;
    };
    static std::size_t bytes_of(const Entry& entry);

    mutable std::mutex mutex_;
    const std::size_t room_;
    std::size_t bytes_ = 0;
    std::list<Entry> entries_;  // the one that was asked for last is the first
    std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace gazette
