#include "indexer/analysis/light_stemmers.h"

#include "indexer/analysis/utf8.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Of a step, the longest of the endings that leave so many letters is taken off once. What stands
// behind a colon takes its place.
struct Step {
    std::size_t least_letters;
    std::string_view endings;
};

struct Rules {
    std::string_view name;
    std::vector<Step> steps;
};

// Of each language: the endings of cases, then of comparison, then how a stem ends.
std::vector<Rules> all_rules() {
    return {
        {"light-pl",
         {{3,
           "iego iemu iej imi ich im ego emu ej ymi ych ym iami ami iach ach iom om iem em owie "
           "owi ów ią ą ię ę ia a ie e io o iu u i y"},
          {4, "ejsz:n sz: ość:n ości:n ośc:n"},
          {3, "rz:r dz:d ść:st śc:st ć:t c:k ż:g źn:zn śn:sn ń:n ś:s ź:z ł:l ów:ow ek:k ec:c"}}},
        {"light-cs",
         {{3,
           "atech ětem atům ech ích ého ěmi emi ému ím ími imu ách ata aty ých ama ami ové ovi "
           "ými em es ém ům at ám ým mi ou ího ímu ěte ete eti e i í ě u y ů a o á é ý"},
          {3, "ejš: š: ův:"},
          {3, "čt:ck št:sk c:k č:k z:h ž:h ř:r ň:n ť:t ď:d ek:k ec:k en:n"}}},
        {"light-sk",
         {{3,
           "iach ách ach och iami ami mi iam ám om ieho iemu ého ému eho emu ím ými ých ým ích "
           "imi ími ich im ej ou ov ovi ovia ia iu ie ií í i y ý u ú a á e é o ä"},
          {3, "ejš: š:"},
          {3, "c:k č:k ž:h z:h ň:n ť:t ď:d ľ:l ok:k ec:k ek:k en:n"}}},
        {"light-sl",
         {{3,
           "ovoma ovima evima ovih ama ami oma ema imi ima ega emu ih im em om ah ov ev oj ej ju "
           "a e i o u"},
          {4, "ejš: š: č:k c:k ž:g z:g en:n el:l ek:k"}}},
        {"light-uk",
         {{3,
           "іями ями ами ові еві єві ого ому ими іми їми іях іям ією их іх їх ій ої ою ею єю ям "
           "ам ях ах ом ем єм ем ів їв ий им ім ії ію ія у ю а я о е є и і ї й ь"},
          {3, "іст:ост ц:к ч:к ж:г з:г с:х ь: ок:к ек:к"}}},
        {"light-bg",
         {{3,
           "ията ието ият ите ата ото ета ето ия ие ят ът та то те иите ии ове овете еве евете и "
           "а я о е у ю"},
          {3, "ен:н ец:к ц:к ч:к ж:г з:г й:"}}},
        // Letters as fold_script_variants() has them: Arabic yeh and kaf.
        {"light-fa",
         {{3, "هايشان هايمان هايتان هايي هايم هايش هايت هاي ها"}, {3, "ترين تر"}, {4, "ي"}}},
    };
}

std::u32string letters_of(std::string_view text) {
    std::u32string letters;
    for (std::size_t offset = 0; offset < text.size();) {
        letters.push_back(next_code_point(text, offset));
    }
    return letters;
}

std::string text_of(std::u32string_view letters) {
    std::string text;
    for (const char32_t c : letters) append_code_point(text, c);
    return text;
}

class ByEndings final : public LightStemmer {
  public:
    explicit ByEndings(const Rules& rules) {
        for (const Step& step : rules.steps) steps_.emplace_back(step);
    }

    std::string stem(std::string_view word) const override {
        std::u32string letters = letters_of(word);
        for (const ReadStep& step : steps_) step.apply(letters);
        return text_of(letters);
    }

  private:
    class ReadStep {
      public:
        explicit ReadStep(const Step& step) : least_letters_(step.least_letters) {
            std::string_view rest = step.endings;
            while (!rest.empty()) {
                const std::string_view one = rest.substr(0, rest.find(' '));
                rest.remove_prefix(std::min(rest.size(), one.size() + 1));
                const std::size_t colon = std::min(one.find(':'), one.size());
                const std::u32string ending = letters_of(one.substr(0, colon));
                longest_ = std::max(longest_, ending.size());
                instead_[ending] = letters_of(one.substr(std::min(one.size(), colon + 1)));
            }
        }
        void apply(std::u32string& letters) const {
            if (letters.size() <= least_letters_) return;
            std::size_t count = std::min(longest_, letters.size() - least_letters_);
            for (; count > 0; --count) {
                const auto found = instead_.find(letters.substr(letters.size() - count));
                if (found == instead_.end()) continue;
                letters.resize(letters.size() - count);
                letters += found->second;
                return;
            }
        }

      private:
        std::size_t least_letters_;
        std::size_t longest_ = 0;
        std::map<std::u32string, std::u32string> instead_;
    };

    std::vector<ReadStep> steps_;
};

// Hebrew writes "and", "the", "in", "to", "that", "as" as a letter before the word. They come off
// while more than three letters are left, also where they are the word's own: so a word ends up as
// the same letters with and without them. "From" stays, which most words with mem do not begin
// with.
class Hebrew final : public LightStemmer {
  public:
    std::string stem(std::string_view word) const override {
        constexpr std::u32string_view kPrefixes = U"והבלשכ";
        constexpr std::u32string_view kEndings[] = {U"יות", U"ים", U"ות", U"ה", U"ת", U"י"};
        std::u32string letters = letters_of(word);
        std::size_t first = 0;
        while (letters.size() - first > kLeast &&
               kPrefixes.find(letters[first]) != kPrefixes.npos) {
            ++first;
        }
        letters.erase(0, first);
        for (const std::u32string_view ending : kEndings) {
            if (!std::u32string_view(letters).ends_with(ending)) continue;
            if (letters.size() < ending.size() + kLeast) continue;
            letters.resize(letters.size() - ending.size());
            break;
        }
        for (char32_t& c : letters) c = without_final_form(c);
        return text_of(letters);
    }

  private:
    static constexpr std::size_t kLeast = 3;

    static char32_t without_final_form(char32_t c) {
        switch (c) {
            case U'ך':
                return U'כ';
            case U'ם':
                return U'מ';
            case U'ן':
                return U'נ';
            case U'ף':
                return U'פ';
            case U'ץ':
                return U'צ';
            default:
                return c;
        }
    }
};

using Stemmers = std::unordered_map<std::string_view, std::unique_ptr<const LightStemmer>>;

Stemmers all_stemmers() {
    Stemmers stemmers;
    for (const Rules& rules : all_rules()) {
        stemmers.emplace(rules.name, std::make_unique<const ByEndings>(rules));
    }
    stemmers.emplace("light-he", std::make_unique<const Hebrew>());
    return stemmers;
}

}  // namespace

const LightStemmer* light_stemmer(std::string_view name) {
    static const Stemmers stemmers = all_stemmers();
    const auto found = stemmers.find(name);
    return found == stemmers.end() ? nullptr : found->second.get();
}

}  // namespace gazette
