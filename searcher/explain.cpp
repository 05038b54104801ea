#include "searcher/explain.h"

#include "indexer/format/fields.h"
#include "searcher/query/compiler.h"
#include "searcher/query/describe.h"
#include "searcher/query/printer.h"
#include "searcher/request.h"
#include "searcher/search_error.h"

#include <string>
#include <utility>

namespace gazette {

namespace {

std::string operation_of(const Node& node) {
    switch (node.kind) {
        case NodeKind::everything:
            return "everything";
        case NodeKind::text:
            return "text";
        case NodeKind::near:
        case NodeKind::together:
            return connector_text(connector_of(node));
        case NodeKind::within:
            return "in:" + std::string(name_of(node.segment));
        case NodeKind::at_least:
            return "atleast" + std::to_string(node.count);
        case NodeKind::all_of:
            return "AND";
        case NodeKind::any_of:
            return "OR";
        case NodeKind::none_of:
            return "NOT";
        case NodeKind::filter:
            return "filter";
        case NodeKind::date:
            return "date";
        case NodeKind::any_words:
            return "any";
    }
    return "";
}

std::string text_of(const Node& node) {
    switch (node.kind) {
        case NodeKind::text:
            return node.dial == Dial::none ? node.text : print_query(node);
        case NodeKind::any_words:
            return node.text;
        case NodeKind::filter:
        case NodeKind::date:
            return print_query(node);
        default:
            return "";
    }
}

std::vector<std::vector<ExplainedTerm>> slots_of(const IndexSnapshot& index,
                                                 const CompiledQuery& query) {
    std::vector<std::vector<ExplainedTerm>> slots;
    for (const TextClause& clause : query.clauses) {
        for (const Slot& slot : clause.slots) {
            std::vector<ExplainedTerm>& terms = slots.emplace_back();
            if (slot.pattern) {
                for (const std::string& word : slot.surfaces) {
                    const std::vector<std::string> forms = {surface_term(word),
                                                            main_term(word, LanguageId::und)};
                    terms.push_back({word, "", index.documents_with(forms)});
                }
                continue;
            }
            for (const std::string& term : slot.terms) {
                const DescribedTerm described = describe_term(term);
                terms.push_back({described.text,
                                 std::string(described.language),
                                 index.documents_with({term})});
            }
        }
    }
    return slots;
}

}  // namespace

std::variant<ExplainedNode, QueryError> explain_tree(const IndexSnapshot& index,
                                                     const Node& root,
                                                     std::span<const LanguageId> scope,
                                                     Analyzer& analyzer,
                                                     const Deadline& deadline) {
    ParsedQuery alone;
    alone.root = root;
    auto compiled = compile_query(alone, index, scope, analyzer);
    if (auto* error = std::get_if<QueryError>(&compiled)) return std::move(*error);
    const auto& query = std::get<CompiledQuery>(compiled);

    ExplainedNode node;
    node.operation = operation_of(root);
    node.text = text_of(root);
    const Retrieved found = retrieve(index, query, Page{}, analyzer, deadline);
    if (!found.complete) throw out_of_time(request_limits::kMaxExplainTime);
    node.documents = found.total;
    if (root.kind == NodeKind::text || root.kind == NodeKind::any_words) {
        node.slots = slots_of(index, query);
    }
    for (const Node& child : root.children) {
        auto explained = explain_tree(index, child, scope, analyzer, deadline);
        if (auto* error = std::get_if<QueryError>(&explained)) return std::move(*error);
        node.children.push_back(std::get<ExplainedNode>(std::move(explained)));
    }
    return node;
}

std::vector<Notice> emptying_notices(const Node& root, const ExplainedNode& explained) {
    if (explained.documents > 0) return {};
    const bool any = root.kind == NodeKind::any_of;
    std::vector<Notice> notices;
    for (std::size_t i = 0; i < explained.children.size() && root.kind != NodeKind::none_of; ++i) {
        if (explained.children[i].documents > 0) continue;
        for (Notice& notice : emptying_notices(root.children[i], explained.children[i])) {
            notices.push_back(std::move(notice));
        }
        if (!any) return notices;  // one is enough
    }
    if (!notices.empty()) return notices;
    const std::string query = print_query(root);
    const bool leaf = explained.children.empty() || root.kind == NodeKind::none_of;
    return {leaf ? Notice{"no_documents",
                          "The result is empty because no document satisfies " + query + ".",
                          root.place}
                 : Notice{"not_together",
                          "The result is empty because documents satisfy the parts of " + query +
                              ", but none all of them together.",
                          root.place}};
}

}  // namespace gazette
