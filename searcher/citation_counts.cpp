#include "searcher/citation_counts.h"

#include "indexer/format/fields.h"
#include "searcher/index_snapshot.h"
#include "searcher/xapian_guard.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

namespace gazette {
namespace {

// Documents of one part, ascending, that have a term and are not deleted.
std::vector<std::uint32_t> documents_with(const IndexPart& part, const std::string& term) {
    return with_xapian(part.entry.name, [&] {
        const auto database = part.files->database();
        std::vector<std::uint32_t> documents;
        PostingCursor posting(part.files->postings(*database), term);
        for (; posting.document() != kNoMoreDocuments; posting.seek(posting.document() + 1)) {
            if (!part.deleted.contains(posting.document())) documents.push_back(posting.document());
        }
        return documents;
    });
}

class Counter {
  public:
    explicit Counter(const IndexSnapshot& index) : index_(index) {
        for (const IndexPart& part : index.parts()) {
            counts_.of_parts.emplace_back(part.columns().size());
        }
    }

    void add(const std::string& citation) {
        std::vector<std::vector<std::uint32_t>> citing;
        std::size_t all = 0;
        for (const IndexPart& part : index_.parts()) {
            citing.push_back(documents_with(part, citation));
            all += citing.back().size();
        }
        for (const std::string& name : names_of_cited(citation)) {
            for (std::size_t part = 0; part < citing.size(); ++part) {
                for (const std::uint32_t cited : documents_with(index_.parts()[part], name)) {
                    const auto& here = citing[part];
                    const bool itself = std::binary_search(here.begin(), here.end(), cited);
                    auto& count = counts_.of_parts[part].at(cited - 1);
                    count += static_cast<std::uint32_t>(all - (itself ? 1 : 0));
                    counts_.most = std::max(counts_.most, count);
                }
            }
        }
    }

    CitationCounts take() && { return std::move(counts_); }

  private:
    const IndexSnapshot& index_;
    CitationCounts counts_;
};

}  // namespace

CitationCounts count_citations(const IndexSnapshot& index) {
    std::set<std::string, std::less<>> cited;
    index.each_term(citation_prefix(), [&](std::string_view term) { cited.emplace(term); });
    Counter counter(index);
    for (const std::string& citation : cited) counter.add(citation);
    return std::move(counter).take();
}

}  // namespace gazette
