#include "searcher/query/compiler.h"

#include "indexer/format/fields.h"
#include "searcher/query/any_words.h"
#include "searcher/query/date_terms.h"
#include "searcher/query/limits.h"
#include "searcher/query/text_clause.h"
#include "searcher/query/wildcards.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

namespace gazette {
namespace {

std::vector<std::string> filter_terms(const Node& node) {
    if (node.field == Field::name) return terms_of_name(node.value);
    if (node.field == Field::refers) return terms_referring_to(node.value);
    if (node.field == Field::segment) return {label_terms(node.value).back()};
    return {filter_term(node.field, node.value)};
}

class Compiler {
  public:
    Compiler(const Vocabulary& vocabulary, std::span<const LanguageId> scope, Analyzer& analyzer)
        : vocabulary_(vocabulary), scope_(scope), analyzer_(analyzer) {}

    std::variant<CompiledQuery, QueryError> run(const Node& root) {
        query_.root = with_something_to_exclude_from(compile(root));
        if (error_) return std::move(*error_);
        return std::move(query_);
    }

  private:
    CompiledNode compile(const Node& node) {
        if (error_) return {};
        switch (node.kind) {
            case NodeKind::everything:
                return {};
            case NodeKind::text:
                return text(node);
            case NodeKind::any_words:
                return any_words(node);
            case NodeKind::filter:
                return filter(node, filter_terms(node));
            case NodeKind::date:
                return date(node);
            case NodeKind::near:
            case NodeKind::together:
            case NodeKind::within:
            case NodeKind::at_least:
            case NodeKind::all_of:
            case NodeKind::any_of:
            case NodeKind::none_of:
                return inner(node);
        }
        return {};
    }

    CompiledNode text(const Node& node) {
        if (node.exact && node.patterns) {
            if (auto marks = stars_as_marks(node.text)) {
                return pattern_or_marks(node, std::move(*marks));
            }
        }
        auto clause = make_text_clause(node, scope_, vocabulary_, analyzer_);
        if (auto* error = std::get_if<QueryError>(&clause)) return fail(std::move(*error));
        return add(std::get<TextClause>(std::move(clause)));
    }

    // A quotation with a * between letters: as a wildcard, or as what was pasted. Where it can be
    // no wildcard, what was pasted alone.
    CompiledNode pattern_or_marks(const Node& node, std::string marks) {
        Node pasted = node;
        pasted.patterns = has_wildcards(marks, true);
        pasted.text = std::move(marks);
        auto literal = make_text_clause(pasted, scope_, vocabulary_, analyzer_);
        if (auto* error = std::get_if<QueryError>(&literal)) return fail(std::move(*error));
        auto pattern = make_text_clause(node, scope_, vocabulary_, analyzer_);
        if (const auto* error = std::get_if<QueryError>(&pattern)) {
            query_.notices.push_back({"star_in_quotation",
                                      "The * between letters was searched as a mark between two "
                                      "words and not as a wildcard: " +
                                          error->message + ".",
                                      node.place});
            return add(std::get<TextClause>(std::move(literal)));
        }
        CompiledNode result;
        result.kind = NodeKind::any_of;
        result.children.push_back(add(std::get<TextClause>(std::move(pattern))));
        result.children.push_back(add(std::get<TextClause>(std::move(literal))));
        return result;
    }

    CompiledNode any_words(const Node& node) {
        std::vector<TextClause> clauses = make_any_words(node, scope_, analyzer_);
        if (clauses.empty()) return fail(nothing_to_search(node));
        CompiledNode result;
        result.kind = NodeKind::any_of;
        result.are_words = true;
        for (TextClause& clause : clauses) {
            for (ScoredTerm& scored : clause.scored_terms) scored.weight *= node.weight;
            result.children.push_back(add(std::move(clause)));
        }
        return result;
    }

    CompiledNode fail(QueryError error) {
        error_ = std::move(error);
        return {};
    }

    CompiledNode add(TextClause clause) {
        for (const Slot& slot : clause.slots) count(slot.terms);
        for (const auto& group : clause.narrowing_terms) count(group);
        for (const ScoredTerm& scored : clause.scored_terms) count(scored.terms);
        check_count(clause.place);
        if (clause.slots.size() > 1 || clause.exact) query_.xapian_suffices = false;
        CompiledNode result;
        result.kind = NodeKind::text;
        result.clause = static_cast<std::uint32_t>(query_.clauses.size());
        query_.clauses.push_back(std::move(clause));
        return result;
    }

    CompiledNode filter(const Node& node, std::vector<std::string> terms) {
        count(terms);
        check_count(node.place);
        CompiledNode result;
        result.kind = node.kind;
        result.filter_terms = std::move(terms);
        return result;
    }

    CompiledNode date(const Node& node) {
        const bool effective = node.field == Field::effective;
        const Field field = effective ? Field::effective : Field::date;
        CompiledNode result = filter(node, date_terms(node.from, node.to, vocabulary_, field));
        result.by_publication = !effective;
        result.first_day = node.from.first;
        result.last_day = node.to.last;
        return result;
    }

    CompiledNode inner(const Node& node) {
        if (node.kind == NodeKind::near || node.kind == NodeKind::together ||
            node.kind == NodeKind::within || node.kind == NodeKind::at_least) {
            query_.xapian_suffices = false;
        }
        CompiledNode result;
        result.kind = node.kind;
        result.distance = node.distance;
        result.count = node.count;
        result.ordered = node.ordered;
        result.excluding = node.excluding;
        result.unit = node.unit;
        result.segment = node.segment;
        bool only_exclusions = node.kind == NodeKind::all_of;
        for (const Node& child : node.children) {
            CompiledNode compiled = compile(child);
            if (error_) return {};
            if (node.kind != NodeKind::all_of) {
                compiled = with_something_to_exclude_from(std::move(compiled));
            }
            only_exclusions = only_exclusions && compiled.kind == NodeKind::none_of;
            result.children.push_back(std::move(compiled));
        }
        if (only_exclusions) result.children.insert(result.children.begin(), CompiledNode{});
        return result;
    }

    // NOT x -> everything AND NOT x
    static CompiledNode with_something_to_exclude_from(CompiledNode node) {
        if (node.kind != NodeKind::none_of) return node;
        CompiledNode all;
        all.kind = NodeKind::all_of;
        all.children.push_back(CompiledNode{});
        all.children.push_back(std::move(node));
        return all;
    }

    // A term that the query needs twice is looked up once, and counts once.
    void count(const std::vector<std::string>& terms) { terms_.insert(terms.begin(), terms.end()); }

    void check_count(QueryPlace place) {
        if (terms_.size() <= query_limits::kMaxIndexTerms || error_) return;
        error_ = QueryError{"too_many_terms",
                            "the query stands for more than " +
                                std::to_string(query_limits::kMaxIndexTerms) +
                                " terms of the index, with the forms of its words in " +
                                std::to_string(scope_.size()) + " languages",
                            "search for a part of the text, or in fewer languages",
                            place};
    }

    const Vocabulary& vocabulary_;
    std::span<const LanguageId> scope_;
    Analyzer& analyzer_;
    CompiledQuery query_;
    std::unordered_set<std::string> terms_;
    std::optional<QueryError> error_;
};

}  // namespace

std::variant<CompiledQuery, QueryError> compile_query(const ParsedQuery& query,
                                                      const Vocabulary& vocabulary,
                                                      std::span<const LanguageId> scope,
                                                      Analyzer& analyzer) {
    if (!scope.empty()) return Compiler(vocabulary, scope, analyzer).run(query.root);
    const std::vector<LanguageId> all = vocabulary.languages();
    return Compiler(vocabulary, all, analyzer).run(query.root);
}

}  // namespace gazette
