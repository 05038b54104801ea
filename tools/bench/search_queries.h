// What a line "kind, tab, words" of make_queries.py asks, and how long an answer took.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::bench {

struct BenchQuery {
    std::string kind;
    std::string words;
};

// Those of a file, in order. Throws std::runtime_error where it cannot be read or a kind is not
// known: which are known, tools/bench/query_kinds.py says.
std::vector<BenchQuery> read_queries(const std::string& file);

// In the query language of Gazette; nothing where the kind is not known.
std::optional<std::string> query_text(std::string_view kind, std::string_view words);

// What is measured of queries of a kind: "rank" for most.
enum class Measured { rank, facets, snippets };
Measured measured_of(std::string_view kind);

std::vector<std::string> split_words(std::string_view words);

// Of the processor, of this thread, which other work on the machine changes little.
double cpu_microseconds();

// A line of the raw figures; `matches` -1 where they were not counted.
void print_figure(std::string_view kind,
                  double microseconds,
                  std::int64_t matches,
                  std::string first);

// A peer's virtual machine compiles what runs often, so all queries are asked so often untimed: few
// of them oftener.
inline int untimed_rounds(std::size_t queries) {
    constexpr std::size_t kFewestAsked = 1500;
    constexpr std::size_t kFewestRounds = 3;
    return static_cast<int>(
        std::max(kFewestRounds, kFewestAsked / std::max<std::size_t>(queries, 1)));
}

}  // namespace gazette::bench
