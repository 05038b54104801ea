#include "indexer/extract/calendars.h"

#include "indexer/analysis/icu_data.h"
#include "indexer/analysis/language.h"

#include <unicode/calendar.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace gazette {
namespace {

struct CalendarName {
    Calendar calendar;
    std::string_view name;
    const char* icu;  // as ICU calls it
};
constexpr CalendarName kCalendars[] = {
    {Calendar::gregorian, "gregorian", "gregorian"},
    {Calendar::roc, "roc", "roc"},
    {Calendar::buddhist, "buddhist", "buddhist"},
    {Calendar::japanese, "japanese", "japanese"},
    {Calendar::islamic, "islamic", "islamic-umalqura"},
    {Calendar::persian, "persian", "persian"},
};

constexpr int kRocOffset = 1911;
constexpr int kBuddhistOffset = 543;
constexpr int kReiwaOffset = 2018;
// Until then the Thai year began in April.
constexpr int kFirstJanuaryYearInSiam = 1941;
constexpr double kDayMilliseconds = 86'400'000.0;

std::optional<CivilPeriod> gregorian(int year, unsigned month, unsigned day) {
    if (year < 1 || year > 9999 || month > 12 || day > 31) return std::nullopt;
    char text[16];
    if (month == 0) {
        std::snprintf(text, sizeof text, "%04d", year);
    } else if (day == 0) {
        std::snprintf(text, sizeof text, "%04d-%02u", year, month);
    } else {
        std::snprintf(text, sizeof text, "%04d-%02u-%02u", year, month, day);
    }
    return parse_iso_date(text);
}

// One for each thread: a Calendar is no constant.
icu::Calendar& icu_calendar(const char* name) {
    thread_local std::unordered_map<std::string, std::unique_ptr<icu::Calendar>> known;
    auto& slot = known[name];
    if (slot == nullptr) {
        UErrorCode status = U_ZERO_ERROR;
        slot.reset(icu::Calendar::createInstance(
            icu::TimeZone::getGMT()->clone(),
            icu::Locale::createFromName((std::string("en@calendar=") + name).c_str()),
            status));
        check_icu(status, "cannot make a calendar");
        slot->setLenient(false);
    }
    return *slot;
}

// Of a day that must exist.
std::optional<CivilDay> icu_day(const char* calendar, int year, unsigned month, unsigned day) {
    icu::Calendar& at = icu_calendar(calendar);
    at.clear();
    at.set(UCAL_EXTENDED_YEAR, year);
    at.set(UCAL_MONTH, static_cast<int>(month) - 1);
    at.set(UCAL_DATE, static_cast<int>(day));
    UErrorCode status = U_ZERO_ERROR;
    const double milliseconds = at.getTime(status);
    if (U_FAILURE(status)) return std::nullopt;
    const auto days = static_cast<CivilDay>(milliseconds / kDayMilliseconds);
    if (civil_date(days).month == 0) return std::nullopt;
    return days;
}

std::optional<CivilPeriod> by_icu(const char* calendar, int year, unsigned month, unsigned day) {
    if (year < 1 || year > 9999 || month > 12 || day > 31) return std::nullopt;
    if (month != 0 && day != 0) {
        const auto exact = icu_day(calendar, year, month, day);
        if (!exact) return std::nullopt;
        return CivilPeriod{*exact, *exact, DatePrecision::day};
    }
    const auto first = icu_day(calendar, year, month == 0 ? 1 : month, 1);
    const auto next = month == 0 || month == 12 ? icu_day(calendar, year + 1, 1, 1)
                                                : icu_day(calendar, year, month + 1, 1);
    if (!first || !next) return std::nullopt;
    const int first_year = civil_date(*first).year;
    if (civil_date(*next - 1).year != first_year) return std::nullopt;
    return gregorian(first_year, 0, 0);
}

struct MonthRow {
    std::string lang;
    NamedMonth month;
};

struct Names {
    std::unordered_map<std::string, std::vector<MonthRow>> months;
    std::unordered_set<std::string> weekdays;
};

std::string without_dots(std::string text) {
    while (!text.empty() && text.back() == '.') text.pop_back();
    return text;
}

// Empty for what is no name: "M01" of locales that ICU does not know, numbers, single letters.
std::string name_of(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    std::string folded = without_dots(fold_date_text(utf8));
    const bool is_name =
        folded.size() >= 3 &&
        std::none_of(folded.begin(), folded.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_name ? folded : std::string();
}

void add_locale(Names& names, const std::string& tag, const std::string& lang, Calendar calendar) {
    const auto* const row = std::find_if(std::begin(kCalendars),
                                         std::end(kCalendars),
                                         [&](auto& r) { return r.calendar == calendar; });
    const icu::Locale locale = icu::Locale::createFromName((tag + "@calendar=" + row->icu).c_str());
    UErrorCode status = U_ZERO_ERROR;
    // The constructor of DateFormatSymbols does not heed the locale's calendar; a format does.
    const icu::SimpleDateFormat format(icu::UnicodeString("MMMM"), locale, status);
    if (U_FAILURE(status)) return;
    const icu::DateFormatSymbols& symbols = *format.getDateFormatSymbols();
    for (const auto context :
         {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
        for (const auto width :
             {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
            int32_t count = 0;
            const icu::UnicodeString* months = symbols.getMonths(count, context, width);
            for (int32_t i = 0; i < std::min(count, int32_t{12}); ++i) {
                const std::string name = name_of(months[i]);
                if (name.empty()) continue;
                auto& rows = names.months[name];
                const NamedMonth month{calendar, static_cast<unsigned>(i) + 1};
                const bool known = std::any_of(rows.begin(), rows.end(), [&](const MonthRow& r) {
                    return r.lang == lang && r.month == month;
                });
                if (!known) rows.push_back({lang, month});
            }
            const icu::UnicodeString* days = symbols.getWeekdays(count, context, width);
            for (int32_t i = 0; i < count; ++i) {
                const std::string name = name_of(days[i]);
                if (!name.empty()) names.weekdays.insert(name);
            }
        }
    }
}

Names make_names() {
    Names names;
    for (const Language& row : languages()) {
        const std::string tag(row.tag);
        if (tag != "und") add_locale(names, tag, tag, Calendar::gregorian);
    }
    // The same language with other names for the months.
    struct More {
        const char* tag;
        const char* lang;
        Calendar calendar;
    };
    static constexpr More kMore[] = {
        {"ar_SY", "ar", Calendar::gregorian},
        {"ar_DZ", "ar", Calendar::gregorian},
        {"ar_MA", "ar", Calendar::gregorian},
        {"sr_Latn", "sr", Calendar::gregorian},
        {"de_AT", "de", Calendar::gregorian},
        {"fa_AF", "fa", Calendar::gregorian},
        {"en", "en", Calendar::islamic},
        {"ar", "ar", Calendar::islamic},
        {"fa", "fa", Calendar::islamic},
        {"ur", "ur", Calendar::islamic},
        {"id", "id", Calendar::islamic},
        {"ms", "ms", Calendar::islamic},
        {"fa", "fa", Calendar::persian},
        {"fa_AF", "fa", Calendar::persian},
        {"en", "en", Calendar::persian},
    };
    for (const More& more : kMore) add_locale(names, more.tag, more.lang, more.calendar);
    names.months["sept"].push_back({"en", {Calendar::gregorian, 9}});
    return names;
}

const Names& all_names() {
    static const Names names = make_names();
    return names;
}

}  // namespace

std::string_view name_of(Calendar calendar) {
    for (const CalendarName& row : kCalendars) {
        if (row.calendar == calendar) return row.name;
    }
    return "gregorian";
}

std::optional<Calendar> calendar_of(std::string_view name) {
    for (const CalendarName& row : kCalendars) {
        if (row.name == name) return row.calendar;
    }
    return std::nullopt;
}

std::optional<CivilPeriod> civil_period(Calendar calendar, int year, unsigned month, unsigned day) {
    if (day != 0 && month == 0) return std::nullopt;
    switch (calendar) {
        case Calendar::gregorian:
            return gregorian(year, month, day);
        case Calendar::roc:
            return gregorian(year + kRocOffset, month, day);
        case Calendar::japanese:
            return gregorian(year + kReiwaOffset, month, day);
        case Calendar::buddhist: {
            const int common = year - kBuddhistOffset;
            if (common >= kFirstJanuaryYearInSiam) return gregorian(common, month, day);
            // January to March were the last months of a year; that of 1940 had none.
            if (month == 0 || (month <= 3 && common + 1 == kFirstJanuaryYearInSiam)) {
                return std::nullopt;
            }
            return gregorian(month <= 3 ? common + 1 : common, month, day);
        }
        case Calendar::islamic:
        case Calendar::persian:
            return by_icu(
                calendar == Calendar::islamic ? "islamic-umalqura" : "persian", year, month, day);
    }
    return std::nullopt;
}

std::string fold_date_text(std::string_view text) {
    std::string folded;
    normalize(nfkc_casefold(), text, folded);
    const icu::UnicodeString units = icu::UnicodeString::fromUTF8(folded);
    icu::UnicodeString out;
    for (int32_t at = 0; at < units.length();) {
        const UChar32 c = units.char32At(at);
        at += U16_LENGTH(c);
        const int32_t digit = u_charDigitValue(c);
        if (digit >= 0) {
            out.append(static_cast<UChar32>('0' + digit));
        } else if (u_isUWhiteSpace(c)) {
            out.append(static_cast<UChar32>(' '));
        } else if (u_charType(c) != U_FORMAT_CHAR) {
            out.append(c);
        }
    }
    std::string result;
    out.toUTF8String(result);
    return result;
}

std::vector<NamedMonth> months_named(std::string_view folded, std::string_view lang) {
    const auto found = all_names().months.find(std::string(folded));
    if (found == all_names().months.end()) return {};
    const std::string_view primary = lang.substr(0, lang.find('-'));
    std::vector<NamedMonth> months;
    const auto collect = [&](bool of_language) {
        for (const MonthRow& row : found->second) {
            if (of_language && row.lang != primary) continue;
            if (std::find(months.begin(), months.end(), row.month) == months.end()) {
                months.push_back(row.month);
            }
        }
    };
    if (!primary.empty()) collect(true);
    if (months.empty()) collect(false);
    return months;
}

bool is_weekday(std::string_view folded) {
    return all_names().weekdays.contains(std::string(folded));
}

}  // namespace gazette
