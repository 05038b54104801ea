#include "searcher/each_match.h"

#include "searcher/part_matches.h"
#include "searcher/xapian_guard.h"

namespace gazette {

bool each_match(const IndexPart& part,
                const CompiledQuery& query,
                Analyzer& analyzer,
                const Deadline& deadline,
                const std::function<void(std::uint32_t)>& take) {
    return with_xapian(part.entry.name, [&] {
        Watch watch(deadline);
        if (!watch.look()) return false;
        const QueryWeights weights = weightless(query);
        PartMatches matches(part, query, weights, analyzer, watch);
        for (std::uint32_t docid = matches.next(); docid != kNoMoreDocuments;
             docid = matches.next()) {
            take(docid);
        }
        return !watch.up();
    });
}

}  // namespace gazette
