#include "indexer/format/civil_date.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

struct DateCase {
    std::string_view text;
    std::string_view first;  // empty: refused
    std::string_view last;
    DatePrecision precision;
};

TEST(CivilDate, ReadsIsoDatesOfEachPrecisionAndRefusesAllElse) {
    using enum DatePrecision;
    const DateCase cases[] = {
        {"2019", "2019-01-01", "2019-12-31", year},
        {"0001", "0001-01-01", "0001-12-31", year},
        {"9999", "9999-01-01", "9999-12-31", year},
        {"2019-05", "2019-05-01", "2019-05-31", month},
        {"2024-02", "2024-02-01", "2024-02-29", month},
        {"2023-02", "2023-02-01", "2023-02-28", month},
        {"1900-02", "1900-02-01", "1900-02-28", month},
        {"2000-02", "2000-02-01", "2000-02-29", month},
        {"2019-05-07", "2019-05-07", "2019-05-07", day},
        {"20190507", "2019-05-07", "2019-05-07", day},
        {"2024-02-29", "2024-02-29", "2024-02-29", day},
        {"1752-09-14", "1752-09-14", "1752-09-14", day},
        {"2019-05-07T10:00Z", "2019-05-07", "2019-05-07", day},
        {"2019-05-07T23:59:60.123+05:30", "2019-05-07", "2019-05-07", day},
        {"2019-05-07 10:00:00", "2019-05-07", "2019-05-07", day},
        {"20190507T100000Z", "2019-05-07", "2019-05-07", day},
        {"2019-05-07+02:00", "2019-05-07", "2019-05-07", day},
        {"2019-05-07Z", "2019-05-07", "2019-05-07", day},
        {"2019-05-07T10-0800", "2019-05-07", "2019-05-07", day},
        {"", "", "", unknown},
        {"19", "", "", unknown},
        {"0000", "", "", unknown},
        {"0000-01-01", "", "", unknown},
        {"-2019", "", "", unknown},
        {"+2019", "", "", unknown},
        {"12019", "", "", unknown},
        {"201905", "", "", unknown},
        {"2019-", "", "", unknown},
        {"2019-5", "", "", unknown},
        {"2019-00", "", "", unknown},
        {"2019-13", "", "", unknown},
        {"2019-05-", "", "", unknown},
        {"2019-05-7", "", "", unknown},
        {"2019-0507", "", "", unknown},
        {"201905-07", "", "", unknown},
        {"2019-05-00", "", "", unknown},
        {"2019-05-32", "", "", unknown},
        {"2019-04-31", "", "", unknown},
        {"2023-02-29", "", "", unknown},
        {"1900-02-29", "", "", unknown},
        {"2019-05-071", "", "", unknown},
        {"2019-05-07x", "", "", unknown},
        {"2019-05-07T", "", "", unknown},
        {"2019-05-07T25:00", "", "", unknown},
        {"2019-05-07T10:61", "", "", unknown},
        {"2019-05-07T10:00:00.", "", "", unknown},
        {"2019-05-07T10:00Zulu", "", "", unknown},
        {" 2019-05-07", "", "", unknown},
        {"2019-05-07 ", "", "", unknown},
        {"2019/05/07", "", "", unknown},
        {"٢٠١٩", "", "", unknown},
        {"２０１９", "", "", unknown},
    };
    for (const auto& c : cases) {
        const auto period = parse_iso_date(c.text);
        ASSERT_EQ(period.has_value(), !c.first.empty()) << c.text;
        if (!period) continue;
        EXPECT_EQ(iso_day(period->first), c.first) << c.text;
        EXPECT_EQ(iso_day(period->last), c.last) << c.text;
        EXPECT_EQ(period->precision, c.precision) << c.text;
    }
}

TEST(CivilDate, WritesPeriodsAsTheyWereRead) {
    for (const std::string_view text :
         {"2019", "2019-05", "2019-05-07", "0001-01-01", "9999-12-31"}) {
        EXPECT_EQ(to_string(*parse_iso_date(text)), text);
    }
    EXPECT_EQ(to_string(CivilPeriod{}), "");
}

TEST(CivilDate, CountsDaysFromTheEpoch) {
    EXPECT_EQ(civil_day(1970, 1, 1), 0);
    EXPECT_EQ(civil_day(1969, 12, 31), -1);
    EXPECT_EQ(civil_day(2000, 3, 1), 11017);
}

TEST(CivilDate, FollowsTheCalendarDayByDay) {
    CivilDate expected{1, 1, 1};
    for (CivilDay day = civil_day(1, 1, 1); day <= civil_day(9999, 12, 31); ++day) {
        const CivilDate date = civil_date(day);
        ASSERT_TRUE(date.year == expected.year && date.month == expected.month &&
                    date.day == expected.day)
            << day;
        const int y = date.year;
        const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
        const unsigned days[] = {31, leap ? 29U : 28U, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
        if (++expected.day > days[expected.month - 1]) expected = {y, date.month + 1, 1};
        if (expected.month > 12) expected = {y + 1, 1, 1};
    }
}

TEST(CivilDate, HasNoDateForDaysOutsideOfItsYears) {
    for (const CivilDay day :
         {kUnknownDay, civil_day(1, 1, 1) - 1, civil_day(9999, 12, 31) + 1, INT32_MAX}) {
        EXPECT_EQ(civil_date(day).month, 0U) << day;
        EXPECT_EQ(iso_day(day), "") << day;
    }
}

}  // namespace
}  // namespace gazette
