#include "searcher/cited_segment.h"

#include "indexer/format/fields.h"
#include "indexer/format/names.h"
#include "searcher/request.h"
#include "searcher/snippet_cut.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>

namespace gazette {
namespace {

constexpr std::uint32_t kMaxBytesPerCharacter = 4;

using Terms = std::set<std::string>;

bool is_label(const std::string& term) {
    return term.starts_with(row_of(Field::segment).prefix);
}

// Copies of the title's words.
class TitleTerms : public TokenSink {
  public:
    explicit TitleTerms(Terms& terms) : terms_(terms) {}
    void token(const TokenView& token) override {
        if (in_main_stream(token.token_class)) terms_.insert(title_term(index_term(token)));
    }

  private:
    Terms& terms_;
};

// What a document is called, as index terms.
Terms names_in_index(const Document& document, Analyzer& analyzer) {
    Terms terms;
    const DocumentNames names = names_of(document);
    for (const std::string& key : names.whole) terms.insert(name_term(key));
    for (const std::string& key : names.part) terms.insert(part_name_term(key));
    TitleTerms title(terms);
    analyzer.analyze(document.title, language_of(document.lang).id, {}, title);
    return terms;
}

// The labels by which `query` cites a segment of the document, where it names the document.
Terms labels_cited(const Document& document, const CompiledQuery& query, Analyzer& analyzer) {
    Terms labels;
    Terms names;
    for (const NamedFirst& named : query.named) {
        const auto cites = std::find_if(named.groups.begin(), named.groups.end(), [](auto& group) {
            return is_label(group.front());
        });
        if (cites == named.groups.end()) continue;
        if (names.empty()) names = names_in_index(document, analyzer);
        const bool is_named =
            std::all_of(named.groups.begin(), named.groups.end(), [&](const auto& group) {
                return is_label(group.front()) ||
                       std::any_of(group.begin(), group.end(), [&](const std::string& term) {
                           return names.contains(term);
                       });
            });
        if (is_named) labels.insert(cites->begin(), cites->end());
    }
    return labels;
}

Snippet beginning_of(const StoredDocument& document, const Segment& segment) {
    const std::uint32_t most = (request_limits::kSnippetCharacters + 1) * kMaxBytesPerCharacter;
    const std::uint32_t end = std::min(segment.end, segment.begin + most);
    const std::string read = document.text(segment.begin, end);
    const ByteRange whole = whole_characters(read);
    CutTask task;
    task.text = std::string_view(read).substr(whole.begin, whole.end - whole.begin);
    task.open_begin = true;
    task.open_end = end == segment.end;
    task.language = language_of(document.header().lang).id;
    task.max_characters = request_limits::kSnippetCharacters;
    const ByteRange cut = cut_window(task);
    Snippet snippet;
    snippet.segment = segment;
    snippet.begin = segment.begin + static_cast<std::uint32_t>(whole.begin + cut.begin);
    snippet.end = segment.begin + static_cast<std::uint32_t>(whole.begin + cut.end);
    snippet.fragments = {{std::string(task.text.substr(cut.begin, cut.end - cut.begin)), false}};
    return snippet;
}

}  // namespace

const Segment* cited_segment(const StoredDocument& document,
                             const CompiledQuery& query,
                             Analyzer& analyzer) {
    const Terms wanted = labels_cited(document.header(), query, analyzer);
    if (wanted.empty()) return nullptr;
    for (const Segment& segment : document.header().segments) {
        if (segment.begin == segment.end) continue;
        for (const std::string& term : label_terms(segment.label)) {
            if (wanted.contains(term)) return &segment;
        }
    }
    return nullptr;
}

void show_cited_first(const StoredDocument& document,
                      const CompiledQuery& query,
                      Analyzer& analyzer,
                      std::vector<Snippet>& snippets) {
    const Segment* const cited = cited_segment(document, query, analyzer);
    if (cited == nullptr) return;
    auto shown = std::find_if(snippets.begin(), snippets.end(), [&](const Snippet& snippet) {
        return snippet.begin >= cited->begin && snippet.begin < cited->end;
    });
    if (shown == snippets.end()) {
        Snippet beginning = beginning_of(document, *cited);
        if (beginning.begin == beginning.end) return;
        shown = std::find_if(snippets.begin(), snippets.end(), [&](const Snippet& snippet) {
            return snippet.begin < beginning.end && snippet.end > beginning.begin;
        });
        const bool marked = shown != snippets.end() && shown->fragments.size() > 1;
        if (marked) {
            shown->segment = *cited;
        } else {
            if (shown != snippets.end()) snippets.erase(shown);
            if (snippets.size() == request_limits::kMaxSnippets) snippets.pop_back();
            snippets.insert(snippets.begin(), std::move(beginning));
            return;
        }
    }
    std::rotate(snippets.begin(), shown, shown + 1);
}

}  // namespace gazette
