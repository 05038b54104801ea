// Times the queries of a file in the library, one thread: first all of them thrice, untimed.
//   search_gazette INDEX QUERIES.tsv rank|page
// rank: ids of the first ten; page: the first ten with snippets, and the exact count.
// Prints kind, microseconds of the processor, which other work on the machine changes little,
// matches (-1 where not counted), and the first id.
#include "searcher/search.h"
#include "tools/bench/search_queries.h"

#include <cstdio>
#include <exception>
#include <fstream>
#include <string>
#include <time.h>
#include <utility>
#include <variant>
#include <vector>

namespace gazette::bench {
namespace {

// The peer's virtual machine compiles what runs often: it needs them.
constexpr int kUntimedRounds = 3;

// Of this thread.
double cpu_microseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

struct Outcome {
    std::int64_t matches = -1;
    std::string first;
};

Outcome ask(const Searcher& searcher, const SearchRequest& request, bool page) {
    Outcome outcome;
    if (page) {
        const auto answer = searcher.search(request);
        if (const auto* response = std::get_if<SearchResponse>(&answer)) {
            outcome.matches = static_cast<std::int64_t>(response->total);
            if (!response->hits.empty()) outcome.first = response->hits.front().id;
            if (response->relation != CountRelation::exact) outcome.first += " (partial)";
        } else {
            outcome.first = "error " + std::get<QueryError>(answer).code;
        }
        return outcome;
    }
    const auto answer = searcher.rank(request);
    if (const auto* ranked = std::get_if<std::vector<RankedDocument>>(&answer)) {
        if (!ranked->empty()) outcome.first = ranked->front().id;
    } else {
        outcome.first = "error " + std::get<QueryError>(answer).code;
    }
    return outcome;
}

void run(const std::string& index, const std::string& file, bool page) {
    std::ifstream lines(file);
    std::vector<std::pair<std::string, SearchRequest>> requests;
    for (std::string line; std::getline(lines, line);) {
        const auto tab = line.find('\t');
        if (tab == std::string::npos) continue;
        const std::string kind = line.substr(0, tab);
        const auto text = query_text(kind, line.substr(tab + 1));
        if (!text) continue;
        SearchRequest request;
        request.text = *text;
        requests.emplace_back(kind, request);
    }
    const Searcher searcher(index);
    for (int round = 0; round < kUntimedRounds; ++round) {
        for (const auto& [kind, request] : requests) ask(searcher, request, page);
    }
    for (const auto& [kind, request] : requests) {
        const double begin = cpu_microseconds();
        const Outcome outcome = ask(searcher, request, page);
        const double took = cpu_microseconds() - begin;
        std::printf("%s\t%.1f\t%lld\t%s\n",
                    kind.c_str(),
                    took,
                    static_cast<long long>(outcome.matches),
                    outcome.first.c_str());
    }
}

}  // namespace
}  // namespace gazette::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: search_gazette INDEX QUERIES.tsv rank|page\n", stderr);
        return 2;
    }
    try {
        gazette::bench::run(argv[1], argv[2], std::string(argv[3]) == "page");
    } catch (const std::exception& error) {
        std::fprintf(stderr, "search_gazette: %s\n", error.what());
        return 1;
    }
}
