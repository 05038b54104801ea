#include "indexer/encoder.h"
#include "indexer/format/fields.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace gazette {
namespace {

// Text in pieces, of which some are segments of a kind.
Document document_of(const std::vector<std::pair<std::string, std::string>>& pieces,
                     std::string title = {},
                     std::string lang = "en") {
    Document document;
    document.id = "d";
    document.title = std::move(title);
    document.lang = std::move(lang);
    for (const auto& [kind, text] : pieces) {
        const auto begin = static_cast<std::uint32_t>(document.text.size());
        document.text += text;
        const auto end = static_cast<std::uint32_t>(document.text.size());
        if (const auto known = segment_kind_of(kind)) {
            document.segments.push_back({"s" + std::to_string(begin), "", *known, 0, begin, end});
        }
        document.text += "\n\n";
    }
    return document;
}

// The words of the text that a term's places name, "$" for a symbol; of the title in brackets.
std::string words_at(const Document& document, const std::string& term) {
    Analyzer analyzer;
    std::map<std::uint32_t, std::string> words;
    const LanguageId language = language_of(document.lang).id;
    std::uint32_t next = 0;
    for (const Token& token : analyzer.analyze(document.title, language)) {
        if (!in_main_stream(token.token_class)) continue;
        next = token.position + 1;
        words[place_of(token.position, token.token_class == TokenClass::symbol)] =
            "[" + document.title.substr(token.begin, token.end - token.begin) + "]";
    }
    for (const Token& token : analyzer.analyze(document.text, language)) {
        if (!in_main_stream(token.token_class)) continue;
        words[place_of(next + kTitleGap + token.position,
                       token.token_class == TokenClass::symbol)] =
            document.text.substr(token.begin, token.end - token.begin);
    }
    const EncodedDocument encoded = encode(document, analyzer);
    const auto found = encoded.terms.find(term);
    if (found == encoded.terms.end()) return "none";
    std::string shown;
    for (const std::uint32_t place : found->second.positions) {
        shown += (shown.empty() ? "" : " ") + (words.contains(place) ? words.at(place) : "?");
    }
    return shown;
}

std::string sentences(const Document& document) {
    return words_at(document, unit_term(TextUnit::sentence));
}
std::string paragraphs(const Document& document) {
    return words_at(document, unit_term(TextUnit::paragraph));
}
std::string sections(const Document& document) {
    return words_at(document, unit_term(TextUnit::section));
}

TEST(SegmentTerms, SayWhereUnitsBegin) {
    const Document plain = document_of({{"", "One two. Three four.\n\nFive."}}, "My title. More");
    EXPECT_EQ(sentences(plain), "[My] One Three Five");
    EXPECT_EQ(paragraphs(plain), "[My] One Five");
    EXPECT_EQ(sections(plain), "[My] One");
    EXPECT_EQ(sentences(document_of({{"", " ... "}})), "none");
}

TEST(SegmentTerms, TakeAHeadingAndWhatFollowsItForOneSection) {
    const Document law = document_of({{"", "Preamble."},
                                      {"heading", "Article 1"},
                                      {"article", "First. More."},
                                      {"heading", "Chapter two"},
                                      {"heading", "Article 2"},
                                      {"article", "Second."},
                                      {"", "Between."},
                                      {"annex", "Table."}});
    EXPECT_EQ(sections(law), "Preamble Article Chapter Article Between Table");
    EXPECT_EQ(sentences(law), "Preamble Article First More Chapter Article Second Between Table");
}

TEST(SegmentTerms, TakePagesForNoSections) {
    const Document pages = document_of({{"page", "First page goes"}, {"page", "on. End."}});
    EXPECT_EQ(sections(pages), "First");
}

TEST(SegmentTerms, KnowWhichSymbolEndsASentence) {
    EXPECT_EQ(sentences(document_of({{"", "It is 5 %. Next one."}})), "It Next");
    EXPECT_EQ(sentences(document_of({{"", "It is 5. $7 Is more."}})), "It $");
    // Both symbols have the position of 7.
    EXPECT_EQ(sentences(document_of({{"", "It is 5 %. $7 Is more."}})), "It 7");
}

TEST(SegmentTerms, SayWhereSegmentsOfAKindLie) {
    const Document law = document_of({{"heading", "Head one"},
                                      {"section", "Body."},
                                      {"annex", "First annex."},
                                      {"annex", "Second annex."},
                                      {"annex", "..."}});
    EXPECT_EQ(words_at(law, segment_begin_term(SegmentKind::annex)), "First Second");
    EXPECT_EQ(words_at(law, segment_end_term(SegmentKind::annex)), "annex annex");
    EXPECT_EQ(words_at(law, segment_begin_term(SegmentKind::heading)), "Head");
    EXPECT_EQ(words_at(law, segment_end_term(SegmentKind::heading)), "one");
    EXPECT_EQ(words_at(law, segment_begin_term(SegmentKind::quoted)), "none");
}

TEST(SegmentTerms, AreFiltersOfKindsLabelsAndPages) {
    Document document = document_of({{"article", "Text."}, {"annex", "More."}});
    document.segments[0].label = "Article 12. Liability of the carrier by air";
    document.segments[1].page = 7;
    Analyzer analyzer;
    const EncodedDocument encoded = encode(document, analyzer);
    const auto has = [&](Field field, std::string_view value) {
        return encoded.terms.contains(filter_term(field, value));
    };
    EXPECT_TRUE(has(Field::has, "article"));
    EXPECT_TRUE(has(Field::has, "annex"));
    EXPECT_TRUE(has(Field::has, "page"));
    EXPECT_FALSE(has(Field::has, "quoted"));
    EXPECT_TRUE(has(Field::segment, "article 12"));
    EXPECT_TRUE(has(Field::segment, "Article 12. Liability"));
    EXPECT_TRUE(has(Field::segment, "Article 12. Liability of the carrier by air"));
    EXPECT_FALSE(has(Field::segment, "Article 1"));
}

}  // namespace
}  // namespace gazette
