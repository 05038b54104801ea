// What holds for every text: real, random, hostile.
#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/utf8.h"
#include "tests/analysis/sample_text.h"
#include "tests/analysis/show_tokens.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace gazette {
namespace {

const std::vector<LanguageId>& some_languages() {
    static const std::vector<LanguageId> ids = [] {
        std::vector<LanguageId> found;
        for (const char* tag : {"und", "en", "fr", "tr", "ar", "zh", "el", "vi"}) {
            found.push_back(language_of(tag).id);
        }
        return found;
    }();
    return ids;
}

// Collects main stream and surfaces from a position on.
class Collector final : public TokenSink {
  public:
    void token(const TokenView& token) override {
        tokens.push_back({std::string(token.term),
                          token.token_class,
                          token.stemmed_by,
                          token.position,
                          token.begin,
                          token.end,
                          token.restartable});
    }
    std::vector<Token> tokens;
};

bool is_boundary(std::string_view text, std::size_t offset) {
    return offset == text.size() || !is_continuation_byte(text[offset]);
}

// Order, ranges, terms: what token.h and analyzer.h promise of every token.
void expect_well_formed(std::string_view text, const std::vector<Token>& tokens) {
    std::uint32_t last_position = 0;
    std::uint32_t last_begin = 0;
    std::int64_t last_main = -1;
    for (const Token& token : tokens) {
        ASSERT_FALSE(token.term.empty());
        ASSERT_LE(token.term.size(), kMaxTermBytes);
        ASSERT_EQ(repair_utf8(token.term), token.term);
        for (const char c : token.term)
            ASSERT_GE(static_cast<unsigned char>(c), 0x20) << token.term;
        ASSERT_LT(token.begin, token.end);
        ASSERT_LE(token.end, text.size());
        ASSERT_TRUE(is_boundary(text, token.begin));
        ASSERT_TRUE(is_boundary(text, token.end));
        if (token.stemmed_by != LanguageId::und) {
            ASSERT_EQ(token.token_class, TokenClass::word);
        }
        if (!in_main_stream(token.token_class)) {
            ASSERT_FALSE(token.restartable);
            continue;
        }
        ASSERT_LE(token.end - token.begin, kMaxTokenBytes);
        ASSERT_GE(token.position, last_position);
        ASSERT_GE(token.begin, last_begin);
        last_position = token.position;
        last_begin = token.begin;
        if (token.token_class == TokenClass::symbol) continue;
        ASSERT_EQ(token.position, last_main + 1);  // no hole, no two at one place
        last_main = token.position;
    }
}

// Analysis may start again at every token that says so.
void expect_restarts(Analyzer& analyzer,
                     std::string_view text,
                     LanguageId language,
                     std::size_t most_restarts) {
    Collector whole;
    const AnalysisOptions main_only{.main_stream_and_surface_only = true};
    const std::uint32_t next = analyzer.analyze(text, language, main_only, whole);
    const std::size_t step = std::max<std::size_t>(1, whole.tokens.size() / most_restarts);
    for (std::size_t i = 0; i < whole.tokens.size(); i += step) {
        const Token& start = whole.tokens[i];
        if (!start.restartable) continue;
        Collector again;
        const std::uint32_t again_next = analyzer.analyze(
            text.substr(start.begin),
            language,
            {.first_position = start.position, .main_stream_and_surface_only = true},
            again);
        for (Token& token : again.tokens) {
            token.begin += start.begin;
            token.end += start.begin;
        }
        const std::vector<Token> expected(whole.tokens.begin() + static_cast<std::ptrdiff_t>(i),
                                          whole.tokens.end());
        ASSERT_EQ(test::show_main(again.tokens), test::show_main(expected))
            << "from " << start.begin;
        ASSERT_TRUE(again.tokens == expected) << "from " << start.begin;
        ASSERT_EQ(again_next, next);
    }
}

void expect_same_main_stream_without_extras(Analyzer& analyzer,
                                            std::string_view text,
                                            const std::vector<Token>& tokens,
                                            LanguageId language) {
    Collector fast;
    analyzer.analyze(text, language, {.main_stream_and_surface_only = true}, fast);
    std::vector<Token> expected;
    std::copy_if(
        tokens.begin(), tokens.end(), std::back_inserter(expected), [](const Token& token) {
            return in_main_stream(token.token_class) || token.token_class == TokenClass::surface;
        });
    ASSERT_TRUE(fast.tokens == expected);
    // The same at some of the positions alone, the first and the last among them.
    for (const std::uint32_t step : {1U, 2U, 7U, 31U}) {
        std::vector<std::uint32_t> wanted;
        for (const Token& token : expected) {
            if (token.position % step == 0) wanted.push_back(token.position);
        }
        wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
        if (wanted.empty()) continue;
        Collector selected;
        analyzer.analyze(text, language, {.only_at = wanted}, selected);
        std::vector<Token> at_wanted;
        std::copy_if(
            expected.begin(), expected.end(), std::back_inserter(at_wanted), [&](const Token& t) {
                return std::binary_search(wanted.begin(), wanted.end(), t.position);
            });
        ASSERT_EQ(test::show_main(selected.tokens), test::show_main(at_wanted)) << step;
        ASSERT_TRUE(selected.tokens == at_wanted) << step;
    }
}

// Each two neighbours in the stream that are characters have their bigram, and no others do.
void expect_bigrams(const std::vector<Token>& tokens) {
    std::vector<std::string> expected;
    std::vector<std::string> found;
    const Token* last = nullptr;
    for (const Token& token : tokens) {
        if (token.token_class == TokenClass::bigram) {
            found.push_back(std::to_string(token.position) + token.term);
        }
        if (!in_main_stream(token.token_class) || token.token_class == TokenClass::symbol) continue;
        const bool is_character = token.token_class == TokenClass::character;
        if (is_character && last != nullptr) {
            expected.push_back(std::to_string(last->position) + last->term + token.term);
        }
        last = is_character ? &token : nullptr;
    }
    ASSERT_EQ(found, expected);
}

// The piece of text under a word is that word again.
void expect_words_again(Analyzer& analyzer,
                        std::string_view text,
                        const std::vector<Token>& tokens,
                        LanguageId language) {
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        if (token.token_class != TokenClass::word && token.token_class != TokenClass::number)
            continue;
        const bool shares = !token.restartable || (i + 1 < tokens.size() && [&] {
            const auto next =
                std::find_if(tokens.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                             tokens.end(),
                             [](const Token& other) { return in_main_stream(other.token_class); });
            return next != tokens.end() && next->begin == token.begin;
        }());
        if (shares) continue;  // one of several that a character stands for
        const auto again =
            analyzer.analyze(text.substr(token.begin, token.end - token.begin), language);
        ASSERT_FALSE(again.empty());
        ASSERT_EQ(again[0].term, token.term);
        ASSERT_EQ(again[0].stemmed_by, token.stemmed_by);
    }
}

void expect_all(Analyzer& analyzer, std::string_view text, LanguageId language) {
    const auto tokens = analyzer.analyze(text, language);
    expect_well_formed(text, tokens);
    expect_bigrams(tokens);
    expect_same_main_stream_without_extras(analyzer, text, tokens, language);
    expect_words_again(analyzer, text, tokens, language);
    expect_restarts(analyzer, text, language, 40);
}

TEST(AnalyzerProperties, HoldForRandomText) {
    Analyzer analyzer;
    std::mt19937 random(7);
    for (int round = 0; round < 3000; ++round) {
        const std::string text =
            test::random_text(random, test::tricky_alphabet(), 1 + random() % 60);
        SCOPED_TRACE(text);
        expect_all(analyzer, text, some_languages()[random() % some_languages().size()]);
        if (HasFatalFailure()) return;
    }
}

TEST(AnalyzerProperties, HoldForTextOfFewKindsOfCodePoints) {
    Analyzer analyzer;
    std::mt19937 random(8);
    for (int round = 0; round < 1500; ++round) {
        std::u32string alphabet;
        for (int i = 0; i < 3; ++i) {
            alphabet.push_back(test::tricky_alphabet()[random() % test::tricky_alphabet().size()]);
        }
        const std::string text =
            test::random_text(random, alphabet, 1 + random() % (round % 50 == 0 ? 2500 : 150));
        SCOPED_TRACE(text.substr(0, 200));
        expect_all(analyzer, text, some_languages()[random() % some_languages().size()]);
        if (HasFatalFailure()) return;
    }
}

TEST(AnalyzerProperties, HoldForAnyCodePoints) {
    Analyzer analyzer;
    std::mt19937 random(9);
    for (int round = 0; round < 1500; ++round) {
        std::string text;
        for (int i = 0; i < 60; ++i) {
            auto c = static_cast<char32_t>(random() % (random() % 2 == 0 ? 0x3400U : 0x20000U));
            if (c >= 0xD800 && c < 0xE000) c = U' ';
            append_code_point(text, c);
        }
        expect_all(analyzer, text, some_languages()[random() % some_languages().size()]);
        if (HasFatalFailure()) return;
    }
}

TEST(AnalyzerProperties, HoldForRandomBytesOnceRepaired) {
    Analyzer analyzer;
    std::mt19937 random(10);
    for (int round = 0; round < 1500; ++round) {
        std::string bytes;
        for (int i = 0; i < 100; ++i) bytes.push_back(static_cast<char>(random() % 256));
        expect_all(
            analyzer, repair_utf8(bytes), some_languages()[random() % some_languages().size()]);
        if (HasFatalFailure()) return;
    }
}

TEST(AnalyzerProperties, StaysInsideTheTextOnIllFormedBytes) {
    Analyzer analyzer;
    std::mt19937 random(11);
    for (int round = 0; round < 1500; ++round) {
        std::string bytes;
        for (int i = 0; i < 60; ++i) bytes.push_back(static_cast<char>(random() % 256));
        for (const Token& token : analyzer.analyze(bytes, language_of("en").id)) {
            ASSERT_LE(token.end, bytes.size());
        }
    }
}

class PropertiesOnArchive : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(PropertiesOnArchive, Hold) {
    const auto [path, language] = GetParam();
    const std::string text = test::archive_text(path, 120000);
    if (text.empty()) GTEST_SKIP() << "no archive " << path << " beside the repository";
    Analyzer analyzer;
    expect_all(analyzer, text, language_of(language).id);
}

INSTANTIATE_TEST_SUITE_P(Archives,
                         PropertiesOnArchive,
                         testing::Values(std::pair{"archives/udhr-xml.tar.zst", "en"},
                                         std::pair{"archives/ae-laws-html.tar.zst", "ar"},
                                         std::pair{"archives/hk-legco-hansard.tar.zst", "zh"},
                                         std::pair{"archives/th-govnews-txt.tar.zst", "th"},
                                         std::pair{"archives/kr-laws-md.tar.zst", "ko"},
                                         std::pair{"archives/jp-laws-md.tar.zst", "ja"},
                                         std::pair{"archives/ru-laws-html.tar.zst", "ru"}),
                         [](const auto& archive) { return std::string(archive.param.second); });

TEST(AnalyzerProperties, CheckpointsAreNeverFarApart) {
    // Between two places to start again there is at most one token.
    Analyzer analyzer;
    std::mt19937 random(12);
    for (int round = 0; round < 200; ++round) {
        std::u32string alphabet;
        for (int i = 0; i < 3; ++i) {
            alphabet.push_back(test::tricky_alphabet()[random() % test::tricky_alphabet().size()]);
        }
        const std::string text = test::random_text(random, alphabet, 3000);
        std::uint32_t last_restart = 0;
        for (const Token& token : analyzer.analyze(text, LanguageId::und)) {
            if (!in_main_stream(token.token_class)) continue;
            if (token.restartable) last_restart = token.begin;
            ASSERT_LE(token.begin - last_restart, 2 * kMaxTokenBytes) << test::to_utf8(alphabet);
        }
    }
}

std::vector<std::string> main_terms(Analyzer& analyzer, std::string_view text) {
    std::vector<std::string> terms;
    for (const QueryToken& token : analyzer.query_tokens(text, {})) {
        if (token.token_class != TokenClass::symbol) terms.push_back(token.variants.at(0).term);
    }
    return terms;
}

TEST(AnalyzerProperties, FindEverySliceOfAnUnspacedSentence) {
    Analyzer analyzer;
    for (const std::string& sentence : test::unspaced_sentences()) {
        const std::vector<std::string> terms = main_terms(analyzer, sentence);
        const std::u32string points = test::to_utf32(sentence);
        for (std::size_t begin = 0; begin < points.size(); ++begin) {
            for (std::size_t length = 1; begin + length <= points.size(); ++length) {
                const std::string slice = test::to_utf8(points.substr(begin, length));
                const auto part = main_terms(analyzer, slice);
                ASSERT_NE(std::search(terms.begin(), terms.end(), part.begin(), part.end()) ==
                                  terms.end() &&
                              !part.empty(),
                          true)
                    << slice << " in " << sentence;
            }
        }
    }
}

TEST(AnalyzerProperties, GiveQueriesTheTermsThatDocumentsHave) {
    Analyzer analyzer;
    std::mt19937 random(13);
    for (int round = 0; round < 1500; ++round) {
        const std::string text =
            test::random_text(random, test::tricky_alphabet(), 1 + random() % 40);
        const auto query = analyzer.query_tokens(text, some_languages());
        for (const LanguageId language : some_languages()) {
            std::vector<Token> main;
            for (Token& token : analyzer.analyze(text, language)) {
                if (in_main_stream(token.token_class)) main.push_back(std::move(token));
            }
            ASSERT_EQ(main.size(), query.size()) << text;
            for (std::size_t i = 0; i < main.size(); ++i) {
                const QueryVariant as_indexed{main[i].term, main[i].stemmed_by};
                const auto& variants = query[i].variants;
                ASSERT_NE(std::find(variants.begin(), variants.end(), as_indexed), variants.end());
                ASSERT_EQ(main[i].position, query[i].position);
                ASSERT_EQ(main[i].begin, query[i].begin);
                ASSERT_EQ(main[i].end, query[i].end);
            }
        }
    }
}

TEST(AnalyzerProperties, SurfacesOfDocumentsAreThoseOfQueries) {
    Analyzer analyzer;
    std::mt19937 random(14);
    for (int round = 0; round < 1500; ++round) {
        const std::string text =
            test::random_text(random, test::tricky_alphabet(), 1 + random() % 40);
        const auto query = analyzer.query_tokens(text, {});
        for (const LanguageId language : some_languages()) {
            for (const Token& token : analyzer.analyze(text, language)) {
                if (token.token_class != TokenClass::surface) continue;
                const auto same =
                    std::find_if(query.begin(), query.end(), [&](const QueryToken& q) {
                        return q.position == token.position && q.token_class != TokenClass::symbol;
                    });
                ASSERT_NE(same, query.end());
                ASSERT_EQ(same->surface, token.term) << text;
            }
        }
    }
}

std::string without_dotted_i(std::string text) {
    for (const std::string_view letter : {"İ", "ı", "I", "Ｉ"}) {
        for (std::size_t at = 0; (at = text.find(letter, at)) != std::string::npos;) {
            text.erase(at, letter.size());
        }
    }
    return text;
}

// What a wildcard rests on: from the word as the index holds it to the terms with positions.
TEST(AnalyzerProperties, OfAWrittenWordGiveTheTermsThatDocumentsHave) {
    Analyzer analyzer;
    std::mt19937 random(15);
    std::vector<LanguageId> all;
    for (const Language& language : languages()) all.push_back(language.id);
    std::size_t words = 0;
    for (int round = 0; round < 1500; ++round) {
        // İ and ı with one more mark are written in no language; they lose their own dot or get
        // one, and are not composed anew. Words without marks have them below.
        const std::string text =
            round % 2 == 0 ? without_dotted_i(test::random_text(
                                 random, test::tricky_alphabet(), 1 + random() % 40))
                           : test::random_text(random, U"ıİiIşŞkKlLaAnN", 1 + random() % 10);
        for (const LanguageId language : all) {
            const std::vector<Token> tokens = analyzer.analyze(text, language);
            for (const Token& token : tokens) {
                if (token.token_class != TokenClass::word) continue;
                const auto surface =
                    std::find_if(tokens.begin(), tokens.end(), [&](const Token& other) {
                        return other.token_class == TokenClass::surface &&
                               other.position == token.position;
                    });
                const std::string& written = surface == tokens.end() ? token.term : surface->term;
                if (written.find('#') != std::string::npos) continue;
                const QueryToken made = analyzer.written_word(written, all);
                const QueryVariant as_indexed{token.term, token.stemmed_by};
                const auto& variants = made.variants;
                ASSERT_NE(std::find(variants.begin(), variants.end(), as_indexed), variants.end())
                    << written << " of " << token.term << " in " << text;
                ++words;
            }
        }
    }
    EXPECT_GT(words, 10'000U);
}

}  // namespace
}  // namespace gazette
