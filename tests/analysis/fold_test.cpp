#include "indexer/analysis/fold.h"

#include "indexer/analysis/arabic_stemmer.h"
#include "indexer/analysis/character_run.h"
#include "indexer/analysis/stemmer.h"
#include "tests/analysis/sample_text.h"

#include <gtest/gtest.h>

#include <string>

namespace gazette {
namespace {

struct FoldCase {
    const char* word;
    const char* expected;
};

TEST(Fold, MakesSurfaceForms) {
    const FoldCase cases[] = {
        {"LAW", "law"},
        {"Straße", "strasse"},
        {"ÉTÉ", "été"},
        {"e\u0301te\u0301", "été"},
        {"ΝΌΜΟΣ", "νόμοσ"},
        {"νόμος", "νόμοσ"},
        {"ﬁnance", "finance"},
        {"Ｌａｗ３３", "law33"},
        {"co\u00ADop", "coop"},
        {"a\u200Db\u200Cc\uFEFFd\u200E", "abcd"},
        {"кни\u0301га", "книга"},
        {"й", "й"},
        {"ѓ", "ѓ"},
        {"كـــتاب", "كتاب"},
        {"١٢٣", "123"},
        {"1٬234٫5", "1,234.5"},
        {"İstanbul", "istanbul"},
        {"ısparta", "isparta"},
        {"1\uFE0F\u20E3", "1"},
        {"CO₂", "co2"},
        {"צה\"ל", "צה״ל"},
        {"ג’ק", "ג׳ק"},
        {"ŉ", "n"},
        {"क़ानून", "क\u093Cानून"},
        {"नियम", "नियम"},
        {"Việt", "việt"},
        {"a🏽", "a"},
        {"ǅ", "dž"},
        {"㎏", "kg"},
    };
    for (const FoldCase& c : cases) {
        std::string out;
        fold_surface(c.word, Casing::common, false, out);
        EXPECT_EQ(out, c.expected) << c.word;
    }
}

TEST(Fold, KnowsTurkishCasing) {
    const FoldCase cases[] = {{"ISPARTA", "ısparta"},
                              {"İZMİR", "izmir"},
                              {"I\u0307zmir", "izmir"},
                              {"Diyarbakır", "diyarbakır"},
                              {"ÇAĞRI", "çağrı"},
                              {"ABC", "abc"}};
    for (const FoldCase& c : cases) {
        std::string out;
        fold_surface(c.word, Casing::turkish, false, out);
        EXPECT_EQ(out, c.expected) << c.word;
    }
}

TEST(Fold, TakesFullStopsOutOfAcronyms) {
    const FoldCase cases[] = {{"U.S.A", "usa"}, {"т.е", "те"}, {"Ａ．Ｂ", "ab"}};
    for (const FoldCase& c : cases) {
        std::string out;
        fold_surface(c.word, Casing::common, true, out);
        EXPECT_EQ(out, c.expected) << c.word;
    }
}

TEST(Fold, BringsScriptVariantsTogether) {
    const FoldCase cases[] = {
        {"نُّمُو", "نمو"}, {"أحمد", "احمد"}, {"إسلام", "اسلام"}, {"ٱلله", "الله"},   {"آب", "آب"},
        {"علي", "علي"}, {"على", "علي"},   {"علی", "علي"},     {"کتاب", "كتاب"},   {"خانۀ", "خانه"},
        {"ہے", "هے"},   {"سؤال", "سؤال"}, {"שָׁלוֹם", "שלום"},   {"άρθρο", "αρθρο"}, {"ϊός", "ιος"},
        {"ὠδή", "ωδη"}, {"été", "été"},   {"йод", "йод"},     {"नियम", "नियम"},   {"law", "law"},
    };
    for (const FoldCase& c : cases) {
        std::string out;
        fold_script_variants(c.word, out);
        EXPECT_EQ(out, c.expected) << c.word;
    }
    EXPECT_TRUE(has_script_variants("νόμοσ"));
    EXPECT_TRUE(has_script_variants("x٪قانون"));
    EXPECT_FALSE(has_script_variants("été закон 漢字"));
}

TEST(Fold, PutsVietnameseTonesInOnePlace) {
    const FoldCase cases[] = {{"hoà", "hòa"},
                              {"hòa", "hòa"},
                              {"uỷ", "ủy"},
                              {"quý", "quý"},
                              {"hoàn", "hoàn"},
                              {"khoẻ", "khỏe"},
                              {"luật", "luật"},
                              {"", ""}};
    for (const FoldCase& c : cases) {
        std::string out;
        EXPECT_EQ(fold_vietnamese_tone(c.word, out), c.word != std::string_view(c.expected));
        EXPECT_EQ(out, c.expected) << c.word;
    }
    EXPECT_TRUE(is_vietnamese_tone_fold("hòa"));
    EXPECT_FALSE(is_vietnamese_tone_fold("hoà"));
}

TEST(Fold, DropsMarks) {
    const FoldCase cases[] = {
        {"été", "ete"}, {"ação", "acao"}, {"niño", "nino"}, {"law", "law"}, {"ø", "ø"}};
    for (const FoldCase& c : cases) {
        std::string out;
        drop_marks(c.word, out);
        EXPECT_EQ(out, c.expected) << c.word;
    }
}

TEST(Fold, MakesSignsAlike) {
    const FoldCase cases[] = {{"$", "$"},
                              {"＄", "$"},
                              {"￥", "¥"},
                              {"％", "%"},
                              {"٪", "%"},
                              {"﹩", "$"},
                              {"☎️", "☎"},
                              {"₹", "₹"},
                              {"￠", "¢"}};
    for (const FoldCase& c : cases) {
        std::string out;
        fold_sign(c.word, out);
        EXPECT_EQ(out, c.expected) << c.word;
    }
}

TEST(CharacterRun, GivesEachCharacterTheBytesItCameFrom) {
    struct Case {
        const char* run;
        const char* characters;  // "folded[begin,end) ..."
    };
    const Case cases[] = {
        {"證監", "证[0,3) 监[3,6)"},
        {"ｶﾞｶ", "ガ[0,6) カ[6,9)"},
        {"か\u3099", "が[0,6)"},
        {"\u1100\u1161\u11A8가", "각[0,9) 가[9,12)"},
        {"가\u11A8", "각[0,6)"},
        {"ゟ", "よ[0,3) り[0,3)"},
        {"กุ้ง", "ก[0,3) ุ[3,6) ้[6,9) ง[9,12)"},
        {"ก\u0E49\u0E38ง", "ก[0,3) ุ[3,9) ้[3,9) ง[9,12)"},
        {"นำ", "น[0,3) ำ[3,6)"},
        {"漢\uFE00字", "汉[0,6) 字[6,9)"},
        {"\U0002F800", "丽[0,4)"},
        {"⼈⻑⺟", "人[0,3) 长[3,6) 母[6,9)"},
    };
    for (const Case& c : cases) {
        const std::string run = c.run;
        std::vector<RunCharacter> characters;
        EXPECT_EQ(read_run(run, 0, run.size(), 1000, characters), run.size());
        std::string shown;
        for (const RunCharacter& character : characters) {
            if (!shown.empty()) shown.push_back(' ');
            shown += test::to_utf8(std::u32string(1, character.folded)) + "[" +
                     std::to_string(character.begin) + "," + std::to_string(character.end) + ")";
        }
        EXPECT_EQ(shown, c.characters) << c.run;
    }
}

TEST(CharacterRun, StopsAtTheLimitBetweenClusters) {
    const std::string run = "漢字ｶﾞ字";
    std::vector<RunCharacter> characters;
    std::size_t offset = read_run(run, 0, run.size(), 3, characters);
    EXPECT_EQ(characters.size(), 3U);
    EXPECT_EQ(offset, 12U);
    offset = read_run(run, offset, run.size(), 4, characters);
    EXPECT_EQ(offset, run.size());
    EXPECT_EQ(characters.size(), 4U);
}

TEST(ArabicStemmer, TakesOffArticlesAndEndings) {
    const FoldCase cases[] = {
        {"المعلومات", "معلوم"},
        {"والمعلومات", "معلوم"},
        {"معلومات", "معلوم"},
        {"للقانون", "قان"},
        {"القانون", "قان"},
        {"بالقانون", "قان"},
        {"حكومة", "حكوم"},
        {"الحكومية", "حكوم"},
        {"وزارة", "زار"},
        {"من", "من"},
        {"ال", "ال"},
        {"وهو", "وهو"},
        {"آثار", "اثار"},
        {"كتابها", "كتاب"},
    };
    for (const FoldCase& c : cases) EXPECT_EQ(stem_arabic(c.word), c.expected) << c.word;
}

TEST(Stemmer, StemsEveryLanguageThatNamesOne) {
    struct Case {
        const char* tag;
        const char* word;
        const char* stem;
    };
    const Case cases[] = {
        {"en", "regulations", "regul"},
        {"fr", "législation", "législ"},
        {"de", "verordnungen", "verordn"},
        {"es", "leyes", "ley"},
        {"pt", "leis", "leis"},
        {"it", "leggi", "legg"},
        {"nl", "wetten", "wet"},
        {"ca", "lleis", "lleis"},
        {"ru", "законами", "закон"},
        {"sv", "lagarna", "lag"},
        {"da", "lovene", "lov"},
        {"nb", "lovene", "lov"},
        {"fi", "lakien", "lak"},
        {"hu", "törvények", "törvény"},
        {"ro", "legile", "leg"},
        {"tr", "kanunlar", "kanun"},
        {"lt", "įstatymai", "įstatym"},
        {"hy", "օրենքներ", "օր"},
        {"eu", "legeak", "lege"},
        {"ga", "dlíthe", "dlíthe"},
        {"id", "peraturan", "atur"},
        {"ne", "कानूनहरू", "कानून"},
        {"ta", "சட்டங்கள்", "சட்டம்"},
        {"ar", "المعلومات", "معلوم"},
    };
    Stemmer stemmer;
    for (const Case& c : cases) {
        const Language& language = language_of(c.tag);
        std::string out;
        ASSERT_TRUE(Stemmer::applies(c.word, language)) << c.tag;
        stemmer.stem(c.word, language, out);
        EXPECT_EQ(out, c.stem) << c.tag;
    }
}

TEST(Stemmer, IsForWordsOfTheLanguagesScript) {
    EXPECT_TRUE(Stemmer::applies("law", language_of("en")));
    EXPECT_TRUE(Stemmer::applies("été", language_of("en")));
    EXPECT_FALSE(Stemmer::applies("закон", language_of("en")));
    EXPECT_FALSE(Stemmer::applies("law", language_of("ru")));
    EXPECT_FALSE(Stemmer::applies("33rd", language_of("en")));
    EXPECT_FALSE(Stemmer::applies("law", language_of("zh")));
    EXPECT_FALSE(Stemmer::applies("законa", language_of("ru")));
}

}  // namespace
}  // namespace gazette
