#include "searcher/nearest_characters.h"

#include "indexer/format/fields.h"
#include "searcher/query/characters.h"
#include "searcher/query/wildcards.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kMaxCharacters = 64;  // of a clause that is looked at
constexpr std::size_t kMaxCandidates = 64;  // exchanged characters whose documents are counted

// One code point of a script without spaces.
bool is_one_character(std::string_view term) {
    return decode_query(term).size() == 1 && unspaced_letters(term) == 1;
}

// The characters of a clause as the index has them; empty where it has anything else, or a gap.
std::vector<std::string> characters_of(const TextClause& clause) {
    std::vector<std::string> characters;
    for (const Slot& slot : clause.slots) {
        const bool follows = slot.offset == characters.size() + clause.slots.front().offset;
        if (!follows || slot.pattern || slot.terms.size() != 1 ||
            !is_one_character(slot.terms.front())) {
            return {};
        }
        characters.push_back(slot.terms.front());
    }
    return characters;
}

std::vector<std::string> typed_characters(std::string_view typed) {
    const QueryCharacters text = decode_query(typed);
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string_view one = text.slice(i, i + 1);
        if (unspaced_letters(one) == 1) characters.emplace_back(one);
    }
    return characters;
}

class Exchange {
  public:
    Exchange(const IndexSnapshot& index, const std::vector<std::string>& characters)
        : index_(index), characters_(characters) {}

    std::uint64_t documents(const std::string& first, const std::string& second) const {
        return index_.documents_with({bigram_term(first + second)});
    }

    // What stands best instead of characters_[at], behind the one before it.
    void try_at(std::size_t at) {
        const std::string& before = characters_[at - 1];
        std::vector<std::string> others;
        const std::string prefix = bigram_term(before);
        index_.each_term(prefix, [&](std::string_view term) {
            const std::string_view other = term.substr(prefix.size());
            if (is_one_character(other) && other != characters_[at]) others.emplace_back(other);
        });
        std::sort(others.begin(), others.end());
        others.erase(std::unique(others.begin(), others.end()), others.end());
        std::vector<std::pair<std::uint64_t, std::string>> counted;
        for (std::string& other : others) {
            const std::uint64_t with = documents(before, other);
            if (with > most_) counted.emplace_back(with, std::move(other));
        }
        std::sort(counted.rbegin(), counted.rend());
        if (counted.size() > kMaxCandidates) counted.resize(kMaxCandidates);
        for (auto& [with_before, other] : counted) {
            const bool last = at + 1 == characters_.size();
            const std::uint64_t least =
                last ? with_before : std::min(with_before, documents(other, characters_[at + 1]));
            if (least <= most_) continue;
            most_ = least;
            place_ = at;
            best_ = std::move(other);
        }
    }

    const std::string& best() const { return best_; }
    std::size_t place() const { return place_; }

  private:
    const IndexSnapshot& index_;
    const std::vector<std::string>& characters_;
    std::uint64_t most_ = 0;
    std::size_t place_ = 0;
    std::string best_;
};

}  // namespace

std::optional<MissingCharacters> missing_characters(const IndexSnapshot& index,
                                                    const TextClause& clause,
                                                    std::string_view input) {
    const std::vector<std::string> characters = characters_of(clause);
    if (characters.size() < 2 || characters.size() > kMaxCharacters) return std::nullopt;
    Exchange exchange(index, characters);
    std::vector<std::size_t> missing;  // pairs, by their first character
    for (std::size_t i = 0; i + 1 < characters.size(); ++i) {
        if (exchange.documents(characters[i], characters[i + 1]) == 0) missing.push_back(i);
    }
    if (missing.empty()) return std::nullopt;
    std::vector<std::string> typed =
        typed_characters(input.substr(clause.place.begin, clause.place.end - clause.place.begin));
    if (typed.size() != characters.size()) typed = characters;
    const auto joined = [&] {
        std::string text;
        for (const std::string& character : typed) text += character;
        return text;
    };
    MissingCharacters found{joined(), std::nullopt};
    // One character is in two pairs: with it exchanged, none may be missing.
    if (missing.size() == 1 && missing[0] > 0) exchange.try_at(missing[0]);
    if (missing.size() == 1 || (missing.size() == 2 && missing[1] == missing[0] + 1)) {
        exchange.try_at(missing[0] + 1);
    }
    if (!exchange.best().empty()) {
        typed[exchange.place()] = exchange.best();
        found.nearest = joined();
    }
    return found;
}

}  // namespace gazette
