// The files of an evaluation: queries, judgements and runs, as TREC has them.
#pragma once

#include "tools/eval/metrics.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace gazette::eval {

struct TestQuery {
    std::string id;
    std::string text;
};

// A query a line: id, TAB, text. Empty lines are passed over. Throws std::runtime_error, with the
// file and the line, for a line without a TAB, an id that comes twice, and a file that cannot be
// read.
std::vector<TestQuery> read_queries(const std::filesystem::path& file);

// A judgement a line: query, anything, document, grade (whole), between white space. Query -> its
// judgements. Throws as above, also for a pair that is judged twice with different grades.
std::map<std::string, Judgements> read_judgements(const std::filesystem::path& file);

// A line of a run: "query Q0 document rank score tag". Ids with white space cannot be in a run:
// throws std::runtime_error.
std::string run_line(const std::string& query,
                     const ScoredDocument& document,
                     std::size_t rank,
                     const std::string& tag);

}  // namespace gazette::eval
