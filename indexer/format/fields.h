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
//                               P publisher, J jurisdiction, N what a document has,
//                               G the label of a segment, or some first words of it,
//                               Y year 2019, M month 201905, T day 20190507        none
//                               F before Y, M and T: of the day of effect          none
//   names                       A the key of a name, A~ the key of a part          none
//   references                  R the key of a name of a document that the source
//                               relates this one to                                none
//   citations                   V one such key of each that it cites, amends, ...  none
//   units of the text           Es, Ep, Eg: where sentences, paragraphs and
//                               sections begin                                     places
//   segments of a kind          Xb, Xe, the kind: where they begin and end         places
//
// Places number tokens by twice their position, and one more for a token that is no symbol: a
// symbol stands before the token whose position it shares.
//
// The language in a stem's prefix keeps a German article ("die") from pulling in English deaths
// (died, dies -> die), and makes the documents of a word's variants disjoint, so that their
// counts add up.
#pragma once

#include "indexer/analysis/language.h"
#include "indexer/analysis/token.h"
#include "indexer/format/civil_date.h"
#include "indexer/format/document.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// The index term of a token.
std::string index_term(const TokenView& token);
// The byte in front of the token's term in it; '\0' where there is none.
char index_term_prefix(const TokenView& token);
// The index term behind what is there; and what makes a title copy of the main-stream term or
// bigram that is appended next.
void append_index_term(std::string& out, const TokenView& token);
void append_title_prefix(std::string& out);
std::string main_term(std::string_view term, LanguageId stemmed_by);
std::string surface_term(std::string_view surface);

// Every word that is written in a document is its surface term or, where it has none, a main-stream
// term that no stemmer made. The prefixes that all such terms of words that begin with `begin`
// (folded; may be empty) begin with; and the word of such a term.
std::vector<std::string> written_word_prefixes(std::string_view begin);
std::string_view written_word_of(std::string_view term);
std::string bigram_term(std::string_view two_characters);
std::string dictionary_term(std::string_view word);
// `main` as main_term() made it.
std::string title_term(std::string_view main);

// Fields that a query can name with `field:value`.
enum class Field : std::uint8_t {
    title,
    heading,
    segment,
    id,
    lang,
    kind,
    source,
    publisher,
    jurisdiction,
    collection,
    date,
    effective,
    has,
    in,
    name,
    refers,
};

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

// Y, M and T terms of a date field (date, effective) for a period: those that its precision knows.
std::string year_term(int year, Field field = Field::date);
std::string month_term(int year, unsigned month, Field field = Field::date);
std::string day_term(CivilDay day, Field field = Field::date);
std::string_view year_prefix(Field field = Field::date);  // all its year terms begin so

// The terms of a document's names (names.h), from their keys; of long ones a hash.
std::string name_term(std::string_view key);
std::string part_name_term(std::string_view key);
// All documents that `text` may be the name of have one of these.
std::vector<std::string> terms_of_name(std::string_view text);
// The same for what a document refers to: all documents that refer to one that `text` may be the
// name of have one of terms_referring_to().
std::string reference_term(std::string_view key);
std::vector<std::string> terms_referring_to(std::string_view text);
// One for each document that is cited, so that they can be counted. All begin with
// citation_prefix(), terms of names with name_prefix(); what a citation term and the terms of the
// names that are cited have in common is their cited_name(), of which
// citation_term_of() makes the citation term again.
std::string citation_term(std::string_view key);
std::string citation_term_of(std::string_view cited_name);
std::string_view citation_prefix();
std::string_view name_prefix();
std::string_view cited_name(std::string_view term);

// A segment's label as a query may name it: "article 12 liability of carriers" has terms for
// itself and for its first 1 to kLabelWords words, without the punctuation at their ends; "§ 5(2)"
// and 第五条第二項 also for the article that they are in.
inline constexpr std::size_t kLabelWords = 4;
std::vector<std::string> label_terms(std::string_view label);
std::string_view article_of_label(std::string_view label);

// What has positions that are places of tokens: the first of each unit of the text.
enum class TextUnit : std::uint8_t { sentence, paragraph, section };
inline constexpr std::size_t kTextUnits = 3;
std::string_view name_of(TextUnit unit);
std::string unit_term(TextUnit unit);
// The first and the last token of each segment of a kind that has tokens.
std::string segment_begin_term(SegmentKind kind);
std::string segment_end_term(SegmentKind kind);

// Of a token of the main stream. Twice a position is below 2^32: a text has at most 2^30 bytes.
constexpr std::uint32_t place_of(std::uint32_t position, bool symbol) {
    return 2 * position + (symbol ? 0 : 1);
}

// Weight of a token of the title in the main stream: wdf added for each occurrence, beside the 1
// that every token has.
inline constexpr unsigned kTitleExtraWdf = 2;
inline constexpr unsigned kHeadingExtraWdf = 1;

// Positions left free between the title and the body, so that no phrase and no NEAR crosses.
inline constexpr std::uint32_t kTitleGap = 1024;

}  // namespace gazette
