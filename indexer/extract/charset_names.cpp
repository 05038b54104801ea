#include "indexer/extract/charset_names.h"

#include "indexer/extract/utf8.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace gazette {
namespace {

constexpr Charset kCharsets[] = {
    {"utf-8", "UTF-8", false},
    {"utf-16le", "UTF-16LE", false},
    {"utf-16be", "UTF-16BE", false},
    {"utf-32le", "UTF-32LE", false},
    {"utf-32be", "UTF-32BE", false},
    {"windows-1250", "windows-1250", true},
    {"windows-1251", "windows-1251", true},
    {"windows-1252", "windows-1252", true},
    {"windows-1253", "windows-1253", true},
    {"windows-1254", "windows-1254", true},
    {"windows-1255", "windows-1255", true},
    {"windows-1256", "windows-1256", true},
    {"windows-1257", "windows-1257", true},
    {"windows-1258", "windows-1258", true},
    {"windows-874", "windows-874", true},
    {"iso-8859-2", "ISO-8859-2", true},
    {"iso-8859-3", "ISO-8859-3", true},
    {"iso-8859-4", "ISO-8859-4", true},
    {"iso-8859-5", "ISO-8859-5", true},
    {"iso-8859-6", "ISO-8859-6", true},
    {"iso-8859-7", "ISO-8859-7", true},
    {"iso-8859-8", "ISO-8859-8", true},
    {"iso-8859-10", "ISO-8859-10", true},
    {"iso-8859-13", "ISO-8859-13", true},
    {"iso-8859-14", "ISO-8859-14", true},
    {"iso-8859-15", "ISO-8859-15", true},
    {"koi8-r", "KOI8-R", true},
    {"koi8-u", "KOI8-U", true},
    {"macintosh", "macintosh", true},
    {"x-mac-cyrillic", "x-mac-cyrillic", true},
    {"ibm866", "IBM866", true},
    {"gbk", "GB18030", false},
    {"gb18030", "GB18030", false},
    {"big5", "Big5-HKSCS", false},
    {"shift_jis", "windows-31j", false},
    {"euc-jp", "EUC-JP", false},
    {"iso-2022-jp", "ISO-2022-JP", false},
    {"euc-kr", "windows-949", false},
};

// Labels that are not the name itself.
constexpr std::pair<std::string_view, std::string_view> kLabels[] = {
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"x-unicode20utf8", "utf-8"},
    {"utf-16", "utf-16le"},
    {"utf16", "utf-16le"},
    {"unicode", "utf-16le"},
    {"ucs-2", "utf-16le"},
    {"utf-32", "utf-32le"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"ansi_x3.4-1968", "windows-1252"},
    {"latin2", "iso-8859-2"},
    {"iso8859-2", "iso-8859-2"},
    {"iso_8859-2", "iso-8859-2"},
    {"latin4", "iso-8859-4"},
    {"cyrillic", "iso-8859-5"},
    {"iso8859-5", "iso-8859-5"},
    {"arabic", "iso-8859-6"},
    {"asmo-708", "iso-8859-6"},
    {"greek", "iso-8859-7"},
    {"iso8859-7", "iso-8859-7"},
    {"hebrew", "iso-8859-8"},
    {"visual", "iso-8859-8"},
    {"iso-8859-8-i", "iso-8859-8"},
    {"iso-8859-9", "windows-1254"},
    {"iso8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso8859-15", "iso-8859-15"},
    {"latin-9", "iso-8859-15"},
    {"latin9", "iso-8859-15"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"dos-874", "windows-874"},
    {"cp1250", "windows-1250"},
    {"x-cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"win-1251", "windows-1251"},
    {"x-cp1251", "windows-1251"},
    {"cp1253", "windows-1253"},
    {"cp1254", "windows-1254"},
    {"cp1255", "windows-1255"},
    {"cp1256", "windows-1256"},
    {"cp1257", "windows-1257"},
    {"cp1258", "windows-1258"},
    {"koi8", "koi8-r"},
    {"koi", "koi8-r"},
    {"koi8_r", "koi8-r"},
    {"koi8-ru", "koi8-u"},
    {"mac", "macintosh"},
    {"x-mac-roman", "macintosh"},
    {"mac-cyrillic", "x-mac-cyrillic"},
    {"x-mac-ukrainian", "x-mac-cyrillic"},
    {"cp866", "ibm866"},
    {"866", "ibm866"},
    {"gb2312", "gbk"},
    {"gb_2312", "gbk"},
    {"gb_2312-80", "gbk"},
    {"euc-cn", "gbk"},
    {"x-gbk", "gbk"},
    {"cp936", "gbk"},
    {"ms936", "gbk"},
    {"chinese", "gbk"},
    {"big5-hkscs", "big5"},
    {"big-5", "big5"},
    {"cn-big5", "big5"},
    {"x-x-big5", "big5"},
    {"cp950", "big5"},
    {"sjis", "shift_jis"},
    {"shift-jis", "shift_jis"},
    {"x-sjis", "shift_jis"},
    {"ms_kanji", "shift_jis"},
    {"ms932", "shift_jis"},
    {"cp932", "shift_jis"},
    {"windows-31j", "shift_jis"},
    {"x-euc-jp", "euc-jp"},
    {"eucjp", "euc-jp"},
    {"iso2022jp", "iso-2022-jp"},
    {"ks_c_5601-1987", "euc-kr"},
    {"ksc5601", "euc-kr"},
    {"korean", "euc-kr"},
    {"windows-949", "euc-kr"},
    {"cp949", "euc-kr"},
    {"uhc", "euc-kr"},
    {"euckr", "euc-kr"},
};

}  // namespace

const Charset* charset_named(std::string_view label) {
    std::string name;
    for (const char c : trim_space(label)) {
        name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    const auto* const alias = std::find_if(
        std::begin(kLabels), std::end(kLabels), [&](const auto& row) { return row.first == name; });
    if (alias != std::end(kLabels)) name = alias->second;
    const auto* const found = std::find_if(std::begin(kCharsets),
                                           std::end(kCharsets),
                                           [&](const auto& row) { return row.name == name; });
    return found == std::end(kCharsets) ? nullptr : found;
}

}  // namespace gazette
