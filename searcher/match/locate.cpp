#include "searcher/match/locate.h"

#include "indexer/format/fields.h"
#include "indexer/format/index_error.h"
#include "searcher/match/occurrences.h"
#include "searcher/match/text_scan.h"

#include <algorithm>
#include <string>

namespace gazette {
namespace {

// One scan goes on over spans near each other up to so many bytes, so that locating everything in
// a long text holds only a piece of it.
constexpr std::uint32_t kMaxScanBytes = 256 * 1024;

struct EdgeToken {
    std::uint32_t position = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string term;  // of the index
};

// Keeps the tokens at the positions where a span begins or ends, which are all that it is given.
class EdgeTokens : public TokenSink {
  public:
    explicit EdgeTokens(std::span<const Span> spans) {
        for (const Span& span : spans) {
            wanted_.push_back(span.first);
            wanted_.push_back(span.last);
        }
        std::sort(wanted_.begin(), wanted_.end());
        wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    }

    std::span<const std::uint32_t> positions() const { return wanted_; }

    void token(const TokenView& token) override {
        if (!in_main_stream(token.token_class)) return;
        tokens_.push_back({token.position, token.begin, token.end, index_term(token)});
    }

    std::span<const EdgeToken> at(std::uint32_t position) const {
        const auto [begin, end] = std::equal_range(
            tokens_.begin(), tokens_.end(), EdgeToken{position, 0, 0, {}}, by_position);
        return {begin, end};
    }

  private:
    static bool by_position(const EdgeToken& a, const EdgeToken& b) {
        return a.position < b.position;
    }

    std::vector<std::uint32_t> wanted_;
    std::vector<EdgeToken> tokens_;
};

enum class Edge : std::uint8_t { first, last };

// The bytes from the first to the last of the tokens that the slots at one offset stand for. Where
// there are more such tokens than slots ("$ $ 5" for "$ 5"), those nearest the rest of the span.
LocatedSpan edge_bytes(std::span<const EdgeToken> tokens,
                       const TextClause& clause,
                       std::uint32_t offset,
                       Edge edge) {
    std::vector<const Slot*> left;
    for (const Slot& slot : clause.slots) {
        if (slot.offset == offset) left.push_back(&slot);
    }
    LocatedSpan bytes;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const EdgeToken& token = tokens[edge == Edge::first ? tokens.size() - 1 - i : i];
        const auto slot = std::find_if(left.begin(), left.end(), [&](const Slot* candidate) {
            return std::find(candidate->terms.begin(), candidate->terms.end(), token.term) !=
                   candidate->terms.end();
        });
        if (slot == left.end()) continue;
        left.erase(slot);
        const bool is_first = bytes.end == 0;
        bytes.begin = is_first ? token.begin : std::min(bytes.begin, token.begin);
        bytes.end = std::max(bytes.end, token.end);
    }
    return bytes;
}

std::vector<LocatedSpan> located(const EdgeTokens& tokens,
                                 const StoredDocument& document,
                                 const CompiledQuery& query,
                                 std::span<const Span> spans) {
    std::vector<LocatedSpan> found;
    found.reserve(spans.size());
    for (const Span& span : spans) {
        const TextClause& clause = query.clauses.at(span.clause);
        const ClauseShape shape = shape_of(clause);
        const LocatedSpan first =
            edge_bytes(tokens.at(span.first), clause, shape.first_offset, Edge::first);
        const LocatedSpan last =
            span.first == span.last
                ? first
                : edge_bytes(tokens.at(span.last), clause, shape.last_offset, Edge::last);
        if (first.end == 0 || last.end == 0 || last.end <= first.begin) {
            throw IndexError("document \"" + document.header().id +
                             "\": the index has a word at position " + std::to_string(span.first) +
                             " that the text has not; the index must be built again");
        }
        found.push_back({first.begin, last.end, span.clause});
    }
    return found;
}

}  // namespace

std::span<const Span> title_part(std::span<const Span> spans, const PositionLayout& layout) {
    const auto end = std::partition_point(spans.begin(), spans.end(), [&](const Span& span) {
        return span.first < layout.title_tokens;
    });
    return {spans.begin(), end};
}

std::span<const Span> text_part(std::span<const Span> spans, const PositionLayout& layout) {
    return spans.subspan(title_part(spans, layout).size());
}

std::vector<LocatedSpan> locate(const StoredDocument& document,
                                const CompiledQuery& query,
                                std::span<const Span> spans,
                                Analyzer& analyzer) {
    std::vector<LocatedSpan> all;
    all.reserve(spans.size());
    for (std::size_t begin = 0; begin < spans.size();) {
        ScanRange range = scan_range(document, spans[begin].first, spans[begin].last);
        std::size_t end = begin + 1;
        for (; end < spans.size(); ++end) {
            if (range.end.byte - range.begin.byte > kMaxScanBytes) break;
            if (range.holds(spans[end].first) && range.holds(spans[end].last)) continue;
            const ScanRange next = scan_range(document, spans[end].first, spans[end].last);
            if (next.begin.byte >= range.end.byte) break;
            if (next.end.byte > range.end.byte) range.end = next.end;
        }
        const std::span<const Span> group = spans.subspan(begin, end - begin);
        EdgeTokens tokens(group);
        scan_text(document, range, tokens.positions(), analyzer, tokens);
        const std::vector<LocatedSpan> found = located(tokens, document, query, group);
        all.insert(all.end(), found.begin(), found.end());
        begin = end;
    }
    return all;
}

std::vector<LocatedSpan> locate_in_title(const StoredDocument& document,
                                         const CompiledQuery& query,
                                         std::span<const Span> spans,
                                         Analyzer& analyzer) {
    EdgeTokens tokens(spans);
    if (!spans.empty()) scan_title(document, tokens.positions(), analyzer, tokens);
    return located(tokens, document, query, spans);
}

}  // namespace gazette
