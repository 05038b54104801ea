#include "tools/eval/trec_files.h"

#include <charconv>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace gazette::eval {
namespace {

class LineReader {
  public:
    explicit LineReader(const std::filesystem::path& file) : file_(file), in_(file) {
        if (!in_) throw std::runtime_error("cannot read " + file.string());
    }
    // The next line that is not empty, without its end.
    bool next(std::string& line) {
        while (std::getline(in_, line)) {
            ++number_;
            if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (line.find_first_not_of(" \t") != std::string::npos) return true;
        }
        if (in_.bad()) throw std::runtime_error("cannot read " + file_.string() + " to its end");
        return false;
    }
    [[noreturn]] void refuse(const std::string& why) const {
        throw std::runtime_error(file_.string() + ", line " + std::to_string(number_) + ": " + why);
    }

  private:
    std::filesystem::path file_;
    std::ifstream in_;
    std::size_t number_ = 0;
};

}  // namespace

std::vector<TestQuery> read_queries(const std::filesystem::path& file) {
    LineReader lines(file);
    std::vector<TestQuery> queries;
    std::set<std::string> ids;
    std::string line;
    while (lines.next(line)) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos || tab == 0) lines.refuse("expected: id, TAB, text");
        TestQuery query{line.substr(0, tab), line.substr(tab + 1)};
        if (!ids.insert(query.id).second) lines.refuse("query " + query.id + " comes twice");
        queries.push_back(std::move(query));
    }
    return queries;
}

std::map<std::string, Judgements> read_judgements(const std::filesystem::path& file) {
    LineReader lines(file);
    std::map<std::string, Judgements> judgements;
    std::string line;
    while (lines.next(line)) {
        std::istringstream words(line);
        std::string query, unused, document, grade_text, more;
        if (!(words >> query >> unused >> document >> grade_text) || words >> more) {
            lines.refuse("expected: query, 0, document, grade");
        }
        int grade = 0;
        const char* const end = grade_text.data() + grade_text.size();
        const auto [stopped, error] = std::from_chars(grade_text.data(), end, grade);
        if (error != std::errc() || stopped != end) lines.refuse("the grade is not a whole number");
        const auto [at, is_new] = judgements[query].emplace(document, grade);
        if (!is_new && at->second != grade) {
            lines.refuse("document " + document + " was judged before for query " + query +
                         ", with another grade");
        }
    }
    return judgements;
}

std::string run_line(const std::string& query,
                     const ScoredDocument& document,
                     std::size_t rank,
                     const std::string& tag) {
    for (const std::string& id : {query, document.id}) {
        if (id.find_first_of(" \t\r\n") != std::string::npos) {
            throw std::runtime_error("a run has no room for the id \"" + id +
                                     "\": it holds white space");
        }
    }
    char score[32];
    std::snprintf(score, sizeof score, "%.9g", document.score);
    return query + " Q0 " + document.id + " " + std::to_string(rank) + " " + score + " " + tag;
}

}  // namespace gazette::eval
