// Laws that hold whatever the documents and the words are, from the query as it is typed to the
// spans: in English, and in Chinese of both scripts with a space nowhere.
#include "tests/match/indexed_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gazette::test {
namespace {

struct Sample {
    const char* lang;
    std::vector<std::string> words;    // of queries too
    std::vector<std::string> between;  // one behind each word
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> kSamples = {
        {"en",
         {"bank", "banks", "duty", "care", "regulation", "§", "Law"},
         {" ", " ", " ", ", ", ". ", ".\n\n", " "}},
        {"zh-Hant",
         {"銀行", "银行", "法", "法律", "條例", "臺灣"},
         {"", "", "", "，", "。", "。\n\n", "的"}},
    };
    return kSamples;
}

class Algebra {
  public:
    explicit Algebra(unsigned seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }

    Document document(const Sample& sample) {
        std::string text;
        for (std::size_t n = 2 + below(24); n > 0; --n) {
            text += sample.words[below(sample.words.size())];
            text += sample.between[below(sample.between.size())];
        }
        return plain_document(text, sample.lang, below(2) == 0 ? sample.words[0] : "");
    }

    // A word, a quotation, an OR, or a pattern.
    std::string operand(const Sample& sample) {
        const std::string& word = sample.words[below(sample.words.size())];
        switch (below(4)) {
            case 0:
                return "\"" + word + "\"";
            case 1:
                return "(" + word + " OR " + sample.words[below(sample.words.size())] + ")";
            case 2:
                return sample.lang == std::string("en") ? "regul*" : word;
            default:
                return word;
        }
    }

  private:
    std::mt19937 random_;
};

// Places, whichever clause they satisfy.
using Places = std::set<std::pair<std::uint32_t, std::uint32_t>>;

class Asked {
  public:
    Asked(const Document& document, Analyzer& analyzer) : text_(document, analyzer) {}

    bool holds(const std::string& query) { return matches(text_.compiled(query), text_, text_); }
    Places places(const std::string& query) {
        Places found;
        for (const Span& span : text_.spans(text_.compiled(query))) {
            found.insert({span.first, span.last});
        }
        return found;
    }

  private:
    IndexedText text_;
};

bool is_within(const Places& some, const Places& all) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

TEST(Algebra, LawsOfConnectors) {
    Analyzer analyzer;
    Algebra random(3);
    int held = 0;
    for (int round = 0; round < 600; ++round) {
        const Sample& sample = samples()[random.below(samples().size())];
        Asked asked(random.document(sample), analyzer);
        const std::string a = random.operand(sample);
        const std::string b = random.operand(sample);
        const std::size_t n = 1 + random.below(8);
        const auto joined = [&](const std::string& x,
                                const std::string& how,
                                const std::string& y) { return x + " " + how + " " + y; };
        const std::string near = "w/" + std::to_string(n);
        const std::string wider = "w/" + std::to_string(n + 1 + random.below(20));
        const Places both = asked.places(joined(a, near, b));
        const std::string about = a + " " + near + " " + b;
        held += both.empty() ? 0 : 1;

        EXPECT_EQ(both, asked.places(joined(b, near, a))) << about;
        EXPECT_TRUE(is_within(both, asked.places(joined(a, wider, b)))) << about;
        const std::string before = "pre/" + std::to_string(n);
        const Places ordered = asked.places(joined(a, before, b));
        EXPECT_TRUE(is_within(ordered, both)) << about;
        Places either = asked.places(joined(b, before, a));
        either.insert(ordered.begin(), ordered.end());
        EXPECT_EQ(either, both) << about;

        const Places sentence = asked.places(joined(a, "/s", b));
        const Places paragraph = asked.places(joined(a, "/p", b));
        EXPECT_EQ(sentence, asked.places(joined(b, "/s", a))) << about;
        EXPECT_TRUE(is_within(sentence, paragraph)) << about;
        EXPECT_TRUE(is_within(paragraph, asked.places(joined(a, "/sec", b)))) << about;

        Places in_order = asked.places(joined(a, "pre/s", b));
        EXPECT_TRUE(is_within(in_order, asked.places(joined(a, "pre/p", b)))) << about;
        in_order.merge(asked.places(joined(b, "pre/s", a)));
        EXPECT_EQ(in_order, sentence) << about;

        // What is so near, and what is not, make up all.
        Places apart = asked.places(joined(a, "not " + near, b));
        const Places all = asked.places(a);
        EXPECT_TRUE(is_within(apart, all)) << about;
        apart.insert(both.begin(), both.end());
        EXPECT_TRUE(is_within(all, apart)) << about;
    }
    EXPECT_GT(held, 100);
}

TEST(Algebra, LawsOfSets) {
    Analyzer analyzer;
    Algebra random(4);
    int held = 0;
    for (int round = 0; round < 600; ++round) {
        const Sample& sample = samples()[random.below(samples().size())];
        Asked asked(random.document(sample), analyzer);
        const std::string a = random.operand(sample);
        const std::string b = random.operand(sample);
        const bool has_a = asked.holds(a);
        const bool has_b = asked.holds(b);
        held += has_a ? 1 : 0;
        EXPECT_EQ(asked.holds("NOT " + a), !has_a) << a;
        EXPECT_EQ(asked.holds(a + " AND " + b), has_a && has_b) << a << b;
        EXPECT_EQ(asked.holds(a + " OR " + b), has_a || has_b) << a << b;
        EXPECT_EQ(asked.holds(a + " NOT " + b), has_a && !has_b) << a << b;
        EXPECT_EQ(asked.holds("NOT (" + a + " OR " + b + ")"),
                  asked.holds("(NOT " + a + ") AND (NOT " + b + ")"));
        for (std::size_t count = 1; count < 5; ++count) {
            const bool often = asked.holds("atleast" + std::to_string(count) + "(" + a + ")");
            EXPECT_EQ(often, asked.places(a).size() >= count) << a << count;
        }
    }
    EXPECT_GT(held, 200);
}

}  // namespace
}  // namespace gazette::test
