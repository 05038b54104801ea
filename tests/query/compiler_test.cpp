#include "searcher/query/compiler.h"

#include "indexer/format/fields.h"
#include "searcher/query/describe.h"
#include "searcher/query/limits.h"
#include "searcher/query/parser.h"
#include "tests/query/fake_vocabulary.h"
#include "tests/query/syntax_tables.h"
#include "tests/support/source_dir.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

namespace gazette {
namespace {

const test::FakeVocabulary& vocabulary() {
    static const test::FakeVocabulary kVocabulary(
        {"en", "zh", "de", "fr", "ar"},
        {year_term(1997), year_term(2018), year_term(2019), year_term(2020), year_term(2021)});
    return kVocabulary;
}

std::variant<CompiledQuery, QueryError> compile(const std::string& text,
                                                const std::vector<std::string>& scope = {}) {
    static Analyzer analyzer;
    const auto parsed = parse_query(text);
    if (const auto* error = std::get_if<QueryError>(&parsed)) return *error;
    std::vector<LanguageId> languages;
    for (const std::string& tag : scope) languages.push_back(language_of(tag).id);
    return compile_query(std::get<ParsedQuery>(parsed), vocabulary(), languages, analyzer);
}

CompiledQuery compiled(const std::string& text, const std::vector<std::string>& scope = {}) {
    const auto result = compile(text, scope);
    if (const auto* error = std::get_if<QueryError>(&result)) {
        ADD_FAILURE() << text << ": " << error->message;
        return {};
    }
    return std::get<CompiledQuery>(result);
}

// ---- a compiled query as text

std::string shown(const std::string& term) {
    const DescribedTerm described = describe_term(term);
    std::string text(described.kind == "word" ? std::string() : std::string(described.kind) + ":");
    text += described.text;
    if (!described.language.empty()) text += "/" + std::string(described.language);
    return text;
}

std::string shown(const std::vector<std::string>& terms) {
    std::string text;
    for (const std::string& term : terms) text += (text.empty() ? "" : " ") + shown(term);
    return text;
}

void show(const TextClause& clause, const std::string& indent, std::ostream& out) {
    out << indent << "clause" << (clause.exact ? " exact" : "")
        << (clause.title_only ? " title" : "") << "\n";
    for (const Slot& slot : clause.slots) {
        out << indent << "  +" << slot.offset << (slot.symbol ? " symbol " : " ")
            << shown(slot.terms);
        if (slot.exact) {
            out << "   =";
            for (const std::string& surface : slot.surfaces) out << " " << surface;
        }
        out << "\n";
    }
    for (const auto& group : clause.narrowing_terms) {
        out << indent << "  narrow " << shown(group) << "\n";
    }
    for (const ScoredTerm& scored : clause.scored_terms) {
        out << indent << "  score " << scored.weight << " " << shown(scored.terms) << "\n";
    }
}

void show(const CompiledQuery& query,
          const CompiledNode& node,
          const std::string& indent,
          std::ostream& out) {
    static const std::vector<std::string> kNames = {"everything",
                                                    "text",
                                                    "near",
                                                    "together",
                                                    "within",
                                                    "all_of",
                                                    "any_of",
                                                    "none_of",
                                                    "filter",
                                                    "date",
                                                    "at_least"};
    if (node.kind == NodeKind::text) return show(query.clauses[node.clause], indent, out);
    out << indent << kNames[static_cast<std::size_t>(node.kind)];
    if (node.kind == NodeKind::near) out << " " << node.distance;
    if (node.kind == NodeKind::together) out << " " << name_of(node.unit);
    if (node.ordered) out << " ordered";
    if (node.excluding) out << " excluding";
    for (const std::string& term : node.filter_terms) out << " " << shown(term);
    out << "\n";
    for (const CompiledNode& child : node.children) show(query, child, indent + "  ", out);
}

std::string shown(const CompiledQuery& query) {
    std::ostringstream out;
    show(query, query.root, "  ", out);
    if (query.xapian_suffices) out << "  xapian suffices\n";
    return out.str();
}

// tests/golden/query/compiled.txt: queries, one a line that begins with "? ", each with what comes
// of it. UPDATE_GOLDEN=1 writes it anew from its queries.
TEST(QueryCompiler, CompilesTheGoldenQueries) {
    const std::string path = (test::source_dir() / "tests/golden/query/compiled.txt").string();
    std::ifstream file(path);
    ASSERT_TRUE(file) << path;
    std::stringstream golden;
    golden << file.rdbuf();
    std::string made;
    int queries = 0;
    for (std::string line; std::getline(golden, line);) {
        if (line.rfind("# ", 0) == 0) made += (made.empty() ? "" : "\n") + line + "\n";
        if (line.rfind("? ", 0) != 0) continue;
        made += "\n" + line + "\n" + shown(compiled(line.substr(2)));
        ++queries;
    }
    EXPECT_GT(queries, 20);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path) << made;
        return;
    }
    EXPECT_EQ(made, golden.str());
}

// ---- scope

TEST(QueryCompiler, StemsInTheLanguagesThatAreAskedFor) {
    const auto terms_of = [](const std::vector<std::string>& scope) {
        return shown(compiled("banking", scope).clauses.at(0).slots.at(0).terms);
    };
    EXPECT_EQ(terms_of({"en"}), "banking bank/en");
    EXPECT_EQ(terms_of({"de"}), "banking banking/de");
    EXPECT_EQ(terms_of({"zh"}), "banking");
    EXPECT_EQ(terms_of({}), "banking bank/en banking/de banking/fr");
}

// ---- the shape of the tree

std::string shape(const CompiledNode& node) {
    static const std::vector<std::string> kNames = {
        "*", "t", "near", "together", "within", "and", "or", "not", "f", "d", "n"};
    std::string text = kNames[static_cast<std::size_t>(node.kind)];
    if (node.children.empty()) return text;
    text += "(";
    for (const CompiledNode& child : node.children) text += shape(child) + " ";
    text.back() = ')';
    return text;
}

TEST(QueryCompiler, ExcludesFromSomething) {
    const struct {
        const char* query;
        const char* shape;
    } rows[] = {
        {"", "*"},
        {"a", "t"},
        {"a -b", "and(t not(t))"},
        {"-a", "and(* not(t))"},
        {"-a -b", "and(* not(t) not(t))"},
        {"NOT NOT a", "and(* not(and(* not(t))))"},
        {"a OR -b", "or(t and(* not(t)))"},
        {"NOT (a OR NOT b)", "and(* not(or(t and(* not(t)))))"},
        {"lang:de -date:2019", "and(f not(d))"},
        {"a NEAR/3 (b OR c)", "near(t or(t t))"},
        {"atleast3(a OR b)", "n(or(t t))"},
        {"(NOT a) /s b", "together(and(* not(t)) t)"},
    };
    for (const auto& row : rows) EXPECT_EQ(shape(compiled(row.query).root), row.shape) << row.query;
}

TEST(QueryCompiler, SaysWhenXapianSuffices) {
    const struct {
        const char* query;
        bool suffices;
    } rows[] = {
        {"", true},
        {"bank", true},
        {"bank OR -title:insurer lang:de date:2019", true},
        {"港", true},
        {"\"bank\"", false},
        {"香港", false},
        {"COVID-19", false},
        {"bank NEAR/2 insurer", false},
        {"bank /s insurer", false},
        {"bank -\"insurer\"", false},
        {"§12", false},
    };
    for (const auto& row : rows) {
        EXPECT_EQ(compiled(row.query).xapian_suffices, row.suffices) << row.query;
    }
}

TEST(QueryCompiler, KeepsThePlaceOfEveryClause) {
    const CompiledQuery query = compiled("bank title:\"central bank\"");
    ASSERT_EQ(query.clauses.size(), 2U);
    EXPECT_EQ(query.clauses[1].place.begin, 5U);
    EXPECT_EQ(query.clauses[1].place.end, 25U);
}

// ---- errors

TEST(QueryCompiler, RefusesTextsWithoutAnythingToSearchFor) {
    const auto rows = test::syntax_tables("compile errors");
    ASSERT_GE(rows.size(), 3U);
    for (const auto& row : rows) {
        const auto result = compile(row[0]);
        const auto* error = std::get_if<QueryError>(&result);
        ASSERT_NE(error, nullptr) << row[0];
        EXPECT_EQ(error->code, row[1]) << row[0];
        EXPECT_EQ(std::to_string(error->place.begin) + "-" + std::to_string(error->place.end),
                  row[2]);
    }
}

TEST(QueryCompiler, CompilesEveryExampleOfTheSyntax) {
    for (const auto& row : test::syntax_tables("examples")) {
        const auto result = compile(row[0]);
        const auto* error = std::get_if<QueryError>(&result);
        EXPECT_EQ(error, nullptr) << row[0] << ": " << error->message;
    }
}

TEST(QueryCompiler, LeavesPunctuationInAPhraseWithoutAPosition) {
    const CompiledQuery query = compiled("\"Brexit — what, now?\"");
    const auto& slots = query.clauses.at(0).slots;
    ASSERT_EQ(slots.size(), 3U);
    EXPECT_EQ(slots[1].offset, 1U);
    EXPECT_EQ(slots[2].offset, 2U);
}

TEST(QueryCompiler, BoundsTheTermsOfAllWordsTogether) {
    std::string words = "\"";
    for (int i = 0; words.size() < 8000; ++i) {
        words += "wort";
        for (int rest = i; rest > 0; rest /= 26) words += static_cast<char>('a' + rest % 26);
        words += "ung ";
    }
    words += "\"";
    // some 800 words, each with its surface form and its terms in "en", "de", "fr"
    EXPECT_TRUE(std::holds_alternative<CompiledQuery>(compile(words)));
    std::vector<std::string> every_language;
    for (const Language& language : languages()) every_language.emplace_back(language.tag);
    const auto result = compile(words, every_language);
    const auto* error = std::get_if<QueryError>(&result);
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->code, "too_many_terms");
    EXPECT_NE(error->message.find("10000"), std::string::npos);
}

TEST(QueryCompiler, TakesTheLongestQuotationOfCharacters) {
    std::string text = "\"";
    for (int i = 0; text.size() + 4 < query_limits::kMaxQueryBytes; ++i) {
        const int c = 0x4E00 + i * 7;
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
    }
    text += "\"";
    const CompiledQuery query = compiled(text);
    ASSERT_EQ(query.clauses.size(), 1U);
    EXPECT_GT(query.clauses[0].slots.size(), 2700U);
}

}  // namespace
}  // namespace gazette
