// The one table of term classes and fields: which prefix a term has in the index. No prefix is
// written anywhere else.
//
// Terms as bytes. A folded term never begins with an ASCII capital or with a UTF-8 continuation
// byte (0x80..0xBF), so those are free for prefixes:
//
//   main stream, unstemmed      the term                        positions, wdf
//   main stream, stemmed        0x80 + LanguageId, the stem     positions, wdf
//   surface                     W                               wdf
//   bigram                      B                               wdf
//   dictionary word             D                               wdf
//   title copy                  S + a main-stream term          wdf
//   filters                     Q id, L language, K kind, O source, C collection,
//                               Y year 2019, M month 201905, T day 20190507        none
//
// The language in a stem's prefix keeps a German article ("die") from pulling in English deaths
// (died, dies -> die), and makes the documents of a word's variants disjoint, so that their
// counts add up.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/analysis/token.h"
#include "indexer/format/civil_date.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gazette {

// The index term of a token.
std::string index_term(const TokenView& token);
// The same behind what is there; and what makes a title copy of the main-stream term or bigram
// that is appended next.
void append_index_term(std::string& out, const TokenView& token);
void append_title_prefix(std::string& out);
std::string main_term(std::string_view term, LanguageId stemmed_by);
std::string surface_term(std::string_view surface);
std::string bigram_term(std::string_view two_characters);
std::string dictionary_term(std::string_view word);
// `main` as main_term() made it.
std::string title_term(std::string_view main);

// Fields that a query can name with `field:value`.
enum class Field : std::uint8_t { title, id, lang, kind, source, collection, date };

struct FieldRow {
    Field field;
    std::string_view name;         // as it is typed: "title"
    std::string_view prefix;       // of its terms; empty where it has none of its own (date)
    bool is_filter = true;         // exact value, no weight; false: analysed text
    std::string_view description;  // one line, for help and errors
};

std::span<const FieldRow> fields();
std::optional<Field> field_of(std::string_view name);  // case does not count
const FieldRow& row_of(Field field);

// The term of a filter field's value: case-folded for kind, source, collection and lang, as it is
// for id; long values are hashed. `lang` gives the filter of one BCP 47 tag: a document has a
// term for its tag and for each shorter one (zh-Hant-HK, zh-Hant, zh).
std::string filter_term(Field field, std::string_view value);

// Y, M and T terms for a period: those that its precision knows.
std::string year_term(int year);
std::string month_term(int year, unsigned month);
std::string day_term(CivilDay day);
std::string_view year_prefix();  // all year terms of an index begin so

// Weight of a token of the title in the main stream: wdf added for each occurrence, beside the 1
// that every token has.
inline constexpr unsigned kTitleExtraWdf = 2;
inline constexpr unsigned kHeadingExtraWdf = 1;

// Positions left free between the title and the body, so that no phrase and no NEAR crosses.
inline constexpr std::uint32_t kTitleGap = 1024;

}  // namespace gazette
