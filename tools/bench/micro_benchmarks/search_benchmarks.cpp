// A query -> what is shown of a document, step by step, over one long document.
#include "indexer/encoder.h"
#include "searcher/match/evaluator.h"
#include "searcher/match/exactness.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"
#include "searcher/snippet.h"
#include "tools/bench/micro_benchmarks/texts.h"

#include <benchmark/benchmark.h>

#include <stdexcept>
#include <variant>

namespace gazette::bench {
namespace {

constexpr const char* kQueries[] = {
    "the",
    "the AND of",
    "\"of the\"",
    "(market OR trade) NEAR/10 (bank OR company)",
    "the /s of",
    "(said OR says) /p (year AND NOT month)",
};
constexpr std::size_t kQueryCount = std::size(kQueries);

ParsedQuery parsed(std::string_view text) {
    auto query = parse_query(text);
    if (auto* error = std::get_if<QueryError>(&query)) throw std::runtime_error(error->message);
    return std::get<ParsedQuery>(std::move(query));
}

// All Latin texts as one document, paragraph by paragraph, in the place of an index.
class OneDocument : public Vocabulary, public PositionSource, public DocumentFacts {
  public:
    OneDocument() : language_(language_of_texts("latin")) {
        Document document;
        document.id = "d";
        document.lang = language_of(language_).tag;
        for (const std::string& text : texts("latin")) document.text += text + "\n\n";
        encoded_ = encode(document, analyzer_);
        stored_.emplace(encoded_.stored.size(), [this](std::uint64_t at, std::uint64_t size) {
            return encoded_.stored.substr(at, size);
        });
        exactness_.emplace(*stored_, analyzer_);
    }
    OneDocument(const OneDocument&) = delete;
    OneDocument& operator=(const OneDocument&) = delete;

    CompiledQuery compiled(std::string_view text) {
        auto query = compile_query(parsed(text), *this, {}, analyzer_);
        if (auto* error = std::get_if<QueryError>(&query)) throw std::runtime_error(error->message);
        return std::get<CompiledQuery>(std::move(query));
    }
    const StoredDocument& stored() const { return *stored_; }
    Analyzer& analyzer() { return analyzer_; }

    std::vector<LanguageId> languages() const override { return {language_}; }
    std::vector<std::string> terms_with_prefix(std::string_view, std::size_t) const override {
        return {};
    }
    void each_term(std::string_view, const std::function<void(std::string_view)>&) const override {}
    std::vector<std::string> known(std::vector<std::string> terms) const override {
        std::erase_if(terms, [&](const auto& term) { return !encoded_.terms.contains(term); });
        return terms;
    }
    std::uint32_t positions(const PositionTerm& wanted,
                            std::vector<std::uint32_t>& positions) override {
        const auto found = encoded_.terms.find(wanted.term);
        positions.clear();
        if (found != encoded_.terms.end()) positions = found->second.positions;
        return 0;
    }
    std::uint32_t title_tokens() override { return stored_->layout().title_tokens; }
    bool has_term(const std::string& term) override { return encoded_.terms.contains(term); }
    bool is_exact(const TextClause& clause, const Span& span) override {
        return exactness_->is_exact(clause, span);
    }

  private:
    LanguageId language_;
    Analyzer analyzer_;
    EncodedDocument encoded_;
    std::optional<StoredDocument> stored_;
    std::optional<Exactness> exactness_;
};

OneDocument& one_document() {
    static OneDocument document;
    return document;
}

void parse(benchmark::State& state) {
    const char* const query = kQueries[state.range(0)];
    state.SetLabel(query);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        benchmark::DoNotOptimize(parse_query(query));
    }
}
BENCHMARK(parse)->DenseRange(0, kQueryCount - 1);

void compile(benchmark::State& state) {
    const char* const query = kQueries[state.range(0)];
    state.SetLabel(query);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        benchmark::DoNotOptimize(one_document().compiled(query));
    }
}
BENCHMARK(compile)->DenseRange(0, kQueryCount - 1);

void evaluate(benchmark::State& state) {
    const char* const text = kQueries[state.range(0)];
    state.SetLabel(text);
    const CompiledQuery query = one_document().compiled(text);
    Evaluator evaluator(query);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        benchmark::DoNotOptimize(evaluator.matching_spans(one_document(), one_document()));
    }
}
BENCHMARK(evaluate)->DenseRange(0, kQueryCount - 1);

void snippets(benchmark::State& state) {
    const char* const text = kQueries[state.range(0)];
    state.SetLabel(text);
    OneDocument& document = one_document();
    const CompiledQuery query = document.compiled(text);
    const std::vector<Span> spans = matching_spans(query, document, document);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        benchmark::DoNotOptimize(
            make_snippets(document.stored(), query, spans, document.analyzer()));
    }
}
BENCHMARK(snippets)->DenseRange(0, kQueryCount - 1);

}  // namespace
}  // namespace gazette::bench

BENCHMARK_MAIN();
