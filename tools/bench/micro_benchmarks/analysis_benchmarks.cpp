// Text -> tokens, step by step.
#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/fold.h"
#include "indexer/analysis/language_detector.h"
#include "indexer/analysis/paragraphs.h"
#include "indexer/analysis/scanner.h"
#include "indexer/analysis/sentences.h"
#include "indexer/analysis/stemmer.h"
#include "tools/bench/micro_benchmarks/texts.h"

#include <benchmark/benchmark.h>

#include <set>

namespace gazette::bench {
namespace {

constexpr const char* kLatin = "latin";

// Calls `use` with each text in turn, and has MB/s of text reported.
template <typename Use>
void each_text(benchmark::State& state, const std::vector<std::string>& texts, Use&& use) {
    for (auto iteration : state) {
        static_cast<void>(iteration);
        for (const std::string& text : texts) use(text);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(texts) * state.iterations()));
}

void scan(benchmark::State& state, const char* name) {
    each_text(state, texts(name), [](const std::string& text) {
        Scanner scanner(text);
        ScannedPiece piece;
        while (scanner.next(piece)) benchmark::DoNotOptimize(piece);
    });
}
BENCHMARK_CAPTURE(scan, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(scan, chinese, "chinese")->Apply(counted);
BENCHMARK_CAPTURE(scan, arabic, "arabic")->Apply(counted);

// The different words of texts, which is what the analyzer folds and stems: it keeps the rest.
std::vector<std::string> words_of(const char* name) {
    std::set<std::string> words;
    for (const std::string& text : texts(name)) {
        Scanner scanner(text);
        for (ScannedPiece piece; scanner.next(piece);) {
            if (piece.kind != ScanKind::word) continue;
            words.insert(text.substr(piece.begin, piece.end - piece.begin));
        }
    }
    return {words.begin(), words.end()};
}

void fold(benchmark::State& state, const char* name) {
    std::string out;
    each_text(state, words_of(name), [&](const std::string& word) {
        fold_surface(word, Casing::common, false, out);
        benchmark::DoNotOptimize(out.data());
    });
}
BENCHMARK_CAPTURE(fold, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(fold, arabic, "arabic")->Apply(counted);

void stem(benchmark::State& state, const char* name) {
    const Language& language = language_of(language_of_texts(name));
    std::vector<std::string> words;
    for (const std::string& word : words_of(name)) {
        std::string folded;
        fold_surface(word, Casing::common, false, folded);
        if (Stemmer::applies(folded, language)) words.push_back(std::move(folded));
    }
    Stemmer stemmer;
    std::string out;
    each_text(state, words, [&](const std::string& word) {
        stemmer.stem(word, language, out);
        benchmark::DoNotOptimize(out.data());
    });
}
BENCHMARK_CAPTURE(stem, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(stem, arabic, "arabic")->Apply(counted);

class Ignored : public TokenSink {
  public:
    void token(const TokenView& token) override { benchmark::DoNotOptimize(token.position); }
};

void analyze(benchmark::State& state, const char* name) {
    Analyzer analyzer;
    Ignored sink;
    const LanguageId language = language_of_texts(name);
    each_text(state, texts(name), [&](const std::string& text) {
        analyzer.analyze(text, language, {}, sink);
    });
}
BENCHMARK_CAPTURE(analyze, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(analyze, chinese, "chinese")->Apply(counted);
BENCHMARK_CAPTURE(analyze, thai, "thai")->Apply(counted);
BENCHMARK_CAPTURE(analyze, arabic, "arabic")->Apply(counted);

void detect(benchmark::State& state, const char* name) {
    each_text(state, texts(name), [](const std::string& text) {
        benchmark::DoNotOptimize(detect_language(text));
    });
}
BENCHMARK_CAPTURE(detect, latin, "latin")->Apply(counted);
BENCHMARK_CAPTURE(detect, chinese, "chinese")->Apply(counted);

void sentences(benchmark::State& state) {
    each_text(state, texts(kLatin), [](const std::string& text) {
        benchmark::DoNotOptimize(sentence_starts(text, language_of_texts(kLatin)));
    });
}
BENCHMARK(sentences)->Apply(counted);

void paragraphs(benchmark::State& state) {
    each_text(state, texts(kLatin), [](const std::string& text) {
        benchmark::DoNotOptimize(paragraph_starts(text));
    });
}
BENCHMARK(paragraphs)->Apply(counted);

}  // namespace
}  // namespace gazette::bench
