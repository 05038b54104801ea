// Whether an index finds what Xapian finds by itself, with the same terms: the hits of all queries
// of a file, one by one.
//   compare_hits INDEX QUERIES.tsv
// Prints kind, queries, their hits, and for how many queries the hits differ; those to stderr, and
// the queries that one of the two does not take. The index has at most 10,000 documents: they are
// put into a database of Xapian's in memory.
#include "indexer/analysis/fingerprint.h"
#include "searcher/index_snapshot.h"
#include "searcher/search.h"
#include "tools/bench/peers/terms_in_xapian.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
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
};

std::vector<std::string> found_by(const Searcher& searcher, const BenchQuery& query) {
    SearchRequest request;
    request.text = query_text(query.kind, query.words).value();
    if (query.kind == "newest") request.sort = SortOrder::newest;
    request.limit = request_limits::kMaxRanked;
    const auto answer = searcher.rank(request);
    if (const auto* error = std::get_if<QueryError>(&answer))
        throw std::runtime_error(error->message);
    std::vector<std::string> ids;
    for (const auto& hit : std::get<std::vector<RankedDocument>>(answer)) ids.push_back(hit.id);
    if (query.kind != "newest") std::sort(ids.begin(), ids.end());
    return ids;
}

void run(const std::string& index, const std::string& file) {
    const Searcher searcher(index);
    const IndexSnapshot snapshot(
        index, read_manifest(index, analyzer_fingerprint()).value(), nullptr);
    if (snapshot.documents() > request_limits::kMaxRanked) {
        throw std::runtime_error(index + " has too many documents");
    }
    Analyzer analyzer;
    TermsInXapian xapian;
    for (const IndexPart& part : snapshot.parts()) {
        for (std::uint32_t docid = 1; docid <= part.columns().size(); ++docid) {
            if (part.deleted.contains(docid)) continue;
            const StoredDocument stored = part.document(docid);
            Document document = stored.header();
            document.text = stored.whole_text();
            xapian.add(document, analyzer);
        }
    }
    std::vector<Compared> kinds;
    for (const BenchQuery& query : read_queries(file)) {
        std::optional<std::vector<std::string>> expected;
        std::vector<std::string> found;
        try {
            expected = xapian.hits(query, snapshot, analyzer);
            if (expected) found = found_by(searcher, query);
        } catch (const std::runtime_error& error) {
            std::fprintf(stderr,
                         "%s %s: not compared: %s\n",
                         query.kind.c_str(),
                         query.words.c_str(),
                         error.what());
            continue;
        }
        if (!expected) continue;
        if (kinds.empty() || kinds.back().kind != query.kind) kinds.push_back({query.kind});
        Compared& kind = kinds.back();
        ++kind.queries;
        kind.hits += expected->size();
        if (found == *expected) continue;
        ++kind.differing;
        std::fprintf(stderr,
                     "%s %s: %zu hits, Xapian %zu\n",
                     query.kind.c_str(),
                     query.words.c_str(),
                     found.size(),
                     expected->size());
    }
    for (const Compared& kind : kinds) {
        std::printf("%s\t%llu\t%llu\t%llu\n",
                    kind.kind.c_str(),
                    static_cast<unsigned long long>(kind.queries),
                    static_cast<unsigned long long>(kind.hits),
                    static_cast<unsigned long long>(kind.differing));
    }
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
