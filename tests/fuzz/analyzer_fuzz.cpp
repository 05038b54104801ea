// The first byte picks the language, the rest is a text: whatever it is, tokens lie inside it, in
// order, and analysis may start again where it says so.
#include "indexer/analysis/analyzer.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check(std::string_view text, gazette::LanguageId language) {
    static gazette::Analyzer analyzer;
    const std::vector<gazette::Token> tokens = analyzer.analyze(text, language);
    std::uint32_t position = 0;
    const gazette::Token* restart = nullptr;
    for (const gazette::Token& token : tokens) {
        require(!token.term.empty() && token.term.size() <= gazette::kMaxTermBytes);
        require(token.term.find('\0') == std::string::npos);
        require(token.begin < token.end && token.end <= text.size());
        if (!gazette::in_main_stream(token.token_class)) continue;
        require(token.position >= position);
        position = token.position;
        if (token.restartable) restart = &token;
    }
    if (restart == nullptr) return;
    const auto again = analyzer.analyze(text.substr(restart->begin), language);
    require(!again.empty() && again[0].term == restart->term);
    require(again[0].token_class == restart->token_class);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto languages = gazette::languages();
    const gazette::LanguageId language = languages[data[0] % languages.size()].id;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    check(gazette::repair_utf8(bytes), language);
    return 0;
}
