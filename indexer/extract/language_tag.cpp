#include "indexer/extract/language_tag.h"

#include "indexer/extract/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gazette {
namespace {

// ISO 639-2 and 639-3 codes of languages that have a two-letter code, and codes that were
// replaced. Source: the IANA language subtag registry.
constexpr std::pair<std::string_view, std::string_view> kShorter[] = {
    {"afr", "af"}, {"alb", "sq"}, {"amh", "am"}, {"ara", "ar"}, {"arb", "ar"}, {"arm", "hy"},
    {"aze", "az"}, {"baq", "eu"}, {"bel", "be"}, {"ben", "bn"}, {"bod", "bo"}, {"bos", "bs"},
    {"bul", "bg"}, {"bur", "my"}, {"cat", "ca"}, {"ces", "cs"}, {"chi", "zh"}, {"cmn", "zh"},
    {"cym", "cy"}, {"cze", "cs"}, {"dan", "da"}, {"deu", "de"}, {"dut", "nl"}, {"ell", "el"},
    {"eng", "en"}, {"epo", "eo"}, {"est", "et"}, {"eus", "eu"}, {"fas", "fa"}, {"fin", "fi"},
    {"fra", "fr"}, {"fre", "fr"}, {"geo", "ka"}, {"ger", "de"}, {"gle", "ga"}, {"glg", "gl"},
    {"gre", "el"}, {"guj", "gu"}, {"heb", "he"}, {"hin", "hi"}, {"hrv", "hr"}, {"hun", "hu"},
    {"hye", "hy"}, {"ice", "is"}, {"in", "id"},  {"ind", "id"}, {"isl", "is"}, {"ita", "it"},
    {"iw", "he"},  {"ji", "yi"},  {"jpn", "ja"}, {"kan", "kn"}, {"kat", "ka"}, {"kaz", "kk"},
    {"khm", "km"}, {"kir", "ky"}, {"kor", "ko"}, {"kur", "ku"}, {"lao", "lo"}, {"lat", "la"},
    {"lav", "lv"}, {"lit", "lt"}, {"ltz", "lb"}, {"mac", "mk"}, {"mal", "ml"}, {"mar", "mr"},
    {"may", "ms"}, {"mkd", "mk"}, {"mlt", "mt"}, {"mo", "ro"},  {"mon", "mn"}, {"msa", "ms"},
    {"mya", "my"}, {"nep", "ne"}, {"nld", "nl"}, {"nno", "nn"}, {"nob", "nb"}, {"nor", "no"},
    {"pan", "pa"}, {"per", "fa"}, {"pol", "pl"}, {"por", "pt"}, {"pus", "ps"}, {"ron", "ro"},
    {"rum", "ro"}, {"rus", "ru"}, {"sin", "si"}, {"slk", "sk"}, {"slo", "sk"}, {"slv", "sl"},
    {"som", "so"}, {"spa", "es"}, {"sqi", "sq"}, {"srp", "sr"}, {"swa", "sw"}, {"swe", "sv"},
    {"tam", "ta"}, {"tel", "te"}, {"tgk", "tg"}, {"tha", "th"}, {"tib", "bo"}, {"tur", "tr"},
    {"ukr", "uk"}, {"urd", "ur"}, {"uzb", "uz"}, {"vie", "vi"}, {"wel", "cy"}, {"yid", "yi"},
    {"zho", "zh"},
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string cased(std::string_view text, bool first_upper, bool rest_upper) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool upper = i == 0 ? first_upper : rest_upper;
        const char c = text[i];
        if (upper && c >= 'a' && c <= 'z') {
            out += static_cast<char>(c - 'a' + 'A');
        } else if (!upper && c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c - 'A' + 'a');
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

std::optional<std::string> canonical_language_tag(std::string_view text) {
    text = trim_space(text);
    text = trim_space(text.substr(0, text.find_first_of(",;.@ ")));
    if (text.empty() || text.size() > 35) return std::nullopt;
    std::string out;
    bool extension = false;
    for (std::size_t index = 0; !text.empty(); ++index) {
        const std::size_t end = std::min(text.find_first_of("-_"), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const bool letters = std::all_of(part.begin(), part.end(), is_letter);
        const bool plain = std::all_of(
            part.begin(), part.end(), [](char c) { return is_letter(c) || is_digit(c); });
        if (part.empty() || part.size() > 8 || !plain) return std::nullopt;
        if (index == 0) {
            if (!letters || part.size() < 2 || part.size() > 3) return std::nullopt;
            out = cased(part, false, false);
            const auto* const row =
                std::find_if(std::begin(kShorter), std::end(kShorter), [&](const auto& pair) {
                    return pair.first == out;
                });
            if (row != std::end(kShorter)) out = row->second;
            continue;
        }
        if (part.size() == 1) extension = true;
        out += '-';
        if (!extension && letters && part.size() == 4) {
            out += cased(part, true, false);
        } else if (!extension && letters && part.size() == 2) {
            out += cased(part, true, true);
        } else {
            out += cased(part, false, false);
        }
    }
    return out;
}

}  // namespace gazette
