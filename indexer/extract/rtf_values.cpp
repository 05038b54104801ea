#include "indexer/extract/rtf_values.h"

namespace gazette {

std::string_view rtf_charset_of_font(int fcharset) {
    switch (fcharset) {
        case 128:
            return "shift_jis";
        case 129:
            return "windows-949";
        case 134:
            return "gb18030";
        case 136:
            return "big5";
        case 161:
            return "windows-1253";
        case 162:
            return "windows-1254";
        case 163:
            return "windows-1258";
        case 177:
            return "windows-1255";
        case 178:
            return "windows-1256";
        case 186:
            return "windows-1257";
        case 204:
            return "windows-1251";
        case 222:
            return "windows-874";
        case 238:
            return "windows-1250";
        default:
            return {};
    }
}

std::string rtf_charset_of_code_page(int page) {
    switch (page) {
        case 932:
            return "shift_jis";
        case 936:
            return "gb18030";
        case 949:
            return "windows-949";
        case 950:
            return "big5";
        case 65001:
            return "utf-8";
        case 10000:
            return "macintosh";
        case 437:
            return "ibm437";
        case 850:
            return "ibm850";
        case 866:
            return "ibm866";
        default:
            return page >= 1250 && page <= 1258 ? "windows-" + std::to_string(page)
                                                : "windows-1252";
    }
}

int rtf_hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

CivilPeriod RtfDate::period() const {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (year < 1000 || year > 9999) return {};
    const auto found = parse_iso_date(std::to_string(year) + "-" + two(month) + "-" + two(day));
    return found ? *found : CivilPeriod();
}

}  // namespace gazette
