#include "indexer/analysis/dictionary_breaker.h"

#include "indexer/analysis/cjk_dictionary.h"
#include "indexer/analysis/scanner.h"
#include "tests/analysis/sample_text.h"

#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gazette {
namespace {

bool is_han_or_hiragana(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
    return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA;
}

std::vector<std::size_t> icu_boundaries(const std::u32string& run) {
    UErrorCode status = U_ZERO_ERROR;
    static const std::unique_ptr<icu::BreakIterator> iterator(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(test::to_utf8(run));
    iterator->setText(text);
    std::vector<std::size_t> boundaries = {0};
    for (int32_t at = iterator->next(); at != icu::BreakIterator::DONE; at = iterator->next()) {
        boundaries.push_back(static_cast<std::size_t>(text.countChar32(0, at)));
    }
    return boundaries;
}

// The runs of Han characters and hiragana, folded.
std::vector<std::vector<RunCharacter>> han_runs(std::string_view text) {
    std::vector<std::vector<RunCharacter>> runs;
    Scanner scanner(text);
    for (ScannedPiece segment; scanner.next(segment);) {
        if (segment.kind != ScanKind::run) continue;
        std::vector<RunCharacter> characters;
        read_run(text, segment.begin, segment.end, 100000, characters);
        auto begin = characters.begin();
        while (begin != characters.end()) {
            const bool han = is_han_or_hiragana(begin->folded);
            auto end = begin;
            while (end != characters.end() && is_han_or_hiragana(end->folded) == han) ++end;
            if (han) runs.emplace_back(begin, end);
            begin = end;
        }
    }
    return runs;
}

void expect_boundaries_of_icu(std::string_view text) {
    const CjkDictionary* dictionary = CjkDictionary::instance();
    ASSERT_NE(dictionary, nullptr);
    CjkDictionary::Scratch scratch;
    std::vector<std::size_t> boundaries;
    for (const auto& run : han_runs(text)) {
        std::u32string characters;
        for (const RunCharacter& character : run) characters.push_back(character.folded);
        dictionary->break_run(run, scratch, boundaries);
        ASSERT_EQ(boundaries, icu_boundaries(characters)) << test::to_utf8(characters);
    }
}

TEST(CjkDictionary, FindsTheWordsThatIcuFinds) {
    for (const std::string& sentence : test::unspaced_sentences())
        expect_boundaries_of_icu(sentence);
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        const std::string text = test::random_text(
            random, U"中华人民共和国大会堂的一是不了在有行政法院𠀀々〇のはをこれする", 25);
        expect_boundaries_of_icu(text);
        if (HasFatalFailure()) return;
    }
}

class CjkDictionaryOnArchive : public testing::TestWithParam<const char*> {};

TEST_P(CjkDictionaryOnArchive, FindsTheWordsThatIcuFinds) {
    const std::string text = test::archive_text(GetParam(), 500000);
    if (text.empty()) GTEST_SKIP() << "no archive " << GetParam() << " beside the repository";
    expect_boundaries_of_icu(text);
}

INSTANTIATE_TEST_SUITE_P(Archives,
                         CjkDictionaryOnArchive,
                         testing::Values("archives/cn-laws-md.tar.zst",
                                         "archives/hk-legco-hansard.tar.zst",
                                         "archives/jp-laws-md.tar.zst",
                                         "archives/ja-wikinews-jsonl.tar.zst",
                                         "archives/udhr-xml.tar.zst"),
                         [](const auto& archive) {
                             return "Archive" + std::to_string(archive.index);
                         });

TEST(DictionaryBreaker, MakesOneWordOfAKatakanaRunAndNoneOfHangul) {
    DictionaryBreaker breaker;
    const std::string run = "クラウドの利用가나다กฎหมายไทย";
    std::vector<RunCharacter> characters;
    read_run(run, 0, run.size(), 1000, characters);
    std::vector<DictionaryWord> words;
    breaker.words(characters, words);
    std::string shown;
    for (const DictionaryWord& word : words) {
        for (std::size_t i = word.begin; i < word.end; ++i) {
            shown += test::to_utf8(std::u32string(1, characters[i].folded));
        }
        shown += " ";
    }
    EXPECT_EQ(shown, "クラウド 利用 กฎหมาย ไทย ");
}

}  // namespace
}  // namespace gazette
