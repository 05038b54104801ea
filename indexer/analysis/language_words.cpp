#include "indexer/analysis/language_words.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace gazette {
namespace {

struct Vocabulary {
    std::string_view tag;
    std::array<std::string_view, 16> words;  // frequent, and written so in this language only
};

// No word stands in two lists of one group.
constexpr Vocabulary kScandinavian[] = {
    {"da",
     {"af",
      "sig",
      "nogen",
      "efter",
      "mellem",
      "uden",
      "blive",
      "frihed",
      "lige",
      "mod",
      "kun",
      "hvad",
      "gennem",
      "hinanden",
      "måtte",
      "således"}},
    {"nb",
     {"av",
      "seg",
      "noen",
      "etter",
      "mellom",
      "uten",
      "bli",
      "frihet",
      "like",
      "mot",
      "nå",
      "hva",
      "gjennom",
      "hverandre",
      "bare",
      "slik"}},
    {"sv",
     {"och",
      "att",
      "är",
      "för",
      "från",
      "inte",
      "någon",
      "genom",
      "mellan",
      "utan",
      "även",
      "rätt",
      "varje",
      "därför",
      "till",
      "vara"}},
};
constexpr Vocabulary kMalayic[] = {
    {"id",
     {"bahwa",
      "karena",
      "bisa",
      "harus",
      "pasal",
      "hukum",
      "internasional",
      "nasional",
      "pernyataan",
      "pengadilan",
      "perserikatan",
      "pria",
      "maupun",
      "memperoleh",
      "perkawinan",
      "diskriminasi"}},
    {"ms",
     {"bahawa",
      "bahawasanya",
      "kerana",
      "hendaklah",
      "sebarang",
      "sesiapa",
      "antarabangsa",
      "kebangsaan",
      "pelajaran",
      "lelaki",
      "mahkamah",
      "pengiktirafan",
      "perkahwinan",
      "sahaja",
      "mahupun",
      "samada"}},
};

constexpr Vocabulary kIberian[] = {
    {"es",
     {"el",
      "los",
      "las",
      "del",
      "una",
      "y",
      "con",
      "ley",
      "artículo",
      "su",
      "sus",
      "fecha",
      "según",
      "hasta",
      "dicho",
      "quien"}},
    {"gl",
     {"unha",
      "non",
      "coa",
      "pola",
      "polo",
      "xeral",
      "tamén",
      "ata",
      "artigo",
      "xunta",
      "xeito",
      "lle",
      "coas",
      "cos",
      "estea",
      "facer"}},
    {"pt",
     {"uma",
      "não",
      "com",
      "pela",
      "pelo",
      "geral",
      "também",
      "até",
      "são",
      "à",
      "às",
      "lhe",
      "seus",
      "suas",
      "pelos",
      "nos"}},
};

std::size_t count_words(const Vocabulary& vocabulary, std::string_view text) {
    std::size_t count = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        std::string word(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        for (char& c : word) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        const auto& words = vocabulary.words;
        if (std::find(words.begin(), words.end(), word) != words.end()) ++count;
    }
    return count;
}

template <std::size_t size>
std::string_view best_of(const Vocabulary (&group)[size],
                         std::string_view tag,
                         std::string_view text) {
    const auto* const given =
        std::find_if(std::begin(group), std::end(group), [tag](const Vocabulary& vocabulary) {
            return vocabulary.tag == tag;
        });
    if (given == std::end(group)) return tag;
    std::string_view best = tag;
    std::size_t most = count_words(*given, text);
    for (const Vocabulary& vocabulary : group) {
        const std::size_t count = count_words(vocabulary, text);
        if (count <= most) continue;
        most = count;
        best = vocabulary.tag;
    }
    return best;
}

}  // namespace

std::string_view corrected_by_words(std::string_view tag, std::string_view utf8_text) {
    tag = best_of(kScandinavian, tag, utf8_text);
    tag = best_of(kMalayic, tag, utf8_text);
    return best_of(kIberian, tag, utf8_text);
}

}  // namespace gazette
