#include "searcher/snippet.h"

#include "indexer/analysis/sentences.h"
#include "indexer/format/fields.h"
#include "searcher/character_steps.h"
#include "searcher/match/locate.h"
#include "searcher/request.h"
#include "searcher/snippet_cut.h"
#include "tests/match/indexed_text.h"
#include "tests/match/sample_texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gazette::test {
namespace {

using request_limits::kMaxSnippets;
using request_limits::kSnippetCharacters;

Analyzer& analyzer() {
    static Analyzer analyzer;
    return analyzer;
}

std::string shown(const std::vector<Fragment>& fragments) {
    std::string text;
    for (const Fragment& fragment : fragments) {
        text += fragment.match ? "[" + fragment.text + "]" : fragment.text;
    }
    return text;
}

std::string plain(const std::vector<Fragment>& fragments) {
    std::string text;
    for (const Fragment& fragment : fragments) text += fragment.text;
    return text;
}

std::vector<Snippet> snippets_of(IndexedText& text, const CompiledQuery& query) {
    return make_snippets(text.stored(), query, text.spans(query), analyzer());
}

std::vector<std::string> shown_snippets(const Document& document, const std::string& query) {
    IndexedText text(document, analyzer());
    std::vector<std::string> all;
    for (const Snippet& snippet : snippets_of(text, text.compiled(query))) {
        all.push_back(shown(snippet.fragments));
    }
    return all;
}

std::vector<LocatedSpan> merged(std::vector<LocatedSpan> spans) {
    std::sort(spans.begin(), spans.end());
    std::vector<LocatedSpan> all;
    for (const LocatedSpan& span : spans) {
        if (all.empty() || span.begin >= all.back().end) {
            all.push_back(span);
        } else {
            all.back().end = std::max(all.back().end, span.end);
        }
    }
    return all;
}

// What holds of every snippet, whatever the text and the query.
void check(const Document& document,
           const std::vector<Snippet>& snippets,
           const std::vector<LocatedSpan>& spans) {
    EXPECT_LE(snippets.size(), kMaxSnippets);
    std::uint32_t end = 0;
    for (const Snippet& snippet : snippets) {
        EXPECT_LE(end, snippet.begin);  // in order, no overlap
        end = snippet.end;
        const std::string bytes = document.text.substr(snippet.begin, snippet.end - snippet.begin);
        ASSERT_EQ(bytes, plain(snippet.fragments));
        EXPECT_LE(count_characters(bytes), kSnippetCharacters);
        EXPECT_EQ(trim_white_space(bytes, {0, bytes.size()}), (ByteRange{0, bytes.size()}));
        EXPECT_EQ(bytes, repair_utf8(bytes));
        bool before = false;
        bool any = false;
        std::uint32_t at = snippet.begin;
        for (const Fragment& fragment : snippet.fragments) {
            EXPECT_FALSE(fragment.text.empty());
            EXPECT_TRUE(fragment.match || &fragment == &snippet.fragments.front() || before);
            const auto fragment_end = at + static_cast<std::uint32_t>(fragment.text.size());
            if (fragment.match) {
                any = true;
                // Begins and ends where spans do.
                EXPECT_TRUE(std::any_of(spans.begin(), spans.end(), [&](const LocatedSpan& span) {
                    return span.begin == at;
                }));
                EXPECT_TRUE(std::any_of(spans.begin(), spans.end(), [&](const LocatedSpan& span) {
                    return span.end == fragment_end;
                }));
            }
            before = fragment.match;
            at = fragment_end;
        }
        EXPECT_EQ(any, !spans.empty());
        // No mark is cut, but for one that no window has room for.
        for (const LocatedSpan& mark : merged(spans)) {
            const std::string marked = document.text.substr(mark.begin, mark.end - mark.begin);
            if (count_characters(marked) > kSnippetCharacters) continue;
            EXPECT_FALSE(mark.begin < snippet.begin && snippet.begin < mark.end) << marked;
            EXPECT_FALSE(mark.begin < snippet.end && snippet.end < mark.end) << marked;
        }
        // Nothing in the window is left unmarked.
        for (const LocatedSpan& span : spans) {
            if (span.begin < snippet.begin || span.end > snippet.end) continue;
            std::uint32_t begin = snippet.begin;
            bool covered = false;
            for (const Fragment& fragment : snippet.fragments) {
                const auto fragment_end = begin + static_cast<std::uint32_t>(fragment.text.size());
                covered |= fragment.match && begin <= span.begin && span.end <= fragment_end;
                begin = fragment_end;
            }
            EXPECT_TRUE(covered) << shown(snippet.fragments);
        }
    }
}

TEST(Snippet, ShowsAShortTextWhole) {
    const std::vector<std::string> expected = {"A duty is [owed] to all."};
    EXPECT_EQ(expected, shown_snippets(plain_document("  A duty is owed to all.\n"), "owed"));
}

TEST(Snippet, BeginsAndEndsWithSentences) {
    const std::string filler(
        "The board of the company met on the first day of the month in the great hall. ");
    std::string text;
    for (int n = 0; n < 5; ++n) text += filler;
    text += "Here the armadillo was seen. ";
    for (int n = 0; n < 5; ++n) text += filler;
    const auto snippets = shown_snippets(plain_document(text), "armadillo");
    ASSERT_EQ(1u, snippets.size());
    EXPECT_EQ("Here the [armadillo] was seen. " + filler + filler.substr(0, filler.size() - 1),
              snippets[0]);
}

TEST(Snippet, KnowsTheSentenceEndsOfChineseAndJapanese) {
    std::string text;
    for (int n = 0; n < 30; ++n) text += "委員會於當日舉行會議並通過有關的決議案。";
    text += "監察報告已經發表！";
    for (int n = 0; n < 30; ++n) text += "各方代表是否出席了該次會議？";
    const auto snippets = shown_snippets(plain_document(text, "zh"), "监察");
    ASSERT_EQ(1u, snippets.size());
    EXPECT_TRUE(snippets[0].starts_with("[監察]報告已經發表！各方")) << snippets[0];
    EXPECT_TRUE(snippets[0].ends_with("？")) << snippets[0];
}

TEST(Snippet, MarksEachWordByItself) {
    EXPECT_EQ(std::vector<std::string>{"the [duty] [duty] of [duty of care] here"},
              shown_snippets(plain_document("the duty duty of duty of care here"),
                             "\"duty of care\" OR duty"));
    EXPECT_EQ(std::vector<std::string>{"a [b a b a b] c"},  // overlapping: one mark
              shown_snippets(plain_document("a b a b a b c"), "\"b a b\""));
}

TEST(Snippet, PrefersWindowsThatShowWhatOthersDoNot) {
    const std::string gap(2000, '.');
    const std::string text = "red red red red." + gap + "red red red." + gap + "red red." + gap +
                             "blue." + gap + "red blue";
    const auto snippets = shown_snippets(plain_document(text), "red OR blue");
    ASSERT_EQ(3u, snippets.size());
    EXPECT_NE(std::string::npos, snippets[0].find("[red] [red] [red] [red]"));
    EXPECT_NE(std::string::npos, snippets[1].find("[red] [red] [red]"));
    EXPECT_NE(std::string::npos, snippets[2].find("[red] [blue]"));
    const auto green =
        shown_snippets(plain_document("green." + gap + text), "red OR blue OR green");
    ASSERT_EQ(3u, green.size());
    EXPECT_NE(std::string::npos, green[0].find("[green]"));
}

TEST(Snippet, ShowsTheBeginningOfATextWithoutSpans) {
    const std::string text =
        "\n  — First of all, this is said. Then that.\n\nA second paragraph follows here.";
    const std::string expected = text.substr(3);
    EXPECT_EQ(std::vector<std::string>{expected}, shown_snippets(plain_document(text), ""));
    EXPECT_EQ(std::vector<std::string>{expected},
              shown_snippets(plain_document(text, "en", "Title"), "title"));
    EXPECT_TRUE(shown_snippets(plain_document(""), "").empty());
    EXPECT_TRUE(shown_snippets(plain_document(" \n\u3000 "), "").empty());
    EXPECT_EQ(std::vector<std::string>{"!!!"}, shown_snippets(plain_document(" !!! "), ""));

    std::string long_text = "A first sentence of some length stands at the beginning of it all. ";
    for (int n = 0; n < 20; ++n) long_text += "Then comes a sentence that is one of many others. ";
    const auto snippets = shown_snippets(plain_document(long_text), "");
    ASSERT_EQ(1u, snippets.size());
    EXPECT_TRUE(snippets[0].starts_with("A first sentence"));
    EXPECT_TRUE(snippets[0].ends_with("others."));
}

TEST(Snippet, CutsASpanThatIsLongerThanAWindow) {
    std::string phrase;
    for (int n = 0; n < 60; ++n) phrase += "seven" + std::to_string(n) + " ";
    phrase.pop_back();
    const Document document = plain_document("Before it. " + phrase + ". After it.");
    const auto snippets = shown_snippets(document, "\"" + phrase + "\"");
    ASSERT_EQ(1u, snippets.size());
    EXPECT_TRUE(snippets[0].starts_with("[seven0 seven1 ")) << snippets[0];
    EXPECT_TRUE(snippets[0].ends_with("]"));
    const std::string last = snippets[0].substr(snippets[0].rfind(' ') + 1);
    EXPECT_NE(std::string::npos, phrase.find(last.substr(0, last.size() - 1) + " ")) << last;
}

TEST(Snippet, CutsAnEndlessChainBetweenSpans) {
    std::string text;
    for (int n = 0; n < 3000; ++n) text += n % 2 == 0 ? "abc " : "defg ";
    const Document document = plain_document(text);
    IndexedText indexed(document, analyzer());
    const CompiledQuery query = indexed.compiled("\"abc defg abc\"");
    const std::vector<Span> spans = indexed.spans(query);
    const std::vector<Snippet> snippets = snippets_of(indexed, query);
    check(document, snippets, locate(indexed.stored(), query, spans, analyzer()));
    ASSERT_EQ(3u, snippets.size());
    for (const Snippet& snippet : snippets) EXPECT_EQ(1u, snippet.fragments.size());
}

TEST(Snippet, NamesTheSegmentOfTheFirstMatch) {
    Document document = plain_document("Scope. It applies here.\n\nDuties. A duty is owed.");
    const auto cut = static_cast<std::uint32_t>(document.text.find("Duties"));
    Segment first;
    first.id = "art-1";
    first.end = cut - 2;
    Segment second;
    second.id = "art-2";
    second.begin = cut;
    second.end = static_cast<std::uint32_t>(document.text.size());
    document.segments = {first, second};
    IndexedText text(document, analyzer());
    EXPECT_EQ("art-2", snippets_of(text, text.compiled("duty"))[0].segment.id);
    EXPECT_EQ("art-1", snippets_of(text, text.compiled("duty OR scope"))[0].segment.id);
    EXPECT_EQ("art-1", snippets_of(text, text.compiled(""))[0].segment.id);
}

TEST(Snippet, MarksTheTitle) {
    const Document document = plain_document("text", "en", "On the duty of care, and duties");
    IndexedText text(document, analyzer());
    const auto title = [&](const std::string& query_text) {
        const CompiledQuery query = text.compiled(query_text);
        return shown(title_fragments(text.stored(), query, text.spans(query), analyzer()));
    };
    EXPECT_EQ("On the [duty of care], and duties", title("\"duty of care\""));
    EXPECT_EQ("On the [duty] of care, and [duties]", title("duty"));
    EXPECT_EQ("On the duty of care, and duties", title("text"));
    IndexedText untitled(plain_document("text"), analyzer());
    EXPECT_TRUE(
        title_fragments(untitled.stored(), untitled.compiled("text"), {}, analyzer()).empty());
}

TEST(Snippet, ReadsOnlyTheWindowsOfALongTextWithManySpans) {
    std::string text;
    while (text.size() < 5'000'000) text += "The licensee shall not assign the licence at all. ";
    const Document document = plain_document(text);
    IndexedText indexed(document, analyzer());
    const CompiledQuery query = indexed.compiled("licensee OR licence");
    const std::vector<Span> spans = indexed.spans(query);
    ASSERT_GT(spans.size(), 100'000u);
    indexed.reads = 0;
    indexed.bytes_read = 0;
    EXPECT_EQ(3u, make_snippets(indexed.stored(), query, spans, analyzer()).size());
    EXPECT_LE(indexed.reads, 6u);
}

// Long phrases that come again all the time, in a text without sentences.
TEST(Snippet, EndsBetweenMarks) {
    for (int words = 3; words < 30; ++words) {
        std::string phrase;
        for (int n = 0; n < words; ++n) phrase += (n == 0 ? "word" : " word") + std::to_string(n);
        std::string text;
        for (int n = 0; n < 40; ++n) text += phrase + " x" + std::to_string(n) + " y z ";
        const Document document = plain_document(text);
        IndexedText indexed(document, analyzer());
        const CompiledQuery query = indexed.compiled("\"" + phrase + "\"");
        const std::vector<Span> spans = indexed.spans(query);
        ASSERT_EQ(40u, spans.size());
        check(document,
              make_snippets(indexed.stored(), query, spans, analyzer()),
              locate(indexed.stored(), query, spans, analyzer()));
    }
}

TEST(Snippet, CutsBetweenGraphemeClustersWhereThereAreNoWords) {
    const std::string family = "👩‍👩‍👧";
    std::string families;
    for (int n = 0; n < 100; ++n) families += family;
    for (const char* odd : {"", "!", "!!", "!!!"}) {
        const std::string text = odd + families + "§" + odd + families;
        const Document document = plain_document(text);
        IndexedText indexed(document, analyzer());
        const auto snippets = snippets_of(indexed, indexed.compiled("§"));
        ASSERT_EQ(1u, snippets.size());
        EXPECT_GT(snippets[0].begin, std::string_view(odd).size());
        EXPECT_LT(snippets[0].end, text.size());
        EXPECT_EQ(family, text.substr(snippets[0].begin, family.size()));
        EXPECT_EQ(family, text.substr(snippets[0].end - family.size(), family.size()));
    }
}

// How many words a window holds is guessed by the text around the first span.
TEST(Snippet, MarksAllThatAWindowHoldsThoughItHoldsMoreThanWasGuessed) {
    for (int shift = 0; shift < 60; ++shift) {
        std::string text = "duty ";
        for (int n = 0; n < 200 + shift; ++n) text += "incomprehensibilities ";
        for (int n = 0; n < 1200; ++n) text += n % 30 == 0 ? "duty " : "x ";
        text += "duty care ";
        for (int n = 0; n < 1200; ++n) text += n % 30 == 29 ? "duty " : "x ";
        const Document document = plain_document(text);
        IndexedText indexed(document, analyzer());
        const CompiledQuery query = indexed.compiled("duty OR care");
        const std::vector<Span> spans = indexed.spans(query);
        check(document,
              make_snippets(indexed.stored(), query, spans, analyzer()),
              locate(indexed.stored(), query, spans, analyzer()));
    }
}

// Random words and phrases of random texts, in many scripts.
TEST(Snippet, HoldsItsPromisesOnRandomTexts) {
    std::mt19937 random(11);
    static const std::vector<std::string> kJoins = {" ", "\n\n", "\n", "", " (", "\u3000", "… "};
    for (int round = 0; round < 400; ++round) {
        const SampleText& sample = sample_texts()[random() % sample_texts().size()];
        std::string text;
        for (std::size_t n = random() % 60; n > 0; --n) {
            text += sample.sentences[random() % sample.sentences.size()];
            text += kJoins[random() % kJoins.size()];
        }
        const Document document = plain_document(text, sample.lang);
        IndexedText indexed(document, analyzer());
        std::vector<Token> tokens = analyzer().analyze(text, indexed.language());
        std::erase_if(tokens, [](const Token& t) { return !in_main_stream(t.token_class); });
        CompiledQuery query;
        query.root.kind = NodeKind::any_of;
        for (std::uint32_t c = 0; c < 3 && !tokens.empty(); ++c) {
            TextClause clause;
            const std::size_t begin = random() % tokens.size();
            const std::size_t end = std::min(tokens.size(), begin + 1 + random() % 4);
            for (std::size_t i = begin; i < end; ++i) {
                Slot slot;
                slot.offset = tokens[i].position - tokens[begin].position;
                slot.terms = {main_term(tokens[i].term, tokens[i].stemmed_by)};
                slot.symbol = tokens[i].token_class == TokenClass::symbol;
                clause.slots.push_back(slot);
            }
            query.clauses.push_back(clause);
            CompiledNode node;
            node.kind = NodeKind::text;
            node.clause = c;
            query.root.children.push_back(node);
        }
        const std::vector<Span> spans = indexed.spans(query);
        check(document,
              make_snippets(indexed.stored(), query, spans, analyzer()),
              locate(indexed.stored(), query, spans, analyzer()));
        if (HasFailure()) FAIL() << "round " << round << ": " << text;
    }
}

TEST(SnippetCut, KeepsWithinItsBounds) {
    std::mt19937 random(3);
    for (int round = 0; round < 2000; ++round) {
        const SampleText& sample = sample_texts()[random() % sample_texts().size()];
        std::string text;
        for (std::size_t n = 1 + random() % 4; n > 0; --n) {
            text += sample.sentences[random() % sample.sentences.size()] + " ";
        }
        CutTask task;
        task.text = text;
        task.max_characters = 1 + random() % 120;
        task.core.begin = grapheme_floor(text, random() % text.size());
        task.core.end = grapheme_ceil(text, std::min(text.size(), task.core.begin + random() % 40));
        task.core = trim_white_space(text, task.core);
        task.open_begin = random() % 2 == 0;
        task.open_end = random() % 2 == 0;
        const ByteRange cut = cut_window(task);
        const std::string_view core(text.data() + task.core.begin, task.core.end - task.core.begin);
        EXPECT_LE(cut.begin, cut.end);
        EXPECT_LE(count_characters(text.substr(cut.begin, cut.end - cut.begin)),
                  task.max_characters);
        if (core.empty()) continue;
        EXPECT_LE(cut.begin, task.core.begin);
        if (count_characters(core) <= task.max_characters) {
            EXPECT_GE(cut.end, task.core.end);
        } else {
            EXPECT_EQ(cut.begin, task.core.begin);
            EXPECT_GT(cut.end, cut.begin);
        }
    }
}

TEST(SnippetCut, TrimsEveryWhiteSpace) {
    const std::string text = "\t\u00A0\u2003x y\u3000\u2028\r\n";
    const ByteRange range = trim_white_space(text, {0, text.size()});
    EXPECT_EQ("x y", text.substr(range.begin, range.end - range.begin));
    const std::string blank = " \u3000 ";
    const ByteRange none = trim_white_space(blank, {0, blank.size()});
    EXPECT_EQ(none.begin, none.end);
}

TEST(SnippetCut, DropsHalfCharactersAtTheEdges) {
    const std::string text = "é監👍x";
    for (std::size_t begin = 0; begin < text.size(); ++begin) {
        for (std::size_t end = begin; end <= text.size(); ++end) {
            const std::string piece = text.substr(begin, end - begin);
            const ByteRange whole = whole_characters(piece);
            const std::string kept = piece.substr(whole.begin, whole.end - whole.begin);
            EXPECT_EQ(kept, repair_utf8(kept)) << begin << " " << end;
            EXPECT_LE(piece.size() - kept.size(), 6u);
        }
    }
}

}  // namespace
}  // namespace gazette::test
