#include "searcher/match_cache.h"

#include "indexer/format/byte_codec.h"

#include <utility>

namespace gazette {
namespace {

class KeyWriter {
  public:
    explicit KeyWriter(const CompiledQuery& query) : query_(query) {}

    // Depth is bounded by the parser (query_limits::kMaxQueryDepth).
    void write(const CompiledNode& node) {
        out_.byte(static_cast<std::uint8_t>(node.kind));
        switch (node.kind) {
            case NodeKind::text:
                write(query_.clauses[node.clause]);
                break;
            case NodeKind::within:
                out_.byte(static_cast<std::uint8_t>(node.segment));
                break;
            default:
                break;
        }
        out_.varint(node.distance);
        out_.varint(node.count);
        out_.byte(static_cast<std::uint8_t>((node.ordered ? 1U : 0U) | (node.excluding ? 2U : 0U)));
        out_.byte(static_cast<std::uint8_t>(node.unit));
        write(node.filter_terms);
        out_.varint(node.children.size());
        for (const CompiledNode& child : node.children) write(child);
    }

    std::string take() { return out_.take(); }

  private:
    void write(const std::vector<std::string>& terms) {
        out_.varint(terms.size());
        for (const std::string& term : terms) out_.string(term);
    }

    void write(const Slot& slot) {
        out_.varint(slot.offset);
        write(slot.terms);
        out_.byte(static_cast<std::uint8_t>((slot.exact ? 1U : 0U) | (slot.pattern ? 2U : 0U) |
                                            (slot.symbol ? 4U : 0U)));
        write(slot.surfaces);
        write(slot.form_terms);
        write(slot.sure_form_terms);
        out_.string(slot.spelling);
    }

    void write(const TextClause& clause) {
        out_.varint(clause.slots.size());
        for (const Slot& slot : clause.slots) write(slot);
        out_.byte(
            static_cast<std::uint8_t>((clause.exact ? 1U : 0U) | (clause.title_only ? 2U : 0U)));
        out_.byte(static_cast<std::uint8_t>(clause.dial));
        out_.varint(clause.narrowing_terms.size());
        for (const auto& group : clause.narrowing_terms) write(group);
        out_.varint(clause.adjacency_buckets.size());
        for (const std::uint32_t bucket : clause.adjacency_buckets) out_.varint(bucket);
    }

    const CompiledQuery& query_;
    ByteWriter out_;
};

}  // namespace

std::string match_key(const CompiledQuery& query) {
    KeyWriter key(query);
    key.write(query.root);
    return key.take();
}

// With what a list and a table take beside them, about.
std::size_t MatchCache::bytes_of(const Entry& entry) {
    return 200 + 2 * entry.key.size() + entry.documents->capacity() * sizeof(std::uint32_t);
}

MatchingDocuments MatchCache::find(const std::string& key) {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->documents;
}

void MatchCache::keep(const std::string& key, MatchingDocuments documents) {
    Entry entry{key, std::move(documents)};
    const std::size_t bytes = bytes_of(entry);
    // One that leaves hardly room for others is not kept.
    if (bytes > room_ / 8) return;
    const std::lock_guard lock(mutex_);
    if (places_.contains(key)) return;
    entries_.push_front(std::move(entry));
    places_.emplace(key, entries_.begin());
    bytes_ += bytes;
    while (bytes_ > room_) {
        bytes_ -= bytes_of(entries_.back());
        places_.erase(entries_.back().key);
        entries_.pop_back();
    }
}

std::size_t MatchCache::bytes() const {
    const std::lock_guard lock(mutex_);
    return bytes_;
}

}  // namespace gazette
