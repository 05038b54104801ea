#include "indexer/format/fields.h"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace gazette {
namespace {

TEST(Fields, PutEachClassOfTermBehindItsPrefix) {
    EXPECT_EQ(main_term("run", LanguageId::und), "run");
    EXPECT_EQ(main_term("run", static_cast<LanguageId>(7)), "\x87run");
    EXPECT_EQ(main_term("run", static_cast<LanguageId>(63)), "\xBFrun");
    EXPECT_EQ(surface_term("running"), "Wrunning");
    EXPECT_EQ(bigram_term("法律"), "B法律");
    EXPECT_EQ(dictionary_term("法律"), "D法律");
    EXPECT_EQ(title_term(main_term("run", static_cast<LanguageId>(7))), "S\x87run");
    EXPECT_EQ(year_term(2019), "Y2019");
    EXPECT_EQ(year_term(33), "Y0033");
    EXPECT_EQ(month_term(2019, 5), "M201905");
    EXPECT_EQ(day_term(civil_day(2019, 5, 7)), "T20190507");
    EXPECT_EQ(year_prefix(), "Y");
    EXPECT_EQ(year_term(2019, Field::effective), "FY2019");
    EXPECT_EQ(month_term(2019, 5, Field::effective), "FM201905");
    EXPECT_EQ(day_term(civil_day(2019, 5, 7), Field::effective), "FT20190507");
    EXPECT_EQ(year_prefix(Field::effective), "FY");
    EXPECT_EQ(unit_term(TextUnit::paragraph), "Ep");
    EXPECT_EQ(segment_begin_term(SegmentKind::annex), "Xbannex");
    EXPECT_EQ(segment_end_term(SegmentKind::annex), "Xeannex");
}

TEST(Fields, GiveATokenTheTermOfItsClass) {
    TokenView token;
    token.term = "x";
    const std::pair<TokenClass, std::string_view> cases[] = {
        {TokenClass::word, "x"},
        {TokenClass::number, "x"},
        {TokenClass::symbol, "x"},
        {TokenClass::emoji, "x"},
        {TokenClass::character, "x"},
        {TokenClass::surface, "Wx"},
        {TokenClass::bigram, "Bx"},
        {TokenClass::dictionary, "Dx"},
    };
    for (const auto& [token_class, expected] : cases) {
        token.token_class = token_class;
        EXPECT_EQ(index_term(token), expected);
    }
    token.token_class = TokenClass::word;
    token.stemmed_by = static_cast<LanguageId>(1);
    EXPECT_EQ(index_term(token), "\x81x");
}

TEST(Fields, HaveDistinctNamesAndPrefixesInTheOrderOfTheirNumbers) {
    std::set<std::string_view> names;
    std::set<std::string_view> prefixes;
    std::size_t number = 0;
    for (const FieldRow& row : fields()) {
        EXPECT_EQ(static_cast<std::size_t>(row.field), number++);
        EXPECT_TRUE(names.insert(row.name).second);
        EXPECT_TRUE(row.prefix.empty() || prefixes.insert(row.prefix).second);
        EXPECT_FALSE(row.description.empty());
        EXPECT_EQ(&row_of(row.field), &row);
        EXPECT_EQ(field_of(row.name), row.field);
    }
    EXPECT_EQ(field_of("TITLE"), Field::title);
    EXPECT_EQ(field_of("titles"), std::nullopt);
    EXPECT_EQ(field_of(""), std::nullopt);
}

TEST(Fields, FoldCaseInFilterValuesButNotInIds) {
    EXPECT_EQ(filter_term(Field::kind, "LAW"), "Klaw");
    EXPECT_EQ(filter_term(Field::lang, "zh-Hant-HK"), "Lzh-hant-hk");
    EXPECT_EQ(filter_term(Field::source, "Gazette"), "Ogazette");
    EXPECT_EQ(filter_term(Field::collection, "Acts"), "Cacts");
    EXPECT_EQ(filter_term(Field::source, "ÖSTERREICH"), filter_term(Field::source, "österreich"));
    EXPECT_EQ(filter_term(Field::source, "ΝΌΜΟΣ"), filter_term(Field::source, "νόμος"));
    EXPECT_EQ(filter_term(Field::source, "STRASSE"), filter_term(Field::source, "Straße"));
    EXPECT_EQ(filter_term(Field::source, "法務部"), "O法務部");
    EXPECT_EQ(filter_term(Field::source, "Press Office (EU)"), "Opress office (eu)");
    EXPECT_EQ(filter_term(Field::id, "Act-1"), "QAct-1");
}

TEST(Fields, HashValuesThatATermCannotHold) {
    const std::string longest(kMaxTermBytes, 'x');
    EXPECT_EQ(filter_term(Field::id, longest), "Q" + longest);
    const std::string hashed = filter_term(Field::id, longest + "x");
    EXPECT_EQ(hashed.size(), 2U + 32U);
    EXPECT_EQ(hashed, filter_term(Field::id, longest + "x"));
    // No value stands for another one: neither a longer one, nor the hash typed as a value.
    std::set<std::string> terms = {hashed};
    for (const std::string& value : {longest + "y",
                                     longest + "xx",
                                     hashed.substr(1),
                                     std::string("a\0b", 3),
                                     std::string("a\0", 2),
                                     std::string("a"),
                                     std::string("\xFF"),
                                     std::string()}) {
        const std::string term = filter_term(Field::id, value);
        EXPECT_TRUE(terms.insert(term).second);
        EXPECT_LE(term.size(), kMaxTermBytes + 1);
        EXPECT_EQ(term.find('\0'), term.npos);
    }
}

TEST(Fields, RefuseFilterTermsOfFieldsThatHaveNone) {
    EXPECT_THROW(filter_term(Field::title, "x"), std::invalid_argument);
    EXPECT_THROW(filter_term(Field::date, "2019"), std::invalid_argument);
}

}  // namespace
}  // namespace gazette
