#include "tools/gazette/known_items.h"

#include "indexer/analysis/name_key.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>
#include <variant>

namespace gazette {
namespace {

constexpr std::uint32_t kFirstHits = 10;

// What each document is called, by id.
using Names = std::map<std::string, std::vector<std::string>>;

std::vector<std::string> identifiers_of(const Searcher& searcher, const std::string& id) {
    DocumentRequest request;
    request.id = id;
    request.outline = true;
    const auto answer = searcher.document(request);
    std::vector<std::string> values;
    if (const auto* found = std::get_if<std::optional<DocumentResponse>>(&answer);
        found != nullptr && found->has_value()) {
        for (const Identifier& identifier : (*found)->document.identifiers) {
            values.push_back(identifier.value);
        }
    }
    return values;
}

Names names_of(const Searcher& searcher, KnownBy by) {
    Names names;
    SearchRequest everything;
    const auto answer = searcher.search_all(everything, [&](const Hit& hit) {
        names[hit.id] =
            by == KnownBy::title ? std::vector<std::string>{hit.title} : std::vector<std::string>();
        return true;
    });
    (void)answer;  // the empty query has no errors
    if (by == KnownBy::identifier) {
        for (auto& [id, values] : names) values = identifiers_of(searcher, id);
    }
    return names;
}

std::string altered(const std::string& name) {
    std::string text;
    for (const char c : name) {
        const bool letter = (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
        if (c >= 'A' && c <= 'Z') {
            text += static_cast<char>(c - 'A' + 'a');
        } else {
            text += letter ? c : ' ';
        }
    }
    return text;
}

bool is_called(const std::vector<std::string>& names, const std::string& key) {
    return std::any_of(
        names.begin(), names.end(), [&](const auto& name) { return name_key(name) == key; });
}

}  // namespace

KnownItemResult find_known_items(const Searcher& searcher, const KnownItems& items) {
    const Names names = names_of(searcher, items.by);
    KnownItemResult result;
    std::set<std::string> typed;  // each name once
    std::uint32_t number = 0;
    for (const auto& [id, of_document] : names) {
        if (number++ % items.every != 0) continue;
        for (const std::string& name : of_document) {
            const std::string key = name_key(name);
            if (key.empty() || !typed.insert(key).second) continue;
            ++result.typed;
            SearchRequest request;
            request.text = items.altered ? altered(name) : name;
            request.reading = Reading::automatic;
            request.limit = kFirstHits;
            const auto answer = searcher.rank(request);
            const auto* hits = std::get_if<std::vector<RankedDocument>>(&answer);
            std::size_t rank = 0;
            while (hits != nullptr && rank < hits->size() &&
                   !is_called(names.at((*hits)[rank].id), key)) {
                ++rank;
            }
            const bool found = hits != nullptr && rank < hits->size();
            if (found) ++result.in_ten;
            if (found && rank == 0) {
                ++result.first;
            } else if (result.missed.size() < kMaxMissed) {
                result.missed.push_back(request.text);
            }
        }
    }
    return result;
}

}  // namespace gazette
