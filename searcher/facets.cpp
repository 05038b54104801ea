#include "searcher/facets.h"

#include "indexer/analysis/fold.h"
#include "indexer/format/index_error.h"
#include "searcher/each_match.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <unordered_map>
#include <utility>

namespace gazette {

namespace {

using Counts = std::unordered_map<std::string, std::uint64_t>;

constexpr std::string_view kNoLanguage = "und";

constexpr std::size_t index_of(FacetField field) {
    return static_cast<std::size_t>(field);
}

// What is counted of all parts.
struct FieldCounts {
    Counts by_value;
    std::uint64_t unknown = 0;
    std::uint64_t wider = 0;
};

// The documents of one part, counted by ordinals: a few array accesses for each.
class PartCounts {
  public:
    PartCounts(const SearchRequest& request,
               const Columns& columns,
               const std::vector<FacetField>& fields)
        : columns_(columns), filters_(request, columns) {
        for (const FacetField field : fields) {
            const auto column = column_of(field);
            if (!column) {
                by_year_ = true;
                continue;
            }
            by_column_.push_back({field,
                                  *column,
                                  columns.ordinals(*column),
                                  std::vector<std::uint32_t>(columns.value_count(*column))});
        }
    }

    void add(std::uint32_t docid) {
        const std::uint32_t refused = filters_.refused(docid);
        if (refused == 0) ++total_;
        for (ByColumn& by : by_column_) {
            if ((refused & ~by.bit()) != 0) continue;
            const std::uint32_t ordinal = by.ordinals[docid - 1];
            if (ordinal >= by.counts.size()) throw IndexError("a part's columns are damaged");
            ++by.counts[ordinal];
        }
        if (by_year_ && (refused & ~(1U << index_of(FacetField::year))) == 0) add_year(docid);
    }

    std::uint64_t total() const { return total_; }

    void give(std::array<FieldCounts, kFacetFields>& all) const {
        for (const ByColumn& by : by_column_) {
            FieldCounts& counts = all.at(index_of(by.field));
            for (std::uint32_t ordinal = 0; ordinal < by.counts.size(); ++ordinal) {
                if (by.counts[ordinal] == 0) continue;
                const std::string_view value = columns_.value(by.column, ordinal);
                const bool unknown =
                    value.empty() || (by.field == FacetField::language && value == kNoLanguage);
                if (unknown) {
                    counts.unknown += by.counts[ordinal];
                } else {
                    counts.by_value[std::string(value)] += by.counts[ordinal];
                }
            }
        }
        FieldCounts& years = all.at(index_of(FacetField::year));
        years.unknown += undated_;
        years.wider += wider_;
        for (const auto& [year, count] : years_) years.by_value[std::to_string(year)] += count;
    }

  private:
    struct ByColumn {
        FacetField field;
        FacetColumn column;
        std::span<const std::uint32_t> ordinals;
        std::vector<std::uint32_t> counts;

        std::uint32_t bit() const { return 1U << index_of(field); }
    };

    void add_year(std::uint32_t docid) {
        const CivilDay first = columns_.date_first()[docid - 1];
        const CivilDay last = columns_.date_last()[docid - 1];
        if (first == kUnknownDay) {
            ++undated_;
            return;
        }
        // Documents of the same day often stand together.
        if (first != day_) {
            day_ = first;
            year_ = civil_date(first).year;
            day_counts_ = &years_[year_];
        }
        if (last != first && civil_date(last).year != year_) {
            ++wider_;
        } else {
            ++*day_counts_;
        }
    }

    const Columns& columns_;
    const ColumnFilters filters_;
    std::vector<ByColumn> by_column_;
    bool by_year_ = false;
    std::unordered_map<int, std::uint64_t> years_;
    CivilDay day_ = kUnknownDay;
    int year_ = 0;
    std::uint64_t* day_counts_ = nullptr;
    std::uint64_t undated_ = 0;
    std::uint64_t wider_ = 0;
    std::uint64_t total_ = 0;
};

std::string folded(std::string_view text) {
    std::string surface;
    std::string plain;
    fold_surface(text, Casing::common, false, surface);
    drop_marks(surface, plain);
    return plain;
}

// What the request asks of a facet; of years, whole ones alone are values.
FieldFilter asked_of(const SearchRequest& request, FacetField field) {
    if (field == FacetField::year) {
        FieldFilter filter{Field::date, {}, {}};
        if (request.from.precision == DatePrecision::year && request.from == request.to) {
            filter.wanted.push_back(to_string(request.from));
        }
        return filter;
    }
    for (FieldFilter& filter : field_filters(request)) {
        if (facet_field_of(row_of(filter.field).name) == field) return std::move(filter);
    }
    return {*field_of(name_of(field)), {}, {}};
}

// Documents with a value that passes for `named`.
std::uint64_t documents_of(Field field, const std::string& named, const Counts& counts) {
    if (field == Field::date) {
        const auto found = counts.find(named);
        return found == counts.end() ? 0 : found->second;
    }
    std::uint64_t documents = 0;
    for (const auto& [value, count] : counts) {
        if (is_any_of(field, value, {named})) documents += count;
    }
    return documents;
}

Facet facet_of(FacetField field, FieldCounts counts, const FacetRequest& request) {
    Facet facet;
    facet.field = field;
    facet.unknown = counts.unknown;
    facet.wider = counts.wider;
    const FieldFilter asked = asked_of(request.query, field);
    const auto name = [&](const std::string& value, bool chosen) {
        const std::uint64_t documents = documents_of(asked.field, value, counts.by_value);
        facet.values.push_back({value, documents, chosen, !chosen});
    };
    for (const std::string& value : asked.wanted) name(value, true);
    for (const std::string& value : asked.excluded) name(value, false);
    for (const FacetValue& named : facet.values) counts.by_value.erase(named.value);

    const std::string containing = folded(request.containing);
    std::vector<FacetValue> others;
    for (const auto& [value, documents] : counts.by_value) {
        if (!containing.empty() && folded(value).find(containing) == std::string::npos) continue;
        others.push_back({value, documents, false, false});
    }
    const bool by_value = field == FacetField::year;
    std::sort(others.begin(), others.end(), [by_value](const FacetValue& a, const FacetValue& b) {
        if (by_value) return std::stoi(a.value) > std::stoi(b.value);
        return a.documents != b.documents ? a.documents > b.documents : a.value < b.value;
    });
    const std::size_t listed = std::min<std::size_t>(others.size(), request.values);
    facet.more = others.size() - listed;
    facet.values.insert(
        facet.values.end(), others.begin(), others.begin() + static_cast<std::ptrdiff_t>(listed));
    return facet;
}

std::vector<FacetField> all_fields() {
    std::vector<FacetField> fields;
    for (std::size_t i = 0; i < kFacetFields; ++i) fields.push_back(static_cast<FacetField>(i));
    return fields;
}

}  // namespace

FacetResponse count_facets(const IndexSnapshot& index,
                           const CompiledQuery& query,
                           const FacetRequest& request,
                           Analyzer& analyzer,
                           const Deadline& deadline) {
    assert(request.values <= request_limits::kMaxFacetValues);
    const std::vector<FacetField> fields = request.fields.empty() ? all_fields() : request.fields;
    FacetResponse response;
    std::array<FieldCounts, kFacetFields> counts;
    for (const IndexPart& part : index.parts()) {
        PartCounts here(request.query, part.columns(), fields);
        const bool whole = each_match(
            part, query, analyzer, deadline, [&here](std::uint32_t docid) { here.add(docid); });
        here.give(counts);
        response.total += here.total();
        if (!whole) {
            response.relation = CountRelation::at_least;
            break;
        }
    }
    for (const FacetField field : fields) {
        response.facets.push_back(facet_of(field, std::move(counts.at(index_of(field))), request));
    }
    return response;
}

}  // namespace gazette
