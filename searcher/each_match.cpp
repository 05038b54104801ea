#include "searcher/each_match.h"

#include "searcher/candidates.h"
#include "searcher/match/evaluator.h"
#include "searcher/part_documents.h"
#include "searcher/xapian_guard.h"

namespace gazette {

namespace {

// Looking at the clock costs about as much as a candidate.
constexpr std::uint32_t kCandidatesBetweenLooks = 256;

}  // namespace

bool each_match(const IndexPart& part,
                const CompiledQuery& query,
                Analyzer& analyzer,
                const Deadline& deadline,
                const std::function<void(std::uint32_t)>& take) {
    return with_xapian(part.entry.name, [&] {
        if (deadline.passed()) return false;
        const auto database = part.files->database();
        const QueryWeights weights = weightless(query);
        const auto candidates = make_candidates(
            {part.files->postings(*database), part.columns(), part.files->adjacent_words()},
            query,
            weights);
        PartDocuments documents(part, query, analyzer);
        Evaluator evaluator(query);
        std::uint32_t seen = 0;
        for (std::uint32_t docid = candidates->seek(1); docid != kNoMoreDocuments;
             docid = candidates->seek(docid + 1)) {
            const bool certain = candidates->certain();
            if ((!certain || ++seen % kCandidatesBetweenLooks == 0) && deadline.passed()) {
                return false;
            }
            if (part.deleted.contains(docid)) continue;
            if (!certain) {
                documents.move_to(docid);
                if (!evaluator.matches(documents, documents)) continue;
            }
            take(docid);
        }
        return true;
    });
}

}  // namespace gazette
