// Every place that a query matches, in hits and in windows of a document: against a matcher over
// plain lists of tokens that knows no index.

#include "indexer/analysis/analyzer.h"
#include "searcher/search.h"
#include "tests/match/sample_texts.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

namespace gazette::test {
namespace {

using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // begin, end, clause

Analyzer& analyzer() {
    static Analyzer analyzer;
    return analyzer;
}

// Tokens with positions, each under its term and under its surface form.
struct PlainToken {
    std::uint32_t position = 0, begin = 0, end = 0;
    std::string term, surface;
};

std::vector<PlainToken> plain_tokens(std::string_view text, LanguageId language) {
    const auto tokens = analyzer().analyze(text, language);
    std::vector<PlainToken> plain;
    for (const Token& token : tokens) {
        if (in_main_stream(token.token_class) && token.token_class != TokenClass::symbol) {
            plain.push_back({token.position, token.begin, token.end, token.term, token.term});
        }
    }
    for (const Token& token : tokens) {
        if (token.token_class != TokenClass::surface) continue;
        for (PlainToken& one : plain) {
            if (one.position == token.position) one.surface = token.term;
        }
    }
    return plain;
}

// All occurrences of a run of words in a text, by definition.
std::set<Place> places_of(std::string_view text,
                          LanguageId language,
                          const std::string& words,
                          bool exact,
                          std::uint32_t clause) {
    const auto tokens = plain_tokens(text, language);
    const auto wanted = plain_tokens(words, language);
    std::set<Place> places;
    for (std::size_t at = 0; at + wanted.size() <= tokens.size(); ++at) {
        bool same = true;
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const PlainToken& token = tokens[at + i];
            same &= token.position - tokens[at].position == wanted[i].position - wanted[0].position;
            same &= exact ? token.surface == wanted[i].surface : token.term == wanted[i].term;
        }
        if (same) places.insert({tokens[at].begin, tokens[at + wanted.size() - 1].end, clause});
    }
    return places;
}

std::set<Place> places_of(const std::vector<TextSpan>& spans) {
    std::set<Place> places;
    for (const TextSpan& span : spans) {
        places.insert({span.range.begin.byte, span.range.end.byte, span.clause});
    }
    EXPECT_EQ(spans.size(), places.size());
    return places;
}

TextPlace place_at(const std::string& text, std::uint32_t byte) {
    TextPlace place{byte, 0, 0};
    for (std::uint32_t i = 0; i < byte; ++i) {
        const auto c = static_cast<unsigned char>(text[i]);
        if ((c & 0xC0U) == 0x80U) continue;
        ++place.codepoint;
        place.utf16 += c >= 0xF0U ? 2U : 1U;
    }
    return place;
}

void check_units(const std::string& text, const TextRange& range) {
    EXPECT_EQ(place_at(text, range.begin.byte), range.begin);
    EXPECT_EQ(place_at(text, range.end.byte), range.end);
}

// Spans that overlap are one: numbers go up by one where a span does not overlap those before it.
void check_numbers(const std::vector<TextSpan>& spans) {
    std::uint32_t end = 0;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (i > 0 && spans[i].range.begin.byte >= end) ++number;
        EXPECT_EQ(number, spans[i].match);
        end = std::max(end, spans[i].range.end.byte);
    }
}

// A long text of the sentences of a language, cut into segments, some of them very short, with text
// between them.
Document long_document(const SampleText& sample, std::mt19937& random) {
    Document document = make_document("long/" + sample.lang, sample.lang, sample.sentences[0], "");
    for (int segment = 0; segment < 40; ++segment) {
        Segment made;
        made.id = "s" + std::to_string(segment);
        made.label = "§ " + std::to_string(segment);
        made.begin = static_cast<std::uint32_t>(document.text.size());
        for (auto left = random() % 12; left > 0; --left) {
            document.text += sample.sentences[random() % sample.sentences.size()] + " ";
        }
        if (random() % 7 == 0) document.text += "😀 § ";
        made.end = static_cast<std::uint32_t>(document.text.size());
        document.segments.push_back(made);
        if (random() % 3 == 0) document.text += "\n\n";
        if (random() % 5 == 0) document.text += sample.sentences[0] + "\n";
    }
    return document;
}

// A few neighbouring words of a text, as they stand there; of characters without spaces, a piece.
std::string piece_of(const std::string& text, LanguageId language, std::mt19937& random) {
    const auto tokens = plain_tokens(text, language);
    const std::size_t first = random() % tokens.size();
    std::size_t last = first;
    while (last + 1 < tokens.size() && last - first < random() % 3) ++last;
    return text.substr(tokens[first].begin, tokens[last].end - tokens[first].begin);
}

// Begins of matches, which overlapping spans share.
std::vector<std::uint32_t> match_begins(const std::vector<TextSpan>& spans) {
    std::vector<std::uint32_t> begins;
    for (const TextSpan& span : spans) {
        if (span.match == begins.size()) begins.push_back(span.range.begin.byte);
    }
    return begins;
}

// What a window says of the matches around it, by what the whole document says.
void check_overview(const DocumentResponse& window, const DocumentResponse& whole) {
    const auto begins = match_begins(whole.spans);
    const std::uint32_t begin = window.window.begin.byte;
    const std::uint32_t end = window.window.end.byte;
    std::optional<std::uint32_t> previous;
    std::optional<std::uint32_t> next;
    std::uint32_t before = 0;
    for (const std::uint32_t at : begins) {
        if (at < begin) {
            previous = at;
            ++before;
        } else if (at >= end && !next) {
            next = at;
        }
    }
    EXPECT_EQ(begins.size(), window.matches->total);
    EXPECT_EQ(before, window.matches->before);
    EXPECT_EQ(previous, window.matches->previous);
    EXPECT_EQ(next, window.matches->next);
    for (const TextSpan& span : window.spans) {
        EXPECT_TRUE(std::any_of(whole.spans.begin(), whole.spans.end(), [&](const TextSpan& other) {
            return other.range.begin == span.range.begin && other.range.end == span.range.end &&
                   other.clause == span.clause && other.match == span.match;
        }));
    }
}

class DocumentWindow : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        std::mt19937 random(11);
        dir_ = new TempDir();
        documents_ = new std::vector<Document>();
        for (const SampleText& sample : sample_texts()) {
            documents_->push_back(long_document(sample, random));
        }
        build_index(dir_->path(), *documents_, 3);
        searcher_ = new Searcher(dir_->path());
    }
    static void TearDownTestSuite() {
        delete searcher_;
        delete documents_;
        delete dir_;
    }

    static DocumentResponse answer(const DocumentRequest& request) {
        auto found = searcher_->document(request);
        if (const auto* error = std::get_if<QueryError>(&found)) {
            throw std::runtime_error(request.query.text + ": " + error->message);
        }
        return std::get<std::optional<DocumentResponse>>(std::move(found)).value();
    }
    static std::string error_of(const DocumentRequest& request) {
        const auto found = searcher_->document(request);
        const auto* error = std::get_if<QueryError>(&found);
        return error == nullptr ? "" : error->code;
    }

    // A query of one or two quoted pieces of a document, and every place where they stand in it.
    struct Asked {
        DocumentRequest request;
        std::set<Place> places;
        std::set<Place> in_title;
    };
    static Asked ask(const Document& document, std::mt19937& random) {
        const LanguageId language = language_of(document.lang).id;
        Asked asked;
        asked.request.id = document.id;
        const std::uint32_t clauses = random() % 2 == 0 ? 1 : 2;
        for (std::uint32_t clause = 0; clause < clauses; ++clause) {
            std::string piece = piece_of(document.text, language, random);
            for (char& c : piece) {
                if (c == '"') c = ' ';
            }
            if (clause > 0) asked.request.query.text += " OR ";
            asked.request.query.text += "\"" + piece + "\"";
            asked.places.merge(places_of(document.text, language, piece, true, clause));
            asked.in_title.merge(places_of(document.title, language, piece, true, clause));
        }
        asked.request.query.languages = {document.lang};
        return asked;
    }

    static TempDir* dir_;
    static std::vector<Document>* documents_;
    static Searcher* searcher_;
};

TempDir* DocumentWindow::dir_ = nullptr;
std::vector<Document>* DocumentWindow::documents_ = nullptr;
Searcher* DocumentWindow::searcher_ = nullptr;

TEST_F(DocumentWindow, EverySpanSatisfiesItsClauseAndNoneIsMissing) {
    std::mt19937 random(5);
    for (const Document& document : *documents_) {
        for (int round = 0; round < 12; ++round) {
            const Asked asked = ask(document, random);
            SCOPED_TRACE(asked.request.query.text);
            const DocumentResponse whole = answer(asked.request);
            EXPECT_EQ(document.text, whole.document.text);
            EXPECT_EQ(asked.places, places_of(whole.spans));
            for (const TextSpan& span : whole.spans) check_units(document.text, span.range);
            check_numbers(whole.spans);

            SearchRequest search_request = asked.request.query;
            search_request.spans = true;
            search_request.limit = 100;
            for (const Hit& hit : search(*searcher_, search_request).hits) {
                if (hit.id != document.id) continue;
                EXPECT_EQ(asked.places, places_of(hit.spans->text));
                EXPECT_EQ(match_begins(whole.spans).size(), hit.matches);
                EXPECT_EQ(asked.in_title, places_of(hit.spans->title));
                EXPECT_EQ(asked.places.size() + asked.in_title.size(), hit.spans->total);
                for (const TextSpan& span : hit.spans->title) check_units(hit.title, span.range);
            }
        }
    }
}

// In each window: the text that stands there, and just those spans that lie in it are marked.
TEST_F(DocumentWindow, SnippetsShowTheTextAndMarkWhatMatches) {
    std::mt19937 random(6);
    for (const Document& document : *documents_) {
        for (int round = 0; round < 12; ++round) {
            const Asked asked = ask(document, random);
            SCOPED_TRACE(asked.request.query.text);
            SearchRequest request = asked.request.query;
            request.limit = 100;
            for (const Hit& hit : search(*searcher_, request).hits) {
                if (hit.id != document.id) continue;
                for (const Snippet& snippet : hit.snippets) {
                    std::string text;
                    std::vector<bool> marked;
                    for (const Fragment& fragment : snippet.fragments) {
                        text += fragment.text;
                        marked.insert(marked.end(), fragment.text.size(), fragment.match);
                    }
                    EXPECT_EQ(document.text.substr(snippet.begin, snippet.end - snippet.begin),
                              text);
                    std::vector<bool> expected(text.size(), false);
                    for (const auto& [begin, end, clause] : asked.places) {
                        if (begin < snippet.begin || end > snippet.end) continue;
                        std::fill(expected.begin() + (begin - snippet.begin),
                                  expected.begin() + (end - snippet.begin),
                                  true);
                    }
                    EXPECT_EQ(expected, marked) << text;
                }
            }
        }
    }
}

TEST_F(DocumentWindow, WindowsPutTogetherAreTheDocument) {
    std::mt19937 random(7);
    for (const Document& document : *documents_) {
        const Asked asked = ask(document, random);
        SCOPED_TRACE(asked.request.query.text);
        const DocumentResponse whole = answer(asked.request);
        const auto size = static_cast<std::uint32_t>(1 + random() % 900);
        std::string text;
        std::set<Place> places;
        for (std::uint32_t at = 0; at < document.text.size(); at += size) {
            DocumentRequest request = asked.request;
            request.begin = at;
            request.end = at + size;
            const DocumentResponse window = answer(request);
            EXPECT_EQ(text.size(), window.window.begin.byte);
            check_units(document.text, window.window);
            text += window.document.text;
            EXPECT_EQ(text.size(), window.window.end.byte);
            places.merge(places_of(window.spans));
            check_overview(window, whole);
            for (std::size_t i = 0; i < window.document.segments.size(); ++i) {
                EXPECT_FALSE(window.document.segments[i].end < window.window.begin.byte);
                check_units(document.text, window.segment_ranges.at(i));
            }
        }
        EXPECT_EQ(document.text, text);
        EXPECT_EQ(asked.places, places);
    }
}

TEST_F(DocumentWindow, OutlineCountsMatchesBySegment) {
    std::mt19937 random(8);
    for (const Document& document : *documents_) {
        for (int round = 0; round < 6; ++round) {
            const Asked asked = ask(document, random);
            SCOPED_TRACE(asked.request.query.text);
            const DocumentResponse whole = answer(asked.request);
            DocumentRequest request = asked.request;
            request.outline = true;
            const DocumentResponse outline = answer(request);
            EXPECT_EQ("", outline.document.text);
            EXPECT_EQ(document.text.size(), outline.text_bytes);
            ASSERT_EQ(document.segments.size(), outline.matches->by_segment.size());
            const auto begins = match_begins(whole.spans);
            std::size_t outside = begins.size();
            for (std::size_t i = 0; i < document.segments.size(); ++i) {
                const Segment& segment = document.segments[i];
                const auto inside =
                    std::count_if(begins.begin(), begins.end(), [&](std::uint32_t at) {
                        return at >= segment.begin && at < segment.end;
                    });
                EXPECT_EQ(inside, outline.matches->by_segment[i]) << segment.id;
                outside -= static_cast<std::size_t>(inside);
                check_units(document.text, outline.segment_ranges.at(i));
            }
            std::uint32_t in_strip = 0;
            ASSERT_EQ(kStripSlices, outline.matches->strip.size());
            for (const std::uint32_t count : outline.matches->strip) in_strip += count;
            EXPECT_EQ(begins.size(), in_strip);
            EXPECT_EQ(outline.matches->by_segment, whole.matches->by_segment);
            EXPECT_EQ(!asked.in_title.empty(), outline.matches->in_title);
        }
    }
}

TEST_F(DocumentWindow, ASegmentIsAWindow) {
    for (const Document& document : *documents_) {
        for (const Segment& segment : document.segments) {
            DocumentRequest request;
            request.id = document.id;
            request.segment = segment.id;
            const DocumentResponse found = answer(request);
            EXPECT_EQ(document.text.substr(segment.begin, segment.end - segment.begin),
                      found.document.text);
            EXPECT_FALSE(found.matches.has_value());
            EXPECT_FALSE(found.query.has_value());
            EXPECT_TRUE(std::any_of(found.document.segments.begin(),
                                    found.document.segments.end(),
                                    [&](const Segment& other) { return other.id == segment.id; }));
        }
    }
}

TEST_F(DocumentWindow, RefusesWindowsThatAreNone) {
    const Document& document = documents_->front();
    const auto bytes = static_cast<std::uint32_t>(document.text.size());
    DocumentRequest request;
    request.id = document.id;
    request.begin = bytes + 1;
    EXPECT_EQ("window_out_of_range", error_of(request));
    request.begin = 10;
    request.end = 9;
    EXPECT_EQ("window_out_of_range", error_of(request));
    request.end = UINT32_MAX;
    EXPECT_EQ("", error_of(request));
    request = {};
    request.id = document.id;
    request.segment = "no such segment";
    EXPECT_EQ("segment_not_found", error_of(request));
}

}  // namespace
}  // namespace gazette::test
