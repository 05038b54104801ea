#include "searcher/kindred_words.h"

#include "indexer/analysis/language_scripts.h"
#include "indexer/analysis/utf8.h"
#include "searcher/query/describe.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

namespace gazette {
namespace {

// Two words are kin where what they begin with alike is at least this share of both (Dice's
// coefficient of the letters). Measured on questions in German and Russian: 0.7 and 0.75 give the
// same, and cost more.
constexpr double kLeastAlike = 0.8;
constexpr std::size_t kLeastPart = 4;  // letters of a part of a compound

enum class Kin : std::uint8_t {
    none,
    forms,      // words that begin alike
    compounds,  // and the parts of a compound
};

struct Kinship {
    Kin kin = Kin::none;
    std::size_t least_letters = 4;  // of a word that has kin
};

bool is_one_of(std::string_view tag, std::string_view tags) {
    for (std::size_t at = tags.find(tag); at != std::string_view::npos;
         at = tags.find(tag, at + 1)) {
        const std::size_t after = at + tag.size();
        const bool begins = at == 0 || tags[at - 1] == ' ';
        if (begins && (after == tags.size() || tags[after] == ' ')) return true;
    }
    return false;
}

Kinship kinship_of(std::string_view tag) {
    if (is_one_of(tag, "und en vi zh ja ko th lo km my bo")) return {};
    if (is_one_of(tag, "de nl sv da no nb nn is fi et hu lb af")) return {Kin::compounds, 4};
    // their stems are of three consonants
    if (is_one_of(tag, "ar he")) return {Kin::forms, 3};
    return {Kin::forms, 4};
}

// A term of a language's vocabulary: what stands before its letters, and these.
struct Word {
    std::string prefix;
    std::u32string letters;
};

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    for (std::size_t offset = 0; offset < text.size();) {
        letters.push_back(next_code_point(text, offset));
    }
    return letters;
}

std::string term_of(const Word& word, std::size_t first, std::size_t count) {
    std::string term = word.prefix;
    for (const char32_t c : std::u32string_view(word.letters).substr(first, count)) {
        append_code_point(term, c);
    }
    return term;
}

double alikeness(std::size_t same, std::size_t one, std::size_t other) {
    return 2.0 * static_cast<double>(same) / static_cast<double>(one + other);
}

// How like the word a term is, and whether a document has it for sure.
struct Likeness {
    double share = 0.0;
    bool is_there = false;
};
using Alike = std::map<std::string, Likeness>;

void add_beginning_alike(const IndexSnapshot& index,
                         const Word& word,
                         std::size_t least,
                         Alike& all) {
    const std::size_t length = word.letters.size();
    const auto share = std::ceil(static_cast<double>(length) * kLeastAlike / (2.0 - kLeastAlike));
    const std::size_t begin = std::max(least, static_cast<std::size_t>(share));
    const auto terms = index.term_documents(
        term_of(word, 0, begin), kindred_limits::kMaxBeginningAlike, [] { return false; });
    if (!terms) return;
    for (const auto& [term, documents] : *terms) {
        const std::u32string other = letters_of(std::string_view(term).substr(word.prefix.size()));
        const auto differs =
            std::mismatch(word.letters.begin(), word.letters.end(), other.begin(), other.end());
        const auto same = static_cast<std::size_t>(differs.first - word.letters.begin());
        const double alike = alikeness(same, length, other.size());
        if (alike >= kLeastAlike || same == length) all.emplace(term, Likeness{alike, true});
    }
}

void add_parts(const IndexSnapshot& index, const Word& word, Alike& all) {
    const std::size_t length = word.letters.size();
    std::vector<std::string> parts;
    Alike alike;
    const auto add = [&](std::size_t first, std::size_t count) {
        parts.push_back(term_of(word, first, count));
        alike.emplace(parts.back(), Likeness{alikeness(count, length, count), false});
    };
    for (std::size_t count = kLeastPart; count < length; ++count) {
        add(0, count);
        if (length >= 2 * kLeastPart || count > kLeastPart) add(length - count, count);
    }
    for (const std::string& part : index.known(std::move(parts))) all.emplace(part, alike.at(part));
}

// Languages whose documents may have a word that no stemmer made.
Kinship kinship_without_stem(const std::vector<LanguageId>& languages,
                             const std::vector<std::string_view>& stems,
                             std::string_view text) {
    Kinship most;
    for (const LanguageId id : languages) {
        const Language& language = language_of(id);
        if (!language.stemmer.empty() || !is_written_like(text, language)) continue;
        if (is_one_of(language.tag, "und")) continue;
        const Kinship kinship = kinship_of(language.tag);
        if (std::find(stems.begin(), stems.end(), language.tag) != stems.end()) continue;
        if (kinship.kin > most.kin) most = kinship;
    }
    return most;
}

bool is_word(std::u32string_view letters) {
    return std::none_of(letters.begin(), letters.end(), [](char32_t c) {
        return c < U'a' && c != U'\'';  // digits, and the mark of terms that were cut
    });
}

std::vector<std::string> look_for_kin(const IndexSnapshot& index,
                                      const std::vector<std::string>& terms,
                                      const std::vector<LanguageId>& languages) {
    std::vector<DescribedTerm> described;
    std::vector<std::string_view> stems;
    for (const std::string& term : terms) {
        described.push_back(describe_term(term));
        if (!described.back().language.empty()) stems.push_back(described.back().language);
    }
    Alike all;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        const std::string& text = described[i].text;
        const std::string_view stemmed_in = described[i].language;
        const bool looked_for = std::any_of(languages.begin(), languages.end(), [&](LanguageId id) {
            return stemmed_in.empty() || language_of(id).tag == stemmed_in;
        });
        if (!looked_for) continue;
        const Kinship kinship = stemmed_in.empty() ? kinship_without_stem(languages, stems, text)
                                                   : kinship_of(stemmed_in);
        if (kinship.kin == Kin::none || !terms[i].ends_with(text)) continue;
        const Word word{terms[i].substr(0, terms[i].size() - text.size()), letters_of(text)};
        if (word.letters.size() < kinship.least_letters || !is_word(word.letters)) continue;
        add_beginning_alike(index, word, kinship.least_letters, all);
        if (kinship.kin == Kin::compounds) add_parts(index, word, all);
    }
    for (const std::string& term : terms) all.erase(term);
    std::vector<std::pair<std::string, Likeness>> order(all.begin(), all.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
        return a.second.share > b.second.share;
    });
    std::vector<std::string> best;
    for (auto& [term, alike] : order) {
        if (best.size() == kindred_limits::kMaxTerms) break;
        // What deleted documents alone have depends on how the index was written.
        if (alike.is_there || index.any_document_with({term})) best.push_back(std::move(term));
    }
    std::sort(best.begin(), best.end());
    return best;
}

// Of no other terms and languages: there are fewer than 256 of these, and no longer terms.
std::string key_of(const std::vector<std::string>& terms,
                   const std::vector<LanguageId>& languages) {
    std::string key(1, static_cast<char>(languages.size()));
    for (const LanguageId id : languages) key += static_cast<char>(id);
    for (const std::string& term : terms)
        key.append(term).append(1, static_cast<char>(term.size()));
    return key;
}

}  // namespace

std::vector<std::string> kindred_terms(const IndexSnapshot& index,
                                       const std::vector<std::string>& terms,
                                       const std::vector<LanguageId>& languages) {
    const std::string key = key_of(terms, languages);
    std::optional<std::vector<std::string>> kin = index.remembered_kin().find(key);
    if (!kin) {
        kin = look_for_kin(index, terms, languages);
        index.remembered_kin().keep(key, *kin);
    }
    return *std::move(kin);
}

}  // namespace gazette
