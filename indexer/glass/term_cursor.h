// The terms of a database in order, from those with a prefix on, read from its mapped posting
// table (posting_list.h).
#pragma once

#include "indexer/glass/leaf_path.h"
#include "indexer/glass/mapped_table.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette::glass {

// Keeps a reference to the table. Not for sharing between threads. Throws IndexError for a damaged
// table.
class TermCursor {
  public:
    // Stands before the first term that begins with `prefix`.
    TermCursor(const MappedTable& table, std::string_view prefix);

    // To the next term; false behind the last.
    bool next();
    const std::string& term() const { return term_; }
    // How many documents have it.
    std::uint32_t frequency() const;

  private:
    bool find(std::string_view key);
    bool take(std::string_view key, const std::string& term);

    std::optional<LeafPath> path_;  // none where there are no terms
    std::string prefix_;            // as a key has it
    std::string key_;
    std::string term_;
    std::uint32_t at_ = 0;  // of the leaf's items
    bool begun_ = false;
};

}  // namespace gazette::glass
