#include "tests/searcher/naive_search.h"

#include "indexer/analysis/language_scripts.h"
#include "indexer/encoder.h"
#include "indexer/format/fields.h"
#include "searcher/query/word_pattern.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace gazette::test {

namespace {

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

bool has_value(const Document& document, Field field, const std::string& value) {
    switch (field) {
        case Field::id:
            return document.id == value || document.work_id == value ||
                   std::any_of(document.identifiers.begin(),
                               document.identifiers.end(),
                               [&value](const Identifier& identifier) {
                                   return identifier.value == value ||
                                          identifier.scheme + ":" + identifier.value == value;
                               });
        case Field::lang: {
            const std::string tag = lower(document.lang);
            const std::string asked = lower(value);
            return tag == asked || tag.rfind(asked + "-", 0) == 0;
        }
        case Field::kind:
            return lower(document.kind) == lower(value);
        case Field::source:
            return lower(document.source) == lower(value);
        case Field::collection:
            return lower(document.collection) == lower(value);
        case Field::publisher:
            return lower(document.publisher) == lower(value);
        case Field::jurisdiction:
            return lower(document.jurisdiction) == lower(value);
        case Field::has:
            return std::any_of(document.segments.begin(), document.segments.end(), [&](auto& s) {
                return name_of(s.kind) == value || (value == "page" && s.page > 0);
            });
        default:
            break;
    }
    throw std::invalid_argument("not a filter");
}

bool in_range(const CivilPeriod& date, const CivilPeriod& from, const CivilPeriod& to) {
    return date.known() && (!from.known() || date.first >= from.first) &&
           (!to.known() || date.last <= to.last);
}

bool near(std::pair<std::uint32_t, std::uint32_t> a,
          std::pair<std::uint32_t, std::uint32_t> b,
          const Node& node) {
    const auto follows = [&](const auto& first, const auto& second) {
        return second.first > first.second && second.first - first.second <= node.distance;
    };
    return follows(a, b) || (!node.ordered && follows(b, a));
}

bool fits(const std::vector<char32_t>& pattern,
          const std::vector<char32_t>& word,
          std::size_t p = 0,
          std::size_t w = 0) {
    if (p == pattern.size()) return w == word.size();
    if (pattern[p] == U'*' && fits(pattern, word, p + 1, w)) return true;
    if (w == word.size()) return false;
    if (pattern[p] == U'*') return fits(pattern, word, p, w + 1);
    return (pattern[p] == U'?' || pattern[p] == word[w]) && fits(pattern, word, p + 1, w + 1);
}

}  // namespace

NaiveSearch::NaiveSearch(const std::vector<Document>& documents) {
    for (const Document& document : documents) {
        NaiveDocument& naive = documents_.emplace_back();
        naive.document = document;
        add_tokens(naive, true, 0);
        add_tokens(naive, false, 1'000'000);
        const EncodedDocument encoded = encode(document, analyzer_);
        for (const auto& [term, entry] : encoded.terms) naive.wdf[term] = entry.wdf;
        naive.length = encoded.row.length;
        naive.units = text_units(document, language_of(document.lang).id);
        const LanguageId language = language_of(document.lang).id;
        if (std::find(languages_.begin(), languages_.end(), language) == languages_.end()) {
            languages_.push_back(language);
        }
    }
}

void NaiveSearch::add_tokens(NaiveDocument& document, bool title, std::uint32_t first_position) {
    const std::string& text = title ? document.document.title : document.document.text;
    const auto tokens = analyzer_.analyze(text, language_of(document.document.lang).id);
    for (const Token& token : tokens) {
        if (!in_main_stream(token.token_class)) continue;
        NaiveToken naive;
        naive.position = first_position + token.position;
        naive.term = main_term(token.term, token.stemmed_by);
        naive.surface = token.term;
        naive.in_title = title;
        naive.begin = token.begin;
        for (const Token& other : tokens) {
            const bool surface = other.token_class == TokenClass::surface &&
                                 other.position == token.position &&
                                 token.token_class != TokenClass::symbol;
            if (surface) naive.surface = other.term;
        }
        document.tokens.push_back(std::move(naive));
    }
}

// Words between spaces; one with a wildcard is compared with whole surface forms, a lone * stands
// for any word.
std::vector<NaiveSearch::Interval> NaiveSearch::pattern_occurrences(const NaiveDocument& document,
                                                                    const Node& text) {
    std::vector<std::string> words;
    std::istringstream stream(text.text);
    for (std::string word; stream >> word;) words.push_back(word);
    const auto stands = [&](const std::string& word, const NaiveToken& token) {
        if (text.title_only && !token.in_title) return false;
        if (word == "*") return true;
        if (word.find_first_of("*?") != std::string::npos) {
            return fits(code_points_of(word), code_points_of(token.surface));
        }
        const auto tokens = analyzer_.query_tokens(word, languages_);
        return std::any_of(tokens.at(0).variants.begin(),
                           tokens.at(0).variants.end(),
                           [&](const QueryVariant& variant) {
                               return main_term(variant.term, variant.stemmed_by) == token.term;
                           }) &&
               (!text.exact || token.surface == tokens.at(0).surface);
    };
    std::vector<Interval> found;
    for (const NaiveToken& first : document.tokens) {
        std::size_t at = 0;
        for (; at < words.size(); ++at) {
            const bool any = std::any_of(
                document.tokens.begin(), document.tokens.end(), [&](const NaiveToken& token) {
                    return token.position == first.position + at && stands(words[at], token);
                });
            if (!any) break;
        }
        const auto last = first.position + static_cast<std::uint32_t>(words.size()) - 1;
        if (at == words.size()) found.push_back({first.position, last});
    }
    return found;
}

std::vector<NaiveSearch::Interval> NaiveSearch::occurrences(const NaiveDocument& document,
                                                            const Node& text) {
    if (text.patterns) return pattern_occurrences(document, text);
    const auto words = analyzer_.query_tokens(text.text, languages_);
    if (words.empty()) throw std::invalid_argument("no words");
    const auto stands = [&](const QueryToken& word, std::uint32_t position) {
        return std::any_of(
            document.tokens.begin(), document.tokens.end(), [&](const NaiveToken& token) {
                const auto is_term = [&](const QueryVariant& variant) {
                    return main_term(variant.term, variant.stemmed_by) == token.term;
                };
                return token.position == position && (!text.title_only || token.in_title) &&
                       (!text.exact || token.surface == word.surface) &&
                       std::any_of(word.variants.begin(), word.variants.end(), is_term);
            });
    };
    std::vector<Interval> found;
    std::uint32_t last_start = UINT32_MAX;
    for (const NaiveToken& token : document.tokens) {
        if (token.position == last_start) continue;
        last_start = token.position;
        const auto position_of = [&](const QueryToken& word) {
            return token.position + word.position - words.front().position;
        };
        const bool all = std::all_of(words.begin(), words.end(), [&](const QueryToken& word) {
            return stands(word, position_of(word));
        });
        if (all) found.push_back({token.position, position_of(words.back())});
    }
    return found;
}

std::size_t NaiveSearch::unit_of(const NaiveDocument& document,
                                 TextUnit unit,
                                 std::uint32_t position) {
    std::size_t byte = 0;
    for (const NaiveToken& token : document.tokens) {
        if (token.position == position && token.in_title) return 0;
        if (token.position == position) byte = token.begin;
    }
    const auto& starts = document.units.at(static_cast<std::size_t>(unit));
    return 1 + static_cast<std::size_t>(std::upper_bound(starts.begin(), starts.end(), byte) -
                                        starts.begin());
}

// Of two texts without symbols.
bool NaiveSearch::together(const NaiveDocument& document, const Node& node) {
    const auto unit = [&](const Interval& interval) -> std::optional<std::size_t> {
        const std::size_t first = unit_of(document, node.unit, interval.first);
        if (first != unit_of(document, node.unit, interval.second)) return std::nullopt;
        return first;
    };
    for (const Interval& a : occurrences(document, node.children.at(0))) {
        if (!unit(a)) continue;
        bool any = false;
        for (const Interval& b : occurrences(document, node.children.at(1))) {
            const bool apart = a.second < b.first || b.second < a.first;
            any = any || (apart && unit(b) == unit(a));
        }
        if (any != node.excluding) return true;
    }
    return false;
}

bool NaiveSearch::satisfies(const NaiveDocument& document, const Node& node) {
    const auto child_holds = [&](const Node& child) { return satisfies(document, child); };
    const auto& children = node.children;
    switch (node.kind) {
        case NodeKind::any_words:
            throw std::invalid_argument("plain words are no part of a query");
        case NodeKind::everything:
            return true;
        case NodeKind::text:
            return !occurrences(document, node).empty();
        case NodeKind::near:
            for (const Interval& a : occurrences(document, children.at(0))) {
                bool any = false;
                for (const Interval& b : occurrences(document, children.at(1))) {
                    any = any || near(a, b, node);
                }
                if (any != node.excluding) return true;
            }
            return false;
        case NodeKind::together:
            return together(document, node);
        case NodeKind::within:
            throw std::invalid_argument("segments are not known here");
        case NodeKind::at_least:
            throw std::invalid_argument("numbers are not counted here");
        case NodeKind::all_of:
            return std::all_of(children.begin(), children.end(), child_holds);
        case NodeKind::any_of:
            return std::any_of(children.begin(), children.end(), child_holds);
        case NodeKind::none_of:
            return std::none_of(children.begin(), children.end(), child_holds);
        case NodeKind::filter:
            return has_value(document.document, node.field, node.value);
        case NodeKind::date:
            return in_range(document.document.published, node.from, node.to);
    }
    return false;
}

std::vector<std::string> NaiveSearch::matching_ids(const Node& root) {
    std::vector<std::string> ids;
    for (const NaiveDocument& document : documents_) {
        if (satisfies(document, root)) ids.push_back(document.document.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

namespace {

LanguageId language_in(const Document& document) {
    return language_of(document.lang).id;
}

}  // namespace

// The languages whose documents may have a variant of a word: the one whose stem it is; else those
// that have no stem for it, if they can those that are written like it.
std::set<LanguageId> NaiveSearch::languages_with(const QueryToken& token,
                                                 const QueryVariant& variant) const {
    if (variant.stemmed_by != LanguageId::und) return {variant.stemmed_by};
    std::set<LanguageId> others(languages_.begin(), languages_.end());
    for (const QueryVariant& other : token.variants) {
        if (other.stemmed_by != LanguageId::und) others.erase(other.stemmed_by);
    }
    std::set<LanguageId> alike;
    for (const LanguageId language : others) {
        if (is_written_like(variant.term, language_of(language))) alike.insert(language);
    }
    return alike.empty() ? others : alike;
}

// The share of the documents in a language that have the word, leaning on that of all documents.
double NaiveSearch::share(const QueryToken& token, LanguageId language) const {
    const auto documents_in = [&](const std::set<LanguageId>& some) {
        return static_cast<double>(
            std::count_if(documents_.begin(), documents_.end(), [&](const auto& document) {
                return some.contains(language_in(document.document));
            }));
    };
    double having = 0;
    double all = 0;
    for (const QueryVariant& variant : token.variants) {
        const std::string term = main_term(variant.term, variant.stemmed_by);
        const auto count = static_cast<double>(
            std::count_if(documents_.begin(), documents_.end(), [&](const auto& document) {
                return document.wdf.contains(term);
            }));
        all += count;
        const auto in = languages_with(token, variant);
        if (in.contains(language)) having += count * documents_in({language}) / documents_in(in);
    }
    const auto total = static_cast<double>(documents_.size());
    return (having + 20 * all / total) / (documents_in({language}) + 20);
}

std::map<std::string, double> NaiveSearch::scores(const std::string& words) {
    Node text;
    text.kind = NodeKind::text;
    text.text = words;
    const auto tokens = analyzer_.query_tokens(words, languages_);
    const auto wdf_of = [&](const NaiveDocument& document, const QueryToken& token) {
        double wdf = 0;
        for (const QueryVariant& variant : token.variants) {
            const auto entry = document.wdf.find(main_term(variant.term, variant.stemmed_by));
            if (entry != document.wdf.end()) wdf += entry->second;
        }
        return wdf;
    };
    const auto count = static_cast<double>(documents_.size());
    double length = 0;
    std::map<LanguageId, std::pair<double, double>> in_language;  // documents, their length
    for (const NaiveDocument& document : documents_) {
        length += document.length;
        auto& [of, long_together] = in_language[language_in(document.document)];
        of += 1;
        long_together += document.length;
    }
    // How probable it is that the query is in a language.
    std::map<LanguageId, double> probability;
    double sum = 0;
    double likeliest = 0;
    for (const auto& [language, of] : in_language) {
        double& product = probability[language] = 1;
        for (const QueryToken& token : tokens) product *= share(token, language);
        sum += product;
        likeliest = std::max(likeliest, product);
    }
    const auto idf = [&](double of) {
        return std::log(1 + (1 - std::min(of, 1.0) + 0.5 / count) / (of + 0.5 / count));
    };

    const auto share_of_query = [&](const QueryToken& token) {
        double of = 0;
        for (const auto& [language, product] : probability) {
            of += product / sum * share(token, language);
        }
        return of;
    };
    // A word that more than a ninth of the documents have is less than one.
    double count_of_words = 0;
    for (const QueryToken& token : tokens) {
        count_of_words += std::min(1.0, idf(share_of_query(token)) / 2.2);
    }

    std::map<std::string, double> scores;
    for (const NaiveDocument& document : documents_) {
        if (occurrences(document, text).empty()) continue;
        const LanguageId language = language_in(document.document);
        const auto [of, long_together] = in_language.at(language);
        const double average = (long_together + 20 * length / count) / (of + 20);
        // From 2 words to 8, length counts from 0.25 to 0.75, and a document shorter than 0.8 to
        // 0.6 of the average counts as one of that length.
        const double more = std::clamp((count_of_words - 2) / 6, 0.0, 1.0);
        const double b = 0.25 + 0.5 * more;
        const double ratio = std::max(0.8 - 0.2 * more, document.length / average);
        const double norm = 1.6 * (1 - b + b * ratio);
        double score = 0;
        for (const QueryToken& token : tokens) {
            const double rarity = std::min(idf(share_of_query(token)), idf(share(token, language)));
            const double loss = 0.6 * (1 - probability.at(language) / likeliest);
            const double wdf = wdf_of(document, token);
            score += rarity * (1 - loss) * wdf * 2.6 / (wdf + norm);
        }
        scores[document.document.id] = score;
    }
    return scores;
}

}  // namespace gazette::test
