#include "searcher/term_notices.h"

#include "indexer/analysis/utf8.h"
#include "indexer/format/fields.h"
#include "searcher/nearest_characters.h"
#include "searcher/query/limits.h"
#include "searcher/query/word_pattern.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kMinLetters = 4;
// Words of the same distance whose documents are counted.
constexpr std::size_t kMaxCandidates = 32;

// The texts that have to be found, or may be: none under NOT, nor what a NOT NEAR leaves out.
void add_wanted(const CompiledNode& node, std::vector<std::uint32_t>& clauses) {
    if (node.kind == NodeKind::none_of) return;
    if (node.kind == NodeKind::text) clauses.push_back(node.clause);
    for (const CompiledNode& child : node.children) {
        add_wanted(child, clauses);
        if (node.excluding) break;
    }
}

// Of what is written so, in any language.
std::vector<std::string> terms_written(const std::string& word) {
    return {surface_term(word), main_term(word, LanguageId::und)};
}

std::string quoted_words(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "“" : ", “") + word + "”";
    return text;
}

Notice no_such_word(const std::string& word,
                    const std::optional<std::string>& nearest,
                    QueryPlace place) {
    std::string message = "No document has " + quoted_words({word}) + ".";
    if (nearest) message += " Did you mean " + quoted_words({*nearest}) + "?";
    return {"no_such_word", std::move(message), place};
}

std::optional<Notice> notice_of(const IndexSnapshot& index,
                                const TextClause& clause,
                                const Slot& slot) {
    if (slot.pattern) {
        if (!slot.terms.empty()) return std::nullopt;
        return Notice{"no_such_word", "No word of the index is written so.", clause.place};
    }
    if (slot.terms.empty() || index.any_document_with(slot.terms)) return std::nullopt;
    const std::string& word = slot.surfaces.front();
    if (index.any_document_with(terms_written(word))) {
        return Notice{
            "word_in_other_languages",
            quoted_words({word}) + " is only in documents of languages that were not asked for.",
            clause.place};
    }
    const auto nearest = nearest_word(index, word);
    Notice notice = no_such_word(word, nearest, clause.place);
    // Not where the place holds more than the word.
    const bool alone = clause.slots.size() == 1 && !clause.exact && !clause.title_only &&
                       clause.dial == Dial::none;
    if (alone) notice.instead = nearest.value_or("");
    return notice;
}

}  // namespace

std::vector<Notice> term_notices(const IndexSnapshot& index,
                                 const CompiledQuery& query,
                                 std::string_view input) {
    std::vector<std::uint32_t> clauses;
    add_wanted(query.root, clauses);
    std::vector<Notice> notices;
    for (const std::uint32_t clause : clauses) {
        if (notices.size() == kMaxTermNotices) return notices;
        const TextClause& text = query.clauses[clause];
        if (const auto missing = missing_characters(index, text, input)) {
            notices.push_back(no_such_word(missing->typed, missing->nearest, text.place));
            continue;
        }
        for (const Slot& slot : text.slots) {
            auto notice = notice_of(index, text, slot);
            if (!notice) continue;
            notices.push_back(std::move(*notice));
            break;
        }
    }
    return notices;
}

std::optional<std::string> nearest_word(const IndexSnapshot& index, std::string_view word) {
    const std::vector<char32_t> letters = code_points_of(word);
    if (letters.size() < kMinLetters) return std::nullopt;
    std::size_t least = letters.size() < query_limits::kLongWordLetters ? 1 : 2;
    std::vector<std::string> nearest;
    std::string first;
    append_code_point(first, letters.front());
    for (const std::string& prefix : written_word_prefixes(first)) {
        index.each_term(prefix, [&](std::string_view term) {
            const std::string_view other = written_word_of(term);
            if (other == word || other.size() > word.size() + 4 * least) return;
            const std::size_t distance = edit_distance(letters, code_points_of(other), least);
            if (distance > least || other.find('#') != std::string_view::npos) return;
            if (distance < least) nearest.clear();
            least = distance;
            if (nearest.size() < kMaxCandidates) nearest.emplace_back(other);
        });
    }
    std::optional<std::string> best;
    std::uint64_t most = 0;
    std::sort(nearest.begin(), nearest.end());
    for (const std::string& candidate : nearest) {
        const std::uint64_t documents = index.documents_with(terms_written(candidate));
        if (documents <= most) continue;
        most = documents;
        best = candidate;
    }
    return best;
}

}  // namespace gazette
