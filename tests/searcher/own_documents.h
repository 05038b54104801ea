// Documents written for these tests, in many languages and scripts.
#pragma once

#include "indexer/format/document.h"

#include <cstddef>
#include <string>
#include <vector>

namespace gazette::test {

// About fifty short documents in seventeen languages, in a fixed order: with and without titles
// and dates, of every kind, from three sources, in two collections.
std::vector<Document> own_documents();

// Sentences without spaces between words, by language tag.
struct Sentence {
    std::string lang;
    std::string text;
};
std::vector<Sentence> unspaced_sentences();

// `count` documents of words drawn at random from a few dozen, some common and some rare, the same
// for the same seed: many ties, many matches.
std::vector<Document> random_documents(std::size_t count, unsigned seed);

}  // namespace gazette::test
