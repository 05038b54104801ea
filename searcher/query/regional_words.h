// What is called otherwise in another region where Chinese is written: 軟件 in Hong Kong, 软件 on
// the mainland, 軟體 in Taiwan. Either is searched for, too, and a notice says so.
//
// It is found there as a word of its own, where ICU's dictionary knows it: 軟體 for 軟件, but not
// in 柔軟體操. Not so in quotations, any("…") too, with script: and the other dials, in connectors,
// under NOT, and where the text is Japanese: there is searched for what is typed.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "searcher/query/ast.h"
#include "searcher/query/vocabulary.h"

#include <span>
#include <vector>

namespace gazette {

// UTF-8, in Traditional characters. Either for the other.
struct RegionalPair {
    const char* word = nullptr;
    const char* other = nullptr;
};

// Made when the program is built, from OpenCC's phrase table: make_regional_words.cpp.
std::span<const RegionalPair> regional_word_pairs();

// Puts an OR with the other regions' words in the place of texts that have such words, as far as
// the index has the others. `scope`: languages asked for; empty: any. `plain`: what was typed is
// read as plain words. A notice for each text, which gives what searches for it alone.
std::vector<Notice> add_regional_words(Node& root,
                                       bool plain,
                                       std::span<const LanguageId> scope,
                                       const Vocabulary& vocabulary,
                                       Analyzer& analyzer);

}  // namespace gazette
