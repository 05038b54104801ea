#include "searcher/http/page/ui_language.h"

#include <unicode/locid.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace gazette {
namespace {

constexpr std::array<UiLanguage, 7> kLanguages = {{
    {"en", "English", "en_GB"},
    {"zh-Hant", "繁體中文", "zh_Hant"},
    {"zh-Hans", "简体中文", "zh_Hans"},
    {"de", "Deutsch", "de"},
    {"fr", "Français", "fr"},
    {"es", "Español", "es"},
    {"ar", "العربية", "ar@numbers=latn", true},
}};

// More than a browser lists.
constexpr std::size_t kMaxPreferences = 32;
constexpr std::size_t kMaxTagBytes = 64;

const UiLanguage* named(std::string_view tag) {
    const auto found = std::find_if(kLanguages.begin(),
                                    kLanguages.end(),
                                    [&](const auto& language) { return language.tag == tag; });
    return found == kLanguages.end() ? nullptr : &*found;
}

// zh-HK reads Traditional characters.
const UiLanguage* for_tag(std::string_view tag) {
    if (tag.empty() || tag.size() > kMaxTagBytes) return nullptr;
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale = icu::Locale::forLanguageTag(
        icu::StringPiece(tag.data(), static_cast<std::int32_t>(tag.size())), status);
    if (U_SUCCESS(status)) locale.addLikelySubtags(status);
    if (U_FAILURE(status)) return nullptr;  // no tag at all, or one that ICU has never heard of
    const std::string language = locale.getLanguage();
    return named(language == "zh" ? language + "-" + locale.getScript() : language);
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// "q=0.8" -> 800; what is no weight counts as none.
int weight_of(std::string_view parameter) {
    parameter = trimmed(parameter);
    if (parameter.empty()) return 1000;
    if (!parameter.starts_with("q=")) return 0;
    parameter.remove_prefix(2);
    if (parameter.starts_with('1')) return 1000;
    if (!parameter.starts_with("0.")) return 0;
    int weight = 0;
    int unit = 100;
    for (const char c : parameter.substr(2)) {
        if (c < '0' || c > '9') return 0;
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return weight;
}

}  // namespace

std::span<const UiLanguage> ui_languages() {
    return kLanguages;
}

const UiLanguage& ui_language(std::string_view asked, std::string_view accept_language) {
    if (const auto* language = named(asked)) return *language;
    const UiLanguage* best = nullptr;
    int best_weight = 0;
    for (std::size_t count = 0; count < kMaxPreferences && !accept_language.empty(); ++count) {
        const std::string_view one = accept_language.substr(0, accept_language.find(','));
        accept_language.remove_prefix(std::min(one.size() + 1, accept_language.size()));
        const auto semicolon = std::min(one.find(';'), one.size());
        const int weight = weight_of(one.substr(std::min(semicolon + 1, one.size())));
        if (weight <= best_weight) continue;
        if (const auto* language = for_tag(trimmed(one.substr(0, semicolon)))) {
            best = language;
            best_weight = weight;
        }
    }
    return best == nullptr ? kLanguages.front() : *best;
}

}  // namespace gazette
