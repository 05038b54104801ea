// schemas/query_syntax.md is the table; here are the bounds and the places that it cannot show.
#include "searcher/query/limits.h"
#include "searcher/query/parser.h"
#include "searcher/query/printer.h"
#include "tests/query/same_tree.h"
#include "tests/query/syntax_tables.h"

#include <gtest/gtest.h>

#include <string>
#include <variant>

namespace gazette {
namespace {

std::string error_code(std::string_view text) {
    const auto result = parse_query(text);
    const auto* error = std::get_if<QueryError>(&result);
    return error ? error->code : std::string();
}

// The canonical form, or the error in brackets.
std::string read(std::string_view text) {
    const auto result = parse_query(text);
    if (const auto* error = std::get_if<QueryError>(&result)) return "<" + error->code + ">";
    return std::get<ParsedQuery>(result).canonical;
}

std::string bytes_of(QueryPlace place) {
    return std::to_string(place.begin) + "-" + std::to_string(place.end);
}

TEST(QuerySyntax, ReadsEveryExampleAsItsCanonicalForm) {
    const auto rows = test::syntax_tables("examples");
    ASSERT_GT(rows.size(), 90U);
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 2U) << row.front();
        EXPECT_EQ(read(row[0]), row[1]) << row[0];
        EXPECT_EQ(read(row[1]), row[1]) << "the canonical form is not read as itself";
    }
}

TEST(QuerySyntax, GivesTheNoticeOfEveryExample) {
    const auto rows = test::syntax_tables("notices");
    ASSERT_GE(rows.size(), 16U);
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 3U);
        const auto result = parse_query(row[0]);
        ASSERT_TRUE(std::holds_alternative<ParsedQuery>(result)) << row[0];
        const auto& query = std::get<ParsedQuery>(result);
        EXPECT_EQ(query.canonical, row[1]);
        ASSERT_EQ(query.notices.size(), 1U) << row[0];
        EXPECT_EQ(query.notices.front().code, row[2]) << row[0];
        EXPECT_FALSE(query.notices.front().message.empty());
        EXPECT_LT(query.notices.front().place.begin, query.notices.front().place.end);
    }
}

TEST(QuerySyntax, GivesNoNoticeForAnyOtherExample) {
    for (const auto& row : test::syntax_tables("examples")) {
        const auto result = parse_query(row[0]);
        ASSERT_TRUE(std::holds_alternative<ParsedQuery>(result)) << row[0];
        EXPECT_TRUE(std::get<ParsedQuery>(result).notices.empty()) << row[0];
    }
}

TEST(QuerySyntax, RefusesEveryErrorExampleWithItsCodeAndPlace) {
    const auto rows = test::syntax_tables("errors");
    ASSERT_GT(rows.size(), 45U);
    for (const auto& row : rows) {
        ASSERT_EQ(row.size(), 3U);
        const auto result = parse_query(row[0]);
        const auto* error = std::get_if<QueryError>(&result);
        ASSERT_NE(error, nullptr) << row[0];
        EXPECT_EQ(error->code, row[1]) << row[0];
        EXPECT_EQ(bytes_of(error->place), row[2]) << row[0];
        EXPECT_FALSE(error->message.empty()) << row[0];
        EXPECT_FALSE(error->suggestion.empty()) << row[0];
    }
}

TEST(QuerySyntax, NamesTheKnownFieldsWhereAFieldIsUnknown) {
    const auto result = parse_query("author:Smith");
    const auto& error = std::get<QueryError>(result);
    for (const FieldRow& row : fields()) {
        EXPECT_NE(error.message.find(row.name), std::string::npos) << row.name;
    }
    EXPECT_NE(error.suggestion.find("\"author:Smith\""), std::string::npos);
}

TEST(QuerySyntax, SaysWhichCodeALanguageHas) {
    const auto result = parse_query("lang:german");
    EXPECT_EQ(std::get<QueryError>(result).suggestion, "type lang:de");
}

TEST(QuerySyntax, RefusesWhatIsTooLongBeforeItReadsIt) {
    EXPECT_EQ(error_code(std::string(1'000'000, '(')), "too_long");
    EXPECT_EQ(error_code(std::string(query_limits::kMaxQueryBytes + 1, 'a')), "too_long");
    EXPECT_EQ(error_code(std::string(query_limits::kMaxQueryBytes, 'a')), "");
    const auto result = parse_query(std::string(9000, 'a'));
    EXPECT_NE(std::get<QueryError>(result).message.find("8192"), std::string::npos);
}

TEST(QuerySyntax, RefusesAQueryWhoseCanonicalFormIsTooLong) {
    std::string text;
    for (int i = 0; i < 900; ++i) text += "wörter ";
    EXPECT_EQ(error_code(text), "too_long");
}

std::string nested(std::size_t depth, const std::string& open, const std::string& close) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) text += open;
    text += "x";
    for (std::size_t i = 0; i < depth; ++i) text += close;
    return text;
}

TEST(QuerySyntax, BoundsTheDepthOfBracketsAndOperators) {
    const std::size_t most = query_limits::kMaxQueryDepth;
    EXPECT_EQ(read(nested(most, "(", ")")), "x");
    EXPECT_EQ(error_code(nested(most + 1, "(", ")")), "too_deep");
    EXPECT_EQ(error_code(nested(4000, "(", ")")), "too_deep");
    EXPECT_EQ(error_code(nested(most, "NOT ", "")), "");
    EXPECT_EQ(error_code(nested(most + 1, "NOT ", "")), "too_deep");
    EXPECT_EQ(error_code(nested(most / 2, "a (b OR ", ")")), "");
    EXPECT_EQ(error_code(nested(most / 2 + 1, "a (b OR ", ")")), "too_deep");
    EXPECT_EQ(error_code(nested(most, "NOT (", ")")), "");
}

TEST(QuerySyntax, PrintsTheDeepestTreesSoThatTheyCanBeRead) {
    for (const char* open : {"NOT (", "a (", "(b OR ", "a OR b ("}) {
        for (std::size_t depth = 1; depth <= query_limits::kMaxQueryDepth; ++depth) {
            const std::string canonical = read(nested(depth, open, ")"));
            if (canonical == "<too_deep>") continue;
            EXPECT_EQ(read(canonical), canonical);
        }
    }
}

TEST(QuerySyntax, BoundsTheNumberOfWords) {
    std::string text;
    for (std::size_t i = 0; i < query_limits::kMaxQueryTerms; ++i) text += "a ";
    EXPECT_EQ(error_code(text), "");
    EXPECT_EQ(error_code(text + "b"), "too_many_terms");
}

TEST(QuerySyntax, RefusesBytesThatAreNoText) {
    const auto check = [](std::string_view text, const char* code, std::uint32_t begin) {
        const auto result = parse_query(text);
        const auto* error = std::get_if<QueryError>(&result);
        ASSERT_NE(error, nullptr);
        EXPECT_EQ(error->code, code);
        EXPECT_EQ(error->place.begin, begin);
    };
    check(std::string_view("bank\0", 5), "control_character", 4);
    check("bank\x1B[0m", "control_character", 4);
    check("bank \xC2\x9B", "control_character", 5);
    check("bank \xFF", "invalid_utf8", 5);
    check("bank \xC3", "invalid_utf8", 5);
    check("\xED\xA0\x80", "invalid_utf8", 0);      // a surrogate
    check("\xC0\xAF", "invalid_utf8", 0);          // overlong
    check("\xF4\x90\x80\x80", "invalid_utf8", 0);  // over U+10FFFF
    EXPECT_EQ(read("bank\tcentral\r\nrisk\xC2\x85x"), "bank AND central AND risk AND x");
}

TEST(QuerySyntax, SkipsMarksThatNobodySees) {
    EXPECT_EQ(read("\uFEFFbank \u200EAND\u200F central\u200B"), "bank AND central");
    EXPECT_EQ(read("title:\u200Fשלום -\u200Eбанк"), "title:שלום AND NOT банк");
    EXPECT_EQ(read("\u200B"), "");
    EXPECT_EQ(read("\"\u200E\""), "<empty_quotes>");
}

TEST(QuerySyntax, ReadsWordsOfManyScripts) {
    const struct {
        const char* typed;
        const char* canonical;
    } rows[] = {
        {"Straße größer", "Straße AND größer"},
        {"Ελλάδα νόμος", "Ελλάδα AND νόμος"},
        {"закон «о банках»", "закон AND \"о банках\""},
        {"قانون -المصرف", "قانون AND NOT المصرف"},
        {"कानून OR नियम", "कानून OR नियम"},
        {"กฎหมาย NEAR/3 \"ธนาคาร\"", "กฎหมาย NEAR/3 \"ธนาคาร\""},
        {"個人情報の保護に関する法律", "個人情報の保護に関する法律"},
        {"개인정보 보호법", "개인정보 AND 보호법"},
        {"🏦 AND §§ 12", "🏦 AND §§ AND 12"},
        {"100% €5 №7", "100% AND €5 AND №7"},
    };
    for (const auto& row : rows) EXPECT_EQ(read(row.typed), row.canonical) << row.typed;
}

TEST(QuerySyntax, KeepsThePlaceOfEveryNode) {
    const std::string text = " bank (\"central\" OR title:risk) -lang:de";
    const auto result = parse_query(text);
    const Node& root = std::get<ParsedQuery>(result).root;
    const auto at = [&](const Node& node) {
        return text.substr(node.place.begin, node.place.end - node.place.begin);
    };
    ASSERT_EQ(root.children.size(), 3U);
    EXPECT_EQ(at(root), "bank (\"central\" OR title:risk) -lang:de");
    EXPECT_EQ(at(root.children[0]), "bank");
    EXPECT_EQ(at(root.children[1]), "(\"central\" OR title:risk)");
    EXPECT_EQ(at(root.children[1].children[0]), "\"central\"");
    EXPECT_EQ(at(root.children[1].children[1]), "title:risk");
    EXPECT_EQ(at(root.children[2]), "-lang:de");
    EXPECT_EQ(at(root.children[2].children[0]), "lang:de");
}

}  // namespace
}  // namespace gazette
