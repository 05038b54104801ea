// What values of RTF's control words mean.
#pragma once

#include "indexer/format/civil_date.h"

#include <string>
#include <string_view>

namespace gazette {

// Code page of a \fcharset (RTF 1.9.1, "Font Table"); empty for the document's own.
std::string_view rtf_charset_of_font(int fcharset);
// Of \ansicpg.
std::string rtf_charset_of_code_page(int page);
// Of a hexadecimal digit; -1 for others.
int rtf_hex_value(char c);

// \yr2019\mo5\dy7
struct RtfDate {
    int year = 0;
    int month = 0;
    int day = 0;

    // Unknown where it is no day.
    CivilPeriod period() const;
};

}  // namespace gazette
