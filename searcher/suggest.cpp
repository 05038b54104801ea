#include "searcher/suggest.h"

#include "indexer/analysis/fold.h"
#include "indexer/analysis/utf8.h"
#include "indexer/format/fields.h"
#include "searcher/query/limits.h"
#include "searcher/query/word_pattern.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace gazette {
namespace {

constexpr std::string_view kOperatorSigns = "\"()[]{}:*?~^/<>=|!“”„«»「」";
constexpr std::size_t kIdentifiers = 3;

// What was typed, cut at white space.
struct Typed {
    std::string before;              // all but the last word, with the space behind it
    std::vector<std::string> words;  // the last one is being typed, unless a space follows
    bool at_space = false;
    bool plain = true;  // words alone: no quotation mark, no operator sign
};

Typed read_typed(const std::string& text) {
    Typed typed;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = text.find_first_not_of(" \t\n", at);
        if (begin == std::string::npos) break;
        const std::size_t end = std::min(text.find_first_of(" \t\n", begin), text.size());
        typed.words.push_back(text.substr(begin, end - begin));
        typed.before = text.substr(0, begin);
        at = end;
    }
    typed.at_space =
        !text.empty() && std::string_view(" \t\n").find(text.back()) != std::string_view::npos;
    for (const std::string& word : typed.words) {
        typed.plain = typed.plain && word.find_first_of(kOperatorSigns) == std::string::npos &&
                      word.front() != '-' && word != "AND" && word != "OR" && word != "NOT";
    }
    return typed;
}

// A word of letters, digits and what is no ASCII: one that can be written into a query as it is.
bool is_simple(std::string_view word) {
    return std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               static_cast<unsigned char>(c) >= 0x80;
    });
}

bool may_be_completed(std::string_view word, std::size_t letters) {
    return is_simple(word) && code_points_of(word).size() >= letters;
}

std::string upper_case(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

std::string in_quotes(const std::string& words) {
    return "\"" + words + "\"";
}

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

std::string shortened(const std::string& text) {
    if (text.size() <= suggest_limits::kTitleBytes) return text;
    std::size_t end = suggest_limits::kTitleBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return text.substr(0, end) + "…";
}

class Suggester {
  public:
    Suggester(const IndexSnapshot& index,
              const SuggestRequest& request,
              const SuggestHits& hits,
              const Deadline& deadline)
        : index_(index),
          request_(request),
          hits_(hits),
          deadline_(deadline),
          typed_(read_typed(request.text)) {}

    SuggestResponse make() {
        response_.input = request_.text;
        const bool too_much = request_.text.size() > suggest_limits::kMaxBytes;
        if (too_much || typed_.words.empty()) return std::move(response_);
        if (typed_.plain) {
            add_identifiers();
            add_titles();
            add_phrases();
        }
        add_words();
        response_.complete = !deadline_.passed();
        return std::move(response_);
    }

  private:
    bool full() const {
        return response_.suggestions.size() >= request_.limit || deadline_.passed();
    }

    void add(Suggestion suggestion) {
        if (full() || suggestion.query == request_.text) return;
        if (!known_.insert(suggestion.text).second) return;
        response_.suggestions.push_back(std::move(suggestion));
    }

    void add_identifiers() {
        const std::string& typed = typed_.words.back();
        if (typed_.words.size() > 1 || typed_.at_space ||
            typed.size() < suggest_limits::kMinLetters)
            return;
        const std::size_t field = row_of(Field::id).prefix.size();
        std::set<std::string> terms;
        for (const std::string& written : {typed, upper_case(typed)}) {
            const std::string prefix = filter_term(Field::id, written);
            for (std::string& term : index_.terms_with_prefix(prefix, kIdentifiers)) {
                terms.insert(std::move(term));
            }
        }
        for (const std::string& term : terms) {
            const std::string value = term.substr(field);
            if (value.find('"') != std::string::npos) continue;
            const std::string query = "id:" + in_quotes(value);
            for (const Hit& hit : hits_(query)) {
                const std::string title = hit.title.empty() ? "" : " · " + shortened(hit.title);
                add({SuggestionKind::identifier, hit.id + title, query, hit.id, hit.lang, {}});
            }
        }
    }

    // All words are in the title, the last one perhaps not whole. One that is too short for a
    // pattern is looked for in the titles that have the others.
    void add_titles() {
        const std::string& last = typed_.words.back();
        const bool whole = typed_.at_space || !is_simple(last);
        const bool pattern = !whole && may_be_completed(last, query_limits::kMinFixedLetters);
        const bool looked_for = !whole && !pattern && typed_.words.size() > 1;
        std::string query;
        for (std::size_t i = 0; i < typed_.words.size(); ++i) {
            const std::string& word = typed_.words[i];
            const bool is_last = i + 1 == typed_.words.size();
            if (is_last && looked_for) continue;
            if (i > 0) query += " ";
            query += "title:" + (is_last && pattern ? word + "*" : in_quotes(word));
        }
        std::vector<Hit> found = hits_(query);
        if (looked_for) {
            std::erase_if(found, [&](const Hit& hit) { return !has_beginning(hit.title, last); });
        }
        // A pattern stands for no part of a sentence in scripts without spaces.
        if (found.empty()) found = hits_("title:" + in_quotes(joined(typed_.words)));
        std::size_t added = 0;
        for (const Hit& hit : found) {
            if (hit.title.empty() || added == (request_.limit + 1) / 2) continue;
            std::string plain = hit.title;
            std::replace(plain.begin(), plain.end(), '"', ' ');
            add({SuggestionKind::title,
                 shortened(hit.title),
                 "title:" + in_quotes(plain),
                 hit.id,
                 hit.lang,
                 {}});
            ++added;
        }
    }

    // Whether a word of the text begins so.
    static bool has_beginning(const std::string& text, const std::string& beginning) {
        const std::string folded = " " + fold_text(text);
        return folded.find(" " + fold_text(beginning)) != std::string::npos;
    }

    // As documents continue what was typed, the most usual first. Behind a space: by a word more.
    void add_phrases() {
        const std::size_t words = typed_.words.size();
        const std::string& last = typed_.words.back();
        if (words > suggest_limits::kPhraseWords || (words < 2 && !typed_.at_space)) return;
        if (!typed_.at_space && !may_be_completed(last, query_limits::kMinFixedLetters)) return;
        const std::string phrase = joined(typed_.words);
        std::map<std::string, std::pair<std::uint64_t, std::string>>
            found;  // folded: count, as written
        for (const Hit& hit : hits_(in_quotes(phrase + (typed_.at_space ? "" : "*")))) {
            std::set<std::string> of_hit;
            for (const Snippet& snippet : hit.snippets) collect(snippet, phrase, of_hit);
            for (const std::string& each : of_hit) {
                auto& [count, written] = found[fold_text(each)];
                ++count;
                if (written.empty() || each < written) written = each;
            }
        }
        std::vector<std::pair<std::uint64_t, std::string>> ordered;
        for (auto& [folded, counted] : found) ordered.push_back(std::move(counted));
        std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
            return a.first != b.first ? a.first > b.first : a.second < b.second;
        });
        for (const auto& [count, written] : ordered) {
            add({SuggestionKind::phrase, written, in_quotes(written), {}, {}, {}});
        }
    }

    static std::string one_line(const std::string& text) {
        std::string line;
        for (const char c : text) {
            const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (!space)
                line += c;
            else if (!line.empty() && line.back() != ' ')
                line += ' ';
        }
        while (line.ends_with(' ')) line.pop_back();
        return line;
    }

    void collect(const Snippet& snippet,
                 const std::string& phrase,
                 std::set<std::string>& found) const {
        for (std::size_t i = 0; i < snippet.fragments.size(); ++i) {
            if (!snippet.fragments[i].match) continue;
            std::string written = one_line(snippet.fragments[i].text);
            if (typed_.at_space) {
                if (i + 1 == snippet.fragments.size()) continue;
                const std::string& behind = snippet.fragments[i + 1].text;
                if (behind.size() < 2 || behind.front() != ' ') continue;
                const std::size_t end = behind.find_first_of(" \n\t.,;:!?()\"", 1);
                if (end == std::string::npos || end == 1) continue;  // cut, perhaps within the word
                written += behind.substr(0, end);
            }
            const bool usable = written.size() <= suggest_limits::kMaxBytes &&
                                written.find('"') == std::string::npos &&
                                fold_text(written) != fold_text(phrase);
            if (usable) found.insert(written);
        }
    }

    // Words that begin as the last one does, in the most documents first.
    void add_words() {
        const std::string& last = typed_.words.back();
        if (typed_.at_space || full() || !may_be_completed(last, suggest_limits::kMinLetters))
            return;
        const std::string begin = fold_text(last);
        std::map<std::string, std::uint64_t> counts;
        for (const std::string& prefix : written_word_prefixes(begin)) {
            const auto terms = index_.term_documents(
                prefix, suggest_limits::kMaxWords, [&] { return deadline_.passed(); });
            if (!terms) return;
            for (const auto& [term, documents] : *terms) {
                const std::string word(written_word_of(term));
                if (is_simple(word)) counts[word] += documents;
            }
        }
        std::vector<std::pair<std::string, std::uint64_t>> words(counts.begin(), counts.end());
        const std::size_t wanted = std::min<std::size_t>(words.size(), request_.limit + 1);
        const auto end = words.begin() + static_cast<std::ptrdiff_t>(wanted);
        std::partial_sort(words.begin(), end, words.end(), [](const auto& a, const auto& b) {
            return a.second != b.second ? a.second > b.second : a.first < b.first;
        });
        for (auto word = words.begin(); word != end; ++word) {
            if (word->first == begin || word->second == 0) continue;
            add({SuggestionKind::word,
                 word->first,
                 typed_.before + word->first,
                 {},
                 {},
                 word->second});
        }
    }

    static std::string fold_text(const std::string& text) {
        std::string folded;
        fold_surface(text, Casing::common, false, folded);
        return folded;
    }

    const IndexSnapshot& index_;
    const SuggestRequest& request_;
    const SuggestHits& hits_;
    const Deadline& deadline_;
    const Typed typed_;
    SuggestResponse response_;
    std::set<std::string> known_;
};

}  // namespace

std::string_view name_of(SuggestionKind kind) {
    switch (kind) {
        case SuggestionKind::identifier:
            return "identifier";
        case SuggestionKind::title:
            return "title";
        case SuggestionKind::phrase:
            return "phrase";
        case SuggestionKind::word:
            return "word";
    }
    return {};
}

SuggestResponse suggest(const IndexSnapshot& index,
                        const SuggestRequest& request,
                        const SuggestHits& hits,
                        const Deadline& deadline) {
    return Suggester(index, request, hits, deadline).make();
}

}  // namespace gazette
