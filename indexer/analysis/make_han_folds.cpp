// Writes the table behind han_folds(): which Han characters are one term.
//
//   make_han_folds DICTIONARY_FOLDER OUTPUT.cpp
//
// OpenCC converts by phrases: 干 becomes 乾, 幹 or stays, as its neighbours are. A fold that sees
// one character at a time can follow only if all of them are one term. So every pair of characters
// that one of OpenCC's tables may turn into each other, in a phrase or alone, is an edge, and each
// connected component becomes one term. (The largest has six characters.) It is written as
// the member that most others become when Traditional is converted to Simplified, which is what
// dictionaries of words know.
//
// Japanese forms join where they are no Chinese characters in use themselves: 図 is 圖, but 弁,
// which stands for 辨, 辯 and 瓣, stays what it is.
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <opencc/DictEntry.hpp>
#include <opencc/Exception.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MarisaDict.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using Pair = std::pair<char32_t, char32_t>;

std::u32string code_points(const std::string& utf8) {
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
    std::u32string points;
    for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
        points.push_back(static_cast<char32_t>(text.char32At(i)));
    }
    return points;
}

// The characters that differ between a phrase and what it is converted to; phrases that change in
// length cannot be followed.
std::vector<Pair> pairs_of(const std::string& dictionary) {
    const auto dict = opencc::SerializableDict::NewFromFile<opencc::MarisaDict>(dictionary);
    std::vector<Pair> pairs;
    for (const auto& entry : *dict->GetLexicon()) {
        const std::u32string from = code_points(entry->Key());
        const std::u32string to = code_points(entry->GetDefault());
        if (from.size() != to.size()) continue;
        for (std::size_t i = 0; i < from.size(); ++i) {
            if (from[i] != to[i]) pairs.emplace_back(from[i], to[i]);
        }
    }
    return pairs;
}

class Components {
  public:
    char32_t root(char32_t c) const {
        for (auto it = parent_.find(c); it != parent_.end(); it = parent_.find(c)) c = it->second;
        return c;
    }
    void join(char32_t a, char32_t b) {
        members_.insert(a);
        members_.insert(b);
        const char32_t root_a = root(a);
        const char32_t root_b = root(b);
        if (root_a != root_b) parent_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }
    std::map<char32_t, std::vector<char32_t>> all() const {
        std::map<char32_t, std::vector<char32_t>> components;
        for (const char32_t c : members_) components[root(c)].push_back(c);
        return components;
    }

  private:
    std::map<char32_t, char32_t> parent_;
    std::set<char32_t> members_;
};

// Whether a character stands in the standard that Chinese computers began with.
class Repertoire {
  public:
    explicit Repertoire(const char* name) {
        UErrorCode status = U_ZERO_ERROR;
        converter_.reset(ucnv_open(name, &status));
        if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no charset ") + name);
        ucnv_setFromUCallBack(
            converter_.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
        if (U_FAILURE(status)) throw std::runtime_error(std::string("cannot set up ") + name);
    }
    // The character's bytes there as a number, or 0.
    unsigned code(char32_t c) {
        const icu::UnicodeString text(static_cast<UChar32>(c));
        UErrorCode status = U_ZERO_ERROR;
        char bytes[8] = {};
        ucnv_reset(converter_.get());
        const int32_t length = ucnv_fromUChars(
            converter_.get(), bytes, sizeof bytes, text.getBuffer(), text.length(), &status);
        if (U_FAILURE(status) || length != 2) return 0;
        return static_cast<unsigned char>(bytes[0]) * 256U + static_cast<unsigned char>(bytes[1]);
    }

  private:
    struct Close {
        void operator()(UConverter* converter) const { ucnv_close(converter); }
    };
    std::unique_ptr<UConverter, Close> converter_;
};

void join_japanese(const std::string& folder, Components& components) {
    Repertoire gb2312("GB2312");
    Repertoire big5("Big5");
    const auto in_chinese_use = [&](char32_t c) {
        const unsigned code = big5.code(c);
        return gb2312.code(c) != 0 || (code >= 0xA440 && code <= 0xC67E);  // Big5, level 1
    };
    const std::vector<Pair> pairs = pairs_of(folder + "/JPVariants.ocd2");
    std::map<char32_t, int> sources;
    for (const Pair& pair : pairs) ++sources[pair.second];
    for (const auto& [traditional, japanese] : pairs) {
        const bool same_already = components.root(traditional) == components.root(japanese);
        if (!same_already && sources[japanese] == 1 && !in_chinese_use(japanese)) {
            components.join(traditional, japanese);
        }
    }
}

char32_t representative(const std::vector<char32_t>& members,
                        const std::map<char32_t, char32_t>& simplified) {
    std::map<char32_t, int> votes;
    for (const char32_t c : members) {
        const auto it = simplified.find(c);
        if (it != simplified.end()) ++votes[it->second];
    }
    char32_t best = members.front();
    int most = 0;
    for (const auto& [c, count] : votes) {
        const bool member = std::find(members.begin(), members.end(), c) != members.end();
        if (member && count > most) {
            best = c;
            most = count;
        }
    }
    return best;
}

int run(const std::string& folder, const std::string& output) {
    Components components;
    for (const char* name : {"TSCharacters",
                             "TSPhrases",
                             "STCharacters",
                             "STPhrases",
                             "HKVariants",
                             "HKVariantsRev",
                             "HKVariantsRevPhrases",
                             "TWVariants",
                             "TWVariantsRev",
                             "TWVariantsRevPhrases"}) {
        for (const auto& [a, b] : pairs_of(folder + "/" + name + ".ocd2")) components.join(a, b);
    }
    join_japanese(folder, components);

    std::map<char32_t, char32_t> simplified;
    for (const auto& [from, to] : pairs_of(folder + "/TSCharacters.ocd2")) simplified[from] = to;
    std::map<char32_t, char32_t> folds;
    for (const auto& [root, members] : components.all()) {
        const char32_t target = representative(members, simplified);
        for (const char32_t c : members) {
            if (c != target) folds[c] = target;
        }
    }
    if (folds.size() < 4000)
        throw std::runtime_error("the dictionaries in " + folder + " are too small");

    std::ofstream out(output);
    out << "// Made by make_han_folds.\n#include \"indexer/analysis/han_folds.h\"\n\n"
           "namespace gazette {\nnamespace {\n\nconstexpr HanFold kFolds[] = {\n";
    for (const auto& [from, to] : folds) {
        out << "    {" << static_cast<unsigned long>(from) << ", " << static_cast<unsigned long>(to)
            << "},\n";
    }
    out << "};\n\n}  // namespace\n\nstd::span<const HanFold> han_folds() { return kFolds; }\n\n"
           "}  // namespace gazette\n";
    out.close();
    return out ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: make_han_folds DICTIONARY_FOLDER OUTPUT.cpp\n";
        return 2;
    }
    try {
        return run(argv[1], argv[2]);
    } catch (const opencc::Exception& error) {
        std::cerr << "make_han_folds: " << error.what() << "\n";
    } catch (const std::exception& error) {
        std::cerr << "make_han_folds: " << error.what() << "\n";
    }
    return 1;
}
