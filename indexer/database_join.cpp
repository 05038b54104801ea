#include "indexer/database_join.h"

#include "indexer/format/index_error.h"

#include <xapian.h>

#include <string>

namespace gazette {

void join_databases(std::span<const std::filesystem::path> sources,
                    std::uint64_t documents,
                    const std::filesystem::path& target) {
    try {
        Xapian::Database all;
        for (const auto& source : sources) all.add_database(Xapian::Database(source.string()));
        // Numbers go on without a gap because none is free in any source. A database that is
        // never written again needs no free space in its blocks.
        all.compact(target.string(), Xapian::Compactor::FULL);
        const Xapian::Database joined(target.string());
        if (joined.get_doccount() != documents || joined.get_lastdocid() != documents) {
            throw IndexError("the database joined in " + target.string() + " has " +
                             std::to_string(joined.get_doccount()) + " documents instead of " +
                             std::to_string(documents) + ": run gazette check on the index");
        }
    } catch (const Xapian::Error& error) {
        throw IndexError("cannot join databases in " + target.string() + ": " +
                         error.get_description());
    }
}

}  // namespace gazette
