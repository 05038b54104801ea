// Any bytes as a query: read or refused with a place in them; what is read can be printed, read
// again as the same, and compiled.
#include "searcher/query/compiler.h"
#include "searcher/query/describe.h"
#include "searcher/query/limits.h"
#include "searcher/query/parser.h"
#include "tests/query/fake_vocabulary.h"
#include "tests/query/same_tree.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

void check_error(const gazette::QueryError& error, std::string_view text) {
    require(error.place.begin <= error.place.end && error.place.end <= text.size());
    require(!error.code.empty() && !error.message.empty());
}

void check_compiled(const gazette::CompiledQuery& query) {
    for (const gazette::TextClause& clause : query.clauses) {
        require(!clause.slots.empty() && clause.slots.front().offset == 0);
        for (const gazette::Slot& slot : clause.slots) {
            require(!slot.terms.empty() || slot.pattern);
            for (const std::string& term : slot.terms) gazette::describe_term(term);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const gazette::test::FakeVocabulary vocabulary(
        {"en", "zh", "de", "ar", "el"}, {gazette::year_term(2019), gazette::year_term(2020)});
    static gazette::Analyzer analyzer;
    const std::string text(reinterpret_cast<const char*>(data), size);
    gazette::describe_term(text);

    const auto parsed = gazette::parse_query(text);
    if (const auto* error = std::get_if<gazette::QueryError>(&parsed)) {
        check_error(*error, text);
        return 0;
    }
    const auto& query = std::get<gazette::ParsedQuery>(parsed);
    const auto again = gazette::parse_query(query.canonical);
    require(std::holds_alternative<gazette::ParsedQuery>(again));
    const auto& reread = std::get<gazette::ParsedQuery>(again);
    require(reread.canonical == query.canonical);
    require(gazette::test::same_tree(query.root, reread.root));

    const auto compiled = gazette::compile_query(query, vocabulary, {}, analyzer);
    if (const auto* error = std::get_if<gazette::QueryError>(&compiled)) {
        check_error(*error, text);
    } else {
        check_compiled(std::get<gazette::CompiledQuery>(compiled));
    }
    return 0;
}
