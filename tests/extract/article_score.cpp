#include "tests/extract/article_score.h"

#include "indexer/extract/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <map>

namespace gazette::test {
namespace {

bool is_word(char32_t c) {
    const auto type = u_charType(static_cast<UChar32>(c));
    const std::uint32_t mask = U_GC_L_MASK | U_GC_N_MASK;
    return c == '_' || ((1u << static_cast<unsigned>(type)) & mask) != 0;
}

using Shingles = std::map<std::string, int>;

Shingles shingles_of(std::string_view text) {
    static constexpr std::size_t kWords = 4;
    const std::vector<std::string> words = words_of(text);
    Shingles shingles;
    // A text of fewer words is one run.
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i + kWords > words.size() && i > 0) break;
        std::string shingle;
        for (std::size_t j = i; j < std::min(i + kWords, words.size()); ++j) {
            shingle += words[j] + " ";
        }
        ++shingles[shingle];
    }
    return shingles;
}

int total(const Shingles& shingles) {
    int sum = 0;
    for (const auto& [shingle, count] : shingles) sum += count;
    return sum;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words(1);
    while (!text.empty()) {
        const Utf8Step step = utf8_step(text);
        const std::size_t length = std::max(step.length, step.bad_length);
        if (step.length > 0 && is_word(step.code_point)) {
            words.back() += text.substr(0, length);
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
        text.remove_prefix(length);
    }
    if (words.back().empty()) words.pop_back();
    return words;
}

double PageScore::f1() const {
    return precision + recall == 0 ? 0.0 : 2 * precision * recall / (precision + recall);
}

PageScore score_page(std::string_view want, std::string_view got) {
    const Shingles truth = shingles_of(want);
    const Shingles found = shingles_of(got);
    int common = 0;
    for (const auto& [shingle, count] : found) {
        const auto match = truth.find(shingle);
        if (match != truth.end()) common += std::min(count, match->second);
    }
    PageScore score;
    // Stricter than the benchmark, which leaves a page without any text out of the mean.
    score.precision = found.empty() ? 0.0 : double(common) / total(found);
    score.recall = truth.empty() ? 1.0 : double(common) / total(truth);
    return score;
}

void ArticleScore::add(const PageScore& page) {
    precision_ += page.precision;
    recall_ += page.recall;
    ++pages_;
}

}  // namespace gazette::test
