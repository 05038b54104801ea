// A document as an index holds it: encoded by the indexer's encoder, asked by the query language.
#pragma once

#include "indexer/analysis/analyzer.h"
#include "indexer/encoder.h"
#include "indexer/format/stored_document.h"
#include "searcher/match/evaluator.h"
#include "searcher/match/exactness.h"
#include "searcher/query/compiler.h"
#include "searcher/query/parser.h"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace gazette::test {

// Of an index that holds one document.
class OneDocument : public Vocabulary {
  public:
    OneDocument(LanguageId language, const EncodedDocument& document)
        : language_(language), document_(document) {}
    std::vector<LanguageId> languages() const override { return {language_}; }
    std::vector<std::string> terms_with_prefix(std::string_view, std::size_t) const override {
        return {};
    }
    void each_term(std::string_view prefix,
                   const std::function<void(std::string_view)>& visit) const override {
        for (const auto& [term, entry] : document_.terms) {
            if (std::string_view(term).substr(0, prefix.size()) == prefix) visit(term);
        }
    }
    std::vector<std::string> known(std::vector<std::string> terms) const override {
        std::erase_if(terms, [&](const auto& term) { return !document_.terms.contains(term); });
        return terms;
    }

  private:
    LanguageId language_;
    const EncodedDocument& document_;
};

inline Document plain_document(std::string text, std::string lang = "en", std::string title = {}) {
    Document document;
    document.id = "d";
    document.text = std::move(text);
    document.title = std::move(title);
    document.lang = std::move(lang);
    return document;
}

class IndexedText : public PositionSource, public DocumentFacts {
  public:
    IndexedText(const Document& document, Analyzer& analyzer)
        : analyzer_(analyzer),
          language_(language_of(document.lang).id),
          encoded_(encode(document, analyzer)),
          stored_(encoded_.stored.size(),
                  [this](std::uint64_t offset, std::uint64_t size) {
                      ++reads;
                      bytes_read += size;
                      return encoded_.stored.substr(offset, size);
                  }),
          exactness_(stored_, analyzer) {}
    IndexedText(const IndexedText&) = delete;
    IndexedText& operator=(const IndexedText&) = delete;

    // The query as it is typed, compiled for the document's language.
    CompiledQuery compiled(std::string_view query) {
        const auto parsed = parse_query(query);
        if (const auto* error = std::get_if<QueryError>(&parsed)) {
            throw std::runtime_error(std::string(query) + ": " + error->message);
        }
        const auto made = compile_query(
            std::get<ParsedQuery>(parsed), OneDocument(language_, encoded_), {}, analyzer_);
        if (const auto* error = std::get_if<QueryError>(&made)) {
            throw std::runtime_error(std::string(query) + ": " + error->message);
        }
        return std::get<CompiledQuery>(made);
    }
    std::vector<Span> spans(const CompiledQuery& query) {
        return matching_spans(query, *this, *this);
    }

    std::uint32_t positions(const PositionTerm& wanted,
                            std::vector<std::uint32_t>& positions) override {
        const auto found = encoded_.terms.find(wanted.term);
        positions.clear();
        if (found != encoded_.terms.end()) positions = found->second.positions;
        return 0;
    }
    std::uint32_t title_tokens() override { return layout().title_tokens; }
    const PositionLayout& layout() const { return stored_.layout(); }
    bool has_term(const std::string& term) override { return encoded_.terms.contains(term); }
    bool is_exact(const TextClause& clause, const Span& span) override {
        return exactness_.is_exact(clause, span);
    }

    const StoredDocument& stored() const { return stored_; }
    LanguageId language() const { return language_; }

    std::size_t reads = 0;         // of the stored bytes
    std::uint64_t bytes_read = 0;  // of them

  private:
    Analyzer& analyzer_;
    LanguageId language_;
    EncodedDocument encoded_;
    StoredDocument stored_;
    Exactness exactness_;
};

}  // namespace gazette::test
