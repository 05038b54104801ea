// A range as years, months and days, each where a longer one does not fit:
//
//   2019-11-29 .. 2021-02      days 29 30 | month 2019-12 | year 2020 | months 2021-01 2021-02
//
// A document that is dated "2021" alone has a year term and no other, so that it is not found: it
// could be of December.

#include "searcher/query/date_terms.h"

#include "indexer/format/fields.h"
#include "searcher/query/field_values.h"

#include <algorithm>
#include <charconv>

namespace gazette {
namespace {

// Years 1 to 9999, and one more to see that there are no others.
constexpr std::size_t kMostYears = 10'000;

std::vector<int> years_of(const Vocabulary& vocabulary, Field field) {
    const std::string_view prefix = year_prefix(field);
    std::vector<int> years;
    for (const std::string& term : vocabulary.terms_with_prefix(prefix, kMostYears)) {
        int year = 0;
        const char* end = term.data() + term.size();
        const auto [last, problem] = std::from_chars(term.data() + prefix.size(), end, year);
        if (problem == std::errc() && last == end && year_term(year, field) == term) {
            years.push_back(year);
        }
    }
    std::sort(years.begin(), years.end());
    return years;
}

struct DayRange {
    CivilDay first = 0;
    CivilDay last = 0;

    bool holds(const CivilPeriod& period) const {
        return period.first >= first && period.last <= last;
    }
    bool meets(const CivilPeriod& period) const {
        return period.first <= last && period.last >= first;
    }
};

void add_days(const CivilPeriod& month,
              const DayRange& range,
              Field field,
              std::vector<std::string>& terms) {
    const CivilDay last = std::min(month.last, range.last);
    for (CivilDay day = std::max(month.first, range.first); day <= last; ++day) {
        terms.push_back(day_term(day, field));
    }
}

void add_months(int year, const DayRange& range, Field field, std::vector<std::string>& terms) {
    for (unsigned month = 1; month <= 12; ++month) {
        const CivilPeriod period = month_period(year, month);
        if (range.holds(period)) {
            terms.push_back(month_term(year, month, field));
        } else if (range.meets(period)) {
            add_days(period, range, field, terms);
        }
    }
}

}  // namespace

std::vector<std::string> date_terms(const CivilPeriod& from,
                                    const CivilPeriod& to,
                                    const Vocabulary& vocabulary,
                                    Field field) {
    const DayRange range{from.known() ? from.first : civil_day(1, 1, 1),
                         to.known() ? to.last : civil_day(9999, 12, 31)};
    std::vector<std::string> terms;
    for (const int year : years_of(vocabulary, field)) {
        const CivilPeriod period = year_period(year);
        if (range.holds(period)) {
            terms.push_back(year_term(year, field));
        } else if (range.meets(period)) {
            add_months(year, range, field, terms);
        }
    }
    return terms;
}

}  // namespace gazette
