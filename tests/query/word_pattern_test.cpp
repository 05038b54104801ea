#include "searcher/query/word_pattern.h"

#include "searcher/query/limits.h"
#include "searcher/query/wildcards.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace gazette {
namespace {

WordPattern pattern(std::string text) {
    std::replace(text.begin(), text.end(), '*', WordPattern::kAnyCharacters);
    std::replace(text.begin(), text.end(), '?', WordPattern::kOneCharacter);
    return WordPattern::with_wildcards(text);
}

TEST(WordPattern, MatchesWholeWords) {
    const struct {
        const char* pattern;
        const char* word;
        bool matches;
    } rows[] = {
        {"regul*", "regul", true},
        {"regul*", "regulation", true},
        {"regul*", "deregulation", false},
        {"*wechsel", "lastschriftwechsel", true},
        {"*wechsel", "wechsel", true},
        {"*wechsel", "wechsels", false},
        {"organi?ation", "organisation", true},
        {"organi?ation", "organization", true},
        {"organi?ation", "organiation", false},
        {"b?r", "bär", true},
        {"b?r", "båår", false},
        {"?ber", "über", true},
        {"зак?н*", "законами", true},
        {"a*b*c", "axxbxxc", true},
        {"a*b*c", "axxcxxb", false},
        {"*ab", "aab", true},
        {"*?ä", "ä", false},
        {"*?ä", "öä", true},
        {"???", "äöü", true},
        {"???", "äö", false},
        {"a**b", "ab", true},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(pattern(row.pattern).matches(row.word), row.matches)
            << row.pattern << " " << row.word;
    }
}

TEST(WordPattern, KnowsWhatItFixes) {
    EXPECT_EQ(pattern("regul*").beginning(), "regul");
    EXPECT_EQ(pattern("*wechsel").beginning(), "");
    EXPECT_EQ(pattern("übe?*").beginning(), "übe");
    EXPECT_EQ(pattern("übe?*").fixed_characters(), 3U);
    EXPECT_EQ(WordPattern::similar_to("über").beginning(), "");
}

// By the definition: what stands before the first wildcard, then the rest.
bool naive_match(const std::u32string& pattern, const std::u32string& word) {
    if (pattern.empty()) return word.empty();
    if (pattern[0] == U'*') {
        return naive_match(pattern.substr(1), word) ||
               (!word.empty() && naive_match(pattern, word.substr(1)));
    }
    return !word.empty() && (pattern[0] == U'?' || pattern[0] == word[0]) &&
           naive_match(pattern.substr(1), word.substr(1));
}

std::string utf8(const std::u32string& text) {
    std::string result;
    for (const char32_t c : text) result += c == U'ä' ? "ä" : std::string(1, static_cast<char>(c));
    return result;
}

TEST(WordPattern, AgreesWithItsDefinition) {
    std::mt19937 random(5);
    const auto word = [&](const std::u32string& letters, std::size_t most) {
        std::u32string made;
        for (std::size_t n = random() % (most + 1); n > 0; --n) {
            made += letters[random() % letters.size()];
        }
        return made;
    };
    int matched = 0;
    for (int round = 0; round < 200'000; ++round) {
        const std::u32string p = word(U"abä*?", 6);
        const std::u32string w = word(U"abä", 6);
        const bool expected = naive_match(p, w);
        ASSERT_EQ(pattern(utf8(p)).matches(utf8(w)), expected) << utf8(p) << " " << utf8(w);
        matched += expected ? 1 : 0;
    }
    EXPECT_GT(matched, 20'000);
}

// Every word that `edits` edits make of `word`, over a small alphabet.
void add_neighbours(const std::u32string& word,
                    std::size_t edits,
                    std::vector<std::u32string>& found) {
    found.push_back(word);
    if (edits == 0) return;
    for (std::size_t i = 0; i <= word.size(); ++i) {
        for (const char32_t c : U"ab") {
            if (c == U'\0') continue;
            add_neighbours(word.substr(0, i) + c + word.substr(i), edits - 1, found);
            if (i < word.size()) {
                add_neighbours(word.substr(0, i) + c + word.substr(i + 1), edits - 1, found);
            }
        }
        if (i < word.size()) {
            add_neighbours(word.substr(0, i) + word.substr(i + 1), edits - 1, found);
        }
        if (i + 1 < word.size()) {
            add_neighbours(
                word.substr(0, i) + word[i + 1] + word[i] + word.substr(i + 2), edits - 1, found);
        }
    }
}

TEST(WordPattern, OneEditIsALetterPutInLeftOutChangedOrExchanged) {
    std::mt19937 random(6);
    for (int round = 0; round < 3000; ++round) {
        const auto word = [&](std::size_t letters) {
            std::u32string made;
            for (; letters > 0; --letters) made += random() % 2 == 0 ? U'a' : U'b';
            return made;
        };
        const std::u32string a = word(3 + random() % 3);
        const std::u32string b = word(2 + random() % 5);
        std::vector<std::u32string> neighbours;
        add_neighbours(a, 1, neighbours);
        const bool expected =
            std::find(neighbours.begin(), neighbours.end(), b) != neighbours.end();
        EXPECT_EQ(WordPattern::similar_to(utf8(a)).matches(utf8(b)), expected)
            << utf8(a) << " " << utf8(b);
    }
}

TEST(WordPattern, LongWordsMayDifferInTwoPlaces) {
    EXPECT_TRUE(WordPattern::similar_to("receive").matches("recieve"));
    EXPECT_TRUE(WordPattern::similar_to("receive").matches("recievs"));
    EXPECT_FALSE(WordPattern::similar_to("bank").matches("blink"));
    EXPECT_TRUE(WordPattern::similar_to("garantie").matches("guaranties"));
    EXPECT_TRUE(WordPattern::similar_to("bär").matches("bar"));
    EXPECT_FALSE(WordPattern::similar_to("bär").matches("bars"));
}

TEST(Wildcards, OfAQuotationAreStarsAlone) {
    EXPECT_EQ(wildcards_of(decode_query("wom?n * regul*"), true),
              (std::vector<std::size_t>{6, 13}));
    EXPECT_FALSE(has_wildcards("said what?The minister", true));
    EXPECT_EQ(question_mark_in_word("größe what?The"), (std::pair{12U, 13U}));
    EXPECT_FALSE(question_mark_in_word("said what? * The"));
}

TEST(Wildcards, StandWhereTheyCanBeMeant) {
    const struct {
        const char* text;
        std::vector<std::size_t> places;
    } rows[] = {
        {"regul*", {5}},
        {"wom?n?", {3}},
        {"organi??tion", {6, 7}},
        {"b*?k", {1, 2}},
        {"ban?*", {3, 4}},
        {"what? *", {6}},
        {"who? what?", {}},
        {"regul＊", {5}},
        {"wom？n", {}},
        {"什么?香港", {}},
        {"duty * care", {5}},
        {"http://a.org/?b=*", {}},
        {"see http://a.org/?b=* wom?n", {25}},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(wildcards_of(decode_query(row.text), false), row.places) << row.text;
        EXPECT_EQ(has_wildcards(row.text, false), !row.places.empty()) << row.text;
    }
}

}  // namespace
}  // namespace gazette
