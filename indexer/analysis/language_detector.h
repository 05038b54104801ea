// Text -> language: CLD2 and rules by script.
#pragma once

#include <string>
#include <string_view>

namespace gazette {

struct DetectedLanguage {
    std::string tag = "und";  // BCP 47, "zh-Hant" and "zh-Hans" told apart
    double confidence = 0.0;  // 0..1; 0 with "und"
    bool reliable = false;    // good enough to outrank what markup declares
};

// Looks at no more than the first 64 KB of letters. "und" for fewer than 20 letters unless the
// script alone decides (kana, Hangul, Thai, ...). Chinese whose characters are the same in both
// scripts is "zh". `utf8_text` must be valid UTF-8. Thread-safe.
DetectedLanguage detect_language(std::string_view utf8_text);

// Whether detection may take one for the other, so that it must not overrule a declaration: the
// same primary language, or of one group (hr bs sr, id ms, nb nn da no, cs sk, ...).
bool languages_are_close(std::string_view tag, std::string_view other_tag);

}  // namespace gazette
