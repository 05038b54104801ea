// The languages that the page speaks, and which of them a reader is spoken to in. What is said in
// each is in web/lang/TAG.json.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace gazette {

struct UiLanguage {
    std::string_view tag;       // BCP 47, the name of its file
    std::string_view own_name;  // "Deutsch"
    const char* locale;         // ICU's name for how numbers and dates are written
    bool right_to_left = false;
};

// English first: its texts are the keys of the others.
std::span<const UiLanguage> ui_languages();

// The one asked for by name; else the first one that the reader's browser prefers (the value of
// Accept-Language, RFC 9110; any bytes); else English.
const UiLanguage& ui_language(std::string_view asked, std::string_view accept_language);

}  // namespace gazette
