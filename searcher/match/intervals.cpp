#include "searcher/match/intervals.h"

#include "searcher/match/occurrences.h"
#include "searcher/query/limits.h"

#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>
#include <utility>

namespace gazette {
namespace {

constexpr std::uint32_t kWordBits = 64;

// Intervals by their first place: see the top of the header.
struct Rows {
    std::vector<std::uint32_t> firsts;  // ascending, distinct
    std::vector<std::uint64_t> bits;    // `words` for each first
    std::size_t words = 1;

    std::size_t size() const { return firsts.size(); }
    std::uint64_t* row(std::size_t i) { return bits.data() + i * words; }
    const std::uint64_t* row(std::size_t i) const { return bits.data() + i * words; }

    void clear(std::size_t row_words) {
        firsts.clear();
        bits.clear();
        words = row_words;
    }
    std::uint64_t* add(std::uint32_t first) {
        firsts.push_back(first);
        bits.resize(firsts.size() * words, 0);
        return row(firsts.size() - 1);
    }
    void copy_shape(const Rows& other) {
        firsts = other.firsts;
        words = other.words;
        bits.assign(other.bits.size(), 0);
    }
    std::size_t lower_bound(std::uint32_t first) const {
        return static_cast<std::size_t>(std::lower_bound(firsts.begin(), firsts.end(), first) -
                                        firsts.begin());
    }
};

void set_bit(std::uint64_t* row, std::uint32_t bit) {
    row[bit / kWordBits] |= std::uint64_t{1} << (bit % kWordBits);
}

// The bits of word `word` that lie in [low, high] of the row.
std::uint64_t mask_of(std::size_t word, std::uint32_t low, std::uint32_t high) {
    const std::size_t low_word = low / kWordBits;
    const std::size_t high_word = high / kWordBits;
    if (word < low_word || word > high_word) return 0;
    std::uint64_t mask = ~std::uint64_t{0};
    if (word == low_word) mask &= ~std::uint64_t{0} << (low % kWordBits);
    if (word == high_word) mask &= ~std::uint64_t{0} >> (kWordBits - 1 - high % kWordBits);
    return mask;
}

bool any_bit(const std::uint64_t* row, std::uint32_t low, std::uint32_t high) {
    for (std::size_t w = low / kWordBits; w <= high / kWordBits; ++w) {
        if ((row[w] & mask_of(w, low, high)) != 0) return true;
    }
    return false;
}

// Word `word` of a row of `words` words after a shift to higher bits.
std::uint64_t shifted_up(const std::uint64_t* row,
                         std::size_t words,
                         std::uint32_t shift,
                         std::size_t word) {
    const std::size_t whole = shift / kWordBits;
    const std::uint32_t rest = shift % kWordBits;
    std::uint64_t value = 0;
    if (word >= whole && word - whole < words) value = row[word - whole] << rest;
    if (rest != 0 && word >= whole + 1 && word - whole - 1 < words) {
        value |= row[word - whole - 1] >> (kWordBits - rest);
    }
    return value;
}

// ... and to lower ones.
std::uint64_t shifted_down(const std::uint64_t* row,
                           std::size_t words,
                           std::uint32_t shift,
                           std::size_t word) {
    const std::size_t whole = shift / kWordBits;
    const std::uint32_t rest = shift % kWordBits;
    std::uint64_t value = 0;
    if (word + whole < words) value = row[word + whole] >> rest;
    if (rest != 0 && word + whole + 1 < words) {
        value |= row[word + whole + 1] << (kWordBits - rest);
    }
    return value;
}

template <typename Visit>
void each_last(const Rows& rows, std::size_t i, Visit&& visit) {
    for (std::size_t w = 0; w < rows.words; ++w) {
        for (std::uint64_t left = rows.row(i)[w]; left != 0; left &= left - 1) {
            const auto bit = static_cast<std::uint32_t>(w * kWordBits) +
                             static_cast<std::uint32_t>(std::countr_zero(left));
            visit(rows.firsts[i] + bit);
        }
    }
}

// Visits the rows of `right` that stand near some interval of row i of `left`, after its end:
// visit(index in right, low, high), where the intervals of the row that end within bits
// [low, high] are those near it.
template <typename Visit>
void each_follower(
    const Rows& left, std::size_t i, std::uint32_t distance, const Rows& right, Visit&& visit) {
    const std::uint32_t first = left.firsts[i];
    const auto row_bits = static_cast<std::uint32_t>(left.words * kWordBits);
    const std::uint32_t reach = (first + row_bits - 1) / 2 + distance;  // in positions
    for (std::size_t j = right.lower_bound(first + 1); j < right.size(); ++j) {
        const std::uint32_t begin = right.firsts[j];
        if (begin / 2 > reach) break;
        const std::uint32_t nearest = begin / 2 > distance ? 2 * (begin / 2 - distance) : 0;
        const std::uint32_t low = std::max(nearest, first) - first;
        const std::uint32_t high = std::min(begin - 1 - first, row_bits - 1);
        if (low <= high && any_bit(left.row(i), low, high)) visit(j, low, high);
    }
}

// Adds to `row` (of an interval that begins at row i of `left`) the hulls with what follows.
void add_hulls(const Rows& left,
               std::size_t i,
               std::uint32_t distance,
               const Rows& right,
               std::uint64_t* row,
               std::size_t words) {
    each_follower(left, i, distance, right, [&](std::size_t j, std::uint32_t, std::uint32_t) {
        const std::uint32_t shift = right.firsts[j] - left.firsts[i];
        const std::size_t end = std::min(words, shift / kWordBits + right.words + 1);
        for (std::size_t w = shift / kWordBits; w < end; ++w) {
            row[w] |= shifted_up(right.row(j), right.words, shift, w);
        }
    });
}

// Marks in `used_left` and `used_right` the pairs whose hull is one of `wanted`'s row.
void mark_pairs(const std::uint64_t* wanted,
                std::size_t words,
                std::uint32_t distance,
                const Rows& left,
                std::size_t i,
                const Rows& right,
                Rows& used_left,
                Rows& used_right) {
    each_follower(
        left, i, distance, right, [&](std::size_t j, std::uint32_t low, std::uint32_t high) {
            const std::uint32_t shift = right.firsts[j] - left.firsts[i];
            std::uint64_t any = 0;
            for (std::size_t w = 0; w < right.words; ++w) {
                const std::uint64_t both = shifted_down(wanted, words, shift, w) & right.row(j)[w];
                used_right.row(j)[w] |= both;
                any |= both;
            }
            if (any == 0) return;
            for (std::size_t w = low / kWordBits; w <= high / kWordBits; ++w) {
                used_left.row(i)[w] |= left.row(i)[w] & mask_of(w, low, high);
            }
        });
}

// The places at which an interval ends, ascending.
std::vector<std::uint32_t> lasts_of(const Rows& rows) {
    std::vector<std::uint32_t> lasts;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        each_last(rows, i, [&](std::uint32_t last) { lasts.push_back(last); });
    }
    std::sort(lasts.begin(), lasts.end());
    lasts.erase(std::unique(lasts.begin(), lasts.end()), lasts.end());
    return lasts;
}

// Marks in `used` the intervals of `rows` that have one of `others` near enough, on either side.
bool mark_with_partner(const Rows& rows, const Rows& others, std::uint32_t distance, Rows& used) {
    const std::vector<std::uint32_t> other_lasts = lasts_of(others);
    bool any = false;
    std::size_t ended = 0;  // of other_lasts before the row's first place
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::uint32_t first = rows.firsts[i];
        while (ended < other_lasts.size() && other_lasts[ended] < first) ++ended;
        const bool before = ended > 0 && first / 2 - other_lasts[ended - 1] / 2 <= distance;
        each_last(rows, i, [&](std::uint32_t last) {
            const std::size_t j = others.lower_bound(last + 1);
            const bool after = j < others.size() && others.firsts[j] / 2 - last / 2 <= distance;
            if (!before && !after) return;
            set_bit(used.row(i), last - first);
            any = true;
        });
    }
    return any;
}

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
    std::uint32_t width = 0;  // in positions
    std::size_t words = 1;    // of a row
    std::size_t leaf = 0;     // text
    ClauseShape shape;        // text
    std::vector<std::size_t> children;
    Rows rows;
    Rows used;

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
    std::vector<std::uint32_t> leaves;

    std::size_t add(const CompiledNode& source, const std::vector<TextClause>& clauses);
    void add_near(Node& node, const CompiledNode& source, const std::vector<TextClause>& clauses);
    std::uint64_t earliest(std::size_t at, std::uint64_t from, const Next& next) const;
    void fill(std::size_t at,
              std::uint32_t origin,
              const std::vector<std::vector<std::uint32_t>>& starts);
    void fill_near(Node& node);
    void fill_union(Node& node);
    void use(std::size_t at, std::uint32_t origin, std::vector<std::vector<std::uint32_t>>& starts);
    void use_near(Node& node);
    void use_union(Node& node);
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
        leaves.push_back(source.clause);
    } else if (source.kind == NodeKind::any_of) {
        for (const CompiledNode& child : source.children) {
            node.children.push_back(add(child, clauses));
            node.width = std::max(node.width, nodes[node.children.back()].width);
        }
    } else if (source.kind == NodeKind::near) {
        add_near(node, source, clauses);
    } else {
        throw std::invalid_argument("an operand of NEAR is a text, an OR of operands, or a NEAR");
    }
    if (node.width > query_limits::kMaxNearWidth) {
        throw std::invalid_argument("a NEAR reaches over more than " +
                                    std::to_string(query_limits::kMaxNearWidth) + " positions");
    }
    node.words = (2 * node.width + 2) / kWordBits + 1;
    nodes[index] = std::move(node);
    return index;
}

void NearIntervals::State::add_near(Node& node,
                                    const CompiledNode& source,
                                    const std::vector<TextClause>& clauses) {
    if (source.children.size() != 2) throw std::invalid_argument("a NEAR has two operands");
    node.distance = std::min(source.distance, query_limits::kMaxNearWidth + 1);
    node.width = node.distance;
    for (const CompiledNode& child : source.children) {
        node.children.push_back(add(child, clauses));
        node.width += nodes[node.children.back()].width;
    }
}

std::uint64_t NearIntervals::State::earliest(std::size_t at,
                                             std::uint64_t from,
                                             const Next& next) const {
    const Node& node = nodes[at];
    if (node.kind == NodeKind::text) return next(node.leaf, from);
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
                                std::uint32_t origin,
                                const std::vector<std::vector<std::uint32_t>>& starts) {
    Node& node = nodes[at];
    node.rows.clear(node.words);
    for (const std::size_t child : node.children) fill(child, origin, starts);
    if (node.kind == NodeKind::text) {
        for (const std::uint32_t start : starts[node.leaf]) {
            const std::uint32_t begin = node.begin_place(start - origin);
            set_bit(node.rows.add(begin), node.end_place(start - origin) - begin);
        }
    } else if (node.kind == NodeKind::any_of) {
        fill_union(node);
    } else if (at != 0) {
        fill_near(node);
    }
}

void NearIntervals::State::fill_union(Node& node) {
    std::vector<std::uint32_t> firsts;
    for (const std::size_t child : node.children) firsts = merged(firsts, nodes[child].rows.firsts);
    for (const std::uint32_t first : firsts) node.rows.add(first);
    for (const std::size_t child : node.children) {
        const Rows& rows = nodes[child].rows;
        std::size_t at = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            while (node.rows.firsts[at] != rows.firsts[i]) ++at;
            for (std::size_t w = 0; w < rows.words; ++w) node.rows.row(at)[w] |= rows.row(i)[w];
        }
    }
}

void NearIntervals::State::fill_near(Node& node) {
    const Rows& a = nodes[node.children[0]].rows;
    const Rows& b = nodes[node.children[1]].rows;
    std::vector<std::uint64_t> hulls(node.words);
    for (const std::uint32_t first : merged(a.firsts, b.firsts)) {
        std::fill(hulls.begin(), hulls.end(), 0);
        const std::size_t in_a = a.lower_bound(first);
        if (in_a < a.size() && a.firsts[in_a] == first) {
            add_hulls(a, in_a, node.distance, b, hulls.data(), node.words);
        }
        const std::size_t in_b = b.lower_bound(first);
        if (in_b < b.size() && b.firsts[in_b] == first) {
            add_hulls(b, in_b, node.distance, a, hulls.data(), node.words);
        }
        if (std::all_of(hulls.begin(), hulls.end(), [](std::uint64_t w) { return w == 0; })) {
            continue;
        }
        std::copy(hulls.begin(), hulls.end(), node.rows.add(first));
    }
}

// Hands down to the children which of their intervals are used, and to `starts` which occurrences.
void NearIntervals::State::use(std::size_t at,
                               std::uint32_t origin,
                               std::vector<std::vector<std::uint32_t>>& starts) {
    Node& node = nodes[at];
    if (node.kind == NodeKind::text) {
        std::vector<std::uint32_t>& mine = starts[node.leaf];
        std::size_t kept = 0;
        for (std::size_t i = 0; i < mine.size(); ++i) {
            const std::uint64_t* row = node.used.row(i);
            if (std::any_of(row, row + node.words, [](std::uint64_t w) { return w != 0; })) {
                mine[kept++] = mine[i];
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
        } else {
            use_near(node);
        }
    }
    for (const std::size_t child : node.children) use(child, origin, starts);
}

void NearIntervals::State::use_union(Node& node) {
    for (const std::size_t child : node.children) {
        const Rows& rows = nodes[child].rows;
        Rows& used = nodes[child].used;
        std::size_t at = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            while (node.rows.firsts[at] != rows.firsts[i]) ++at;
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
        if (in_b < b.rows.size() && b.rows.firsts[in_b] == first) {
            mark_pairs(wanted, node.words, node.distance, b.rows, in_b, a.rows, b.used, a.used);
        }
    }
}

NearIntervals::NearIntervals(const CompiledNode& near, const std::vector<TextClause>& clauses)
    : state_(std::make_unique<State>()) {
    if (near.kind != NodeKind::near) throw std::invalid_argument("not a NEAR");
    state_->add(near, clauses);
}

NearIntervals::~NearIntervals() = default;
NearIntervals::NearIntervals(NearIntervals&&) noexcept = default;
NearIntervals& NearIntervals::operator=(NearIntervals&&) noexcept = default;

std::uint32_t NearIntervals::width() const {
    return state_->nodes[0].width;
}

const std::vector<std::uint32_t>& NearIntervals::leaves() const {
    return state_->leaves;
}

std::uint64_t NearIntervals::earliest(std::uint64_t from, const Next& next) const {
    for (;;) {
        const std::uint64_t bound = state_->earliest(0, from, next);
        if (bound == from || bound == Occurrences::kNone) return bound;
        from = bound;
    }
}

bool NearIntervals::reduce(std::uint32_t origin, std::vector<std::vector<std::uint32_t>>& starts) {
    State& state = *state_;
    state.fill(0, origin, starts);
    const Node& root = state.nodes[0];
    Node& a = state.nodes[root.children[0]];
    Node& b = state.nodes[root.children[1]];
    a.used.copy_shape(a.rows);
    b.used.copy_shape(b.rows);
    const bool any = mark_with_partner(a.rows, b.rows, root.distance, a.used);
    mark_with_partner(b.rows, a.rows, root.distance, b.used);
    state.use(0, origin, starts);
    return any;
}

}  // namespace gazette
