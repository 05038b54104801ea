#include "searcher/query/describe.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/utf8.h"
#include "indexer/format/fields.h"

#include <vector>

namespace gazette {
namespace {

struct Prefix {
    std::string bytes;
    std::string_view kind;
    std::string_view language;
};

// What a function of fields.h puts in front of a term.
std::string prefix_of(std::string term, std::size_t body_bytes) {
    term.resize(term.size() - body_bytes);
    return term;
}

std::vector<Prefix> make_prefixes() {
    std::vector<Prefix> prefixes;
    for (const Language& language : languages()) {
        if (language.stemmer.empty()) continue;
        prefixes.push_back({prefix_of(main_term("a", language.id), 1), "word", language.tag});
    }
    prefixes.push_back({prefix_of(surface_term("a"), 1), "surface", {}});
    prefixes.push_back({prefix_of(bigram_term("a"), 1), "bigram", {}});
    prefixes.push_back({prefix_of(dictionary_term("a"), 1), "dictionary", {}});
    prefixes.push_back({prefix_of(title_term("a"), 1), "title", {}});
    prefixes.push_back({std::string(year_prefix()), "date", {}});
    prefixes.push_back({prefix_of(month_term(2019, 5), 6), "date", {}});
    prefixes.push_back({prefix_of(day_term(civil_day(2019, 5, 7)), 8), "date", {}});
    prefixes.push_back({std::string(year_prefix(Field::effective)), "effective", {}});
    prefixes.push_back({prefix_of(month_term(2019, 5, Field::effective), 6), "effective", {}});
    prefixes.push_back({prefix_of(day_term(0, Field::effective), 8), "effective", {}});
    prefixes.push_back({std::string(citation_prefix()), "citation", {}});
    for (const FieldRow& row : fields()) {
        if (row.is_filter && !row.prefix.empty()) {
            prefixes.push_back({std::string(row.prefix), row.name, {}});
        }
    }
    return prefixes;
}

const Prefix* prefix_at(std::string_view term) {
    static const std::vector<Prefix> kPrefixes = make_prefixes();
    const Prefix* longest = nullptr;
    for (const Prefix& prefix : kPrefixes) {
        if (term.substr(0, prefix.bytes.size()) != prefix.bytes) continue;
        // The mark of a stem's language may be the first byte of a letter: no stem begins with
        // the rest of one.
        const std::string_view body = term.substr(prefix.bytes.size());
        if (!prefix.language.empty() && !body.empty() && is_continuation_byte(body.front())) {
            continue;
        }
        if (!longest || prefix.bytes.size() > longest->bytes.size()) longest = &prefix;
    }
    return longest;
}

// 20190507 -> 2019-05-07
std::string dashed(std::string_view digits) {
    std::string text(digits);
    if (text.size() >= 6) text.insert(4, 1, '-');
    if (text.size() >= 9) text.insert(7, 1, '-');
    return text;
}

std::string readable(std::string_view text) {
    constexpr char kHashMark = '\xFF';
    if (!text.empty() && text.front() == kHashMark) return "#" + repair_utf8(text.substr(1));
    return repair_utf8(text);
}

}  // namespace

DescribedTerm describe_term(std::string_view index_term) {
    const Prefix* prefix = prefix_at(index_term);
    if (!prefix) return {"word", readable(index_term), {}};
    const std::string_view body = index_term.substr(prefix->bytes.size());
    if (prefix->kind == "title") {
        DescribedTerm inner = describe_term(body);
        inner.kind = "title";
        return inner;
    }
    if (prefix->kind == "date" || prefix->kind == "effective")
        return {prefix->kind, repair_utf8(dashed(body)), {}};
    return {prefix->kind, readable(body), prefix->language};
}

}  // namespace gazette
