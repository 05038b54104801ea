#include "indexer/analysis/analyzer.h"

#include "indexer/analysis/fingerprint.h"
#include "tests/analysis/show_tokens.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

namespace gazette {
namespace {

LanguageId id_of(std::string_view tag) {
    return language_of(tag).id;
}

std::vector<Token> tokens_of(std::string_view text, std::string_view tag = "und") {
    static Analyzer analyzer;
    return analyzer.analyze(text, id_of(tag));
}

struct MainCase {
    const char* language;
    const char* text;
    const char* expected;
};

TEST(Analyzer, CutsWordsTheSameInEveryLanguage) {
    const MainCase cases[] = {
        {"und", "", ""},
        {"und", " \t\n.,;", ""},
        {"und", "law.The", "0:law 1:the"},
        {"und", "a.b.law", "0:ab 1:law"},
        {"und", "U.S.A. and e.g. this", "0:usa 1:and 2:eg 3:this"},
        {"und", "U.S.Army J.K. Rowling", "0:us 1:army 2:jk 3:rowling"},
        {"und", "z.B. т.е. Ph.D.", "0:zb 1:те 2:ph 3:d"},
        {"und",
         "L'homme l’homme l＇homme lʼhomme",
         "0:l 1:homme 2:l 3:homme 4:l 5:homme 6:l 7:homme"},
        {"und", "O'Brien's rock'n'roll", "0:o 1:brien 2:s 3:rock 4:n 5:roll"},
        {"und", "м'ята м’ята мʼята", "0:м 1:ята 2:м 3:ята 4:м 5:ята"},
        {"und", "Hawaiʻi o‘zbek 'quoted'", "0:hawai 1:i 2:o 3:zbek 4:quoted"},
        {"und", "a@b.org foo_bar __x__", "0:a 1:b 2:org 3:foo 4:bar 5:x"},
        {"und", "col·lecció", "0:col·lecció"},
        {"und", "EU:s 12:30", "0:eu 1:s 2:12 3:30"},
        {"und", "state-of-the-art", "0:state 1:of 2:the 3:art"},
        {"und",
         "3.14 1,000 12.3.1 1'000 1’000 ３３",
         "0:3.14 1:1,000 2:12.3.1 3:1'000 4:1'000 5:33"},
        {"und", "1;2 3⁄4", "0:1 1:2 2:3 3:4"},
        {"und", "33a 4G v1.2 A4", "0:33a 1:4g 2:v1.2 3:a4"},
        {"und", "CO₂ H₂O x² law¹", "0:co2 1:h2o 2:x 3:2 4:law 5:1"},
        {"und", "צה\"ל צה״ל ג'ירפה עמ' 'שלום'", "0:צה״ל 1:צה״ל 2:ג׳ירפה 3:עמ 4:שלום"},
        {"und", "reg\u00ADu\u00ADla\u00ADtion", "0:regulation"},
        {"und", "می\u200Cخواهم", "0:ميخواهم"},
        {"und", "\u202Bשלום\u202C \uFEFFx", "0:שלום 1:x"},
    };
    for (const MainCase& c : cases) {
        EXPECT_EQ(test::show_main(tokens_of(c.text, c.language)), c.expected) << c.text;
    }
}

TEST(Analyzer, ReadsCompatibilityFormsAsWhatTheyStandFor) {
    const MainCase cases[] = {
        {"und", "①②", "0:1 1:2"},
        {"und", "½ 3½", "0:1 1:2 2:3 3:1 4:2"},
        {"und", "Ⅳ Ⅻ", "0:iv 1:xii"},
        {"und", "㍿", "0:株 1:式 2:会 3:社"},
        {"und", "10㎏ 5㎡ 20℃", "0:10 1:kg 2:5 3:m2 4:20 5:c"},
        {"und", "№5 ™", "0:no 1:5 2:tm"},
        {"und", "㈱", "0:株"},
        {"und", "㋀", "0:1 1:月"},
        {"und", "㌔", "0:キ 1:ロ"},
        {"und", "ﷺ", "0:صلي 1:الله 2:عليه 3:وسلم"},
        {"und", "ŉ", "0:n"},
        {"und", "ﬁn Ａｂｃ", "0:fin 1:abc"},
        {"und", "፩፪", "0:፩ 1:፪"},
        {"und", "𝐋𝐚𝐰 ⒜", "0:law 1:a"},
    };
    for (const MainCase& c : cases) {
        EXPECT_EQ(test::show_main(tokens_of(c.text, c.language)), c.expected) << c.text;
    }
}

TEST(Analyzer, GivesDigitsOfEveryScriptAsAscii) {
    for (const char* text : {"2019", "٢٠١٩", "۲۰۱۹", "२०१९", "๒๐๑๙", "၂၀၁၉", "２０１９", "𝟐𝟎𝟏𝟗"}) {
        const auto tokens = tokens_of(text);
        ASSERT_EQ(tokens.size(), 1U) << text;
        EXPECT_EQ(tokens[0].term, "2019") << text;
        EXPECT_EQ(tokens[0].token_class, TokenClass::number) << text;
    }
    EXPECT_EQ(test::show_main(tokens_of("١٬٠٠٠٫٥ ماده۵")), "0:1,000.5 1:ماده5");
}

TEST(Analyzer, PlacesSymbolsOnTheTokenThatFollows) {
    EXPECT_EQ(test::show_main(tokens_of("costs $5 million")), "0:costs 1:$ 1:5 2:million");
    EXPECT_EQ(test::show_main(tokens_of("§§ 12A, 5 %")), "0:§ 0:§ 0:12a 1:5 2:%");
    EXPECT_EQ(test::show_main(tokens_of("€ ￥ ＄ ٪ ‰ ¶")), "0:€ 0:¥ 0:$ 0:% 0:‰ 0:¶");
    EXPECT_EQ(test::show_main(tokens_of("₨ 5")), "0:rs 1:5");
}

class Discard final : public TokenSink {
  public:
    void token(const TokenView&) override {}
};

TEST(Analyzer, ReturnsAPositionThatNoTokenOfTheTextHas) {
    struct Case {
        const char* text;
        std::uint32_t next;
    };
    const Case cases[] = {
        {"", 7}, {".", 7}, {"a", 8}, {"a $", 9}, {"$", 8}, {"$ 5", 8}, {"漢字", 9}};
    Analyzer analyzer;
    Discard discard;
    for (const Case& c : cases) {
        EXPECT_EQ(analyzer.analyze(c.text, LanguageId::und, {.first_position = 7}, discard), c.next)
            << c.text;
    }
}

TEST(Analyzer, TakesAnEmojiSequenceAsOneToken) {
    const auto tokens = tokens_of(
        "👩‍👩‍👧 👍🏽 🇫🇷🇩🇪 ☎️ ☎ 1️⃣ © ©️ "
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿");
    EXPECT_EQ(test::show_main(tokens),
              "0:👩‍👩‍👧 1:👍🏽 2:🇫🇷 3:🇩🇪 4:☎ 5:☎ 6:1 7:© "
              "8:🏴󠁧󠁢󠁥󠁮󠁧󠁿");
    EXPECT_EQ(tokens[0].token_class, TokenClass::emoji);
    EXPECT_EQ(tokens[6].token_class, TokenClass::number);
}

TEST(Analyzer, StemsWordsOfTheLanguagesOwnScriptOnly) {
    const MainCase cases[] = {
        {"en",
         "regulations законы αρχές 33rd COVID19",
         "0:regul* 1:законы 2:αρχεσ 3:33rd 4:covid19"},
        {"ru", "законы regulations ёлки", "0:закон* 1:regulations 2:елк*"},
        {"de", "Straßen Häuser schön schon", "0:strass* 1:haus* 2:schon* 3:schon*"},
        {"fr", "étés naïveté", "0:ete* 1:naivet*"},
        {"es", "naciones canción", "0:nacion* 1:cancion*"},
        {"tr", "ISPARTA ısparta İSTANBUL", "0:ıspar* 1:ıspar* 2:istanbul*"},
        {"az", "QANUNI qanunı", "0:qanunı 1:qanunı"},
        {"el", "Άρθρο ΑΡΘΡΟ άρθρο", "0:αρθρ* 1:αρθρ* 2:αρθρ*"},
        {"pl", "żółć", "0:żółt*"},
        {"ar", "والمعلومات المعلومات معلومات", "0:معلوم* 1:معلوم* 2:معلوم*"},
        {"ar", "القَانُونُ القـانون", "0:قان* 1:قان*"},
        {"he", "שָׁלוֹם ולשלום", "0:לומ* 1:לומ*"},
        {"en", "U.S.A. USA", "0:usa* 1:usa*"},
        {"zh", "laws", "0:laws"},
        {"uk", "Москва́ її", "0:москв* 1:її*"},
        {"vi", "Uỷ ban Ủy ban hoá quý", "0:ủy 1:ban 2:ủy 3:ban 4:hóa 5:quý"},
    };
    for (const MainCase& c : cases) {
        EXPECT_EQ(test::show_main(tokens_of(c.text, c.language)), c.expected)
            << c.language << " " << c.text;
    }
}

// A query's words are stemmed in every language: "dues" in French too.
TEST(Analyzer, KeepsStemsApartFromFunctionWords) {
    Analyzer analyzer;
    const auto term = [&](std::string_view word, std::string_view language) {
        const auto tokens = analyzer.analyze(word, language_of(language).id);
        EXPECT_EQ(tokens.at(0).stemmed_by, language_of(language).id) << word;
        return tokens.at(0).term;
    };
    struct Row {
        std::string_view language;
        std::string_view function_word;
        std::string_view other;
    };
    constexpr Row kApart[] = {{"fr", "du", "dues"},
                              {"fr", "du", "dû"},
                              {"fr", "sur", "sûr"},
                              {"fr", "sur", "sure"},
                              {"pt", "com", "come"},
                              {"es", "como", "comer"},
                              {"it", "per", "pere"},
                              {"nl", "bij", "bijen"},
                              {"en", "it", "iting"},
                              {"de", "ein", "eins"},
                              {"el", "τον", "τόνος"},
                              {"el", "ένα", "ενός"},
                              {"hr", "bi", "bio"},
                              {"sr", "би", "био"},
                              {"bg", "как", "както"},
                              {"he", "היא", "ההיא"}};
    for (const auto& [language, function_word, other] : kApart) {
        EXPECT_NE(term(function_word, language), term(other, language)) << other;
    }
    constexpr Row kTogether[] = {{"fr", "dues", "due"},
                                 {"fr", "sûr", "sure"},
                                 {"fr", "ou", "où"},
                                 {"de", "ein", "eines"},
                                 {"sr", "би", "bi"},
                                 {"yi", "ווי", "װי"},
                                 {"de", "Waren", "Ware"},
                                 {"en", "wills", "will"},
                                 {"en", "it", "its"},
                                 {"en", "owned", "own"}};
    for (const auto& [language, one, other] : kTogether) {
        EXPECT_EQ(term(one, language), term(other, language)) << other;
    }
}

TEST(Analyzer, KeepsTheSurfaceOfWordsThatBecameAnotherTerm) {
    struct Case {
        const char* language;
        const char* text;
        const char* surfaces;
    };
    const Case cases[] = {
        {"en", "Regulations law 2019 4G", "regulations law"},
        {"fr", "L'ÉTÉ", "l été"},
        {"und", "Été", ""},
        {"el", "ΆΡΘΡΟ αρθρο", "άρθρο αρθρο"},
        {"ar", "القَانُون أيضاً", "القانون أيضا"},
        {"tr", "ISPARTA", "isparta"},
        {"zh", "衞生", ""},
    };
    for (const Case& c : cases) {
        const auto tokens = tokens_of(c.text, c.language);
        EXPECT_EQ(test::show_class(tokens, TokenClass::surface), c.surfaces) << c.text;
    }
}

TEST(Analyzer, GivesUnspacedScriptsAPositionForEachCharacter) {
    const MainCase cases[] = {
        {"zh", "證監會", "0:证 1:监 2:会"},
        {"zh", "二○二三年", "0:二 1:〇 2:二 3:三 4:年"},
        {"zh", "一○○○ 二○○○○○", "0:一 1:〇 2:〇 3:〇 4:二 5:〇 6:〇 7:〇"},
        {"zh", "陳○○ ○○縣", "0:陈 1:县"},
        {"zh", "第12條", "0:第 1:12 2:条"},
        {"ja", "ｶﾞｽ事業", "0:ガ 1:ス 2:事 3:业"},
        {"ja", "か\u3099ヿ", "0:が 1:コ 2:ト"},
        {"ko", "가각 \u1100\u1161\u11A8", "0:가 1:각 2:각"},
        {"ko", "ㅋㅋ ㄱㅏ", "0:ᄏ 1:ᄏ 2:가"},
        {"ko", "수입ㆍ지출", "0:수 1:입 2:지 3:출"},
        {"th", "น้ำ", "0:น 1:้ 2:ำ"},
        {"th", "น\u0E4D\u0E32", "0:น 1:ำ"},
        {"lo", "ໜັງ ຫນັງ", "0:ຫ 1:ນ 2:ັ 3:ງ 4:ຫ 5:ນ 6:ັ 7:ງ"},
        {"my", "ဥ\u102E ဦ", "0:ဦ 1:ဦ"},
        {"zh", "葛\U000E0100城 ⼈", "0:葛 1:城 2:人"},
    };
    for (const MainCase& c : cases) {
        EXPECT_EQ(test::show_main(tokens_of(c.text, c.language)), c.expected) << c.text;
    }
}

TEST(Analyzer, PairsCharactersWhateverStandsBetweenThem) {
    struct Case {
        const char* text;
        const char* bigrams;
    };
    const Case cases[] = {
        {"公共及\n私營", "公共 共及 及私 私营"},
        {"甚 麼，最", "甚么 么最"},
        {"第12條", ""},
        {"a漢b", ""},
        {"5％元%角", "元角"},
        {"가각", "가각"},
        {"漢", ""},
        {"漢😀字", ""},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(test::show_class(tokens_of(c.text, "zh"), TokenClass::bigram), c.bigrams)
            << c.text;
    }
}

TEST(Analyzer, FindsDictionaryWordsAlikeInBothChineseScripts) {
    const auto traditional = tokens_of("證券及期貨事務監察委員會", "zh");
    const auto simplified = tokens_of("证券及期货事务监察委员会", "zh");
    EXPECT_EQ(traditional, simplified);
    EXPECT_NE(test::show_class(traditional, TokenClass::dictionary), "");
    EXPECT_EQ(
        test::show_class(tokens_of("クラウドコンピューティング", "ja"), TokenClass::dictionary),
        "クラウドコンピューティング");
    EXPECT_EQ(test::show_class(tokens_of("대한민국", "ko"), TokenClass::dictionary), "");
    EXPECT_EQ(test::show_class(tokens_of("กฎหมายไทย", "th"), TokenClass::dictionary), "กฎหมาย ไทย");
}

class Classes final : public TokenSink {
  public:
    void token(const TokenView& token) override { seen.insert(token.token_class); }
    std::set<TokenClass> seen;
};

TEST(Analyzer, LeavesOutBigramsAndDictionaryWordsWhenAsked) {
    Analyzer analyzer;
    Classes all;
    Classes few;
    const std::string text = "laws 證券 5 $ 😀";
    analyzer.analyze(text, id_of("en"), {}, all);
    analyzer.analyze(text, id_of("en"), {.main_stream_and_surface_only = true}, few);
    EXPECT_EQ(all.seen.size(), 8U);
    EXPECT_EQ(few.seen.size(), 6U);
    EXPECT_FALSE(few.seen.contains(TokenClass::bigram));
    EXPECT_FALSE(few.seen.contains(TokenClass::dictionary));
}

TEST(Analyzer, CutsLongTermsAndStillTellsThemApart) {
    const std::string a = std::string(500, 'a') + "1x";
    const std::string b = std::string(500, 'a') + "2x";
    const auto tokens = tokens_of(a + " " + b + " " + a);
    ASSERT_EQ(tokens.size(), 3U);
    EXPECT_EQ(tokens[0].term.size(), kMaxTermBytes);
    EXPECT_EQ(tokens[0].term.substr(0, 143), std::string(143, 'a'));
    EXPECT_EQ(tokens[0].term[143], '#');
    EXPECT_NE(tokens[0].term, tokens[1].term);
    EXPECT_EQ(tokens[0].term, tokens[2].term);

    std::string cyrillic;
    for (int i = 0; i < 200; ++i) cyrillic += "ж";
    const auto cut = tokens_of(cyrillic);
    ASSERT_EQ(cut.size(), 1U);
    EXPECT_EQ(cut[0].term.size(), 142U + 17U);
}

TEST(Analyzer, CutsEndlessWordsIntoTokens) {
    const auto tokens = tokens_of(std::string(3000, 'a'));
    ASSERT_EQ(tokens.size(), 3U);
    EXPECT_EQ(tokens[0].end, kMaxTokenBytes);
    EXPECT_EQ(tokens[1].begin, kMaxTokenBytes);
    EXPECT_EQ(tokens[2].position, 2U);
    EXPECT_EQ(tokens[2].end, 3000U);
}

TEST(Analyzer, TakesTimeInProportionToTheText) {
    // Each of these has made some analyzer quadratic; with such, this test would not end.
    const std::size_t size = std::size_t{4} << 20;
    const char* pieces[] = {"a",
                            "a.",
                            "1,",
                            "a'",
                            "_",
                            "\u0301",
                            "漢",
                            "$",
                            "가",
                            "ｶﾞ",
                            "\u1161",
                            "\U0001F1EB",
                            "\u200D",
                            "ก็",
                            "\U0001F468\u200D",
                            "½",
                            "כ'",
                            "\u00AD",
                            "a\u0301.",
                            "ㄱㅏ",
                            "\uFE0F",
                            "ア",
                            "漢\U000E0100",
                            "₂"};
    Analyzer analyzer;
    Discard discard;
    for (const char* piece : pieces) {
        std::string text;
        while (text.size() < size / 8) text += piece;
        const auto next = analyzer.analyze(text, id_of("en"), {}, discard);
        EXPECT_LE(next, text.size()) << piece;
    }
    EXPECT_EQ(analyzer.analyze(std::string(size, 'a'), id_of("en"), {}, discard),
              size / kMaxTokenBytes);
}

std::string show_variants(const QueryToken& token) {
    std::string line = token.surface + ":";
    for (const QueryVariant& variant : token.variants) {
        line += " " + variant.term;
        if (variant.stemmed_by != LanguageId::und) {
            line += "/" + std::string(language_of(variant.stemmed_by).tag);
        }
    }
    return line;
}

TEST(Analyzer, NamesTheTermsThatAQueryWordMayHave) {
    struct Case {
        const char* text;
        std::vector<const char*> languages;
        const char* expected;
        bool exact;
    };
    const Case cases[] = {
        {"Regulations", {"en"}, "regulations: regulations regul/en", true},
        {"regulations", {}, "regulations: regulations", true},
        {"Gesetze", {"de", "en", "zh"}, "gesetze: gesetze gesetz/de gesetz/en", true},
        {"Été", {"fr", "pl"}, "été: été ete/fr été/pl", true},
        {"ISPARTA", {"tr"}, "isparta: isparta ıspar/tr", true},
        {"ΆΡΘΡΟ", {"el", "en"}, "άρθρο: αρθρο αρθρ/el", false},
        {"القانون", {"ar", "en"}, "القانون: القانون قان/ar", false},
        {"2019", {"en"}, "2019: 2019", true},
        {"證", {"zh"}, "证: 证", true},
        {"U.S.", {"en"}, "us: us us/en", true},
        {"Uỷ", {"vi"}, "uỷ: uỷ ủy", true},
        {"Ủy", {"vi"}, "ủy: ủy", false},
    };
    Analyzer analyzer;
    for (const Case& c : cases) {
        std::vector<LanguageId> ids;
        for (const char* tag : c.languages) ids.push_back(id_of(tag));
        const auto tokens = analyzer.query_tokens(c.text, ids);
        ASSERT_EQ(tokens.size(), 1U) << c.text;
        EXPECT_EQ(show_variants(tokens[0]), c.expected);
        EXPECT_EQ(tokens[0].unstemmed_is_exact, c.exact) << c.text;
    }
}

TEST(Analyzer, GivesQueryTokensTheRangesAndPositionsOfTheText) {
    Analyzer analyzer;
    const LanguageId languages[] = {id_of("fr")};
    const auto tokens = analyzer.query_tokens("§ L'été 漢 ﷺ", languages);
    ASSERT_EQ(tokens.size(), 8U);
    EXPECT_EQ(tokens[0].token_class, TokenClass::symbol);
    EXPECT_EQ(tokens[0].position, 0U);
    EXPECT_EQ(tokens[1].position, 0U);
    EXPECT_EQ(tokens[2].surface, "été");
    EXPECT_EQ(tokens[2].begin, 5U);
    EXPECT_EQ(tokens[2].end, 10U);
    EXPECT_EQ(tokens[3].token_class, TokenClass::character);
    EXPECT_EQ(tokens[7].surface, "وسلم");
    EXPECT_EQ(tokens[7].position, 6U);
}

TEST(Analyzer, StemsAsBeforeWhenItsCacheHasBegunAnew) {
    Analyzer analyzer;
    std::string flood;
    for (int i = 0; i < 200000; ++i) flood += "w" + std::to_string(i) + "x ";
    const auto before = analyzer.analyze("regulations été", id_of("en"));
    Discard discard;
    analyzer.analyze(flood, id_of("en"), {}, discard);
    EXPECT_EQ(analyzer.analyze("regulations été", id_of("en")), before);
}

TEST(Fingerprint, NamesVersionIcuAndTables) {
    const std::string& fingerprint = analyzer_fingerprint();
    EXPECT_EQ(fingerprint.find("gazette-analyzer " + std::to_string(kAnalyzerVersion) + "; ICU "),
              0U);
    EXPECT_NE(fingerprint.find("; tables "), std::string::npos);
    EXPECT_EQ(fingerprint, analyzer_fingerprint());
}

}  // namespace
}  // namespace gazette
