// What a query means, over plain lists of tokens, tried out combination by combination: what the
// evaluator is compared with.
#pragma once

#include "indexer/format/fields.h"
#include "searcher/match/evaluator.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <stdexcept>
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
    std::map<std::string, std::vector<std::uint32_t>> places;  // of units and segments, by term
};

// A document in memory, as the evaluator sees one.
class PlainDocumentView : public PositionSource, public DocumentFacts {
  public:
    explicit PlainDocumentView(const PlainDocument& document) : document_(document) {}

    std::uint32_t positions(const PositionTerm& wanted,
                            std::vector<std::uint32_t>& positions) override {
        ++lists_read;
        positions.clear();
        if (const auto found = document_.places.find(wanted.term);
            found != document_.places.end()) {
            positions = found->second;
        }
        for (const PlainToken& token : document_.tokens) {
            if (token.term != wanted.term) continue;
            if (!positions.empty() && positions.back() == token.position) continue;
            positions.push_back(token.position);
        }
        return 0;
    }
    std::uint32_t title_tokens() override { return document_.layout.title_tokens; }
    bool has_term(const std::string& term) override { return document_.filters.contains(term); }
    bool is_exact(const TextClause& clause, const Span& span) override {
        ++exactness_asked;
        return std::all_of(clause.slots.begin(), clause.slots.end(), [&](const Slot& slot) {
            return !slot.exact ||
                   std::any_of(document_.tokens.begin(),
                               document_.tokens.end(),
                               [&](const PlainToken& token) {
                                   return token.position == span.first + slot.offset &&
                                          slot.has_surface(token.surface);
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
        : query_(query), document_(document) {
        for (const PlainToken& token : document.tokens) {
            everywhere_.insert({token.position, token.symbol ? 0 : 1});
        }
    }

    bool matches() const { return holds(query_.root, everywhere_); }

    std::vector<Span> spans() const {
        std::set<Span> found;
        if (holds(query_.root, everywhere_)) collect(query_.root, everywhere_, found);
        return {found.begin(), found.end()};
    }

  private:
    // A place is a position and, of the tokens at it, symbol (0) or not (1).
    using Place = std::pair<std::uint32_t, int>;
    using Places = std::set<Place>;
    struct Combination {
        Place begin;
        Place end;
        std::set<Span> spans;

        friend auto operator<=>(const Combination&, const Combination&) = default;
    };

    bool slot_at(const Slot& slot, std::uint32_t position) const {
        bool has_term = false;
        bool has_surface = false;
        for (const PlainToken& token : document_.tokens) {
            if (token.position != position) continue;
            has_term |= std::count(slot.terms.begin(), slot.terms.end(), token.term) > 0;
            has_surface |= slot.has_surface(token.surface);
        }
        return has_term && (has_surface || !slot.exact);
    }

    std::vector<Combination> texts(std::uint32_t index, const Places& within) const {
        const TextClause& clause = query_.clauses[index];
        std::uint32_t width = 0;
        for (const Slot& slot : clause.slots) width = std::max(width, slot.offset);
        std::vector<Combination> found;
        for (std::uint32_t start = 0; start < document_.layout.body_end; ++start) {
            const bool in_title = start + width < document_.layout.title_tokens;
            if (clause.title_only && !in_title) continue;
            if (start < document_.layout.title_tokens && !in_title) continue;
            if (!std::all_of(clause.slots.begin(), clause.slots.end(), [&](const Slot& slot) {
                    return slot_at(slot, start + slot.offset);
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
            if (!within.contains({start, begins}) || !within.contains({start + width, ends})) {
                continue;
            }
            found.push_back({{start, begins}, {start + width, ends}, {span}});
        }
        return found;
    }

    // Of a text, an OR of operands, or a NEAR.
    std::vector<Combination> combinations(const CompiledNode& node, const Places& within) const {
        if (node.kind == NodeKind::text) return texts(node.clause, within);
        std::set<Combination> found;
        if (node.kind == NodeKind::any_of) {
            for (const CompiledNode& child : node.children) {
                for (const Combination& one : combinations(child, within)) found.insert(one);
            }
            return {found.begin(), found.end()};
        }
        const auto left = combinations(node.children[0], within);
        const auto right = combinations(node.children[1], node.excluding ? everywhere_ : within);
        const auto joined = [&](const Combination& a, const Combination& b) {
            return near(a, b, node.distance) || (!node.ordered && near(b, a, node.distance));
        };
        for (const Combination& a : left) {
            if (node.excluding) {
                const bool alone = std::none_of(
                    right.begin(), right.end(), [&](const auto& b) { return joined(a, b); });
                if (alone) found.insert(a);
                continue;
            }
            for (const Combination& b : right) {
                if (!joined(a, b)) continue;
                Combination both{std::min(a.begin, b.begin), std::max(a.end, b.end), a.spans};
                both.spans.insert(b.spans.begin(), b.spans.end());
                found.insert(std::move(both));
            }
        }
        return {found.begin(), found.end()};
    }

    // The tokens of the units that have some in `within`: all of theirs, and those within.
    struct Unit {
        Places whole;
        Places common;
    };
    std::vector<Unit> units(TextUnit unit, const Places& within) const {
        std::map<std::size_t, Unit> found;
        const auto starts = document_.places.find(unit_term(unit));
        for (const Place& place : everywhere_) {
            std::size_t number = 0;
            if (starts != document_.places.end()) {
                const std::uint32_t flat =
                    2 * place.first + static_cast<std::uint32_t>(place.second);
                for (const std::uint32_t start : starts->second) number += start <= flat ? 1 : 0;
            }
            found[number].whole.insert(place);
            if (within.contains(place)) found[number].common.insert(place);
        }
        std::vector<Unit> result;
        for (auto& [number, one] : found) {
            if (!one.common.empty()) result.push_back(std::move(one));
        }
        return result;
    }

    std::vector<Places> segments(SegmentKind kind, const Places& within) const {
        std::vector<Places> found;
        const auto begins = document_.places.find(segment_begin_term(kind));
        const auto ends = document_.places.find(segment_end_term(kind));
        if (begins == document_.places.end()) return found;
        for (std::size_t i = 0; i < begins->second.size(); ++i) {
            Places common;
            for (const Place& place : within) {
                const std::uint32_t flat =
                    2 * place.first + static_cast<std::uint32_t>(place.second);
                if (flat >= begins->second[i] && flat <= ends->second[i]) common.insert(place);
            }
            if (!common.empty()) found.push_back(std::move(common));
        }
        return found;
    }

    static bool is_texts(const CompiledNode& node) {
        return node.kind == NodeKind::text ||
               (node.kind == NodeKind::any_of &&
                std::all_of(node.children.begin(), node.children.end(), is_texts));
    }

    static bool apart(const Combination& a, const Combination& b) {
        return a.end < b.begin || b.end < a.begin;
    }

    // Whether b may be taken beside a, which stands left of it in the query.
    static bool beside(const CompiledNode& node, const Combination& a, const Combination& b) {
        return node.ordered ? a.end < b.begin : apart(a, b);
    }

    // All ways to take an occurrence of each operand that is a text, apart from each other.
    void choose(const CompiledNode& node,
                std::size_t operand,
                const Places& within,
                std::vector<Combination>& chosen,
                std::vector<std::vector<Combination>>& found) const {
        while (operand < node.children.size() && !is_texts(node.children[operand])) ++operand;
        if (operand == node.children.size()) return found.push_back(chosen);
        for (const Combination& one : combinations(node.children[operand], within)) {
            if (!std::all_of(chosen.begin(), chosen.end(), [&](const auto& other) {
                    return beside(node, other, one);
                })) {
                continue;
            }
            chosen.push_back(one);
            choose(node, operand + 1, within, chosen, found);
            chosen.pop_back();
        }
    }

    // The spans of a unit in which the operands are together; nothing where they are not.
    std::optional<std::set<Span>> together(const CompiledNode& node, const Unit& unit) const {
        std::set<Span> spans;
        if (node.excluding) {
            const CompiledNode& left = node.children[0];
            const CompiledNode& right = node.children[1];
            if (!is_texts(left) || !is_texts(right)) {
                if (!holds(left, unit.common) || holds(right, unit.whole)) return std::nullopt;
                collect(left, unit.common, spans);
                return spans;
            }
            bool any = false;
            for (const Combination& a : combinations(left, unit.common)) {
                const auto others = combinations(right, unit.whole);
                if (std::any_of(others.begin(), others.end(), [&](const auto& b) {
                        return beside(node, a, b);
                    })) {
                    continue;
                }
                any = true;
                spans.insert(a.spans.begin(), a.spans.end());
            }
            if (!any) return std::nullopt;
            return spans;
        }
        for (const CompiledNode& child : node.children) {
            if (!is_texts(child) && !holds(child, unit.common)) return std::nullopt;
        }
        std::vector<Combination> chosen;
        std::vector<std::vector<Combination>> found;
        choose(node, 0, unit.common, chosen, found);
        if (found.empty()) return std::nullopt;
        for (const auto& ways : found) {
            for (const Combination& one : ways) spans.insert(one.spans.begin(), one.spans.end());
        }
        for (const CompiledNode& child : node.children) {
            if (!is_texts(child)) collect(child, unit.common, spans);
        }
        return spans;
    }

    bool holds(const CompiledNode& node, const Places& within) const {
        const auto child_holds = [&](const CompiledNode& child) { return holds(child, within); };
        switch (node.kind) {
            case NodeKind::any_words:
                throw std::invalid_argument("plain words are compiled into an OR of texts");
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
                return !combinations(node, within).empty();
            case NodeKind::together: {
                const std::vector<Unit> all = units(node.unit, within);
                return std::any_of(all.begin(), all.end(), [&](const Unit& unit) {
                    return together(node, unit).has_value();
                });
            }
            case NodeKind::within: {
                const std::vector<Places> all = segments(node.segment, within);
                return std::any_of(all.begin(), all.end(), [&](const Places& places) {
                    return holds(node.children[0], places);
                });
            }
            case NodeKind::at_least: {
                std::set<std::pair<Place, Place>> places;
                for (const Combination& one : combinations(node.children[0], within)) {
                    places.insert({one.begin, one.end});
                }
                return places.size() >= node.count;
            }
            case NodeKind::all_of:
                return std::all_of(node.children.begin(), node.children.end(), child_holds);
            case NodeKind::any_of:
                return std::any_of(node.children.begin(), node.children.end(), child_holds);
            case NodeKind::none_of:
                return !holds(node.children[0], within);
        }
        return false;
    }

    void collect(const CompiledNode& node, const Places& within, std::set<Span>& found) const {
        if (node.kind == NodeKind::none_of || !holds(node, within)) return;
        if (node.kind == NodeKind::text || node.kind == NodeKind::near) {
            for (const Combination& one : combinations(node, within)) {
                found.insert(one.spans.begin(), one.spans.end());
            }
        }
        if (node.kind == NodeKind::together) {
            for (const Unit& unit : units(node.unit, within)) {
                if (const auto spans = together(node, unit)) {
                    found.insert(spans->begin(), spans->end());
                }
            }
        }
        if (node.kind == NodeKind::within) {
            for (const Places& places : segments(node.segment, within)) {
                collect(node.children[0], places, found);
            }
        }
        if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of ||
            node.kind == NodeKind::at_least) {
            for (const CompiledNode& child : node.children) collect(child, within, found);
        }
    }

    static bool near(const Combination& left, const Combination& right, std::uint32_t distance) {
        return left.end < right.begin && right.begin.first - left.end.first <= distance;
    }

    const CompiledQuery& query_;
    const PlainDocument& document_;
    Places everywhere_;
};

}  // namespace gazette::test
