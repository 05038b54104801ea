#include "indexer/format/fields.h"

#include "indexer/analysis/fold.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <stdexcept>

namespace gazette {
namespace {

constexpr char kSurfacePrefix = 'W';
constexpr char kBigramPrefix = 'B';
constexpr char kDictionaryPrefix = 'D';
constexpr char kTitlePrefix = 'S';
constexpr char kYearPrefix = 'Y';
constexpr char kMonthPrefix = 'M';
constexpr char kDayPrefix = 'T';

// Marks a hashed filter value; no UTF-8 text has this byte.
constexpr char kHashMark = '\xFF';

constexpr std::array<FieldRow, 7> kFields = {{
    {Field::title, "title", "S", false, "words of the title: title:\"duty of care\""},
    {Field::id, "id", "Q", true, "the document's identifier"},
    {Field::lang, "lang", "L", true, "language as a BCP 47 tag: lang:de, lang:zh-Hant"},
    {Field::kind, "kind", "K", true, "law, case, policy, debate or news"},
    {Field::source, "source", "O", true, "who the document was obtained from"},
    {Field::collection, "collection", "C", true, "the collection that it was indexed into"},
    {Field::date, "date", "", true, "when it was published: date:2019, date:2019-05..2020"},
}};

std::string with_prefix(char prefix, std::string_view rest) {
    std::string term;
    term.reserve(rest.size() + 1);
    term.push_back(prefix);
    term.append(rest);
    return term;
}

char stem_prefix(LanguageId stemmed_by) {
    return static_cast<char>(0x80 + static_cast<unsigned>(stemmed_by));
}

std::string fold_case(std::string_view value) {
    std::string folded;
    fold_surface(value, Casing::common, false, folded);
    return folded;
}

// A value as it stands in a term: itself, unless it is too long or has bytes that a term may not
// have.
std::string value_in_term(std::string_view value) {
    const bool fits = value.size() <= kMaxTermBytes && value.find('\0') == value.npos &&
                      (value.empty() || value.front() != kHashMark);
    if (fits) return std::string(value);
    const XXH128_hash_t hash = XXH3_128bits(value.data(), value.size());
    char hex[36];
    std::snprintf(hex,
                  sizeof hex,
                  "%016llx%016llx",
                  static_cast<unsigned long long>(hash.high64),
                  static_cast<unsigned long long>(hash.low64));
    return with_prefix(kHashMark, hex);
}

}  // namespace

void append_index_term(std::string& out, const TokenView& token) {
    switch (token.token_class) {
        case TokenClass::surface:
            out.push_back(kSurfacePrefix);
            break;
        case TokenClass::bigram:
            out.push_back(kBigramPrefix);
            break;
        case TokenClass::dictionary:
            out.push_back(kDictionaryPrefix);
            break;
        default:
            if (token.stemmed_by != LanguageId::und) out.push_back(stem_prefix(token.stemmed_by));
    }
    out.append(token.term);
}

void append_title_prefix(std::string& out) {
    out.push_back(kTitlePrefix);
}

std::string index_term(const TokenView& token) {
    std::string term;
    append_index_term(term, token);
    return term;
}

std::string main_term(std::string_view term, LanguageId stemmed_by) {
    if (stemmed_by == LanguageId::und) return std::string(term);
    return with_prefix(stem_prefix(stemmed_by), term);
}

std::string surface_term(std::string_view surface) {
    return with_prefix(kSurfacePrefix, surface);
}

std::string bigram_term(std::string_view two_characters) {
    return with_prefix(kBigramPrefix, two_characters);
}

std::string dictionary_term(std::string_view word) {
    return with_prefix(kDictionaryPrefix, word);
}

std::string title_term(std::string_view main) {
    return with_prefix(kTitlePrefix, main);
}

std::span<const FieldRow> fields() {
    return kFields;
}

std::optional<Field> field_of(std::string_view name) {
    const std::string folded = fold_case(name);
    const auto row =
        std::find_if(kFields.begin(), kFields.end(), [&](auto& f) { return f.name == folded; });
    if (row == kFields.end()) return std::nullopt;
    return row->field;
}

const FieldRow& row_of(Field field) {
    return kFields.at(static_cast<std::size_t>(field));
}

std::string filter_term(Field field, std::string_view value) {
    const FieldRow& row = row_of(field);
    if (!row.is_filter || row.prefix.empty()) {
        throw std::invalid_argument("field " + std::string(row.name) + " has no filter terms");
    }
    const std::string shown = field == Field::id ? std::string(value) : fold_case(value);
    return with_prefix(row.prefix.front(), value_in_term(shown));
}

std::string year_term(int year) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%04d", year);
    return with_prefix(kYearPrefix, digits);
}

std::string month_term(int year, unsigned month) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%04d%02u", year, month);
    return with_prefix(kMonthPrefix, digits);
}

std::string day_term(CivilDay day) {
    const CivilDate date = civil_date(day);
    char digits[48];
    std::snprintf(digits, sizeof digits, "%04d%02u%02u", date.year, date.month, date.day);
    return with_prefix(kDayPrefix, digits);
}

std::string_view year_prefix() {
    return {&kYearPrefix, 1};
}

}  // namespace gazette
