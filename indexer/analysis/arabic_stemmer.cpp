#include "indexer/analysis/arabic_stemmer.h"

#include "indexer/analysis/utf8.h"

#include <array>

namespace gazette {
namespace {

constexpr char32_t kAlef = 0x627;
constexpr char32_t kAlefWithMadda = 0x622;
constexpr char32_t kTehMarbuta = 0x629;
constexpr char32_t kHeh = 0x647;
constexpr char32_t kWaw = 0x648;

// Longest first.
constexpr std::array<std::u32string_view, 6> kArticles = {
    U"وال", U"بال", U"كال", U"فال", U"ال", U"لل"};
// In the order in which they come off; each at most once.
constexpr std::array<std::u32string_view, 10> kSuffixes = {
    U"ها", U"ان", U"ات", U"ون", U"ين", U"يه", U"ية", U"ه", U"ة", U"ي"};

}  // namespace

std::string stem_arabic(std::string_view word) {
    std::u32string letters;
    for (std::size_t offset = 0; offset < word.size();) {
        char32_t c = next_code_point(word, offset);
        if (c == kAlefWithMadda) c = kAlef;
        letters.push_back(c);
    }
    std::u32string_view stem = letters;
    // "and" comes off when three letters or more remain, an article when two do.
    if (stem.size() >= 4 && stem.front() == kWaw) stem.remove_prefix(1);
    for (const std::u32string_view article : kArticles) {
        if (stem.starts_with(article) && stem.size() >= article.size() + 2) {
            stem.remove_prefix(article.size());
            break;
        }
    }
    for (const std::u32string_view suffix : kSuffixes) {
        if (stem.ends_with(suffix) && stem.size() >= suffix.size() + 2) {
            stem.remove_suffix(suffix.size());
        }
    }
    std::string out;
    for (const char32_t c : stem) append_code_point(out, c == kTehMarbuta ? kHeh : c);
    return out;
}

}  // namespace gazette
