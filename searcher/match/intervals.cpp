#include "searcher/match/intervals.h"

#include "searcher/match/interval_rows.h"
#include "searcher/match/occurrences.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace gazette {
namespace {

// The union of two ascending lists.
std::vector<std::uint32_t> merged(const std::vector<std::uint32_t>& a,
                                  const std::vector<std::uint32_t>& b) {
    std::vector<std::uint32_t> all;
    all.reserve(a.size() + b.size());
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(all));
    return all;
}

}  // namespace

struct NearIntervals::Node {
    NodeKind kind = NodeKind::text;
    std::uint32_t distance = 0;
    bool ordered = false;
    bool excluding = false;
    std::uint32_t width = 0;  // in positions
    // What is asked for begins in [from - back, to + ahead).
    std::uint32_t back = 0;
    std::uint32_t ahead = 0;
    bool excluded = false;
    std::size_t depth = 0;  // NEARs inside each other
    std::size_t words = 1;  // of a row
    std::size_t leaf = 0;   // text
    ClauseShape shape;      // text
    std::vector<std::size_t> children;
    IntervalRows rows;
    IntervalRows used;

    // From a leaf's first position to where its tokens begin and end.
    std::uint32_t begin_place(std::uint32_t position) const {
        return 2 * position + (shape.begins_with_symbol ? 0 : 1);
    }
    std::uint32_t end_place(std::uint32_t position) const {
        return 2 * (position + shape.width()) + (shape.ends_with_symbol ? 0 : 1);
    }
};

struct NearIntervals::State {
    std::vector<Node> nodes;  // parents before children
    std::vector<Leaf> leaves;
    std::uint32_t most_back = 0;
    std::uint64_t origin = 0;  // the position at which places begin
    std::uint64_t block_begin = 0;
    std::uint64_t block_end = 0;

    std::size_t add(const CompiledNode& source, const std::vector<TextClause>& clauses);
    void add_near(Node& node, const CompiledNode& source, const std::vector<TextClause>& clauses);
    void place(std::size_t at, std::uint32_t back, std::uint32_t ahead, bool excluded);
    std::uint64_t earliest(std::size_t at, std::uint64_t from, const Next& next) const;
    void fill(std::size_t at, const std::vector<std::vector<std::uint32_t>>& starts);
    void fill_near(Node& node);
    void fill_excluding(Node& node);
    void fill_union(Node& node);
    bool use_root();
    void use(std::size_t at, std::vector<std::vector<std::uint32_t>>& starts);
    void use_near(Node& node);
    void use_union(Node& node);
    void use_left(Node& node);
};

std::size_t NearIntervals::State::add(const CompiledNode& source,
                                      const std::vector<TextClause>& clauses) {
    const std::size_t index = nodes.size();
    nodes.emplace_back();
    Node node;
    node.kind = source.kind;
    if (source.kind == NodeKind::text) {
        if (source.clause >= clauses.size()) throw std::invalid_argument("no such text clause");
        node.leaf = leaves.size();
        node.shape = shape_of(clauses[source.clause]);
        node.width = node.shape.width();
        leaves.push_back({source.clause, 0, 0, false});
    } else if (source.kind == NodeKind::any_of) {
        for (const CompiledNode& child : source.children) {
            node.children.push_back(add(child, clauses));
            node.width = std::max(node.width, nodes[node.children.back()].width);
            node.depth = std::max(node.depth, nodes[node.children.back()].depth);
        }
    } else if (source.kind == NodeKind::near) {
        add_near(node, source, clauses);
    } else {
        throw std::invalid_argument("an operand of NEAR is a text, an OR of operands, or a NEAR");
    }
    node.words = IntervalRows::words_for(2 * node.width + 2);
    nodes[index] = std::move(node);
    return index;
}

void NearIntervals::State::add_near(Node& node,
                                    const CompiledNode& source,
                                    const std::vector<TextClause>& clauses) {
    if (source.children.size() != 2) throw std::invalid_argument("a NEAR has two operands");
    if (source.distance > query_limits::kMaxNearDistance) {
        throw std::invalid_argument("a NEAR reaches too far");
    }
    node.depth = 1;
    node.distance = source.distance;
    node.ordered = source.ordered;
    node.excluding = source.excluding;
    node.width = node.excluding ? 0 : node.distance;
    for (const CompiledNode& child : source.children) {
        node.children.push_back(add(child, clauses));
        const bool counts = !node.excluding || node.children.size() == 1;
        if (counts) node.width += nodes[node.children.back()].width;
        node.depth = std::max(node.depth, 1 + nodes[node.children.back()].depth);
    }
    if (node.depth > query_limits::kMaxNearDepth) {
        throw std::invalid_argument("more than " + std::to_string(query_limits::kMaxNearDepth) +
                                    " NEARs inside each other");
    }
}

// Where the intervals of a node have to be known, so that those of the whole are: the parts of an
// interval begin within it, what excludes it around it.
void NearIntervals::State::place(std::size_t at,
                                 std::uint32_t back,
                                 std::uint32_t ahead,
                                 bool excluded) {
    Node& node = nodes[at];
    node.back = back;
    node.ahead = ahead;
    node.excluded = excluded;
    most_back = std::max(most_back, back);
    if (node.kind == NodeKind::text) {
        leaves[node.leaf].back = back;
        leaves[node.leaf].ahead = ahead;
        leaves[node.leaf].excluded = excluded;
    } else if (node.kind == NodeKind::any_of) {
        for (const std::size_t child : node.children) place(child, back, ahead, excluded);
    } else if (node.excluding) {
        const std::size_t left = node.children[0];
        const std::size_t right = node.children[1];
        place(left, back, ahead, excluded);
        place(right,
              back + node.distance + nodes[right].width,
              ahead + nodes[left].width + node.distance + 1,
              true);
    } else {
        for (const std::size_t child : node.children) {
            place(child, back, ahead + node.width, excluded);
        }
    }
}

std::uint64_t NearIntervals::State::earliest(std::size_t at,
                                             std::uint64_t from,
                                             const Next& next) const {
    const Node& node = nodes[at];
    if (node.kind == NodeKind::text) return next(node.leaf, from);
    if (node.excluding) return earliest(node.children[0], from, next);
    std::uint64_t low = Occurrences::kNone;
    std::uint64_t high = 0;
    for (const std::size_t child : node.children) {
        const std::uint64_t begin = earliest(child, from, next);
        low = std::min(low, begin);
        high = std::max(high, begin);
    }
    if (node.kind == NodeKind::any_of) return low;
    if (high == Occurrences::kNone) return high;
    return std::max(low, high > node.width ? high - node.width : 0);
}

void NearIntervals::State::fill(std::size_t at,
                                const std::vector<std::vector<std::uint32_t>>& starts) {
    Node& node = nodes[at];
    node.rows.clear(node.words);
    for (const std::size_t child : node.children) fill(child, starts);
    if (node.kind == NodeKind::text) {
        for (const std::uint32_t start : starts[node.leaf]) {
            const auto local = static_cast<std::uint32_t>(start - origin);
            node.rows.add(node.begin_place(local));
            node.rows.set(node.rows.size() - 1, node.end_place(local));
        }
    } else if (node.kind == NodeKind::any_of) {
        fill_union(node);
    } else if (node.excluding) {
        fill_excluding(node);
    } else if (at != 0) {
        fill_near(node);
    }
    // What begins before or behind was not made of all that is near it.
    const std::uint64_t low = block_begin > node.back ? block_begin - node.back : 0;
    node.rows.keep_between(static_cast<std::uint32_t>(2 * (std::max(low, origin) - origin)),
                           static_cast<std::uint32_t>(2 * (block_end + node.ahead - origin)));
}

void NearIntervals::State::fill_union(Node& node) {
    std::vector<std::uint32_t> firsts;
    for (const std::size_t child : node.children) firsts = merged(firsts, nodes[child].rows.firsts);
    for (const std::uint32_t first : firsts) node.rows.add(first);
    for (const std::size_t child : node.children) {
        const IntervalRows& rows = nodes[child].rows;
        std::size_t at = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            while (node.rows.firsts[at] != rows.firsts[i]) ++at;
            for (std::size_t w = 0; w < rows.words; ++w) node.rows.row(at)[w] |= rows.row(i)[w];
        }
    }
}

void NearIntervals::State::fill_excluding(Node& node) {
    const IntervalRows& left = nodes[node.children[0]].rows;
    const IntervalRows& right = nodes[node.children[1]].rows;
    IntervalRows excluded;
    excluded.copy_shape(left);
    mark_with_partner(left,
                      right,
                      node.distance,
                      node.ordered ? PartnerSide::after : PartnerSide::either,
                      excluded);
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::vector<std::uint64_t> kept(left.row(i), left.row(i) + left.words);
        for (std::size_t w = 0; w < left.words; ++w) kept[w] &= ~excluded.row(i)[w];
        if (std::all_of(kept.begin(), kept.end(), [](std::uint64_t w) { return w == 0; })) continue;
        std::copy(kept.begin(), kept.end(), node.rows.add(left.firsts[i]));
    }
}

void NearIntervals::State::fill_near(Node& node) {
    const IntervalRows& a = nodes[node.children[0]].rows;
    const IntervalRows& b = nodes[node.children[1]].rows;
    std::vector<std::uint64_t> hulls(node.words);
    for (const std::uint32_t first : merged(a.firsts, b.firsts)) {
        std::fill(hulls.begin(), hulls.end(), 0);
        const std::size_t in_a = a.lower_bound(first);
        if (in_a < a.size() && a.firsts[in_a] == first) {
            add_hulls(a, in_a, node.distance, b, hulls.data(), node.words);
        }
        const std::size_t in_b = b.lower_bound(first);
        if (!node.ordered && in_b < b.size() && b.firsts[in_b] == first) {
            add_hulls(b, in_b, node.distance, a, hulls.data(), node.words);
        }
        if (std::all_of(hulls.begin(), hulls.end(), [](std::uint64_t w) { return w == 0; })) {
            continue;
        }
        std::copy(hulls.begin(), hulls.end(), node.rows.add(first));
    }
}

// Hands down to the children which of their intervals are used, and to `starts` which occurrences.
void NearIntervals::State::use(std::size_t at, std::vector<std::vector<std::uint32_t>>& starts) {
    Node& node = nodes[at];
    if (node.kind == NodeKind::text) {
        std::vector<std::uint32_t>& mine = starts[node.leaf];
        std::size_t kept = 0;
        std::size_t row = 0;
        for (const std::uint32_t start : mine) {
            const std::uint32_t place =
                node.begin_place(static_cast<std::uint32_t>(start - origin));
            while (row < node.used.size() && node.used.firsts[row] < place) ++row;
            if (row == node.used.size() || node.used.firsts[row] != place) continue;
            const std::uint64_t* bits = node.used.row(row);
            if (std::any_of(bits, bits + node.words, [](std::uint64_t w) { return w != 0; })) {
                mine[kept++] = start;
            }
        }
        mine.resize(kept);
        return;
    }
    if (at != 0) {
        for (const std::size_t child : node.children) {
            nodes[child].used.copy_shape(nodes[child].rows);
        }
        if (node.kind == NodeKind::any_of) {
            use_union(node);
        } else if (node.excluding) {
            use_left(node);
        } else {
            use_near(node);
        }
    }
    for (const std::size_t child : node.children) {
        const bool excludes = node.excluding && child == node.children[1];
        if (!excludes) use(child, starts);
    }
}

void NearIntervals::State::use_left(Node& node) {
    Node& left = nodes[node.children[0]];
    for (std::size_t k = 0; k < node.rows.size(); ++k) {
        const std::size_t i = left.rows.lower_bound(node.rows.firsts[k]);
        std::copy(node.used.row(k), node.used.row(k) + node.words, left.used.row(i));
    }
}

void NearIntervals::State::use_union(Node& node) {
    for (const std::size_t child : node.children) {
        const IntervalRows& rows = nodes[child].rows;
        IntervalRows& used = nodes[child].used;
        std::size_t at = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            while (at < node.rows.size() && node.rows.firsts[at] < rows.firsts[i]) ++at;
            if (at == node.rows.size()) break;
            if (node.rows.firsts[at] != rows.firsts[i]) continue;
            for (std::size_t w = 0; w < rows.words; ++w) {
                used.row(i)[w] = rows.row(i)[w] & node.used.row(at)[w];
            }
        }
    }
}

void NearIntervals::State::use_near(Node& node) {
    Node& a = nodes[node.children[0]];
    Node& b = nodes[node.children[1]];
    for (std::size_t k = 0; k < node.rows.size(); ++k) {
        const std::uint32_t first = node.rows.firsts[k];
        const std::uint64_t* wanted = node.used.row(k);
        const std::size_t in_a = a.rows.lower_bound(first);
        if (in_a < a.rows.size() && a.rows.firsts[in_a] == first) {
            mark_pairs(wanted, node.words, node.distance, a.rows, in_a, b.rows, a.used, b.used);
        }
        const std::size_t in_b = b.rows.lower_bound(first);
        if (!node.ordered && in_b < b.rows.size() && b.rows.firsts[in_b] == first) {
            mark_pairs(wanted, node.words, node.distance, b.rows, in_b, a.rows, b.used, a.used);
        }
    }
}

NearIntervals::NearIntervals(const CompiledNode& near, const std::vector<TextClause>& clauses)
    : state_(std::make_unique<State>()) {
    if (near.kind != NodeKind::near) throw std::invalid_argument("not a NEAR");
    state_->add(near, clauses);
    state_->place(0, 0, 0, false);
}

NearIntervals::~NearIntervals() = default;
NearIntervals::NearIntervals(NearIntervals&&) noexcept = default;
NearIntervals& NearIntervals::operator=(NearIntervals&&) noexcept = default;

std::uint32_t NearIntervals::width() const {
    return state_->nodes[0].width;
}

const std::vector<NearIntervals::Leaf>& NearIntervals::leaves() const {
    return state_->leaves;
}

std::uint64_t NearIntervals::earliest(std::uint64_t from, const Next& next) const {
    for (;;) {
        const std::uint64_t bound = state_->earliest(0, from, next);
        if (bound == from || bound == Occurrences::kNone) return bound;
        from = bound;
    }
}

bool NearIntervals::State::use_root() {
    const Node& root = nodes[0];
    Node& a = nodes[root.children[0]];
    Node& b = nodes[root.children[1]];
    a.used.copy_shape(a.rows);
    b.used.copy_shape(b.rows);
    if (root.excluding) {
        nodes[0].used = root.rows;
        use_left(nodes[0]);
        return root.rows.size() > 0;
    }
    const bool any = mark_with_partner(a.rows,
                                       b.rows,
                                       root.distance,
                                       root.ordered ? PartnerSide::after : PartnerSide::either,
                                       a.used);
    mark_with_partner(b.rows,
                      a.rows,
                      root.distance,
                      root.ordered ? PartnerSide::before : PartnerSide::either,
                      b.used);
    return any;
}

bool NearIntervals::reduce(std::uint64_t from,
                           std::uint64_t to,
                           std::vector<std::vector<std::uint32_t>>& starts) {
    State& state = *state_;
    state.block_begin = from;
    state.block_end = to;
    state.origin = from > state.most_back ? from - state.most_back : 0;
    state.fill(0, starts);
    const bool any = state.use_root();
    state.use(0, starts);
    return any;
}

}  // namespace gazette
