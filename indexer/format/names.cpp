#include "indexer/format/names.h"

#include "indexer/analysis/name_key.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace gazette {
namespace {

// A part of a title is a name if it is no longer than this.
constexpr std::size_t kMaxPartBytes = 64;
// An id that looks like one is a name; a path is none.
constexpr std::size_t kMaxIdBytes = 96;

// Fields of a source by which its documents are cited, as it may call them.
constexpr std::array<std::string_view, 26> kNameFields = {"abbreviation",
                                                          "act_number",
                                                          "alias",
                                                          "aliases",
                                                          "alternative_title",
                                                          "amtabk",
                                                          "cap",
                                                          "case_name",
                                                          "case_number",
                                                          "celex",
                                                          "citation",
                                                          "citations",
                                                          "docket",
                                                          "docket_number",
                                                          "ecli",
                                                          "eli",
                                                          "full_title",
                                                          "gazette_number",
                                                          "identifier",
                                                          "jurabk",
                                                          "long_title",
                                                          "neutral_citation",
                                                          "number",
                                                          "reference",
                                                          "short_name",
                                                          "short_title"};

struct ActType {
    std::string_view word;
    char letter;  // of CELEX numbers
};
constexpr ActType kActTypes[] = {
    {"regulation", 'r'},
    {"directive", 'l'},
    {"decision", 'd'},
    {"verordnung", 'r'},
    {"vo", 'r'},
    {"richtlinie", 'l'},
    {"rl", 'l'},
    {"beschluss", 'd'},
    {"entscheidung", 'd'},
    {"reglement", 'r'},
    {"reglamento", 'r'},
    {"directiva", 'l'},
    {"regolamento", 'r'},
    {"direttiva", 'l'},
    {"decisione", 'd'},
    {"regulamento", 'r'},
    {"diretiva", 'l'},
    {"decisao", 'd'},
    {"verordening", 'r'},
    {"richtlijn", 'l'},
    {"besluit", 'd'},
    {"dyrektywa", 'l'},
    {"decyzja", 'd'},
    {"forordning", 'r'},
    {"rozporzadzenie", 'r'},
    {"direktiv", 'l'},
};
constexpr std::array<std::string_view, 12> kCommunities = {
    "eu", "ec", "eec", "ue", "ce", "cee", "eg", "ewg", "euratom", "eea", "we", "europaischen"};

void add(std::vector<std::string>& keys, std::string key, std::size_t most) {
    if (key.empty() || keys.size() >= most) return;
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
}

// No name_key() has this sign.
std::string act_key(std::string_view type, std::string_view first, std::string_view second) {
    const auto number = [](std::string_view digits) {
        digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
        return std::string(digits);
    };
    return "#" + std::string(type) + number(first) + "." + number(second);
}

char act_letter(std::string_view word) {
    const auto* const row = std::find_if(std::begin(kActTypes),
                                         std::end(kActTypes),
                                         [&](const ActType& act) { return act.word == word; });
    return row == std::end(kActTypes) ? '\0' : row->letter;
}

bool is_community(std::string_view word) {
    return std::find(kCommunities.begin(), kCommunities.end(), word) != kCommunities.end();
}

// Of a CELEX number of an act: 32016R0679, 02016R0679-20160504.
void add_act(std::string_view celex, std::vector<std::string>& keys) {
    const auto is_digit = [&](std::size_t i) { return celex[i] >= '0' && celex[i] <= '9'; };
    if (celex.size() < 10 || (celex[0] != '3' && celex[0] != '0')) return;
    for (std::size_t i = 0; i < 10; ++i) {
        if (i != 5 && !is_digit(i)) return;
    }
    const char letter = static_cast<char>(celex[5] | 0x20);
    if (letter != 'r' && letter != 'l' && letter != 'd') return;
    const std::string year(celex.substr(1, 4));
    const std::string number(celex.substr(6, 4));
    std::vector<std::string> years = {year};
    if (year < "2000") years.push_back(year.substr(2));
    for (const std::string& written : years) {
        for (const std::string& type : {std::string(), std::string(1, letter)}) {
            add(keys, act_key(type, written, number), kMaxWholeNames);
            add(keys, act_key(type, number, written), kMaxWholeNames);
        }
    }
}

// The act that a title begins with, though its source gives no number of it: "Commission Regulation
// (EU) 2016/679 of ..." is called 32016R0679, too. Acts that come later are those it amends.
// `title_pieces` are those of the title.
void add_act_of_title(std::string_view title,
                      const std::vector<NamePiece>& title_pieces,
                      std::vector<std::string>& keys) {
    constexpr std::size_t kMaxBytes = 400;
    constexpr std::size_t kMaxPieces = 24;
    constexpr std::size_t kFirstYear = 1951;
    constexpr std::size_t kLastYear = 2100;
    std::vector<NamePiece> beginning;
    if (title.size() > kMaxBytes) {
        beginning = name_pieces(title.substr(0, title.rfind(' ', kMaxBytes)));
    }
    const std::vector<NamePiece>& pieces = title.size() > kMaxBytes ? beginning : title_pieces;
    char letter = '\0';
    for (std::size_t i = 0; i + 1 < pieces.size() && i < kMaxPieces; ++i) {
        if (const char found = act_letter(pieces[i].text); found != '\0') letter = found;
        const bool numbers = pieces[i].is_number && pieces[i + 1].is_number;
        const bool community = (i > 0 && is_community(pieces[i - 1].text)) ||
                               (i + 2 < pieces.size() && is_community(pieces[i + 2].text));
        if (!numbers || !community || letter == '\0') continue;
        std::string year = pieces[i].text;
        std::string number = pieces[i + 1].text;
        const auto is_year = [&](const std::string& text) {
            return text.size() == 4 && std::stoul(text) >= kFirstYear &&
                   std::stoul(text) <= kLastYear;
        };
        if (!is_year(year) && is_year(number)) std::swap(year, number);
        if (year.size() == 2) year.insert(0, "19");
        if (!is_year(year) || number.size() > 4) return;
        number.insert(0, 4 - number.size(), '0');
        const std::string celex = "3" + year + letter + number;
        add(keys, celex, kMaxNameParts);
        add_act(celex, keys);
        return;
    }
}

// "Regulation (EU) No 2016/679": nothing but two numbers and words that say what act it is.
std::optional<std::string> act_asked_for(const std::vector<NamePiece>& pieces) {
    std::vector<std::string_view> numbers;
    std::string type;
    for (const NamePiece& piece : pieces) {
        if (piece.is_number) {
            numbers.push_back(piece.text);
            continue;
        }
        if (const char letter = act_letter(piece.text); letter != '\0') {
            type.assign(1, letter);
        } else if (!is_community(piece.text)) {
            return std::nullopt;
        }
    }
    if (numbers.size() != 2) return std::nullopt;
    return act_key(type, numbers[0], numbers[1]);
}

bool is_abbreviation(std::string_view text) {
    constexpr std::size_t kMaxLetters = 16;
    std::size_t capitals = 0;
    for (const char c : text) {
        if (c == ' ') return false;
        if (c >= 'A' && c <= 'Z') ++capitals;
    }
    return capitals >= 2 && text.size() <= kMaxLetters;
}

bool has_number(const std::vector<NamePiece>& pieces) {
    return std::any_of(
        pieces.begin(), pieces.end(), [](const NamePiece& piece) { return piece.is_number; });
}

void add_part(std::string_view text, DocumentNames& names) {
    if (text.size() > kMaxPartBytes) return;
    const std::vector<NamePiece> pieces = name_pieces(text);
    const bool citation = has_number(pieces) && pieces.size() > 1;
    if (citation || is_abbreviation(text)) add(names.part, name_key(pieces), kMaxNameParts);
}

constexpr std::array<std::string_view, 13> kSeparators = {
    "(", ")", "（", "）", " - ", " – ", " — ", ": ", "：", ", ", "，", "; ", "；"};

// Where the first separator at or behind `from` is, and how long.
std::pair<std::size_t, std::size_t> separator(std::string_view title, std::size_t from) {
    std::pair<std::size_t, std::size_t> first = {title.size(), 0};
    for (const std::string_view mark : kSeparators) {
        const std::size_t at = title.find(mark, from);
        if (at < first.first) first = {at, mark.size()};
    }
    return first;
}

void add_title_parts(std::string_view title, DocumentNames& names) {
    if (title.size() > kMaxNameBytes) return;
    std::size_t begin = 0;
    while (begin < title.size()) {
        const auto [end, size] = separator(title, begin);
        if (size == 0 && begin == 0) return;  // all of it
        add_part(title.substr(begin, end - begin), names);
        begin = end + size;
    }
    for (const std::string_view bracket : {"(", "（"}) {
        const std::size_t at = title.rfind(bracket);
        const bool closed = title.ends_with(')') || title.ends_with("）");
        if (at != title.npos && at > 0 && closed) {
            add(names.part, name_key(title.substr(0, at)), kMaxNameParts);
        }
    }
}

void add_strings(const nlohmann::json& value, std::vector<std::string>& keys) {
    if (value.is_string()) {
        const auto pieces = name_pieces(value.get_ref<const std::string&>());
        // A bare number tells nothing.
        if (pieces.size() == 1 && pieces.front().is_number) return;
        add(keys, name_key(pieces), kMaxWholeNames);
    } else if (value.is_array()) {
        for (const nlohmann::json& item : value) {
            if (item.is_string()) add_strings(item, keys);
        }
    }
}

std::string ascii_lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '-' || c == ' ') c = '_';
    }
    return text;
}

void add_metadata_names(const std::string& metadata, std::vector<std::string>& keys) {
    if (metadata.empty()) return;
    const auto fields = nlohmann::json::parse(metadata, nullptr, false);
    if (!fields.is_object()) return;
    for (const auto& [name, value] : fields.items()) {
        const std::string key = ascii_lower(name);
        if (std::binary_search(kNameFields.begin(), kNameFields.end(), key)) {
            add_strings(value, keys);
        }
    }
}

bool is_plain_id(std::string_view id) {
    return id.size() <= kMaxIdBytes && id.find_first_of("/!#:") == id.npos;
}

}  // namespace

DocumentNames names_of(const Document& document) {
    DocumentNames names;
    const auto add_whole = [&](std::string_view name) {
        add(names.whole, name_key(name), kMaxWholeNames);
    };
    const std::vector<NamePiece> title_pieces = name_pieces(document.title);
    add(names.whole, name_key(title_pieces), kMaxWholeNames);
    add_whole(document.work_id);
    if (is_plain_id(document.id)) add_whole(document.id);
    for (const Identifier& identifier : document.identifiers) {
        add_whole(identifier.value);
        if (identifier.scheme == "celex") add_act(identifier.value, names.whole);
    }
    add_act(document.work_id, names.whole);
    add_metadata_names(document.metadata_json, names.whole);
    add_act_of_title(document.title, title_pieces, names.part);
    add_title_parts(document.title, names);
    std::erase_if(names.part, [&](const std::string& key) {
        return std::find(names.whole.begin(), names.whole.end(), key) != names.whole.end();
    });
    return names;
}

std::vector<std::string> names_asked_for(std::string_view text) {
    const std::vector<NamePiece> pieces = name_pieces(text);
    std::vector<std::string> keys;
    add(keys, name_key(pieces), kMaxWholeNames);
    if (auto act = act_asked_for(pieces)) add(keys, std::move(*act), kMaxWholeNames);
    return keys;
}

std::vector<std::string> names_referred_to(std::string_view target) {
    std::vector<std::string> keys = names_asked_for(target);
    // An act is called by its number, not by "Regulation (EU)" before it.
    std::reverse(keys.begin(), keys.end());
    add_act(target, keys);
    return keys;
}

}  // namespace gazette
