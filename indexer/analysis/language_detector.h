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

// Looks at no more than the first 64 KB of letters. "und" for fewer than 20 letters unless the script alone
// decides (kana, Hangul, Thai, ...). Thread-safe.
DetectedLanguage detect_language(std::string_view utf8_text);

}  // namespace gazette
