// Two steps: letters are counted by script, which settles the languages that have a script to
// themselves; for the others CLD2 is asked. CLD2 takes Japanese law in kanji and katakana for
// Chinese now and then and is weak on short text in scripts of their own; the rules are right
// there.
#include "indexer/analysis/language_detector.h"

#include "indexer/analysis/language_words.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kMaxLetterBytes = 64u << 10;
constexpr std::size_t kMinLetters = 20;
// A language by its script needs fewer letters: a title is enough.
constexpr std::size_t kMinScriptLetters = 2;

// Characters that are written in one of the two Chinese scripts only, and are frequent.
constexpr std::u32string_view kTraditionalOnly =
    U"這來時說們個國會為對發經學過還後點長開問關間電業務資產實現東車門馬書買賣無華萬與專義習鄉歷參"
    U"雙變"
    U"員圖場塊報壓廣庫應廳張強當彙從復徵態慶憲戰據擇擔擬數斷條極構樂標樣機權歸殘決況測減溝滿漁濟灣"
    U"災煙"
    U"熱爭狀獨獲環畫異療盡監盤確礦禮種稱穩競筆節範簡糧約級納紙細終組結給統絕維網緊線編緩練縣總績織"
    U"繼續"
    U"罰羅職聯聲聽腦臨舊藝藥處號術衛補裝複規視覺親觀計訂記訊設許訴評詞試該詳認誤請論證識譯議護讀讓"
    U"豐負"
    U"財責貧貨費貿賠質趙軍輕較載輸轉辦農運違遞適遷選邊邏鄭醫釋錄錢鐵銀銷鎮陸陽隊階際雖離難靈項順須"
    U"預領"
    U"頭題願類飛飯館驗體黨齊龍歲戶啟內兩嚴勞動勢區協卻爲匯啓";
constexpr std::u32string_view kSimplifiedOnly =
    U"这来时说们个国会为对发经学过还后点长开问关间电业务资产实现东车门马书买卖无华万与专义习乡历参"
    U"双变"
    U"员图场块报压广库应厅张强当汇从复征态庆宪战据择担拟数断条极构乐标样机权归残决况测减沟满渔济湾"
    U"灾烟"
    U"热争状独获环画异疗尽监盘确矿礼种称稳竞笔节范简粮约级纳纸细终组结给统绝维网紧线编缓练县总绩织"
    U"继续"
    U"罚罗职联声听脑临旧艺药处号术卫补装规视觉亲观计订记讯设许诉评词试该详认误请论证识译议护读让丰"
    U"负财"
    U"责贫货费贸赔质赵军轻较载输转办农运违递适迁选边逻郑医释录钱铁银销镇陆阳队阶际虽离难灵项顺须预"
    U"领头"
    U"题愿类飞饭馆验体党齐龙岁户启内两严劳动势区协却";

// Characters that only Japanese writes: of its own making, or simplified in its own way.
constexpr std::u32string_view kJapaneseOnly =
    U"込働畑峠匂枠搾塀円広図対県鉄駅変気売読続検験険権労発実単価戦団囲圧塩応仮拡覚関観帰拠暁駆軽恵"
    U"掲経"
    U"継渓芸撃剣圏顕厳効剤雑桟斎済従渋獣縄譲嬢醸粋穂髄畳焼剰浄銭繊総騒蔵臓択沢弾遅鋳庁勅逓転伝徳弐"
    U"悩脳"
    U"廃髪抜払仏辺弁舗豊翻訳薬様覧竜両猟塁霊齢暦歴錬亜悪扱壱隠営栄縁桜穏";

// Simplified characters that Japanese writes too.
constexpr std::u32string_view kJapaneseToo =
    U"来国会学点万与参双当担数断条残湾争状独画尽礼称声旧号装医体党内区却";

class HanEvidence {
  public:
    HanEvidence() {
        for (const char32_t c : kTraditionalOnly) add(c, kTraditional);
        for (const char32_t c : kSimplifiedOnly) add(c, kSimplified);
        for (const char32_t c : kJapaneseOnly) add(c, kJapanese);
        for (const char32_t c : kJapaneseToo) add(c, kJapanese);
    }
    static constexpr std::uint8_t kTraditional = 1;
    static constexpr std::uint8_t kSimplified = 2;
    static constexpr std::uint8_t kJapanese = 4;

    std::uint8_t of(char32_t c) const {
        return c >= kFirst && c <= kLast ? marks_[c - kFirst] : std::uint8_t{0};
    }

  private:
    static constexpr char32_t kFirst = 0x4E00;
    static constexpr char32_t kLast = 0x9FFF;
    void add(char32_t c, std::uint8_t mark) {
        if (c < kFirst || c > kLast) return;
        marks_[c - kFirst] = static_cast<std::uint8_t>(marks_[c - kFirst] | mark);
    }
    std::array<std::uint8_t, kLast - kFirst + 1> marks_{};
};

struct ScriptLanguage {
    UScriptCode script;
    std::string_view tag;
};
// Scripts that one language of today has (nearly) to itself.
constexpr ScriptLanguage kScriptLanguages[] = {
    {USCRIPT_THAI, "th"},
    {USCRIPT_LAO, "lo"},
    {USCRIPT_KHMER, "km"},
    {USCRIPT_MYANMAR, "my"},
    {USCRIPT_GEORGIAN, "ka"},
    {USCRIPT_ARMENIAN, "hy"},
    {USCRIPT_GREEK, "el"},
    {USCRIPT_GURMUKHI, "pa"},
    {USCRIPT_GUJARATI, "gu"},
    {USCRIPT_ORIYA, "or"},
    {USCRIPT_TAMIL, "ta"},
    {USCRIPT_TELUGU, "te"},
    {USCRIPT_KANNADA, "kn"},
    {USCRIPT_MALAYALAM, "ml"},
    {USCRIPT_SINHALA, "si"},
    {USCRIPT_THAANA, "dv"},
    {USCRIPT_CHEROKEE, "chr"},
    {USCRIPT_HANGUL, "ko"},
};

struct Census {
    std::array<std::uint32_t, USCRIPT_CODE_LIMIT> by_script{};
    std::size_t letters = 0;
    std::size_t traditional = 0;
    std::size_t simplified = 0;
    std::size_t japanese = 0;
    std::string sample;  // what was counted, fit for CLD2: no controls, no noncharacters

    std::size_t of(UScriptCode script) const { return by_script[static_cast<std::size_t>(script)]; }
    std::size_t kana() const { return of(USCRIPT_HIRAGANA) + of(USCRIPT_KATAKANA); }
    double share(std::size_t count) const {
        return letters == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(letters);
    }
};

// What counts of a code point: whose script it is, if it is a letter; and whether it is a mark,
// which stands in a word and is none.
struct Letter {
    std::uint16_t script = USCRIPT_COMMON;
    bool is_letter = false;
    bool is_mark = false;
};

Letter ask_icu(UChar32 c) {
    Letter letter;
    letter.is_letter = u_isalpha(c) != 0;
    const auto category = u_charType(c);
    letter.is_mark = category == U_NON_SPACING_MARK || category == U_COMBINING_SPACING_MARK;
    if (!letter.is_letter) return letter;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &status);
    const bool known = U_SUCCESS(status) && script >= 0 && script < USCRIPT_CODE_LIMIT;
    letter.script = static_cast<std::uint16_t>(known ? script : USCRIPT_CODE_LIMIT);
    return letter;
}

// ICU is asked once for all that texts are mostly made of.
class Letters {
  public:
    Letters() {
        for (UChar32 c = 0; c < kListed; ++c) letters_[static_cast<std::size_t>(c)] = ask_icu(c);
    }
    Letter of(UChar32 c) const {
        if (c >= 0 && c < kListed) return letters_[static_cast<std::size_t>(c)];
        if (c >= 0x4E00 && c <= 0x9FFF) return {USCRIPT_HAN, true, false};
        if (c >= 0xAC00 && c <= 0xD7A3) return {USCRIPT_HANGUL, true, false};
        return ask_icu(c);
    }

  private:
    static constexpr UChar32 kListed = 0x3400;
    std::array<Letter, kListed> letters_{};
};

Census count_letters(std::string_view text) {
    static const HanEvidence evidence;
    static const Letters letters;
    Census census;
    census.sample.reserve(std::min(text.size(), kMaxLetterBytes) + 1);
    std::size_t letter_bytes = 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    const std::size_t size = text.size();
    std::size_t at = 0;
    std::size_t word = 0;  // where the letters began that are not in the sample yet
    const auto end_word = [&](std::size_t end) { census.sample.append(text, word, end - word); };
    while (at < size && letter_bytes < kMaxLetterBytes) {
        const std::size_t start = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        const Letter letter = letters.of(c);
        if (!letter.is_letter && !letter.is_mark) {
            end_word(start);
            word = at;
            if (census.sample.empty() || census.sample.back() != ' ') census.sample += ' ';
            continue;
        }
        letter_bytes += at - start;
        if (!letter.is_letter || letter.script == USCRIPT_CODE_LIMIT) continue;
        ++census.letters;
        ++census.by_script[letter.script];
        if (c < 0x80) continue;
        const std::uint8_t mark = evidence.of(static_cast<char32_t>(c));
        if ((mark & HanEvidence::kTraditional) != 0) ++census.traditional;
        if ((mark & HanEvidence::kSimplified) != 0) ++census.simplified;
        if ((mark & HanEvidence::kJapanese) != 0) ++census.japanese;
    }
    end_word(at);
    return census;
}

std::string chinese_script(const Census& census) {
    if (census.traditional > census.simplified) return "zh-Hant";
    if (census.simplified > census.traditional) return "zh-Hans";
    return "zh";
}

// Han, kana and Hangul: "und" where they are not most of the text.
DetectedLanguage by_east_asian_script(const Census& census) {
    const std::size_t han = census.of(USCRIPT_HAN) + census.of(USCRIPT_BOPOMOFO);
    const std::size_t kana = census.kana();
    const std::size_t hangul = census.of(USCRIPT_HANGUL);
    const std::size_t all = han + kana + hangul;
    if (all < kMinScriptLetters || census.share(all) < 0.4) return {};
    const double confidence = census.share(all);
    // Sino-Korean text mixes Hangul into Han; a Chinese text that quotes a Japanese or Korean name
    // does not reach these shares.
    if (hangul * 5 >= all && hangul >= kana) return {"ko", confidence, true};
    if (kana * 20 >= all) return {"ja", confidence, true};
    const bool telling = han >= kMinLetters;
    if (census.japanese > census.simplified && census.japanese > census.traditional) {
        return {"ja", confidence, telling};
    }
    const std::string tag = chinese_script(census);
    // A few characters that are the same everywhere may be a Japanese title.
    if (tag == "zh" && !telling) return {};
    return {tag, confidence, telling && tag != "zh"};
}

DetectedLanguage by_own_script(const Census& census) {
    for (const ScriptLanguage& row : kScriptLanguages) {
        const std::size_t count = census.of(row.script);
        if (count < kMinScriptLetters || census.share(count) < 0.5) continue;
        return {std::string(row.tag), census.share(count), true};
    }
    return {};
}

// CLD2's names that are not BCP 47, or are older ones.
std::string bcp47(std::string_view code) {
    if (code == "iw") return "he";
    if (code == "no") return "nb";
    if (code == "jw") return "jv";
    if (code == "tl") return "fil";
    if (code == "mo") return "ro";
    if (code == "zh") return "zh-Hans";
    if (code == "un" || code == "xxx" || code.starts_with("xx")) return "und";
    return std::string(code);
}

struct Verdict {
    std::string tag = "und";
    int percent = 0;  // of the text
    bool reliable = false;
};

Verdict ask_cld2(const std::string& sample, int flags) {
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3] = {};
    int percent[3] = {};
    double scores[3] = {};
    int text_bytes = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummary(sample.data(),
                                   static_cast<int>(sample.size()),
                                   true,
                                   &hints,
                                   flags,
                                   languages,
                                   percent,
                                   scores,
                                   nullptr,
                                   &text_bytes,
                                   &reliable);
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return {};
    return {bcp47(CLD2::LanguageCode(languages[0])), percent[0], reliable};
}

// A smaller share is a mixture, or a language that CLD2 does not know.
constexpr int kReliablePercent = 70;

DetectedLanguage by_cld2(const Census& census) {
    if (census.letters < kMinLetters) return {};
    Verdict verdict = ask_cld2(census.sample, 0);
    // Text of several languages, or of names and numbers: the likeliest language is a guess then.
    const bool guess = verdict.tag == "und";
    if (guess) verdict = ask_cld2(census.sample, CLD2::kCLDFlagBestEffort);
    if (verdict.tag == "und") return {};
    DetectedLanguage found;
    found.tag = corrected_by_words(verdict.tag, census.sample);
    found.reliable = verdict.reliable && !guess && verdict.percent >= kReliablePercent;
    found.confidence = verdict.percent / 100.0 * (verdict.reliable && !guess ? 1.0 : 0.5);
    return found;
}

std::string_view primary(std::string_view tag) {
    return tag.substr(0, tag.find('-'));
}

constexpr std::array<std::string_view, 5> kGroups[] = {
    {"hr", "bs", "sr", "sh", "cnr"},
    {"id", "ms", "jv", "su", ""},
    {"nb", "nn", "no", "da", ""},
    {"cs", "sk", "", "", ""},
    {"es", "gl", "ast", "", ""},
    {"pt", "gl", "", "", ""},
    {"tl", "fil", "", "", ""},
    {"fa", "prs", "tg", "", ""},
    {"hi", "ne", "mr", "bh", "sa"},
    {"af", "nl", "", "", ""},
    {"zu", "xh", "ss", "nr", ""},
    {"ca", "oc", "", "", ""},
};

}  // namespace

DetectedLanguage detect_language(std::string_view utf8_text) {
    const Census census = count_letters(utf8_text);
    if (census.letters == 0) return {};
    DetectedLanguage found = by_east_asian_script(census);
    if (found.tag != "und") return found;
    found = by_own_script(census);
    if (found.tag != "und") return found;
    return by_cld2(census);
}

bool languages_are_close(std::string_view tag, std::string_view other_tag) {
    const std::string_view a = primary(tag);
    const std::string_view b = primary(other_tag);
    if (a == b) return true;
    return std::any_of(std::begin(kGroups), std::end(kGroups), [&](const auto& group) {
        return std::find(group.begin(), group.end(), a) != group.end() &&
               std::find(group.begin(), group.end(), b) != group.end();
    });
}

}  // namespace gazette
