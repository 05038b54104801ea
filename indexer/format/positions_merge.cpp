// merge_positions(): see positions_writer.h.
#include "indexer/format/positions.h"
#include "indexer/format/positions_writer.h"

#include <algorithm>
#include <cstddef>
#include <deque>

namespace gazette {
namespace {

// So much of the sources may be in memory because it was read.
constexpr std::uint64_t kMaxMappedBytes = 16U << 20;

// A file of those to be merged, at one of its terms.
struct Source {
    Source(const std::filesystem::path& path, std::uint64_t before)
        : file(path), terms(file), documents_before(static_cast<std::uint32_t>(before)) {}

    Positions file;
    Positions::Terms terms;
    std::uint32_t documents_before;
};

// Sources by their terms, the least first, and those of one term in their order.
class TermOrder {
  public:
    void add(Source& source) {
        if (!source.terms.next()) return;
        heap_.push_back(&source);
        std::push_heap(heap_.begin(), heap_.end(), is_after);
    }
    bool empty() const { return heap_.empty(); }
    const std::string& term() const { return heap_.front()->terms.term(); }
    Source& take() {
        std::pop_heap(heap_.begin(), heap_.end(), is_after);
        Source& source = *heap_.back();
        heap_.pop_back();
        return source;
    }

  private:
    static bool is_after(const Source* a, const Source* b) {
        const int order = a->terms.term().compare(b->terms.term());
        return order != 0 ? order > 0 : a->documents_before > b->documents_before;
    }

    std::vector<Source*> heap_;
};

// Returns how many bytes that were.
std::uint64_t copy_documents(const Source& source, PositionsWriter& out) {
    std::uint64_t bytes = 0;
    PositionCursor from = source.terms.documents();
    for (from.seek(1); from.document() != PositionCursor::kEnd; from.seek(from.document() + 1)) {
        out.add(source.documents_before + from.document(), from.bytes());
        bytes += from.bytes().size();
    }
    return bytes;
}

}  // namespace

void merge_positions(const std::vector<std::filesystem::path>& files,
                     const std::filesystem::path& target,
                     const std::function<void()>& step) {
    std::deque<Source> sources;
    TermOrder order;
    std::uint64_t documents = 0;
    for (const auto& file : files) {
        Source& source = sources.emplace_back(file, documents);
        documents += source.file.documents();
        order.add(source);
    }
    PositionsWriter out(target);
    std::string term;
    std::vector<Source*> of_term;
    std::uint64_t mapped = 0;
    while (!order.empty()) {
        term = order.term();
        out.begin_term(term);
        of_term.clear();
        do {
            of_term.push_back(&order.take());
            mapped += copy_documents(*of_term.back(), out);
        } while (!order.empty() && order.term() == term);
        out.end_term();
        for (Source* source : of_term) order.add(*source);
        if (mapped >= kMaxMappedBytes) {
            for (const Source& source : sources) source.file.release_pages();
            mapped = 0;
            if (step) step();
        }
    }
    out.finish(documents);
}

}  // namespace gazette
