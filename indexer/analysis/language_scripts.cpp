#include "indexer/analysis/language_scripts.h"

#include "indexer/analysis/utf8.h"

#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kMaxScripts = 8;

std::vector<UScriptCode> scripts_of(const Language& language) {
    std::array<UScriptCode, kMaxScripts> scripts{};
    UErrorCode status = U_ZERO_ERROR;
    const int count = uscript_getCode(std::string(language.tag).c_str(),
                                      scripts.data(),
                                      static_cast<int32_t>(scripts.size()),
                                      &status);
    if (U_FAILURE(status) || language.script == WordScript::any) return {};
    return {scripts.begin(), scripts.begin() + count};
}

const std::vector<std::vector<UScriptCode>>& scripts_by_language() {
    static const auto table = [] {
        std::vector<std::vector<UScriptCode>> scripts;
        for (const Language& language : languages()) scripts.push_back(scripts_of(language));
        return scripts;
    }();
    return table;
}

}  // namespace

bool is_written_like(std::string_view word, const Language& language) {
    const auto& scripts = scripts_by_language()[static_cast<std::size_t>(language.id)];
    if (word.empty() || scripts.empty()) return true;
    std::size_t offset = 0;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script =
        uscript_getScript(static_cast<UChar32>(next_code_point(word, offset)), &status);
    if (U_FAILURE(status) || script == USCRIPT_COMMON || script == USCRIPT_INHERITED) return true;
    return std::find(scripts.begin(), scripts.end(), script) != scripts.end();
}

}  // namespace gazette
