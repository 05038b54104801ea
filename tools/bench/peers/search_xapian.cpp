// Xapian's own matcher over an index that omega's scriptindex made (docs.script of make_corpus.py):
// the same queries as search_gazette, one thread, first all of them untimed, as there.
//   search_xapian INDEX QUERIES.tsv ranked|exact|facets|snippets
// ranked: the ids of the first ten (counting may stop there); exact: all matches are counted too.
// facets: two ValueCountMatchSpy over all matches. snippets: MSet::snippet of ten hits, with their
// texts fetched.
// What it does less: English stems alone; sentences and paragraphs are not known. Connectors and
// phrases are of words as they are written, as there.
#include "tools/bench/search_queries.h"

#include <xapian.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::bench {
namespace {

// As docs.script has them.
constexpr Xapian::valueno kDateSlot = 0;
constexpr Xapian::valueno kFacetSlots[] = {1, 2};
constexpr Xapian::valueno kIdSlot = 3;
constexpr Xapian::doccount kHits = 10;
constexpr std::size_t kSnippetBytes = 240;

std::string stemmed(const Xapian::Stem& stemmer, const std::string& word) {
    return "Z" + stemmer(word);
}

std::vector<std::string> characters(std::string_view text) {
    std::vector<std::string> result;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
        result.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return result;
}

std::string day_of(std::string date) {
    std::erase(date, '-');
    return date;
}

// Nothing for a kind that Xapian has no query for.
std::optional<Xapian::Query> query_of(const BenchQuery& asked, const Xapian::Stem& stemmer) {
    using Xapian::Query;
    const std::string& kind = asked.kind;
    const bool chinese = kind.ends_with("_chinese");
    const auto words = chinese ? characters(asked.words) : split_words(asked.words);
    const auto stems = [&] {
        std::vector<Query> terms;
        for (const std::string& word : words) terms.emplace_back(stemmed(stemmer, word));
        return terms;
    };
    // Positions not more than ten apart.
    const Xapian::termcount window = 10 + 1;
    if (kind.starts_with("phrase_") || chinese) {
        return Query(Query::OP_PHRASE, words.begin(), words.end());
    }
    if (kind.starts_with("within_10")) {
        return Query(Query::OP_NEAR, words.begin(), words.end(), window);
    }
    if (kind.starts_with("ordered_10")) {
        return Query(Query::OP_PHRASE, words.begin(), words.end(), window);
    }
    if (kind.starts_with("prefix_")) return Query(Query::OP_WILDCARD, words.at(0));
    if (kind == "date_term") {
        return Query(
            Query::OP_FILTER,
            Query(stemmed(stemmer, words.at(0))),
            Query(Query::OP_VALUE_RANGE, kDateSlot, day_of(words.at(1)), day_of(words.at(2))));
    }
    const auto terms = stems();
    if (kind.starts_with("term_") || kind == "newest") return terms.at(0);
    if (kind.starts_with("and_")) return Query(Query::OP_AND, terms.begin(), terms.end());
    if (kind.starts_with("or_") || kind == "facets" || kind == "snippets") {
        return Query(Query::OP_OR, terms.begin(), terms.end());
    }
    return std::nullopt;
}

// omega keeps a document's fields as lines NAME=VALUE.
std::string_view field_of(std::string_view record, std::string_view name) {
    while (!record.empty()) {
        const std::string_view line = record.substr(0, record.find('\n'));
        if (line.starts_with(name) && line.substr(name.size()).starts_with('=')) {
            return line.substr(name.size() + 1);
        }
        record.remove_prefix(std::min(line.size() + 1, record.size()));
    }
    return {};
}

struct Outcome {
    double microseconds = 0.0;
    std::int64_t matches = -1;
    std::string first;
};

class Peer {
  public:
    Peer(const std::string& index, std::string mode)
        : database_(index), stemmer_("english"), mode_(std::move(mode)) {}

    Measured measured() const {
        if (mode_ == "facets") return Measured::facets;
        if (mode_ == "snippets") return Measured::snippets;
        if (mode_ == "ranked" || mode_ == "exact") return Measured::rank;
        throw std::runtime_error("no mode " + mode_);
    }
    const Xapian::Stem& stemmer() const { return stemmer_; }

    Outcome ask(const std::string& kind, const Xapian::Query& query) const {
        Xapian::Enquire enquire(database_);
        enquire.set_query(query);
        if (kind == "newest") {
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            enquire.set_sort_by_value(kDateSlot, true);
        }
        if (mode_ == "snippets") return snippets(enquire);
        Outcome outcome;
        const double begin = cpu_microseconds();
        const bool all = mode_ != "ranked";
        Xapian::ValueCountMatchSpy spies[] = {Xapian::ValueCountMatchSpy(kFacetSlots[0]),
                                              Xapian::ValueCountMatchSpy(kFacetSlots[1])};
        if (mode_ == "facets") {
            for (Xapian::ValueCountMatchSpy& spy : spies) enquire.add_matchspy(&spy);
        }
        const Xapian::MSet hits = enquire.get_mset(0, kHits, all ? database_.get_doccount() : 0);
        for (Xapian::ValueCountMatchSpy& spy : spies) {
            const auto end = spy.top_values_end(kHits);
            for (auto value = spy.top_values_begin(kHits); value != end; ++value) {
                outcome.first = *value;
            }
        }
        if (mode_ != "facets") {
            for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
                const std::string id = hit.get_document().get_value(kIdSlot);
                if (hit == hits.begin()) outcome.first = id;
            }
        }
        outcome.microseconds = cpu_microseconds() - begin;
        if (all) outcome.matches = hits.get_matches_estimated();
        return outcome;
    }

  private:
    Outcome snippets(Xapian::Enquire& enquire) const {
        Outcome outcome;
        const Xapian::MSet hits = enquire.get_mset(0, kHits, database_.get_doccount());
        const double begin = cpu_microseconds();
        for (auto hit = hits.begin(); hit != hits.end(); ++hit) {
            const std::string data = hit.get_document().get_data();
            const std::string text(field_of(data, "sample"));
            const std::string shown = hits.snippet(text, kSnippetBytes, stemmer_);
            if (hit == hits.begin()) {
                outcome.first = shown.find("<b>") == shown.npos ? "(unmarked)" : "(marked)";
            }
        }
        outcome.microseconds = cpu_microseconds() - begin;
        outcome.matches = hits.get_matches_estimated();
        return outcome;
    }

    Xapian::Database database_;
    Xapian::Stem stemmer_;
    std::string mode_;
};

void run(const std::string& index, const std::string& file, const std::string& mode) {
    const Peer peer(index, mode);
    std::vector<std::pair<std::string, Xapian::Query>> queries;
    for (const BenchQuery& asked : read_queries(file)) {
        if (measured_of(asked.kind) != peer.measured()) continue;
        if (const auto query = query_of(asked, peer.stemmer())) {
            queries.emplace_back(asked.kind, *query);
        }
    }
    for (int round = 0; round < untimed_rounds(queries.size()); ++round) {
        for (const auto& [kind, query] : queries) peer.ask(kind, query);
    }
    for (const auto& [kind, query] : queries) {
        const Outcome outcome = peer.ask(kind, query);
        print_figure(kind, outcome.microseconds, outcome.matches, outcome.first);
    }
}

}  // namespace
}  // namespace gazette::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fputs("usage: search_xapian INDEX QUERIES.tsv ranked|exact|facets|snippets\n", stderr);
        return 2;
    }
    try {
        gazette::bench::run(argv[1], argv[2], argv[3]);
    } catch (const Xapian::Error& error) {
        std::fprintf(stderr, "search_xapian: %s\n", error.get_description().c_str());
        return 1;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "search_xapian: %s\n", error.what());
        return 1;
    }
}
