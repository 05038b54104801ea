#include "searcher/query/date_terms.h"

#include "indexer/format/fields.h"
#include "searcher/query/field_values.h"
#include "tests/query/fake_vocabulary.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace gazette {
namespace {

// The terms that the index has of a document with this date.
std::set<std::string> terms_of(const CivilPeriod& period) {
    const CivilDate date = civil_date(period.first);
    std::set<std::string> terms = {year_term(date.year)};
    if (period.precision >= DatePrecision::month) terms.insert(month_term(date.year, date.month));
    if (period.precision == DatePrecision::day) terms.insert(day_term(period.first));
    return terms;
}

CivilPeriod random_period(std::mt19937& random) {
    const CivilDay day = civil_day(2017, 1, 1) + static_cast<CivilDay>(random() % 1500);
    const CivilDate date = civil_date(day);
    switch (random() % 3) {
        case 0:
            return year_period(date.year);
        case 1:
            return month_period(date.year, date.month);
        default:
            return day_period(day);
    }
}

TEST(DateTerms, FindExactlyTheDocumentsWhosePeriodLiesInTheRange) {
    std::set<std::string> years;
    for (int year = 2017; year <= 2021; ++year) years.insert(year_term(year));
    const test::FakeVocabulary vocabulary({}, years);
    std::mt19937 random(5);
    int found_all = 0;
    for (int round = 0; round < 2000; ++round) {
        CivilPeriod from = random() % 5 == 0 ? CivilPeriod{} : random_period(random);
        CivilPeriod to = random() % 5 == 0 ? CivilPeriod{} : random_period(random);
        const auto terms = date_terms(from, to, vocabulary);
        EXPECT_LE(terms.size(), 90U);
        for (int document = 0; document < 40; ++document) {
            const CivilPeriod period = random_period(random);
            const bool inside = (!from.known() || period.first >= from.first) &&
                                (!to.known() || period.last <= to.last);
            const auto own = terms_of(period);
            const bool found = std::any_of(
                terms.begin(), terms.end(), [&](auto& term) { return own.count(term) > 0; });
            ASSERT_EQ(found, inside) << to_string(period) << " in " << date_range_text(from, to);
            found_all += found ? 1 : 0;
        }
    }
    EXPECT_GT(found_all, 10000);
}

TEST(DateTerms, SkipYearsThatTheIndexDoesNotHold) {
    const test::FakeVocabulary vocabulary({}, {year_term(1066), year_term(2019), "Yx", "Y20190"});
    EXPECT_EQ(date_terms({}, {}, vocabulary),
              (std::vector<std::string>{year_term(1066), year_term(2019)}));
    EXPECT_TRUE(date_terms(year_period(1100), year_period(2018), vocabulary).empty());
    EXPECT_TRUE(date_terms(day_period(civil_day(2018, 5, 7)), {}, vocabulary).size() == 1);
}

TEST(DateRange, ReadsWhatItPrints) {
    const struct {
        const char* typed;
        const char* range;
    } rows[] = {
        {"2019", "2019"},
        {"2019-05", "2019-05"},
        {"2019-05-07", "2019-05-07"},
        {"2019..2019", "2019"},
        {"2019..2019-05", "2019..2019-05"},
        {"<0002", "..0001"},
        {">9998-12-31", "9999-01-01.."},
        {">2019-12-31", "2020-01-01.."},
        {"<2020-01", "..2019-12"},
        {"<=2024-02-29", "..2024-02-29"},
        {"＞＝２０２０", "2020.."},
        {"", nullptr},
        {"..", nullptr},
        {"<0001", nullptr},
        {">9999", nullptr},
        {"<0001-01-01", nullptr},
        {">9999-12", nullptr},
        {"2023-02-29", nullptr},
        {"2020..2019", nullptr},
        {"2019...2020", nullptr},
        {"2019..2020..2021", nullptr},
        {">", nullptr},
        {">=", nullptr},
        {"==2019", nullptr},
        {"19", nullptr},
        {"7.5.2019", nullptr},
        {"２０１９年", nullptr},
    };
    for (const auto& row : rows) {
        const auto range = parse_date_range(row.typed);
        ASSERT_EQ(range.has_value(), row.range != nullptr) << row.typed;
        if (!range) continue;
        EXPECT_EQ(date_range_text(range->from, range->to), row.range) << row.typed;
        const auto again = parse_date_range(row.range);
        ASSERT_TRUE(again);
        EXPECT_TRUE(again->from == range->from && again->to == range->to) << row.typed;
    }
}

TEST(LanguageTag, HasTheShapeOfBcp47) {
    for (const char* tag : {"de", "zh-Hant-HK", "yue", "de-1996", "en-x-a", "und"}) {
        EXPECT_TRUE(is_language_tag(tag)) << tag;
    }
    for (const char* tag : {"", "d", "german", "de-", "-de", "de,fr", "zh_Hant", "中文", "de--x"}) {
        EXPECT_FALSE(is_language_tag(tag)) << tag;
    }
    EXPECT_EQ(tag_of_language_name("GERMAN"), "de");
    EXPECT_EQ(tag_of_language_name("Deutsch"), "de");
    EXPECT_EQ(tag_of_language_name("Elvish"), "");
}

}  // namespace
}  // namespace gazette
