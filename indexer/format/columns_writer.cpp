#include "indexer/format/columns.h"
#include "indexer/format/columns_layout.h"
#include "indexer/format/columns_sections.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <unordered_map>

namespace gazette {

using namespace columns_layout;

struct ColumnsWriter::State {
    std::vector<std::uint32_t> lengths;
    std::vector<std::uint32_t> title_tokens;
    std::vector<CivilDay> date_first, date_last;
    std::vector<std::uint64_t> store_offset, store_size, content_hash;
    std::vector<std::uint64_t> id_begins = {0};
    std::string ids;
    std::vector<std::uint32_t> indexed;  // docids that find() finds
    std::array<std::vector<std::uint32_t>, kFacetColumns> ordinals;
    Dictionaries dictionaries;

    std::string_view id(std::uint32_t slot) const {
        return std::string_view(ids).substr(id_begins[slot], id_begins[slot + 1] - id_begins[slot]);
    }
    void add(const ColumnRow& row);
    std::vector<std::uint32_t> ranks(bool newest_first) const;
    void write_id_index(SectionWriter& out) const;
};

void ColumnsWriter::State::add(const ColumnRow& row) {
    if (lengths.size() == UINT32_MAX) throw IndexError("a part cannot hold more documents");
    lengths.push_back(row.length);
    title_tokens.push_back(row.title_tokens);
    date_first.push_back(row.date_first);
    date_last.push_back(row.date_last);
    store_offset.push_back(row.store_offset);
    store_size.push_back(row.store_size);
    content_hash.push_back(row.content_hash);
    ids += row.id;
    id_begins.push_back(ids.size());
    const std::array values = {
        &row.lang, &row.kind, &row.source, &row.collection, &row.publisher, &row.jurisdiction};
    for (std::size_t column = 0; column < kFacetColumns; ++column) {
        ordinals[column].push_back(dictionaries[column].ordinal(*values[column]));
    }
}

std::vector<std::uint32_t> ColumnsWriter::State::ranks(bool newest_first) const {
    std::vector<std::uint32_t> order(lengths.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const CivilDay first = date_first[a];
        const CivilDay second = date_first[b];
        if (first != second) {
            if (first == kUnknownDay || second == kUnknownDay) return second == kUnknownDay;
            return newest_first ? first > second : first < second;
        }
        if (const int compared = id(a).compare(id(b)); compared != 0) return compared < 0;
        return a < b;
    });
    std::vector<std::uint32_t> ranks(order.size());
    for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
    return ranks;
}

void ColumnsWriter::State::write_id_index(SectionWriter& out) const {
    std::vector<std::uint64_t> entries;
    entries.reserve(indexed.size());
    for (const std::uint32_t docid : indexed) entries.push_back(index_entry(id(docid - 1), docid));
    columns_layout::write_id_index(out, std::move(entries));
}

ColumnsWriter::ColumnsWriter() : state_(std::make_unique<State>()) {}
ColumnsWriter::~ColumnsWriter() = default;
ColumnsWriter::ColumnsWriter(ColumnsWriter&&) noexcept = default;
ColumnsWriter& ColumnsWriter::operator=(ColumnsWriter&&) noexcept = default;

void ColumnsWriter::reserve(std::uint32_t rows) {
    State& s = *state_;
    s.lengths.reserve(rows);
    s.title_tokens.reserve(rows);
    s.date_first.reserve(rows);
    s.date_last.reserve(rows);
    s.store_offset.reserve(rows);
    s.store_size.reserve(rows);
    s.content_hash.reserve(rows);
    s.id_begins.reserve(std::size_t{rows} + 1);
    s.indexed.reserve(rows);
    for (auto& column : s.ordinals) column.reserve(rows);
}

void ColumnsWriter::add(const ColumnRow& row) {
    state_->add(row);
    state_->indexed.push_back(size());
}

void ColumnsWriter::add_deleted(const ColumnRow& row) {
    state_->add(row);
}

std::uint32_t ColumnsWriter::size() const {
    return static_cast<std::uint32_t>(state_->lengths.size());
}

void ColumnsWriter::write(const std::filesystem::path& file) const {
    const State& s = *state_;
    SectionWriter out(file);
    out.header.documents = s.lengths.size();
    out.header.indexed = s.indexed.size();
    out.header.total_length = std::accumulate(s.lengths.begin(), s.lengths.end(), std::uint64_t{0});
    out.array(kLengths, s.lengths);
    out.array(kTitleTokens, s.title_tokens);
    out.array(kDateFirst, s.date_first);
    out.array(kDateLast, s.date_last);
    out.array(kNewestRank, s.ranks(true));
    out.array(kOldestRank, s.ranks(false));
    out.array(kStoreOffset, s.store_offset);
    out.array(kStoreSize, s.store_size);
    out.array(kContentHash, s.content_hash);
    out.array(kIdBegins, s.id_begins);
    out.begin(kIds);
    out.append(s.ids);
    out.end();
    s.write_id_index(out);
    for (std::size_t column = 0; column < kFacetColumns; ++column) {
        out.array(ordinals_of(column), s.ordinals[column]);
    }
    write_values(out, s.dictionaries);
    out.finish();
}

}  // namespace gazette
