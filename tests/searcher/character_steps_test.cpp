// Counting and stepping by blocks of bytes agrees with doing it byte by byte, in whatever bytes.
#include "searcher/character_steps.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace gazette::test {
namespace {

// Where characters begin, the first byte as the edge that it is.
std::vector<std::size_t> places_in(const std::string& text) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) places.push_back(i);
    }
    return places;
}

std::size_t before(const std::vector<std::size_t>& places, std::size_t at, std::size_t characters) {
    const auto here = std::lower_bound(places.begin(), places.end(), at) - places.begin();
    if (characters == 0) return at;
    const auto index = here - static_cast<std::ptrdiff_t>(characters);
    return index < 0 ? 0 : places[static_cast<std::size_t>(index)];
}

std::size_t after(const std::vector<std::size_t>& places,
                  std::size_t at,
                  std::size_t characters,
                  std::size_t size) {
    const auto next = std::upper_bound(places.begin(), places.end(), at) - places.begin();
    if (characters == 0) return at;
    const std::size_t index = static_cast<std::size_t>(next) + characters - 1;
    return index < places.size() ? places[index] : size;
}

TEST(CharacterSteps, AreThoseMadeByteByByte) {
    std::mt19937 random(1);
    const std::vector<std::string> pieces = {"a",
                                             " word",
                                             "\u00e9",
                                             "\u0e01\u0e34",
                                             "\u6cd5\u9662",
                                             "\U0001F600",
                                             "\x80",
                                             "\xBF\xBF\xBF\xBF\xBF\xBF\xBF\xBF\xBF",
                                             "\xC3",
                                             "\xFF"};
    for (int round = 0; round < 400; ++round) {
        std::string text;
        const int count = static_cast<int>(random() % 40);
        const std::size_t kinds = round % 2 == 0 ? 6 : pieces.size();
        for (int i = 0; i < count; ++i) text += pieces[random() % kinds];
        const auto places = places_in(text);
        ASSERT_EQ(count_characters(text), places.size());
        for (int step = 0; step < 20; ++step) {
            const std::size_t at = random() % (text.size() + 1);
            const std::size_t characters = random() % 30;
            ASSERT_EQ(characters_before(text, at, characters), before(places, at, characters))
                << round << " " << at << " " << characters;
            ASSERT_EQ(characters_after(text, at, characters),
                      after(places, at, characters, text.size()))
                << round << " " << at << " " << characters;
        }
    }
}

}  // namespace
}  // namespace gazette::test
