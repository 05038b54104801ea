#include "indexer/extract/limits.h"
#include "indexer/extract/office_package.h"
#include "indexer/extract/sniff.h"
#include "tests/extract/reading.h"
#include "tests/extract/zip_maker.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using test::detail_of;
using test::document_of;
using test::read;
using test::rejection_of;
using test::zip_of;

std::string docx(const std::string& body, const std::string& styles = "") {
    return zip_of({{"[Content_Types].xml", "<Types/>"},
                   {"word/document.xml",
                    "<w:document xmlns:w='urn:w'><w:body>" + body + "</w:body></w:document>"},
                   {"word/styles.xml", "<w:styles xmlns:w='urn:w'>" + styles + "</w:styles>"}});
}

std::string paragraph(const std::string& text) {
    return "<w:p><w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r></w:p>";
}

TEST(Docx, LeavesOutWhatIsNotTheText) {
    struct Row {
        const char* body;
        const char* want;
    };
    const Row rows[] = {
        {"<w:p><w:r><w:t>one</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
         "<w:ins><w:r><w:t> two</w:t></w:r></w:ins></w:p>",
         "one two"},
        {"<w:p><w:r><w:instrText>PAGEREF x</w:instrText></w:r><w:r><w:t>7</w:t></w:r></w:p>", "7"},
        {"<w:p><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:r><w:t>here</w:t></w:r></w:p>",
         "here"},
        {"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
         "</w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Contents 1</w:t></w:r></w:p>"
         "</w:sdtContent></w:sdt><w:p><w:r><w:t>Text</w:t></w:r></w:p>",
         "Text"},
        {"<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>new</w:t></w:r></mc:Choice><mc:Fallback>"
         "<w:r><w:t>old</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
         "new"},
        {"<w:p><w:r><w:t>Ver</w:t></w:r><w:r><w:t>ordnung</w:t><w:br/><w:t>next</w:t></w:r></w:p>",
         "Verordnung\nnext"},
        {"<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t xml:space='preserve'> </w:t></w:r><w:r><w:t>b</w:t>"
         "</w:r></w:p>",
         "a b"},
        {"<w:p><w:ruby><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r>"
         "</w:rubyBase></w:ruby><w:r><w:t>字</w:t></w:r></w:p>",
         "漢字"},
        {"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t>"
         "</w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr>"
         "</w:tbl>",
         "a\tb\nc"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(document_of(read("a.docx", docx(row.body))).text, row.want) << row.body;
    }
}

TEST(Docx, TakesHeadingsFromStylesInAnyLanguage) {
    const std::string styles =
        "<w:style w:styleId='berschrift1'><w:name w:val='heading 1'/></w:style>"
        "<w:style w:styleId='Own'><w:name w:val='Own'/><w:pPr><w:outlineLvl w:val='1'/></w:pPr>"
        "</w:style>";
    const auto styled = [](const char* style, const char* text) {
        return "<w:p><w:pPr><w:pStyle w:val='" + std::string(style) + "'/></w:pPr><w:r><w:t>" +
               text + "</w:t></w:r></w:p>";
    };
    const Document document =
        document_of(read("a.docx",
                         docx(styled("berschrift1", "§ 1 Zweck") + paragraph("Text.") +
                                  styled("Own", "Anlage 1") + paragraph("Mehr."),
                              styles)));
    ASSERT_EQ(document.segments.size(), 4u);
    EXPECT_EQ(document.segments[0].kind, SegmentKind::heading);
    EXPECT_EQ(document.segments[1].label, "§ 1 Zweck");
    EXPECT_EQ(document.segments[1].kind, SegmentKind::article);
    EXPECT_EQ(document.segments[3].kind, SegmentKind::annex);
    EXPECT_EQ(document.title, "§ 1 Zweck");
}

TEST(Office, FormatsAreKnownByTheirBytes) {
    EXPECT_EQ(sniff_media_type("a", docx(paragraph("x"))), kDocxMediaType);
    EXPECT_EQ(sniff_media_type("a.zip", zip_of({{"a.txt", "x"}})), "application/zip");
    EXPECT_EQ(sniff_media_type("a.zip", zip_of({{"word/a.txt", "x"}})), "application/zip");
    EXPECT_EQ(rejection_of(read("a.xlsx", zip_of({{"xl/workbook.xml", "<x/>"}}))),
              "unsupported_format");
    EXPECT_EQ(detail_of(read("a.xlsx", zip_of({{"xl/workbook.xml", "<x/>"}}))),
              "cannot read an Excel workbook");
}

TEST(Office, OldAndEncryptedDocumentsAreToldApart) {
    const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    const auto wide = [](std::string_view name) {
        std::string out;
        for (const char c : name) {
            out += c;
            out += '\0';
        }
        return out;
    };
    EXPECT_EQ(rejection_of(read("a.docx", ole + wide("EncryptedPackage"))), "locked");
    EXPECT_EQ(rejection_of(read("a.doc", ole + wide("WordDocument"))), "unsupported_format");
    EXPECT_NE(detail_of(read("a.doc", ole + wide("WordDocument"))).find("old Word document"),
              std::string::npos);
}

TEST(Office, DamageIsSaid) {
    EXPECT_EQ(rejection_of(read("a.docx", zip_of({{"a.txt", "x"}}))), "damaged");
    EXPECT_EQ(rejection_of(read("a.docx", zip_of({{"word/other.xml", "<x/>"}}))), "damaged");
    const std::string cut = "<w:document><w:body>" + paragraph("Kept.") + "<w:p><w:r><w:t>lost";
    const Document document = document_of(read("a.docx", zip_of({{"word/document.xml", cut}})));
    EXPECT_EQ(document.text.substr(0, 5), "Kept.");
    ASSERT_EQ(document.origin.warnings.size(), 1u);
    EXPECT_EQ(document.origin.warnings[0].substr(0, 35), "partial: the part word/document.xml");
}

TEST(Office, SurvivesDamageAnywhere) {
    for (const char* name : {"ordinance.docx", "ordinance.odt", "ordinance.epub"}) {
        const std::string whole =
            test::file_bytes(test::source_dir() / "tests/extract/fixtures" / name);
        for (std::size_t at = 0; at < whole.size(); at += 61) {
            std::string damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ 0x41);
            const Extracted extracted = read(name, damaged);
            if (std::holds_alternative<Rejection>(extracted)) {
                EXPECT_FALSE(detail_of(extracted).empty()) << name << " " << at;
            }
        }
        const Extracted half = read(name, whole.substr(0, whole.size() / 2));
        const bool said = std::holds_alternative<Rejection>(half) ||
                          !std::get<Document>(half).origin.warnings.empty();
        EXPECT_TRUE(said) << name;
    }
}

TEST(Office, BombsAreRefused) {
    std::vector<std::pair<std::string, std::string>> many;
    for (std::size_t i = 0; i <= extract_limits::kMaxDocumentEntries; ++i) {
        many.emplace_back("word/" + std::to_string(i) + ".xml", "");
    }
    EXPECT_EQ(rejection_of(read("a.docx", zip_of(many))), "over_limit");
    const std::string zeros(100u << 20, ' ');
    EXPECT_EQ(rejection_of(read("a.docx", zip_of({{"word/document.xml", zeros}}))), "over_limit");
}

TEST(Office, DeepTreesAreReadWithoutRecursion) {
    std::string body;
    for (int i = 0; i < 100000; ++i) body += "<w:x>";
    body += paragraph("deep");
    for (int i = 0; i < 100000; ++i) body += "</w:x>";
    EXPECT_EQ(document_of(read("a.docx", docx(body))).text, "deep");
}

}  // namespace
}  // namespace gazette
