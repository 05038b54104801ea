#include "tools/bench/search_queries.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <time.h>

namespace gazette::bench {
namespace {

std::string joined(std::string_view words, std::string_view between) {
    std::string text;
    for (const char c : words) {
        if (c == ' ') {
            text += between;
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace

std::optional<std::string> query_text(std::string_view kind, std::string_view words) {
    if (kind.starts_with("term_") || kind == "newest") return std::string(words);
    if (kind.starts_with("and_")) return joined(words, " AND ");
    if (kind.starts_with("or_") || kind == "facets" || kind == "snippets") {
        return joined(words, " OR ");
    }
    if (kind.starts_with("phrase_") || kind == "snippets_chinese") {
        return '"' + std::string(words) + '"';
    }
    if (kind.starts_with("within_10")) return joined(words, " w/10 ");
    if (kind.starts_with("ordered_10")) return joined(words, " pre/10 ");
    if (kind.starts_with("sentence_")) return joined(words, " /s ");
    if (kind.starts_with("paragraph_")) return joined(words, " /p ");
    if (kind.starts_with("prefix_")) return std::string(words) + "*";
    if (kind == "date_term") {
        const auto parts = split_words(words);
        if (parts.size() != 3) return std::nullopt;
        return parts[0] + " date:" + parts[1] + ".." + parts[2];
    }
    return std::nullopt;
}

Measured measured_of(std::string_view kind) {
    if (kind == "facets") return Measured::facets;
    return kind.starts_with("snippets") ? Measured::snippets : Measured::rank;
}

std::vector<BenchQuery> read_queries(const std::string& file) {
    std::ifstream lines(file);
    if (!lines) throw std::runtime_error("cannot read " + file);
    std::vector<BenchQuery> queries;
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) continue;
        const auto tab = line.find('\t');
        if (tab == line.npos || !query_text(line.substr(0, tab), line.substr(tab + 1))) {
            throw std::runtime_error(file + ": no such kind of query: " + line);
        }
        queries.push_back({line.substr(0, tab), line.substr(tab + 1)});
    }
    return queries;
}

std::vector<std::string> split_words(std::string_view words) {
    std::vector<std::string> result;
    while (!words.empty()) {
        const auto space = words.find(' ');
        if (space != 0) result.emplace_back(words.substr(0, space));
        if (space == words.npos) break;
        words.remove_prefix(space + 1);
    }
    return result;
}

double cpu_microseconds() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void print_figure(std::string_view kind,
                  double microseconds,
                  std::int64_t matches,
                  std::string first) {
    // It may be a value that a document gave.
    std::replace_if(
        first.begin(), first.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
    std::printf("%.*s\t%.1f\t%lld\t%s\n",
                static_cast<int>(kind.size()),
                kind.data(),
                microseconds,
                static_cast<long long>(matches),
                first.c_str());
}

}  // namespace gazette::bench
