#include "searcher/read_query.h"

#include "searcher/expansion.h"
#include "searcher/query/compiler.h"
#include "searcher/query/lone_signs.h"
#include "searcher/query/numeral_forms.h"
#include "searcher/query/parser.h"
#include "searcher/query/plain_words.h"
#include "searcher/query/printer.h"
#include "searcher/query/regional_words.h"
#include "searcher/request_filters.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

void find_also(const Node& named, ParsedQuery& query) {
    Node either;
    either.kind = NodeKind::any_of;
    either.place = query.root.place;
    either.children.push_back(std::move(query.root));
    either.children.push_back(named);
    query.root = std::move(either);
    query.canonical = print_query(query.root);
}

void leave_out_signs(ParsedQuery& query, Analyzer& analyzer) {
    std::vector<Notice> notices = leave_out_lone_signs(query.root, analyzer);
    if (notices.empty()) return;
    query.canonical = print_query(query.root);
    std::move(notices.begin(), notices.end(), std::back_inserter(query.notices));
}

Notice any_of_the_words_notice(const ParsedQuery& query) {
    return {"any_of_the_words",
            "No document has all of these words. These have any of them; those with most of them "
            "come first.",
            query.root.place};
}

Notice not_all_of_the_words_notice(const ParsedQuery& query, const ParsedQuery& any) {
    return {
        "not_all_of_the_words",
        "No document has all of these words. Some have some of them: to find those, search for " +
            any.canonical + ".",
        query.root.place,
        any.canonical};
}

// Whether a text that is a name may well be no query: it is nothing but words, cannot be read as
// one, or is all of a title, whatever signs are in it; but not what stands in quotation marks.
bool may_be_no_query(const std::variant<ParsedQuery, QueryError>& parsed,
                     const NamedDocuments& named) {
    const auto* query = std::get_if<ParsedQuery>(&parsed);
    if (query == nullptr || query->only_words) return true;
    const bool in_full = std::any_of(
        named.first.begin(), named.first.end(), [](const NamedFirst& one) { return one.tier > 1; });
    return in_full && query->root.kind != NodeKind::text;
}

Notice named_first_notice(const Settled& settled) {
    return {"named_first",
            "Documents that are called so stand first: " + print_query(settled.named->node) + ".",
            settled.named->node.place};
}

bool any_document(const IndexSnapshot& index,
                  Node node,
                  const SearchRequest& request,
                  Analyzer& analyzer,
                  const Deadline& deadline) {
    ParsedQuery query;
    query.root = with_filters(std::move(node), request);
    const auto compiled = compile_query(query, index, stemming_scope(request), analyzer);
    const auto* terms = std::get_if<CompiledQuery>(&compiled);
    return terms != nullptr && finds_any(index, *terms, analyzer, deadline).value_or(false);
}

// Whether what was typed is one word, and each of the documents that are called so has it.
bool is_a_word_of(const NamedDocuments& named,
                  const IndexSnapshot& index,
                  const SearchRequest& request,
                  Analyzer& analyzer,
                  const Deadline& deadline) {
    auto parsed = parse_query(request.text);
    auto* query = std::get_if<ParsedQuery>(&parsed);
    if (query == nullptr || !query->only_words || query->root.kind != NodeKind::text) return false;
    const auto tokens = analyzer.query_tokens(query->root.text, {});
    if (tokens.size() != 1 || tokens.front().token_class != TokenClass::word) return false;
    Node without;
    without.kind = NodeKind::none_of;
    without.children.push_back(std::move(query->root));
    Node both;
    both.kind = NodeKind::all_of;
    both.children.push_back(named.node);
    both.children.push_back(std::move(without));
    return !any_document(index, std::move(both), request, analyzer, deadline);
}

std::optional<NamedDocuments> named_in(const IndexSnapshot& index,
                                       const SearchRequest& request,
                                       Analyzer& analyzer,
                                       const Deadline& deadline) {
    std::size_t repaired = 0;
    const std::string text = repair_utf8(request.text, &repaired);
    if (repaired > 0) return std::nullopt;
    for (NamedDocuments& named : named_documents(text, stemming_scope(request), index, analyzer)) {
        if (any_document(index, named.node, request, analyzer, deadline)) return std::move(named);
    }
    return std::nullopt;
}

}  // namespace

std::variant<ReadQuery, QueryError> read_as(const Settled& settled,
                                            const IndexSnapshot& index,
                                            const SearchRequest& request,
                                            Analyzer& analyzer,
                                            Passing passing) {
    auto parsed = settled.reading == Reading::any_words ? read_plain_words(request.text)
                                                        : parse_query(request.text);
    if (auto* error = std::get_if<QueryError>(&parsed)) return std::move(*error);
    ReadQuery query;
    query.settled = settled;
    query.parsed = std::get<ParsedQuery>(std::move(parsed));
    leave_out_signs(query.parsed, analyzer);
    if (settled.or_named) find_also(settled.named->node, query.parsed);
    query.filtered = query.parsed;
    for (Notice& notice : add_numeral_forms(query.filtered.root)) {
        query.parsed.notices.push_back(std::move(notice));
    }
    const bool plain = settled.reading == Reading::any_words;
    for (Notice& notice :
         add_regional_words(query.filtered.root, plain, stemming_scope(request), index, analyzer)) {
        // What is asked to be read as plain words cannot be a query instead.
        if (request.reading == Reading::any_words) notice.instead.clear();
        query.parsed.notices.push_back(std::move(notice));
    }
    query.filtered.root = passing == Passing::all_filters
                              ? with_filters(std::move(query.filtered.root), request)
                              : with_filters_but_one(std::move(query.filtered.root), request);
    // Documents that are in none of the languages asked for have the stems of their own.
    const auto scope =
        passing == Passing::all_filters ? stemming_scope(request) : std::vector<LanguageId>{};
    auto compiled = compile_query(query.filtered, index, scope, analyzer);
    if (auto* error = std::get_if<QueryError>(&compiled)) return std::move(*error);
    query.compiled = std::get<CompiledQuery>(std::move(compiled));
    for (Notice& notice : query.compiled.notices) {
        query.parsed.notices.push_back(std::move(notice));
    }
    query.compiled.notices.clear();
    if (settled.named) {
        query.compiled.named = settled.named->first;
        if (settled.says_named) query.parsed.notices.push_back(named_first_notice(settled));
    }
    return query;
}

namespace {

std::variant<ReadQuery, QueryError> read_and_settle(const IndexSnapshot& index,
                                                    const SearchRequest& request,
                                                    Analyzer& analyzer,
                                                    const Deadline& deadline) {
    Settled settled;
    settled.reading = request.reading;
    settled.named = named_in(index, request, analyzer, deadline);
    settled.says_named =
        settled.named && !is_a_word_of(*settled.named, index, request, analyzer, deadline);
    if (request.reading != Reading::automatic) {
        settled.or_named = settled.named && request.reading == Reading::any_words;
        return read_as(settled, index, request, analyzer, Passing::all_filters);
    }
    settled.reading = Reading::query;
    settled.or_named = settled.named && may_be_no_query(parse_query(request.text), *settled.named);
    auto all = read_as(settled, index, request, analyzer, Passing::all_filters);
    if (settled.or_named && std::holds_alternative<QueryError>(all)) {
        settled.reading = Reading::any_words;
        return read_as(settled, index, request, analyzer, Passing::all_filters);
    }
    auto* query = std::get_if<ReadQuery>(&all);
    if (query == nullptr || !query->parsed.only_words) return all;
    // Where time is up, the search says so.
    if (finds_any(index, query->compiled, analyzer, deadline).value_or(true)) return all;
    settled.reading = Reading::any_words;
    auto any = read_as(settled, index, request, analyzer, Passing::all_filters);
    auto* words = std::get_if<ReadQuery>(&any);
    if (words == nullptr) return all;
    if (!finds_any(index, words->compiled, analyzer, deadline).value_or(true)) return all;
    if (!query->parsed.question) {
        query->parsed.notices.push_back(not_all_of_the_words_notice(query->parsed, words->parsed));
        return all;
    }
    std::vector<Notice>& own = words->parsed.notices;
    // Other forms are of the reading that they are searched for in.
    for (Notice& notice : query->parsed.notices) {
        if (notice.code == "regional_words" || notice.code == "numeral_forms") continue;
        own.push_back(std::move(notice));
    }
    words->parsed.notices.push_back(any_of_the_words_notice(words->parsed));
    return any;
}

}  // namespace

std::variant<ReadQuery, QueryError> read_query(const IndexSnapshot& index,
                                               const SearchRequest& request,
                                               Analyzer& analyzer,
                                               const Deadline& deadline) {
    auto read = read_and_settle(index, request, analyzer, deadline);
    if (auto* query = std::get_if<ReadQuery>(&read); query != nullptr && request.expand) {
        expand(index, request, *query, analyzer, deadline);
    }
    return read;
}

}  // namespace gazette
