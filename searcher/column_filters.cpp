#include "searcher/column_filters.h"

#include "indexer/format/fields.h"
#include "indexer/format/index_error.h"

#include <algorithm>
#include <string>

namespace gazette {

namespace {

struct FacetRow {
    FacetField facet;
    std::string_view name;
    Field field;
    std::optional<FacetColumn> column;
};

constexpr std::array<FacetRow, kFacetFields> kFacets = {{
    {FacetField::language, "lang", Field::lang, FacetColumn::lang},
    {FacetField::kind, "kind", Field::kind, FacetColumn::kind},
    {FacetField::source, "source", Field::source, FacetColumn::source},
    {FacetField::jurisdiction, "jurisdiction", Field::jurisdiction, FacetColumn::jurisdiction},
    {FacetField::publisher, "publisher", Field::publisher, FacetColumn::publisher},
    {FacetField::collection, "collection", Field::collection, FacetColumn::collection},
    {FacetField::year, "year", Field::date, std::nullopt},
}};

const FacetRow& row_of(FacetField field) {
    return kFacets.at(static_cast<std::size_t>(field));
}

const FacetRow* row_of_filter(Field field) {
    const auto* const row = std::find_if(
        kFacets.begin(), kFacets.end(), [field](const auto& each) { return each.field == field; });
    return row == kFacets.end() ? nullptr : row;
}

}  // namespace

std::string_view name_of(FacetField field) {
    return row_of(field).name;
}

std::optional<FacetField> facet_field_of(std::string_view name) {
    for (const FacetRow& row : kFacets) {
        if (row.name == name) return row.facet;
    }
    return std::nullopt;
}

std::optional<FacetColumn> column_of(FacetField field) {
    return row_of(field).column;
}

bool is_any_of(Field field, std::string_view value, const std::vector<std::string>& wanted) {
    if (value.empty()) return false;
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) {
        const std::string term = filter_term(field, one);
        std::string_view rest = value;
        while (filter_term(field, rest) != term) {
            const auto cut = field == Field::lang ? rest.rfind('-') : std::string_view::npos;
            if (cut == std::string_view::npos) return false;
            rest = rest.substr(0, cut);
        }
        return true;
    });
}

ColumnFilters::ColumnFilters(const SearchRequest& request, const Columns& columns)
    : columns_(columns),
      by_date_(request.from.known() || request.to.known()),
      first_(request.from.first),
      last_(request.to.last) {
    for (const FieldFilter& filter : field_filters(request)) {
        const FacetRow* row = row_of_filter(filter.field);
        if (row == nullptr || !row->column) throw IndexError("a filter has no column");
        ByColumn by;
        by.ordinals = columns.ordinals(*row->column);
        by.bit = 1U << static_cast<unsigned>(row->facet);
        for (std::uint32_t ordinal = 0; ordinal < columns.value_count(*row->column); ++ordinal) {
            const std::string_view value = columns.value(*row->column, ordinal);
            const bool wanted =
                filter.wanted.empty() || is_any_of(filter.field, value, filter.wanted);
            by.passes.push_back(wanted && !is_any_of(filter.field, value, filter.excluded) ? 1 : 0);
        }
        by_column_.push_back(std::move(by));
    }
}

std::uint32_t ColumnFilters::refused(std::uint32_t docid) const {
    std::uint32_t refused = 0;
    for (const ByColumn& by : by_column_) {
        const std::uint32_t ordinal = by.ordinals[docid - 1];
        if (ordinal >= by.passes.size()) throw IndexError("a part's columns are damaged");
        if (by.passes[ordinal] == 0) refused |= by.bit;
    }
    if (!by_date_) return refused;
    const CivilDay first = columns_.date_first()[docid - 1];
    const CivilDay last = columns_.date_last()[docid - 1];
    const bool known = first != kUnknownDay;
    const bool in_time = known && (first_ == kUnknownDay || first >= first_) &&
                         (last_ == kUnknownDay || last <= last_);
    return in_time ? refused : refused | 1U << static_cast<unsigned>(FacetField::year);
}

}  // namespace gazette
