// The words and numbers that a date is written with, each with what it can mean: which is a month,
// a calendar, a weekday, a filler. Which day they make is dates.h's.
//
// All texts are folded as fold_date_text() does it. Any thread may call these.
#pragma once

#include "indexer/extract/calendars.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct DatePiece {
    std::string text;
    bool is_number = false;
    std::string before;  // what stands between it and the piece before
};

std::vector<DatePiece> date_pieces(std::string_view folded);

struct DateWords {
    std::vector<const DatePiece*> numbers;  // point into the pieces
    std::vector<NamedMonth> months;         // meanings of the one name
    bool has_month = false;
    std::optional<Calendar> sign;  // what a word says of the calendar of the year
};

// Nothing where a word has no meaning in a date. `lang`: as DateHint has it, empty where it is not
// known. `pieces` must live as long as what comes back.
std::optional<DateWords> sort_date_words(const std::vector<DatePiece>& pieces,
                                         std::string_view lang);

// hh:mm, hh:mm:ss, hh:mm:ss.ff anywhere, with a zone in digits behind it: taken out.
std::string without_time_of_day(std::string_view text);

// The language of a tag, without its region: "en" of "en-GB".
std::string_view primary_language(std::string_view lang);

}  // namespace gazette
