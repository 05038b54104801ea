// The table. New rows go to the end: a row's number is written into indexes.
#include "indexer/analysis/language.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace gazette {
namespace {

using enum MarkPolicy;

constexpr LanguageId id(int number) {
    return static_cast<LanguageId>(number);
}

// Where marks are kept, writers do not leave them out, or leaving them out makes another word.
constexpr std::array kLanguages = {
    Language{id(0), "und", "Undetermined", "Undetermined", "", keep, false, WordScript::any},
    Language{id(1), "en", "English", "English", "english", after_stem, false, WordScript::latin},
    Language{id(2), "fr", "French", "français", "french", after_stem, false, WordScript::latin},
    // schon and schön are two words
    Language{id(3), "de", "German", "Deutsch", "german", keep, false, WordScript::latin},
    Language{id(4), "es", "Spanish", "español", "spanish", after_stem, false, WordScript::latin},
    Language{
        id(5), "pt", "Portuguese", "português", "portuguese", after_stem, false, WordScript::latin},
    Language{id(6), "it", "Italian", "italiano", "italian", after_stem, false, WordScript::latin},
    Language{id(7), "nl", "Dutch", "Nederlands", "dutch", after_stem, false, WordScript::latin},
    Language{id(8), "ca", "Catalan", "català", "catalan", after_stem, false, WordScript::latin},
    Language{id(9), "ru", "Russian", "русский", "russian", keep, false, WordScript::cyrillic},
    Language{id(10), "zh", "Chinese", "中文", "", keep, false, WordScript::other},
    Language{id(11), "ja", "Japanese", "日本語", "", keep, false, WordScript::other},
    Language{id(12), "ko", "Korean", "한국어", "", keep, false, WordScript::other},
    Language{id(13), "th", "Thai", "ไทย", "", keep, false, WordScript::other},
    Language{id(14), "lo", "Lao", "ລາວ", "", keep, false, WordScript::other},
    Language{id(15), "km", "Khmer", "ខ្មែរ", "", keep, false, WordScript::other},
    Language{id(16), "my", "Burmese", "မြန်မာ", "", keep, false, WordScript::other},
    Language{id(17), "vi", "Vietnamese", "Tiếng Việt", "", keep, false, WordScript::latin},
    Language{id(18), "ar", "Arabic", "العربية", kLightArabic, before, true, WordScript::arabic},
    Language{id(19), "fa", "Persian", "فارسی", "light-fa", before, true, WordScript::arabic},
    Language{id(20), "ur", "Urdu", "اردو", "", before, true, WordScript::arabic},
    Language{id(21), "he", "Hebrew", "עברית", "light-he", before, true, WordScript::hebrew},
    Language{id(22), "el", "Greek", "Ελληνικά", "greek", before, false, WordScript::greek},
    // å ä ö are letters of their own, here and in the next ones
    Language{id(23), "sv", "Swedish", "svenska", "swedish", keep, false, WordScript::latin},
    Language{id(24), "da", "Danish", "dansk", "danish", keep, false, WordScript::latin},
    Language{id(25), "no", "Norwegian", "norsk", "norwegian", keep, false, WordScript::latin},
    Language{id(26),
             "nb",
             "Norwegian Bokmål",
             "norsk bokmål",
             "norwegian",
             keep,
             false,
             WordScript::latin},
    Language{id(27),
             "nn",
             "Norwegian Nynorsk",
             "norsk nynorsk",
             "norwegian",
             keep,
             false,
             WordScript::latin},
    Language{id(28), "fi", "Finnish", "suomi", "finnish", keep, false, WordScript::latin},
    Language{id(29), "is", "Icelandic", "íslenska", "", keep, false, WordScript::latin},
    // kor, kór and kőr
    Language{id(30), "hu", "Hungarian", "magyar", "hungarian", keep, false, WordScript::latin},
    // often written without marks
    Language{id(31), "ro", "Romanian", "română", "romanian", after_stem, false, WordScript::latin},
    // on and ön
    Language{id(32), "tr", "Turkish", "Türkçe", "turkish", keep, false, WordScript::latin},
    Language{id(33), "az", "Azerbaijani", "azərbaycanca", "", keep, false, WordScript::latin},
    Language{id(34), "lt", "Lithuanian", "lietuvių", "lithuanian", keep, false, WordScript::latin},
    Language{id(35), "lv", "Latvian", "latviešu", "", keep, false, WordScript::latin},
    Language{id(36), "et", "Estonian", "eesti", "", keep, false, WordScript::latin},
    Language{id(37), "pl", "Polish", "polski", "light-pl", keep, false, WordScript::latin},
    Language{id(38), "cs", "Czech", "čeština", "light-cs", keep, false, WordScript::latin},
    Language{id(39), "sk", "Slovak", "slovenčina", "light-sk", keep, false, WordScript::latin},
    Language{id(40), "sl", "Slovenian", "slovenščina", "light-sl", keep, false, WordScript::latin},
    Language{id(41), "hr", "Croatian", "hrvatski", "serbian", keep, false, WordScript::latin},
    Language{
        id(42), "bs", "Bosnian", "bosanski", "serbian", keep, false, WordScript::latin_or_cyrillic},
    Language{
        id(43), "sr", "Serbian", "српски", "serbian", keep, false, WordScript::latin_or_cyrillic},
    Language{id(44), "mk", "Macedonian", "македонски", "", keep, false, WordScript::cyrillic},
    Language{id(45), "bg", "Bulgarian", "български", "light-bg", keep, false, WordScript::cyrillic},
    Language{
        id(46), "uk", "Ukrainian", "українська", "light-uk", keep, false, WordScript::cyrillic},
    Language{id(47), "be", "Belarusian", "беларуская", "", keep, false, WordScript::cyrillic},
    Language{id(48), "sq", "Albanian", "shqip", "", keep, false, WordScript::latin},
    Language{id(49), "hy", "Armenian", "հայերեն", "armenian", keep, false, WordScript::armenian},
    Language{id(50), "ka", "Georgian", "ქართული", "", keep, false, WordScript::georgian},
    Language{id(51), "eu", "Basque", "euskara", "basque", after_stem, false, WordScript::latin},
    // fear and féar
    Language{id(52), "ga", "Irish", "Gaeilge", "irish", keep, false, WordScript::latin},
    Language{id(53), "cy", "Welsh", "Cymraeg", "", keep, false, WordScript::latin},
    Language{id(54), "gl", "Galician", "galego", "", keep, false, WordScript::latin},
    Language{id(55), "mt", "Maltese", "Malti", "", keep, false, WordScript::latin},
    Language{id(56), "lb", "Luxembourgish", "Lëtzebuergesch", "", keep, false, WordScript::latin},
    Language{id(57), "af", "Afrikaans", "Afrikaans", "", keep, false, WordScript::latin},
    Language{id(58),
             "id",
             "Indonesian",
             "Bahasa Indonesia",
             "indonesian",
             after_stem,
             false,
             WordScript::latin},
    Language{id(59), "ms", "Malay", "Bahasa Melayu", "indonesian", keep, false, WordScript::latin},
    Language{id(60), "tl", "Filipino", "Filipino", "", keep, false, WordScript::latin},
    Language{id(61), "sw", "Swahili", "Kiswahili", "", keep, false, WordScript::latin},
    Language{id(62), "hi", "Hindi", "हिन्दी", "hindi", keep, false, WordScript::devanagari},
    Language{id(63), "mr", "Marathi", "मराठी", "", keep, false, WordScript::devanagari},
    Language{id(64), "ne", "Nepali", "नेपाली", "nepali", keep, false, WordScript::devanagari},
    Language{id(65), "bn", "Bengali", "বাংলা", "", keep, false, WordScript::bengali},
    Language{id(66), "pa", "Punjabi", "ਪੰਜਾਬੀ", "", keep, false, WordScript::other},
    Language{id(67), "gu", "Gujarati", "ગુજરાતી", "", keep, false, WordScript::other},
    Language{id(68), "ta", "Tamil", "தமிழ்", "tamil", keep, false, WordScript::tamil},
    Language{id(69), "te", "Telugu", "తెలుగు", "", keep, false, WordScript::telugu},
    Language{id(70), "kn", "Kannada", "ಕನ್ನಡ", "", keep, false, WordScript::other},
    Language{id(71), "ml", "Malayalam", "മലയാളം", "", keep, false, WordScript::other},
    Language{id(72), "si", "Sinhala", "සිංහල", "", keep, false, WordScript::other},
    Language{id(73), "am", "Amharic", "አማርኛ", "", keep, false, WordScript::ethiopic},
    Language{id(74), "kk", "Kazakh", "қазақ тілі", "", keep, false, WordScript::any},
    Language{id(75), "ky", "Kyrgyz", "кыргызча", "", keep, false, WordScript::cyrillic},
    Language{id(76), "uz", "Uzbek", "oʻzbekcha", "", keep, false, WordScript::any},
    Language{id(77), "tg", "Tajik", "тоҷикӣ", "", keep, false, WordScript::cyrillic},
    Language{id(78), "mn", "Mongolian", "монгол", "", keep, false, WordScript::any},
    Language{id(79), "bo", "Tibetan", "བོད་སྐད་", "", keep, false, WordScript::other},
    Language{id(80), "ps", "Pashto", "پښتو", "", before, true, WordScript::arabic},
    Language{
        id(81), "ckb", "Central Kurdish", "کوردیی ناوەندی", "", before, true, WordScript::arabic},
    Language{id(82), "ug", "Uyghur", "ئۇيغۇرچە", "", before, true, WordScript::arabic},
    Language{id(83), "yi", "Yiddish", "ייִדיש", "yiddish", before, true, WordScript::hebrew},
    Language{id(84), "la", "Latin", "Latina", "", keep, false, WordScript::latin},
    Language{id(85), "eo", "Esperanto", "Esperanto", "", keep, false, WordScript::latin},
    Language{id(86), "so", "Somali", "Soomaali", "", keep, false, WordScript::latin},
    Language{id(87), "ha", "Hausa", "Hausa", "", keep, false, WordScript::latin},
    Language{id(88), "yo", "Yoruba", "Èdè Yorùbá", "", keep, false, WordScript::latin},
    Language{id(89), "zu", "Zulu", "isiZulu", "", keep, false, WordScript::latin},
    Language{id(90), "ku", "Kurdish", "kurdî", "", keep, false, WordScript::any},
};

// Tags that stand for a row of another name.
struct Alias {
    std::string_view tag;
    std::string_view row;
};
constexpr Alias kAliases[] = {{"iw", "he"},
                              {"in", "id"},
                              {"ji", "yi"},
                              {"yue", "zh"},
                              {"cmn", "zh"},
                              {"fil", "tl"},
                              {"sh", "hr"},
                              {"mo", "ro"},
                              {"prs", "fa"},
                              {"arb", "ar"},
                              {"swh", "sw"},
                              {"ekk", "et"}};

constexpr bool ids_are_row_numbers() {
    for (std::size_t i = 0; i < kLanguages.size(); ++i) {
        if (static_cast<std::size_t>(kLanguages[i].id) != i) return false;
    }
    return true;
}
static_assert(ids_are_row_numbers());

const Language* find_row(std::string_view tag) {
    const auto row = std::find_if(kLanguages.begin(),
                                  kLanguages.end(),
                                  [&](const Language& language) { return language.tag == tag; });
    return row == kLanguages.end() ? nullptr : &*row;
}

}  // namespace

std::span<const Language> languages() {
    return kLanguages;
}

const Language& language_of(std::string_view tag) {
    std::string primary;
    for (const char c : tag.substr(0, tag.find_first_of("-_"))) {
        primary.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c);
    }
    for (const Alias& alias : kAliases) {
        if (primary == alias.tag) primary = alias.row;
    }
    const Language* row = find_row(primary);
    return row != nullptr ? *row : kLanguages[0];
}

const Language& language_of(LanguageId id) {
    const auto row = static_cast<std::size_t>(id);
    return row < kLanguages.size() ? kLanguages[row] : kLanguages[0];
}

}  // namespace gazette
