// What a query means, over plain lists of tokens, tried out combination by combination: what the
// evaluator is compared with.
#pragma once

#include "searcher/match/evaluator.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gazette::test {

struct PlainToken {
    std::string term;
    std::string surface;
    std::uint32_t position = 0;
    bool symbol = false;
};

struct PlainDocument {
    std::vector<PlainToken> tokens;  // in order of the text; symbols before their token
    PositionLayout layout;
    std::set<std::string> filters;
};

// A document in memory, as the evaluator sees one.
class PlainDocumentView : public PositionSource, public DocumentFacts {
  public:
    explicit PlainDocumentView(const PlainDocument& document) : document_(document) {}

    void positions(const std::string& term, std::vector<std::uint32_t>& positions) override {
        ++lists_read;
        positions.clear();
        for (const PlainToken& token : document_.tokens) {
            if (token.term != term) continue;
            if (!positions.empty() && positions.back() == token.position) continue;
            positions.push_back(token.position);
        }
    }
    PositionLayout layout() override { return document_.layout; }
    bool has_term(const std::string& term) override { return document_.filters.contains(term); }
    bool is_exact(const TextClause& clause, const Span& span) override {
        ++exactness_asked;
        return std::all_of(clause.slots.begin(), clause.slots.end(), [&](const Slot& slot) {
            return std::any_of(
                document_.tokens.begin(), document_.tokens.end(), [&](const PlainToken& token) {
                    return token.position == span.first + slot.offset &&
                           token.surface == slot.surface;
                });
        });
    }

    std::size_t lists_read = 0;
    std::size_t exactness_asked = 0;

  private:
    const PlainDocument& document_;
};

class NaiveEvaluator {
  public:
    NaiveEvaluator(const CompiledQuery& query, const PlainDocument& document)
        : query_(query), document_(document) {}

    bool matches() const { return holds(query_.root); }

    std::vector<Span> spans() const {
        std::set<Span> found;
        if (holds(query_.root)) collect(query_.root, found);
        return {found.begin(), found.end()};
    }

  private:
    // A place is a position and, of the tokens at it, symbol (0) or not (1).
    using Place = std::pair<std::uint32_t, int>;
    struct Combination {
        Place begin;
        Place end;
        std::set<Span> spans;

        friend auto operator<=>(const Combination&, const Combination&) = default;
    };

    bool slot_at(const Slot& slot, std::uint32_t position, bool exact) const {
        bool has_term = false;
        bool has_surface = false;
        for (const PlainToken& token : document_.tokens) {
            if (token.position != position) continue;
            has_term |= std::count(slot.terms.begin(), slot.terms.end(), token.term) > 0;
            has_surface |= token.surface == slot.surface;
        }
        return has_term && (has_surface || !exact);
    }

    std::vector<Combination> texts(std::uint32_t index) const {
        const TextClause& clause = query_.clauses[index];
        std::uint32_t width = 0;
        for (const Slot& slot : clause.slots) width = std::max(width, slot.offset);
        std::vector<Combination> found;
        for (std::uint32_t start = 0; start < document_.layout.body_end; ++start) {
            const bool in_title = start + width < document_.layout.title_tokens;
            if (clause.title_only && !in_title) continue;
            if (start < document_.layout.title_tokens && !in_title) continue;
            if (!std::all_of(clause.slots.begin(), clause.slots.end(), [&](const Slot& slot) {
                    return slot_at(slot, start + slot.offset, clause.exact);
                })) {
                continue;
            }
            int begins = 1;
            int ends = 0;
            for (const Slot& slot : clause.slots) {
                if (slot.offset == 0 && slot.symbol) begins = 0;
                if (slot.offset == width && !slot.symbol) ends = 1;
            }
            const Span span{start, start + width, index};
            found.push_back({{start, begins}, {start + width, ends}, {span}});
        }
        return found;
    }

    static bool near(const Combination& left, const Combination& right, std::uint32_t distance) {
        return left.end < right.begin && right.begin.first - left.end.first <= distance;
    }

    std::vector<Combination> combinations(const CompiledNode& node) const {
        if (node.kind == NodeKind::text) return texts(node.clause);
        std::set<Combination> found;
        if (node.kind == NodeKind::any_of) {
            for (const CompiledNode& child : node.children) {
                for (const Combination& one : combinations(child)) found.insert(one);
            }
            return {found.begin(), found.end()};
        }
        const std::vector<Combination> left = combinations(node.children[0]);
        const std::vector<Combination> right = combinations(node.children[1]);
        for (const Combination& a : left) {
            for (const Combination& b : right) {
                if (!near(a, b, node.distance) && !near(b, a, node.distance)) continue;
                Combination both{std::min(a.begin, b.begin), std::max(a.end, b.end), a.spans};
                both.spans.insert(b.spans.begin(), b.spans.end());
                found.insert(std::move(both));
            }
        }
        return {found.begin(), found.end()};
    }

    bool holds(const CompiledNode& node) const {
        const auto child_holds = [&](const CompiledNode& child) { return holds(child); };
        switch (node.kind) {
            case NodeKind::everything:
                return true;
            case NodeKind::filter:
            case NodeKind::date:
                return std::any_of(
                    node.filter_terms.begin(), node.filter_terms.end(), [&](const auto& term) {
                        return document_.filters.contains(term);
                    });
            case NodeKind::text:
            case NodeKind::near:
                return !combinations(node).empty();
            case NodeKind::all_of:
                return std::all_of(node.children.begin(), node.children.end(), child_holds);
            case NodeKind::any_of:
                return std::any_of(node.children.begin(), node.children.end(), child_holds);
            case NodeKind::none_of:
                return !holds(node.children[0]);
        }
        return false;
    }

    void collect(const CompiledNode& node, std::set<Span>& found) const {
        if (node.kind == NodeKind::none_of || !holds(node)) return;
        if (node.kind == NodeKind::text || node.kind == NodeKind::near) {
            for (const Combination& one : combinations(node)) {
                found.insert(one.spans.begin(), one.spans.end());
            }
        }
        if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of) {
            for (const CompiledNode& child : node.children) collect(child, found);
        }
    }

    const CompiledQuery& query_;
    const PlainDocument& document_;
};

}  // namespace gazette::test
