// Dates as documents write them -> civil periods. One text, one date: nothing is guessed. A text
// that can be read in two ways, or that holds a word which is no part of a date, is no date.
//
// Read are: ISO 8601; day, month and year with the month's name in the document languages
// ("13 May 2013", "le 1er août 2018", "20 สิงหาคม 2564", "2021. augusztus 20."); numbers
// ("20.08.2021"; "08/20/2021" where one number is above 12 or the language settles the order);
// 2021年8月20日 and its Korean form, in digits or Chinese numerals, with 民國 and the Japanese eras
// (令和元年五月一日, R1.5.1 in Japanese); Buddhist years; Hijri (Umm al-Qura) and Persian dates;
// RFC 822 and ctime times. Times and time zones are dropped: the day is the one that is written.
#pragma once

#include "indexer/extract/calendars.h"
#include "indexer/format/civil_date.h"

#include <optional>
#include <string_view>

namespace gazette {

struct DateHint {
    std::string_view lang;             // BCP 47, of the text; empty or "und": not known
    std::optional<Calendar> calendar;  // of years that do not say it; not known: see dates.cpp
};

inline constexpr std::size_t kMaxDateBytes = 200;

// Nothing for what is no date, and for texts over kMaxDateBytes.
std::optional<CivilPeriod> parse_date(std::string_view text, const DateHint& hint = {});

// A number in Chinese numerals, alone: 三十一, 二〇二一, 一百零八, 廿三, 元 (1), or in digits, up
// to 9999. Nothing for anything else.
std::optional<int> parse_han_number(std::string_view text);

}  // namespace gazette
