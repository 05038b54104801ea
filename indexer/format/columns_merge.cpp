#include "indexer/format/columns_merge.h"

#include "indexer/format/columns_sections.h"
#include "indexer/format/index_error.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace gazette {

using namespace columns_layout;

namespace {

constexpr std::size_t kPieceItems = 8192;

// Numbers that are made one by one, appended to a section in pieces.
template <typename T>
class Pieces {
  public:
    explicit Pieces(SectionWriter& out) : out_(out) { piece_.reserve(kPieceItems); }
    void add(T value) {
        piece_.push_back(value);
        if (piece_.size() == kPieceItems) flush();
    }
    void flush() {
        out_.append_array(std::span<const T>(piece_));
        piece_.clear();
    }

  private:
    SectionWriter& out_;
    std::vector<T> piece_;
};

class ColumnsMerge {
  public:
    ColumnsMerge(const std::vector<ColumnsSource>& sources, const std::filesystem::path& target)
        : sources_(sources), out_(target) {
        std::uint64_t documents = 0;
        for (const auto& source : sources) {
            columns_.push_back(std::make_unique<Columns>(source.file));
            first_.push_back(static_cast<std::uint32_t>(documents));
            documents += columns_.back()->size();
            if (documents > UINT32_MAX) throw IndexError("too many documents for one part");
        }
        documents_ = static_cast<std::uint32_t>(documents);
    }

    void run();

  private:
    // Calls action(source, columns) for each source; the pages that it read are let go of.
    template <typename Action>
    void each(Action action) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            action(sources_[i], *columns_[i]);
            columns_[i]->release_pages();
        }
    }
    template <typename Span>
    void copy(Section section, Span span_of) {
        out_.begin(section);
        each([&](const ColumnsSource&, const Columns& columns) {
            out_.append_array(span_of(columns));
        });
        out_.end();
    }
    template <typename T, typename Value>
    void write(Section section, Value value_of) {
        out_.begin(section);
        Pieces<T> pieces(out_);
        each([&](const ColumnsSource& source, const Columns& columns) {
            for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
                pieces.add(value_of(source, columns, docid));
            }
        });
        pieces.flush();
        out_.end();
    }
    void write_ranks(Section section, bool newest_first);
    void write_ids();
    void write_facets();
    bool comes_before(std::uint32_t a, std::uint32_t b, bool newest_first) const;
    std::size_t source_of(std::uint32_t slot) const {
        return static_cast<std::size_t>(std::upper_bound(first_.begin(), first_.end(), slot) -
                                        first_.begin() - 1);
    }

    const std::vector<ColumnsSource>& sources_;
    SectionWriter out_;
    std::vector<std::unique_ptr<Columns>> columns_;
    std::vector<std::uint32_t> first_;  // slot of each source's first document
    std::uint32_t documents_ = 0;
};

bool ColumnsMerge::comes_before(std::uint32_t a, std::uint32_t b, bool newest_first) const {
    const std::size_t source_a = source_of(a);
    const std::size_t source_b = source_of(b);
    const std::uint32_t slot_a = a - first_[source_a];
    const std::uint32_t slot_b = b - first_[source_b];
    const CivilDay day_a = columns_[source_a]->date_first()[slot_a];
    const CivilDay day_b = columns_[source_b]->date_first()[slot_b];
    if (day_a != day_b) {
        if (day_a == kUnknownDay || day_b == kUnknownDay) return day_b == kUnknownDay;
        return newest_first ? day_a > day_b : day_a < day_b;
    }
    const int ids = columns_[source_a]->id(slot_a + 1).compare(columns_[source_b]->id(slot_b + 1));
    return ids != 0 ? ids < 0 : a < b;
}

// Each source is in order already: they are merged two by two, as neighbours.
void ColumnsMerge::write_ranks(Section section, bool newest_first) {
    std::vector<std::uint32_t> order(documents_);
    std::vector<std::uint32_t> runs;  // where they begin
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const auto ranks = newest_first ? columns_[i]->newest_rank() : columns_[i]->oldest_rank();
        for (std::uint32_t slot = 0; slot < ranks.size(); ++slot) {
            if (ranks[slot] >= ranks.size()) {
                throw IndexError(sources_[i].file.string() + " is damaged: a rank is too large");
            }
            order[first_[i] + ranks[slot]] = first_[i] + slot;
        }
        runs.push_back(first_[i]);
    }
    runs.push_back(documents_);
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return comes_before(a, b, newest_first);
    };
    while (runs.size() > 2) {
        std::vector<std::uint32_t> longer;
        for (std::size_t i = 0; i + 1 < runs.size(); i += 2) {
            longer.push_back(runs[i]);
            if (i + 2 == runs.size()) break;  // the last of an odd number stays
            std::inplace_merge(order.begin() + runs[i],
                               order.begin() + runs[i + 1],
                               order.begin() + runs[i + 2],
                               before);
        }
        longer.push_back(documents_);
        runs = std::move(longer);
        for (const auto& columns : columns_) columns->release_pages();
    }
    std::vector<std::uint32_t> ranks(documents_);
    for (std::uint32_t rank = 0; rank < documents_; ++rank) ranks[order[rank]] = rank;
    out_.array(section, ranks);
    for (const auto& columns : columns_) columns->release_pages();
}

void ColumnsMerge::write_ids() {
    out_.begin(kIdBegins);
    Pieces<std::uint64_t> begins(out_);
    std::uint64_t end = 0;
    begins.add(end);
    each([&](const ColumnsSource&, const Columns& columns) {
        for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
            begins.add(end += columns.id(docid).size());
        }
    });
    begins.flush();
    out_.end();
    out_.begin(kIds);
    each([&](const ColumnsSource&, const Columns& columns) {
        for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
            out_.append(columns.id(docid));
        }
    });
    out_.end();

    std::vector<std::uint64_t> entries;
    entries.reserve(documents_);
    std::uint32_t before = 0;
    each([&](const ColumnsSource& source, const Columns& columns) {
        for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
            if (source.deleted.contains(docid)) continue;
            entries.push_back(index_entry(columns.id(docid), before + docid));
        }
        before += columns.size();
    });
    out_.header.indexed = entries.size();
    write_id_index(out_, std::move(entries));
}

void ColumnsMerge::write_facets() {
    Dictionaries dictionaries;
    for (std::size_t number = 0; number < kFacetColumns; ++number) {
        const auto column = static_cast<FacetColumn>(number);
        std::vector<std::uint32_t> renumbered;
        const Columns* current = nullptr;
        write<std::uint32_t>(
            ordinals_of(number),
            [&](const ColumnsSource&, const Columns& columns, std::uint32_t docid) {
                if (current != &columns) {
                    current = &columns;
                    renumbered.assign(columns.value_count(column), UINT32_MAX);
                }
                const std::uint32_t ordinal = columns.ordinals(column)[docid - 1];
                const std::string_view value = columns.value(column, ordinal);
                // In order of first use, as ColumnsWriter numbers them.
                std::uint32_t& known = renumbered[ordinal];
                if (known == UINT32_MAX) known = dictionaries[number].ordinal(std::string(value));
                return known;
            });
    }
    write_values(out_, dictionaries);
}

void ColumnsMerge::run() {
    out_.header.documents = documents_;
    for (const auto& columns : columns_) out_.header.total_length += columns->total_length();
    copy(kLengths, [](const Columns& columns) { return columns.lengths(); });
    copy(kTitleTokens, [](const Columns& columns) { return columns.title_tokens(); });
    copy(kDateFirst, [](const Columns& columns) { return columns.date_first(); });
    copy(kDateLast, [](const Columns& columns) { return columns.date_last(); });
    write_ranks(kNewestRank, true);
    write_ranks(kOldestRank, false);
    write<std::uint64_t>(
        kStoreOffset, [](const ColumnsSource& source, const Columns& columns, std::uint32_t docid) {
            return source.stored_before + columns.store_offset(docid);
        });
    write<std::uint64_t>(kStoreSize,
                         [](const ColumnsSource&, const Columns& columns, std::uint32_t docid) {
                             return columns.store_size(docid);
                         });
    write<std::uint64_t>(kContentHash,
                         [](const ColumnsSource&, const Columns& columns, std::uint32_t docid) {
                             return columns.content_hash(docid);
                         });
    write_ids();
    write_facets();
    out_.finish();
}

}  // namespace

void merge_columns(const std::vector<ColumnsSource>& sources, const std::filesystem::path& target) {
    ColumnsMerge(sources, target).run();
}

}  // namespace gazette
