// Tokens as one line of text, for tables and golden files.
#pragma once

#include "indexer/analysis/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace gazette::test {

// The main stream: "0:term 1:term"; a symbol shows its position too. Stemmed terms end in '*'.
inline std::string show_main(const std::vector<Token>& tokens) {
    std::string line;
    for (const Token& token : tokens) {
        if (!in_main_stream(token.token_class)) continue;
        if (!line.empty()) line.push_back(' ');
        line += std::to_string(token.position) + ":" + token.term;
        if (token.stemmed_by != LanguageId::und) line.push_back('*');
    }
    return line;
}

// The terms of one class, in order: "term term".
inline std::string show_class(const std::vector<Token>& tokens, TokenClass token_class) {
    std::string line;
    for (const Token& token : tokens) {
        if (token.token_class != token_class) continue;
        if (!line.empty()) line.push_back(' ');
        line += token.term;
    }
    return line;
}

}  // namespace gazette::test
