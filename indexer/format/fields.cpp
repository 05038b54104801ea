#include "indexer/format/fields.h"

#include "indexer/analysis/fold.h"
#include "indexer/format/names.h"

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
constexpr char kEffectivePrefix = 'F';
constexpr char kUnitPrefix = 'E';
constexpr char kSegmentPrefix = 'X';
constexpr char kNamePrefix = 'A';
constexpr char kPartMark = '~';
constexpr char kReferencePrefix = 'R';
constexpr char kCitationPrefix = 'V';

// Marks a hashed filter value; no UTF-8 text has this byte.
constexpr char kHashMark = '\xFF';

constexpr std::array<FieldRow, 16> kFields = {{
    {Field::title, "title", "S", false, "words of the title: title:\"duty of care\""},
    {Field::heading, "heading", "", false, "words of a heading: heading:liability"},
    {Field::segment, "segment", "G", true, "the label of a segment: segment:\"Article 12\""},
    {Field::id,
     "id",
     "Q",
     true,
     "the document's identifier, or another name that it has: CELEX, ELI, ISBN, ..."},
    {Field::lang, "lang", "L", true, "language as a BCP 47 tag: lang:de, lang:zh-Hant"},
    {Field::kind, "kind", "K", true, "law, case, policy, debate or news"},
    {Field::source, "source", "O", true, "who the document was obtained from"},
    {Field::publisher, "publisher", "P", true, "who published it"},
    {Field::jurisdiction, "jurisdiction", "J", true, "where it is the law: jurisdiction:HK"},
    {Field::collection, "collection", "C", true, "the collection that it was indexed into"},
    {Field::date, "date", "", true, "when it was published: date:2019, date:2019-05..2020"},
    {Field::effective, "effective", "", true, "when it takes effect: effective:2019.."},
    {Field::has, "has", "N", true, "what it has: has:page, has:annex, has:article, ..."},
    {Field::in, "in", "", false, "words of one segment of a kind: in:annex(word)"},
    {Field::name, "name", "A", true, "its title or citation, in full: name:\"Cap. 486\""},
    {Field::refers,
     "refers",
     "R",
     true,
     "what its source says that it cites, amends, translates, ...: refers:\"Cap. 486\""},
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

// Names in full are of no use to anybody: a hash is shorter.
constexpr std::size_t kMaxNameKeyBytes = 16;

std::string name_in_term(std::string_view key) {
    if (key.size() <= kMaxNameKeyBytes) return std::string(key);
    char hex[20];
    const auto hash = static_cast<unsigned long long>(XXH3_64bits(key.data(), key.size()));
    std::snprintf(hex, sizeof hex, "%016llx", hash);
    return with_prefix(kHashMark, hex);
}

}  // namespace

char index_term_prefix(const TokenView& token) {
    switch (token.token_class) {
        case TokenClass::surface:
            return kSurfacePrefix;
        case TokenClass::bigram:
            return kBigramPrefix;
        case TokenClass::dictionary:
            return kDictionaryPrefix;
        default:
            return token.stemmed_by != LanguageId::und ? stem_prefix(token.stemmed_by) : '\0';
    }
}

void append_index_term(std::string& out, const TokenView& token) {
    if (const char prefix = index_term_prefix(token); prefix != '\0') out.push_back(prefix);
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

std::vector<std::string> written_word_prefixes(std::string_view begin) {
    std::vector<std::string> prefixes = {surface_term(begin)};
    if (!begin.empty()) {
        prefixes.emplace_back(begin);
        return prefixes;
    }
    for (int byte = 1; byte < 0xF5; ++byte) {
        const bool capital = byte >= 'A' && byte <= 'Z';
        if (!capital && (byte < 0x80 || byte >= 0xC0))
            prefixes.emplace_back(1, static_cast<char>(byte));
    }
    return prefixes;
}

std::string_view written_word_of(std::string_view term) {
    const bool surface = !term.empty() && term.front() == surface_term("").front();
    return surface ? term.substr(1) : term;
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

namespace {

std::string date_term(Field field, char prefix, const char* digits) {
    const std::string term = with_prefix(prefix, digits);
    return field == Field::effective ? with_prefix(kEffectivePrefix, term) : term;
}

// The label without what is no letter, digit or blank at the ends of `words`.
std::string_view without_punctuation(std::string_view words) {
    constexpr std::string_view kPunctuation = " .,:;-()[]";
    const auto first = words.find_first_not_of(kPunctuation);
    if (first == words.npos) return {};
    return words.substr(first, words.find_last_not_of(kPunctuation) + 1 - first);
}

}  // namespace

std::string name_term(std::string_view key) {
    return with_prefix(kNamePrefix, name_in_term(key));
}

std::string part_name_term(std::string_view key) {
    return with_prefix(kNamePrefix, with_prefix(kPartMark, name_in_term(key)));
}

std::vector<std::string> terms_of_name(std::string_view text) {
    std::vector<std::string> terms;
    for (const std::string& key : names_asked_for(text)) {
        terms.push_back(name_term(key));
        terms.push_back(part_name_term(key));
    }
    return terms;
}

std::string reference_term(std::string_view key) {
    return with_prefix(kReferencePrefix, name_in_term(key));
}

std::vector<std::string> terms_referring_to(std::string_view text) {
    std::vector<std::string> terms;
    for (const std::string& key : names_asked_for(text)) terms.push_back(reference_term(key));
    return terms;
}

std::string citation_term(std::string_view key) {
    return with_prefix(kCitationPrefix, name_in_term(key));
}

std::string_view citation_prefix() {
    return {&kCitationPrefix, 1};
}

std::string citation_term_of(std::string_view cited_name) {
    return with_prefix(kCitationPrefix, cited_name);
}

std::string_view name_prefix() {
    return {&kNamePrefix, 1};
}

std::string_view cited_name(std::string_view term) {
    const bool of_part = term.size() > 1 && term.front() == kNamePrefix && term[1] == kPartMark;
    return term.substr(of_part ? 2 : 1);
}

std::string year_term(int year, Field field) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%04d", year);
    return date_term(field, kYearPrefix, digits);
}

std::string month_term(int year, unsigned month, Field field) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%04d%02u", year, month);
    return date_term(field, kMonthPrefix, digits);
}

std::string day_term(CivilDay day, Field field) {
    const CivilDate date = civil_date(day);
    char digits[48];
    std::snprintf(digits, sizeof digits, "%04d%02u%02u", date.year, date.month, date.day);
    return date_term(field, kDayPrefix, digits);
}

std::string_view year_prefix(Field field) {
    static constexpr char kEffectiveYears[] = {kEffectivePrefix, kYearPrefix};
    if (field == Field::effective) return {kEffectiveYears, sizeof kEffectiveYears};
    return {&kYearPrefix, 1};
}

std::string_view article_of_label(std::string_view label) {
    std::size_t end = std::min(label.find('('), label.size());
    for (const std::string_view article : {"条", "條"}) {
        const std::size_t at = label.find(article);
        if (label.starts_with("第") && at < end) end = at + article.size();
    }
    return label.substr(0, end);
}

std::vector<std::string> label_terms(std::string_view label) {
    std::vector<std::string> terms;
    const auto add = [&](std::string_view words) {
        words = without_punctuation(words);
        if (words.empty()) return;
        std::string term = filter_term(Field::segment, words);
        if (std::find(terms.begin(), terms.end(), term) == terms.end()) {
            terms.push_back(std::move(term));
        }
    };
    std::size_t end = 0;
    for (std::size_t words = 0; words < kLabelWords; ++words) {
        const std::size_t begin = label.find_first_not_of(' ', end);
        if (begin == label.npos) break;
        end = std::min(label.find(' ', begin), label.size());
        add(label.substr(0, end));
    }
    add(article_of_label(label));
    add(label);
    return terms;
}

std::string_view name_of(TextUnit unit) {
    static constexpr std::array<std::string_view, kTextUnits> kNames = {
        "sentence", "paragraph", "section"};
    return kNames.at(static_cast<std::size_t>(unit));
}

std::string unit_term(TextUnit unit) {
    static constexpr std::array<std::string_view, kTextUnits> kLetters = {"s", "p", "g"};
    return with_prefix(kUnitPrefix, kLetters.at(static_cast<std::size_t>(unit)));
}

std::string segment_begin_term(SegmentKind kind) {
    return with_prefix(kSegmentPrefix, "b" + std::string(name_of(kind)));
}

std::string segment_end_term(SegmentKind kind) {
    return with_prefix(kSegmentPrefix, "e" + std::string(name_of(kind)));
}

}  // namespace gazette
