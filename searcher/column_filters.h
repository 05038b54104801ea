// The filters of a request, asked of a part's columns: which of them a document does not pass. The
// same answer as the filter terms of the index give (tested against them), for documents that are
// at hand already.
#pragma once

#include "indexer/format/columns.h"
#include "searcher/request.h"
#include "searcher/request_filters.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gazette {

// What documents are counted by. All but the year are FacetColumns.
enum class FacetField : std::uint8_t {
    language,
    kind,
    source,
    jurisdiction,
    publisher,
    collection,
    year,
};
inline constexpr std::size_t kFacetFields = 7;

std::string_view name_of(FacetField field);  // as the API's parameters: "lang"
std::optional<FacetField> facet_field_of(std::string_view name);
// Nothing for the year.
std::optional<FacetColumn> column_of(FacetField field);

// Whether a field's value passes `wanted` (any of them) as a filter would have it: case does not
// count, and a language tag passes for itself and all longer ones.
bool is_any_of(Field field, std::string_view value, const std::vector<std::string>& wanted);

// Keeps a reference to the columns. For one thread at a time.
class ColumnFilters {
  public:
    ColumnFilters(const SearchRequest& request, const Columns& columns);

    // A bit, 1 << FacetField, for each filter that the document does not pass; from and to are the
    // filter of the year.
    std::uint32_t refused(std::uint32_t docid) const;

  private:
    struct ByColumn {
        std::span<const std::uint32_t> ordinals;
        std::uint32_t bit = 0;
        std::vector<char> passes;  // by ordinal
    };
    const Columns& columns_;
    std::vector<ByColumn> by_column_;
    bool by_date_ = false;
    CivilDay first_ = kUnknownDay;  // unknown: open
    CivilDay last_ = kUnknownDay;
};

}  // namespace gazette
