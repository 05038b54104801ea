#include "indexer/encoder.h"

#include "indexer/format/adjacent_words.h"
#include "indexer/format/fields.h"
#include "indexer/format/index_error.h"
#include "indexer/format/stored_document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Positions = std::vector<std::uint32_t>;

Document document_of(std::string lang, std::string title, std::string text) {
    Document document;
    document.id = "doc-1";
    document.lang = std::move(lang);
    document.title = std::move(title);
    document.text = std::move(text);
    return document;
}

StoredDocument open(const std::string& bytes) {
    return StoredDocument(bytes.size(), [&bytes](std::uint64_t offset, std::uint64_t size) {
        return bytes.substr(offset, size);
    });
}

std::string english(std::string_view stem) {
    return main_term(stem, language_of("en").id);
}

// Encodes once more, the slow way: by the words of encoder.h and fields.h.
std::map<std::string, EncodedTerm> naive_terms(const Document& document, Analyzer& analyzer) {
    std::map<std::string, EncodedTerm> terms;
    const LanguageId language = language_of(document.lang).id;
    std::uint32_t next = 0;
    for (const Token& token : analyzer.analyze(document.title, language)) {
        const TokenView view{token.term, token.token_class, token.stemmed_by};
        terms[index_term(view)].wdf += 3;
        if (in_main_stream(token.token_class)) {
            terms[index_term(view)].positions.push_back(token.position);
            next = std::max(next, token.position + 1);
        }
        if (in_main_stream(token.token_class) || token.token_class == TokenClass::bigram) {
            terms[title_term(index_term(view))].wdf += 1;
        }
    }
    for (const Token& token : analyzer.analyze(document.text, language)) {
        const TokenView view{token.term, token.token_class, token.stemmed_by};
        unsigned wdf = 1;
        for (const Segment& s : document.segments) {
            const bool inside = s.begin <= token.begin && token.begin < s.end;
            if (inside && s.kind == SegmentKind::heading) wdf = 2;
        }
        terms[index_term(view)].wdf += wdf;
        if (in_main_stream(token.token_class)) {
            terms[index_term(view)].positions.push_back(next + kTitleGap + token.position);
        }
    }
    for (auto& [name, term] : terms) {
        const auto end = std::unique(term.positions.begin(), term.positions.end());
        term.positions.erase(end, term.positions.end());
    }
    return terms;
}

// Of sentences and segments: segment_terms_test.cpp.
bool has_places(const std::string& term) {
    return term.front() == 'E' || term.front() == 'X';
}

bool is_filter(const std::string& term) {
    return std::string_view("AQLKOCPJNGFYMT").find(term.front()) != std::string_view::npos;
}

void expect_as_naive(const Document& document, Analyzer& analyzer) {
    const EncodedDocument encoded = encode(document, analyzer);
    const auto expected = naive_terms(document, analyzer);
    std::uint64_t length = 0;
    std::size_t scored = 0;
    for (const auto& [name, term] : encoded.terms) {
        if (has_places(name)) {
            EXPECT_EQ(term.wdf, 0U) << name;
            EXPECT_FALSE(term.positions.empty()) << name;
            continue;
        }
        if (is_filter(name)) {
            EXPECT_EQ(term.wdf, 0U) << name;
            EXPECT_TRUE(term.positions.empty()) << name;
            continue;
        }
        ++scored;
        const auto found = expected.find(name);
        ASSERT_NE(found, expected.end()) << name;
        EXPECT_EQ(term.wdf, found->second.wdf) << name;
        EXPECT_EQ(term.positions, found->second.positions) << name;
        if (!term.positions.empty()) length += term.wdf;
    }
    EXPECT_EQ(scored, expected.size());
    EXPECT_EQ(encoded.row.length, length);
}

constexpr std::string_view kSamples[][2] = {
    {"en", "The duty of care costs $5 million; §§ 3-4, 5 % of it. Running runs ran."},
    {"de", "Die Überprüfung der Maßnahmen nach § 12 Abs. 3 Nr. 2 GewO; Straße, STRASSE."},
    {"fr", "L'été dernier, l'Assemblée a adopté l'article 5 à l'unanimité."},
    {"el", "Ο Σίσυφος και ο νόμος: ΝΌΜΟΣ, νόμου."},
    {"ru", "Постановление Правительства от 7 мая № 5 о ёлках."},
    {"ar", "القانون رقم ٥ لسنة ٢٠١٩ بشأن حِمَايَة البيانات."},
    {"hi", "अधिनियम की धारा 5 के अनुसार।"},
    {"th", "กฎหมายว่าด้วยการคุ้มครองข้อมูลส่วนบุคคล"},
    {"zh-Hant", "第一條　本法所稱個人資料，指自然人之姓名。GDPR 第5條。"},
    {"zh-Hans", "第一条 本法所称个人资料，指自然人的姓名。"},
    {"ja", "この法律は、個人情報の保護に関する規則を定める。カタカナ"},
    {"ko", "이 법은 개인정보의 처리 및 보호에 관한 사항을 정한다."},
    {"und", "👩‍⚖️ e\u0301 ﷺ ㍿ x\u200Dy 12:30 a@b.c ... \u00A0"},
    {"xx", ""},
};

TEST(Encoder, AgreesWithANaiveOneInEachScript) {
    Analyzer analyzer;
    for (const auto& title : kSamples) {
        for (const auto& text : kSamples) {
            SCOPED_TRACE(std::string(title[1]) + " / " + std::string(text[1]));
            Document document =
                document_of(std::string(text[0]), std::string(title[1]), std::string(text[1]));
            expect_as_naive(document, analyzer);
        }
    }
}

TEST(Encoder, PutsTheTitleFirstAndTheTextBehindAGap) {
    Analyzer analyzer;
    const auto terms =
        encode(document_of("en", "Data protection", "Protection of data."), analyzer).terms;
    const std::uint32_t body = 2 + kTitleGap;
    EXPECT_EQ(terms.at(english("data")).positions, (Positions{0, body + 2}));
    EXPECT_EQ(terms.at(english("protect")).positions, (Positions{1, body}));
    EXPECT_EQ(terms.at(english("protect")).wdf, 1 + 1 + kTitleExtraWdf);
    EXPECT_EQ(terms.at(title_term(english("protect"))).wdf, 1U);
    EXPECT_TRUE(terms.at(title_term(english("protect"))).positions.empty());
    EXPECT_EQ(terms.count(title_term(english("of"))), 0U);
}

TEST(Encoder, MakesNoBigramAcrossTitleAndText) {
    Analyzer analyzer;
    const auto terms = encode(document_of("zh-Hans", "个人", "资料保护"), analyzer).terms;
    EXPECT_EQ(terms.count(bigram_term("人资")), 0U);
    EXPECT_EQ(terms.at(bigram_term("个人")).wdf, 1 + kTitleExtraWdf);
    EXPECT_EQ(terms.at(title_term(bigram_term("个人"))).wdf, 1U);
    EXPECT_EQ(terms.at(bigram_term("资料")).wdf, 1U);
    EXPECT_EQ(terms.count(title_term(bigram_term("资料"))), 0U);
    EXPECT_EQ(terms.at("个").positions, Positions{0});
    EXPECT_EQ(terms.at("资").positions, Positions{2 + kTitleGap});
}

TEST(Encoder, MakesBigramsAcrossSegments) {
    Analyzer analyzer;
    Document document = document_of("zh-Hans", "", "个人资料");
    document.segments = {{"a", "", SegmentKind::paragraph, 0, 0, 6},
                         {"b", "", SegmentKind::paragraph, 0, 6, 12}};
    EXPECT_EQ(encode(document, analyzer).terms.count(bigram_term("人资")), 1U);
}

TEST(Encoder, GivesHeadingsMoreWeight) {
    Analyzer analyzer;
    Document document = document_of("en", "", "Scope\nThe scope is this.\nScope");
    document.segments = {{"h1", "", SegmentKind::heading, 0, 0, 5},
                         {"p1", "", SegmentKind::paragraph, 0, 6, 24},
                         {"h2", "", SegmentKind::heading, 0, 25, 30}};
    const EncodedDocument encoded = encode(document, analyzer);
    EXPECT_EQ(encoded.terms.at(english("scope")).wdf, 3 + 2 * kHeadingExtraWdf);
    EXPECT_EQ(encoded.row.length, 6 + 2 * kHeadingExtraWdf);
    for (const auto& sample : kSamples) {
        Document mixed = document_of(std::string(sample[0]), "", std::string(sample[1]));
        const auto end = static_cast<std::uint32_t>(mixed.text.size());
        mixed.segments = {{"h", "", SegmentKind::heading, 0, 0, end / 3},
                          {"p", "", SegmentKind::paragraph, 0, end / 3, end / 2},
                          {"i", "", SegmentKind::heading, 0, end / 2, end}};
        expect_as_naive(mixed, analyzer);
    }
}

TEST(Encoder, WritesFilterTermsWithoutWeight) {
    Analyzer analyzer;
    Document document = document_of("zh-Hant-HK", "", "x");
    document.kind = "Law";
    document.source = "Gazette";
    document.collection = "Acts";
    document.published = *parse_iso_date("2019-05-07");
    document.work_id = "32016R0679";
    document.identifiers = {{"celex", "32016R0679"}, {"isbn", "978-92-78"}};
    const std::set<std::string> expected = {
        "A#2016.679", "A#679.2016",      "A#r2016.679", "A#r679.2016", "A32016r0679",
        "A978.92.78", "Adoc1",           "Qdoc-1",      "Q32016R0679", "Qcelex:32016R0679",
        "Q978-92-78", "Qisbn:978-92-78", "Lzh-hant-hk", "Lzh-hant",    "Lzh",
        "Klaw",       "Ogazette",        "Cacts",       "Y2019",       "M201905",
        "T20190507"};
    std::set<std::string> got;
    for (const auto& [name, term] : encode(document, analyzer).terms) {
        if (is_filter(name)) got.insert(name);
    }
    EXPECT_EQ(got, expected);
}

TEST(Encoder, WritesDateTermsAsFarAsTheDateIsKnown) {
    Analyzer analyzer;
    const std::pair<const char*, std::set<std::string>> cases[] = {
        {"", {"Adoc1", "Qdoc-1", "Lund"}},
        {"2019", {"Adoc1", "Qdoc-1", "Lund", "Y2019"}},
        {"2019-05", {"Adoc1", "Qdoc-1", "Lund", "Y2019", "M201905"}},
        {"2019-05-07", {"Adoc1", "Qdoc-1", "Lund", "Y2019", "M201905", "T20190507"}},
    };
    for (const auto& [date, expected] : cases) {
        Document document = document_of("und", "", "");
        document.published = parse_iso_date(date).value_or(CivilPeriod{});
        const EncodedDocument encoded = encode(document, analyzer);
        std::set<std::string> got;
        for (const auto& [name, term] : encoded.terms) got.insert(name);
        EXPECT_EQ(got, expected) << date;
        EXPECT_EQ(encoded.row.date_first, document.published.first);
        EXPECT_EQ(encoded.row.date_last, document.published.last);
    }
}

TEST(Encoder, KeepsDocumentsWithoutTextOrTitle) {
    Analyzer analyzer;
    const EncodedDocument only_title = encode(document_of("en", "Notice", ""), analyzer);
    EXPECT_EQ(only_title.row.length, 1 + kTitleExtraWdf);
    EXPECT_EQ(open(only_title.stored).layout().body_begin, 1 + kTitleGap);
    EXPECT_EQ(open(only_title.stored).layout().body_end, 1 + kTitleGap);
    const EncodedDocument nothing = encode(document_of("en", "", " \n"), analyzer);
    EXPECT_EQ(nothing.row.length, 0U);
    EXPECT_EQ(open(nothing.stored).whole_text(), " \n");
    const EncodedDocument only_text = encode(document_of("en", "", "Notice"), analyzer);
    EXPECT_EQ(only_text.terms.at(english("notic")).positions, Positions{kTitleGap});
}

TEST(Encoder, RefusesWhatCannotBeStored) {
    Analyzer analyzer;
    Document document = document_of("en", "", "x");
    document.id.clear();
    EXPECT_THROW(encode(document, analyzer), IndexError);
}

// Main-stream tokens with their places in the whole text and in the index.
std::vector<Token> main_stream(Analyzer& analyzer,
                               std::string_view text,
                               LanguageId language,
                               Checkpoint from) {
    class Sink : public TokenSink {
      public:
        void token(const TokenView& t) override {
            if (!in_main_stream(t.token_class)) return;
            tokens.push_back({std::string(t.term),
                              t.token_class,
                              t.stemmed_by,
                              t.position,
                              t.begin + base,
                              t.end + base,
                              false});
        }
        std::vector<Token> tokens;
        std::uint32_t base = 0;
    } sink;
    sink.base = from.byte;
    AnalysisOptions options;
    options.first_position = from.position;
    options.main_stream_and_surface_only = true;
    analyzer.analyze(text.substr(from.byte), language, options, sink);
    return std::move(sink.tokens);
}

TEST(Encoder, SetsCheckpointsWhereAnalysisCanBeTakenUpAgain) {
    Analyzer analyzer;
    std::mt19937 random(3);
    for (const auto& sample : kSamples) {
        if (sample[1].empty()) continue;
        Document document = document_of(std::string(sample[0]), "A title", " \n");
        while (document.text.size() < 60'000) {
            document.text += random() % 3 == 0 ? kSamples[random() % 13][1] : sample[1];
            document.text += random() % 4 == 0 ? "\n\n" : " ";
        }
        const StoredDocument stored = open(encode(document, analyzer).stored);
        const LanguageId language = language_of(document.lang).id;
        const auto all =
            main_stream(analyzer, document.text, language, {stored.layout().body_begin, 0});
        ASSERT_FALSE(all.empty());
        EXPECT_EQ(stored.layout().body_end, all.back().position + 1);
        Checkpoint at = stored.checkpoint_before_byte(0);
        EXPECT_EQ(at.position, stored.layout().body_begin);
        std::size_t checkpoints = 0;
        for (std::uint32_t before = 0; at.byte < stored.text_bytes(); ++checkpoints) {
            const auto rest = main_stream(analyzer, document.text, language, at);
            ASSERT_LE(rest.size(), all.size());
            ASSERT_TRUE(std::equal(rest.rbegin(), rest.rend(), all.rbegin())) << sample[1];
            EXPECT_EQ(rest.front().position, at.position);
            EXPECT_LT(at.byte - before, 8192U) << sample[1];
            before = at.byte;
            at = stored.checkpoint_after_byte(at.byte);
        }
        EXPECT_GT(checkpoints, 10U) << sample[1];
    }
}

TEST(Encoder, TakesAnActOfTenMegabytes) {
    Analyzer analyzer;
    Document document = document_of("en", "Act", "");
    for (int article = 1; document.text.size() < 10'000'000; ++article) {
        const auto begin = static_cast<std::uint32_t>(document.text.size());
        const std::string number = std::to_string(article);
        document.text += "Article " + number + "\nThe authority shall publish notice " + number +
                         " within five days of the decision under section 12.\n";
        document.segments.push_back({"art-" + number,
                                     "Article " + number,
                                     SegmentKind::article,
                                     0,
                                     begin,
                                     static_cast<std::uint32_t>(document.text.size())});
    }
    const EncodedDocument encoded = encode(document, analyzer);
    EXPECT_EQ(encoded.text_bytes, document.text.size());
    EXPECT_EQ(encoded.terms.at(english("articl")).positions.size(), document.segments.size());
    const StoredDocument stored = open(encoded.stored);
    EXPECT_TRUE(stored.whole_text() == document.text);
    EXPECT_EQ(stored.segment_at(9'000'000)->label.substr(0, 8), "Article ");
    EXPECT_LT(encoded.stored.size(), document.text.size() / 4);
}

// Takes terms by number as well, and refuses numbers that it did not give.
class NumberingSink final : public TermSink {
  public:
    explicit NumberingSink(std::uint32_t id) : TermSink(id), sink_(terms_) {}

    void add(std::string_view term, std::uint32_t wdf) override { sink_.add(term, wdf); }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        sink_.add(term, wdf, position);
    }
    std::uint32_t number_of(std::string_view term) override {
        names_.emplace_back(term);
        return static_cast<std::uint32_t>(names_.size());
    }
    void add_numbered(std::uint32_t number, std::uint32_t wdf) override {
        ++numbered;
        sink_.add(names_.at(number - 1), wdf);
    }
    void add_numbered(std::uint32_t number, std::uint32_t wdf, std::uint32_t position) override {
        ++numbered;
        sink_.add(names_.at(number - 1), wdf, position);
    }
    TermMap take() { return std::exchange(terms_, {}); }

    std::size_t numbered = 0;

  private:
    TermMap terms_;
    TermMapSink sink_;
    std::vector<std::string> names_;
};

// A text of words of several scripts, of `words` different ones at most.
std::string mixed_text(std::mt19937& random, unsigned words, int count) {
    constexpr std::string_view kPieces[] = {"running",
                                            "Houses",
                                            "\u6cd5\u5f8b",
                                            "\u6771\u4eac\u90fd",
                                            "\u0e44\u0e17\u0e22",
                                            "12",
                                            "\u00a7",
                                            "Stra\u00dfe"};
    std::string text;
    for (int i = 0; i < count; ++i) {
        const auto word = static_cast<unsigned>(random() % words);
        text += kPieces[word % std::size(kPieces)];
        if (word >= std::size(kPieces)) text += std::to_string(word);
        text += ' ';
    }
    return text;
}

TEST(Encoder, GivesTheSameTermsByNumber) {
    std::mt19937 random(11);
    Analyzer analyzer;
    NumberingSink first(1);
    NumberingSink second(2);
    for (int i = 0; i < 60; ++i) {
        const char* const lang = std::array{"en", "de", "zh", "th"}[random() % 4];
        // The second sort of text has more words than the analyzer keeps the terms of.
        const bool many = i % 20 == 19;
        const Document document =
            document_of(lang,
                        mixed_text(random, 20, 5),
                        mixed_text(random, many ? 1'000'000 : 40, many ? 80'000 : 300));
        NumberingSink& sink = i % 3 == 0 ? first : second;
        const std::size_t numbered = sink.numbered;
        const DocumentRecord record = encode(document, analyzer, sink);
        Analyzer other;
        const EncodedDocument expected = encode(document, other);
        EXPECT_TRUE(sink.take() == expected.terms) << i;
        EXPECT_EQ(record.adjacent, expected.adjacent);
        EXPECT_EQ(record.forms, expected.forms);
        EXPECT_GT(sink.numbered, numbered);
    }
}

// What stands in a note is of one term, until the analyzer forgets it; and hashes are what words
// side by side are known by.
TEST(Encoder, HasNotesAndHashesOfTheTermsThatTheyAreGivenWith) {
    struct Sink final : TokenSink {
        void token(const TokenView& token) override {
            if (token.hash != 0) {
                EXPECT_EQ(token.hash, adjacency_key(token.term));
                ++hashes;
            }
            if (token.note == nullptr) return;
            const std::string term = index_term(token);
            if (token.note->owner == 7) {
                EXPECT_EQ(terms.at(token.note->number), term);
                ++known;
            } else {
                *token.note = {7, static_cast<std::uint32_t>(terms.size())};
                terms.push_back(term);
            }
        }
        std::vector<std::string> terms;
        std::size_t hashes = 0;
        std::size_t known = 0;
    } sink;
    std::mt19937 random(12);
    Analyzer analyzer;
    for (const unsigned words : {50U, 1'000'000U, 50U}) {
        for (const char* const lang : {"en", "de", "tr", "zh"}) {
            const std::string text = mixed_text(random, words, words == 50 ? 2000 : 60'000);
            analyzer.analyze(text, language_of(lang).id, {}, sink);
        }
    }
    EXPECT_GT(sink.hashes, 100'000U);
    EXPECT_GT(sink.known, 10'000U);
    EXPECT_GT(sink.terms.size(), 100'000U);
}

}  // namespace
}  // namespace gazette
