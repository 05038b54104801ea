#include "searcher/query/describe.h"

#include "indexer/format/fields.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette {
namespace {

TEST(DescribeTerm, SaysWhatEveryKindOfTermIs) {
    const LanguageId german = language_of("de").id;
    const struct {
        std::string term;
        const char* kind;
        const char* text;
        const char* language;
    } rows[] = {
        {main_term("häuser", LanguageId::und), "word", "häuser", ""},
        {main_term("haus", german), "word", "haus", "de"},
        {main_term("港", LanguageId::und), "word", "港", ""},
        {main_term("§", LanguageId::und), "word", "§", ""},
        {main_term("2019", LanguageId::und), "word", "2019", ""},
        {surface_term("häuser"), "surface", "häuser", ""},
        {bigram_term("香港"), "bigram", "香港", ""},
        {dictionary_term("香港"), "dictionary", "香港", ""},
        {title_term(main_term("haus", german)), "title", "haus", "de"},
        {title_term(main_term("haus", LanguageId::und)), "title", "haus", ""},
        {filter_term(Field::lang, "zh-Hant"), "lang", "zh-hant", ""},
        {filter_term(Field::id, "A/1"), "id", "A/1", ""},
        {filter_term(Field::source, "星島"), "source", "星島", ""},
        {year_term(2019), "date", "2019", ""},
        {month_term(2019, 5), "date", "2019-05", ""},
        {day_term(civil_day(2019, 5, 7)), "date", "2019-05-07", ""},
        {main_term("đất", LanguageId::und), "word", "đất", ""},  // its first byte marks Tamil stems
        {"", "word", "", ""},
        {"\xFF\xFF", "word", "#\xEF\xBF\xBD", ""},
    };
    for (const auto& row : rows) {
        const DescribedTerm described = describe_term(row.term);
        EXPECT_EQ(described.kind, row.kind) << row.text;
        EXPECT_EQ(described.text, row.text);
        EXPECT_EQ(described.language, row.language) << row.text;
    }
}

TEST(DescribeTerm, ShowsTheHashOfALongValue) {
    const DescribedTerm described = describe_term(filter_term(Field::id, std::string(900, 'x')));
    EXPECT_EQ(described.kind, "id");
    EXPECT_EQ(described.text.size(), 33U);
    EXPECT_EQ(described.text.front(), '#');
}

}  // namespace
}  // namespace gazette
