#include "indexer/analysis/language_detector.h"
#include "indexer/enrich/enrich.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

struct Row {
    const char* text;
    const char* tag;
};

TEST(DetectLanguage, KnowsTheLanguagesOfTheArchives) {
    const Row rows[] = {
        {"The Minister may by order direct that this Act shall come into operation.", "en"},
        {"Dieses Gesetz tritt am Tage nach der Verkündung in Kraft und gilt im ganzen Bund.", "de"},
        {"Le présent arrêté sera publié au Journal officiel de la République française.", "fr"},
        {"Comuníquese, publíquese y archívese por el Poder Ejecutivo de la República.", "es"},
        {"Il presente decreto entra in vigore il giorno successivo alla pubblicazione.", "it"},
        {"Deze wet treedt in werking met ingang van de dag na de uitgifte van het Staatsblad.",
         "nl"},
        {"Denna lag träder i kraft den första juli och ska tillämpas från samma dag.", "sv"},
        {"Ustawa wchodzi w życie po upływie czternastu dni od dnia ogłoszenia.", "pl"},
        {"Настоящий Федеральный закон вступает в силу со дня его официального опубликования.",
         "ru"},
        {"Цей Закон набирає чинності з дня, наступного за днем його опублікування.", "uk"},
        {"Ο παρών νόμος αρχίζει να ισχύει από τη δημοσίευσή του.", "el"},
        {"Bu Kanun yayımı tarihinde yürürlüğe girer ve Bakanlar Kurulu tarafından yürütülür.",
         "tr"},
        {"يعمل بهذا القرار من اليوم التالي لتاريخ نشره في الجريدة الرسمية للدولة.", "ar"},
        {"این قانون از تاریخ تصویب لازم‌الاجرا است و در "
         "روزنامه "
         "رسمی "
         "منتشر "
         "می‌شود.",
         "fa"},
        {"חוק זה ייכנס לתוקף ביום פרסומו ברשומות של מדינת ישראל.", "he"},
        {"यह अधिनियम राजपत्र में प्रकाशन की तारीख से लागू होगा और सभी पर लागू है।", "hi"},
        {"พระราชบัญญัตินี้ให้ใช้บังคับตั้งแต่วันถัดจากวันประกาศ", "th"},
        {"Luật này có hiệu lực thi hành kể từ ngày công bố trên công báo.", "vi"},
        {"Undang-Undang ini mulai berlaku pada tanggal diundangkan dan harus dilaksanakan.", "id"},
        {"この法律は、公布の日から施行する。", "ja"},
        {"本法施行前他人ノ土地ニ於テ工作物ヲ所有スル者", "ja"},
        {"이 법은 공포한 날부터 시행한다.", "ko"},
        {"本法自公布之日起施行，国务院对此另有规定的除外。", "zh-Hans"},
        {"本法自公布日施行，關於個人資料之蒐集與處理，應尊重當事人之權益。", "zh-Hant"},
        {"ეს კანონი ამოქმედდეს გამოქვეყნებისთანავე.", "ka"},
    };
    for (const Row& row : rows) EXPECT_EQ(detect_language(row.text).tag, row.tag) << row.text;
}

TEST(DetectLanguage, AScriptAloneDecidesShortText) {
    const Row rows[] = {
        {"กฎหมาย", "th"},
        {"ひらがな", "ja"},
        {"東京都の条例", "ja"},
        {"법률", "ko"},
        {"νόμος", "el"},
        {"ច្បាប់", "km"},
        {"國際法", "zh-Hant"},
        {"国际法", "zh-Hans"},
        {"労働基準法", "ja"},
    };
    for (const Row& row : rows) EXPECT_EQ(detect_language(row.text).tag, row.tag) << row.text;
}

TEST(DetectLanguage, DoesNotGuessFromNothing) {
    for (const char* text :
         {"", "  \n", "12 345.67 %", "https", "ISBN 3-16", "正本", "\xF0\x9F\x98\x80"}) {
        const DetectedLanguage detected = detect_language(text);
        EXPECT_EQ(detected.tag, "und") << text;
        EXPECT_EQ(detected.confidence, 0.0) << text;
        EXPECT_FALSE(detected.reliable) << text;
    }
}

TEST(DetectLanguage, IsNotMisledByQuotations) {
    EXPECT_EQ(detect_language("本公司推出「の」字商標，依據商標法的規定，應予註冊登記並公告之，"
                              "其審查程序與其他案件並無不同。")
                  .tag,
              "zh-Hant");
    EXPECT_EQ(detect_language("The character 法 means law, and 法律 means statute, in Chinese as "
                              "well as in Japanese.")
                  .tag,
              "en");
}

TEST(DetectLanguage, ReadsNoMoreThanItMust) {
    const std::string text =
        test::repeated("The quick brown fox jumps over the lazy dog. ", 1000000);
    EXPECT_EQ(detect_language(text).tag, "en");
}

TEST(LanguagesAreClose, KnowsTheGroupsThatDetectionConfuses) {
    EXPECT_TRUE(languages_are_close("hr", "bs"));
    EXPECT_TRUE(languages_are_close("nb", "da"));
    EXPECT_TRUE(languages_are_close("id-ID", "ms"));
    EXPECT_TRUE(languages_are_close("zh-TW", "zh-Hans"));
    EXPECT_TRUE(languages_are_close("en-GB", "en"));
    EXPECT_FALSE(languages_are_close("en", "de"));
    EXPECT_FALSE(languages_are_close("uk", "ru"));
}

constexpr const char* kGerman =
    "Dieses Gesetz tritt am Tage nach der Verkündung in Kraft und gilt im ganzen Bundesgebiet.";

Document with(const std::string& text, const std::string& lang, const std::string& extractor) {
    Document document;
    document.text = text;
    document.lang = lang;
    document.lang_source = lang == "und" ? LanguageSource::unknown : LanguageSource::declared;
    document.origin.extractor = extractor;
    return document;
}

TEST(Enrich, DetectsWhereNothingIsDeclared) {
    const Document document = enrich(with(kGerman, "und", "plain_text"));
    EXPECT_EQ(document.lang, "de");
    EXPECT_EQ(document.lang_source, LanguageSource::detected);
    EXPECT_TRUE(document.origin.warnings.empty());
    const Document numbers = enrich(with("1 2 3", "und", "plain_text"));
    EXPECT_EQ(numbers.lang, "und");
    EXPECT_EQ(numbers.lang_source, LanguageSource::unknown);
}

TEST(Enrich, MarksSegmentsInAnotherLanguage) {
    const std::string english =
        "The parties agree that this annex shall be read together with the articles of the treaty, "
        "and that nothing in it limits the rights of the persons whom these concern.";
    const std::string german = std::string(kGerman) + " " + kGerman;
    const std::string chinese =
        "締約雙方同意，本附件應與條約各條一併閱讀，且其中任何規定均不限制有關人員之權利，"
        "並應自公布之日起施行，由主管機關負責解釋。";
    Document document =
        with(german + "\n" + english + "\n" + chinese + "\nIm Anhang", "de", "formex");
    std::uint32_t at = 0;
    for (const std::string& text : {german, english, chinese, std::string("Im Anhang")}) {
        const auto end = static_cast<std::uint32_t>(at + text.size());
        document.segments.push_back(
            {"s" + std::to_string(at), "", SegmentKind::section, 0, at, end});
        at = end + 1;
    }
    document = enrich(std::move(document));
    EXPECT_EQ(document.lang, "de");
    EXPECT_EQ(document.segments[0].lang, "");
    EXPECT_EQ(document.segments[1].lang, "en");
    EXPECT_EQ(document.segments[2].lang, "zh-Hant");
    EXPECT_EQ(document.segments[3].lang, "");
}

TEST(DetectLanguage, KnowsNeighboursByTheirWords) {
    const Row rows[] = {
        {"Setiap orang berhak meninggalkan sesuatu negeri, termasuk negerinya sendiri.", "id"},
        {"Tiap-tiap warganegara hendaklah mematuhi peraturan yang dibuat oleh kerajaan.", "ms"},
        {"Svatko ima pravo na slobodu misli, savjesti i vjere, i na zaštitu obitelji.", "hr"},
        {"Svako ima pravo na slobodu misli, savjesti i vjere, i na zaštitu porodice.", "bs"},
        {"Enhver har ret til uddannelse, og undervisningen skal være gratis for alle børn.", "da"},
        {"Enhver har rett til utdannelse, og opplæringen skal være gratis for alle barn.", "nb"},
        {"Alle har rett til utdanning, og opplæringa skal vere gratis for alle, også dei minste.",
         "nn"},
        {"Var och en har rätt till utbildning, och undervisningen skall vara kostnadsfri.", "sv"},
        {"acciones de dos o más sociedades extranjeras que se dediquen principalmente a esto",
         "es"},
        {"Toda persoa ten dereito á educación e ao libre desenvolvemento da súa personalidade.",
         "gl"},
        {"Toda pessoa tem direito à educação e ao livre desenvolvimento da sua personalidade.",
         "pt"},
    };
    for (const Row& row : rows) EXPECT_EQ(detect_language(row.text).tag, row.tag) << row.text;
}

TEST(Enrich, UsesTheTitleOfAShortText) {
    Document document = with("Siehe unten.", "und", "plain_text");
    document.title = "Bekanntmachung der Neufassung des Gesetzes über die Verkündung";
    EXPECT_EQ(enrich(document).lang, "de");
}

TEST(Enrich, OverrulesMarkupThatIsWrong) {
    const Document document = enrich(with(kGerman, "en", "html"));
    EXPECT_EQ(document.lang, "de");
    EXPECT_EQ(document.lang_source, LanguageSource::detected);
    EXPECT_EQ(document.origin.warnings.size(), 1u);
}

TEST(Enrich, BelievesDataAndWarns) {
    const Document document = enrich(with(kGerman, "en", "json_record"));
    EXPECT_EQ(document.lang, "en");
    EXPECT_EQ(document.lang_source, LanguageSource::declared);
    EXPECT_EQ(document.origin.warnings.size(), 1u);
}

TEST(Enrich, KeepsADeclarationThatFits) {
    for (const char* lang : {"de", "de-AT"}) {
        const Document document = enrich(with(kGerman, lang, "html"));
        EXPECT_EQ(document.lang, lang);
        EXPECT_EQ(document.lang_source, LanguageSource::declared);
        EXPECT_TRUE(document.origin.warnings.empty());
    }
}

}  // namespace
}  // namespace gazette
