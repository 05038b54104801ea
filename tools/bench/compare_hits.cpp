// Whether an index finds what Xapian finds by itself with the same terms, in the same order and
// with the same scores: the hits of all queries of a file, one by one.
//   compare_hits INDEX QUERIES.tsv
// What is found is what any search finds. Scores are plain_bm25_weights(), which Xapian has too, of
// the first ten hits, the first hundred and all. Prints kind, queries, their hits, for how many
// queries the hits differ, for how many the order or scores do, and how many hits stand at the
// place of another whose score is the same but for rounding; those that differ to stderr, and the
// queries that one of the two does not take. The index has at most 10,000 documents: they are put
// into a database of Xapian's in memory.
#include "indexer/analysis/fingerprint.h"
#include "searcher/index_snapshot.h"
#include "searcher/search.h"
#include "tools/bench/peers/terms_in_xapian.h"
#include "tools/bench/scored_hits.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace gazette::bench {
namespace {

struct Compared {
    std::string kind;
    std::uint64_t queries = 0;
    std::uint64_t hits = 0;
    std::uint64_t differing = 0;
    std::uint64_t misordered = 0;
    std::uint64_t rounded_ties = 0;
};

constexpr std::uint32_t kPages[] = {10, 100};

std::vector<std::string> found_by(const Searcher& searcher, const BenchQuery& query) {
    SearchRequest request;
    request.text = query_text(query.kind, query.words).value();
    request.limit = request_limits::kMaxRanked;
    const auto answer = searcher.rank(request);
    if (const auto* error = std::get_if<QueryError>(&answer))
        throw std::runtime_error(error->message);
    std::vector<std::string> ids;
    for (const auto& hit : std::get<std::vector<RankedDocument>>(answer)) ids.push_back(hit.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::vector<std::string> ids_of(const std::vector<ScoredHit>& hits) {
    std::vector<std::string> ids;
    for (const ScoredHit& hit : hits) ids.push_back(hit.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

class Comparison {
  public:
    explicit Comparison(const std::string& index)
        : searcher_(index),
          snapshot_(index,
                    read_manifest(index, analyzer_fingerprint()).value(),
                    nullptr,
                    std::make_shared<MatchCache>(kMatchBytes)) {
        if (snapshot_.documents() > request_limits::kMaxRanked) {
            throw std::runtime_error(index + " has too many documents");
        }
        for (const IndexPart& part : snapshot_.parts()) {
            for (std::uint32_t docid = 1; docid <= part.columns().size(); ++docid) {
                if (part.deleted.contains(docid)) continue;
                const StoredDocument stored = part.document(docid);
                Document document = stored.header();
                document.text = stored.whole_text();
                xapian_.add(document, analyzer_);
            }
        }
    }

    void add(const BenchQuery& query) {
        const auto expected = xapian_.hits(query, snapshot_, analyzer_);
        if (!expected) return;
        const std::vector<std::string> found = found_by(searcher_, query);
        if (kinds_.empty() || kinds_.back().kind != query.kind) kinds_.push_back({query.kind});
        Compared& kind = kinds_.back();
        ++kind.queries;
        kind.hits += expected->size();
        if (found != ids_of(*expected)) {
            ++kind.differing;
            say(query,
                std::to_string(found.size()) + " hits, Xapian " + std::to_string(expected->size()));
        }
        compare_order(query, *expected, kind);
    }

    void print() const {
        for (const Compared& kind : kinds_) {
            std::printf("%s", kind.kind.c_str());
            for (const std::uint64_t count :
                 {kind.queries, kind.hits, kind.differing, kind.misordered, kind.rounded_ties}) {
                std::printf("\t%llu", static_cast<unsigned long long>(count));
            }
            std::printf("\n");
        }
    }

    static void say(const BenchQuery& query, const std::string& what) {
        std::fprintf(stderr, "%s %s: %s\n", query.kind.c_str(), query.words.c_str(), what.c_str());
    }

  private:
    static constexpr std::size_t kMatchBytes = 1 << 24;

    void compare_order(const BenchQuery& query,
                       const std::vector<ScoredHit>& expected,
                       Compared& kind) {
        const SearchRequest request = request_of(query);
        const CompiledQuery terms = compiled(snapshot_, request, analyzer_);
        const auto first = [&](std::uint32_t most) {
            return plain_hits(snapshot_, terms, request.sort, most, analyzer_);
        };
        const std::vector<ScoredHit> all = first(request_limits::kMaxRanked);
        HitDifference said = difference(all, expected, request.sort == SortOrder::relevance);
        kind.rounded_ties += said.rounded_ties;
        for (const std::uint32_t most : kPages) {
            if (said.text.empty() && !are_first(first(most), all, most)) {
                said.text = "the first " + std::to_string(most) + " hits are not those of all";
            }
        }
        if (said.text.empty()) return;
        ++kind.misordered;
        say(query, said.text);
    }

    const Searcher searcher_;
    const IndexSnapshot snapshot_;
    Analyzer analyzer_;
    TermsInXapian xapian_;
    std::vector<Compared> kinds_;
};

void run(const std::string& index, const std::string& file) {
    Comparison comparison(index);
    for (const BenchQuery& query : read_queries(file)) {
        try {
            comparison.add(query);
        } catch (const std::runtime_error& error) {
            Comparison::say(query, std::string("not compared: ") + error.what());
        }
    }
    comparison.print();
}

}  // namespace
}  // namespace gazette::bench

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: compare_hits INDEX QUERIES.tsv\n", stderr);
        return 2;
    }
    try {
        gazette::bench::run(argv[1], argv[2]);
    } catch (const Xapian::Error& error) {
        std::fprintf(stderr, "compare_hits: %s\n", error.get_description().c_str());
        return 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "compare_hits: %s\n", error.what());
        return 1;
    }
}
