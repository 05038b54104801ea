#include "indexer/database_join.h"

#include "indexer/format/index_error.h"
#include "indexer/glass/database_merge.h"

#include <xapian.h>

#include <string>

namespace gazette {

namespace {

void compact(std::span<const std::filesystem::path> sources, const std::filesystem::path& target) {
    Xapian::Database all;
    for (const auto& source : sources) all.add_database(Xapian::Database(source.string()));
    // Numbers go on without a gap because none is free in any source. A database that is never
    // written again needs no free space in its blocks.
    all.compact(target.string(), Xapian::Compactor::FULL);
}

}  // namespace

void join_databases(std::span<const std::filesystem::path> sources,
                    std::uint64_t documents,
                    const std::filesystem::path& target,
                    WriterKind kind,
                    const std::function<void()>& step) {
    try {
        if (kind == WriterKind::bulk && glass::can_merge(sources)) {
            std::filesystem::create_directory(target);
            glass::merge_databases(sources, target, step);
        } else {
            compact(sources, target);
        }
        const Xapian::Database joined(target.string());
        if (joined.get_doccount() != documents || joined.get_lastdocid() != documents) {
            throw IndexError("the database joined in " + target.string() + " has " +
                             std::to_string(joined.get_doccount()) + " documents instead of " +
                             std::to_string(documents) + ": run gazette check on the index");
        }
    } catch (const Xapian::Error& error) {
        throw IndexError("cannot join databases in " + target.string() + ": " +
                         error.get_description());
    } catch (const std::filesystem::filesystem_error& error) {
        throw IndexError("cannot join databases in " + target.string() + ": " + error.what());
    }
}

}  // namespace gazette
