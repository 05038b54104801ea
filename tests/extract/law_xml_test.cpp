// XML that is damaged, hostile or strange. What well-formed laws become: the files in fixtures/.
#include "indexer/extract/limits.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace gazette {
namespace {

using namespace std::string_literals;
using test::document_of;
using test::read;
using test::rejection_of;
using test::repeated;

std::string warnings_of(const Document& document) {
    std::string all;
    for (const std::string& warning : document.origin.warnings) all += warning + "\n";
    return all;
}

std::string label_at(const Document& document, std::string_view phrase) {
    const std::size_t at = document.text.find(phrase);
    if (at == std::string::npos) return "(no such text)";
    for (const Segment& segment : document.segments) {
        if (segment.begin <= at && at < segment.end) {
            return std::string(name_of(segment.kind)) + " " + segment.label;
        }
    }
    return "(in no segment)";
}

std::string fixture(const char* name) {
    return test::file_bytes(test::source_dir() / "tests/extract/fixtures" / name);
}

TEST(LawXml, APhraseIsShownWithItsProvision) {
    const struct {
        const char* file;
        const char* phrase;
        const char* want;
    } rows[] = {
        {"act_akn.xml", "measure the ice", "paragraph Section 1(1)"},
        {"act_akn.xml", "the place.", "paragraph Section 1(2)(b)"},
        {"act_akn.xml", "Ice is a hazard", "quoted Section 2"},
        {"act_akn.xml", "40 cm", "article Schedule 1, Paragraph 1"},
        {"act_formex.xml", "This Regulation applies", "paragraph Article 1(1)"},
        {"act_formex.xml", "hail", "paragraph Article 1(2)(b)"},
        {"act_formex.xml", "Ice is measured", "paragraph Recital 1"},
        {"act_formex.xml", "Ice is a hazard", "quoted Article 2"},
        {"act_formex.xml", "Of the annex", "article ANNEX I, Article 1"},
        {"law_taiwan.xml", "前項測量", "paragraph 第 12-1 條第 2 項"},
        {"law_taiwan.xml", "海冰應測量", "article 第 1 條"},
        {"act_clml.xml", "the thickness", "paragraph Section 1(2)(a)"},
        {"act_clml.xml", "Ice is a hazard", "quoted Section 2"},
        {"act_clml.xml", "North.", "article Schedule 1, paragraph 1"},
        {"title_uslm.xml", "the thickness", "paragraph § 1(b)(1)"},
        {"title_uslm.xml", "Ice is a hazard", "quoted § 2"},
        {"catalog_oscal.xml", "Measures the ice", "paragraph IC-1(a)"},
        {"udhr.xml", "Partout", "paragraph Article 2(2)"},
    };
    for (const auto& row : rows) {
        const Document document = document_of(read(row.file, fixture(row.file)));
        EXPECT_EQ(label_at(document, row.phrase), row.want) << row.file << ": " << row.phrase;
    }
}

TEST(LawXml, TheThreeFormsOfOscalAreOneText) {
    const Document xml = document_of(read("a.xml", fixture("catalog_oscal.xml")));
    for (const char* file : {"catalog_oscal.json", "catalog_oscal.yaml"}) {
        const Document other = document_of(read(file, fixture(file)));
        EXPECT_EQ(other.text, xml.text) << file;
        EXPECT_EQ(other.segments.size(), xml.segments.size()) << file;
        EXPECT_EQ(other.title, xml.title) << file;
    }
}

TEST(LawXml, DeletedTextIsKeptAndSaysSo) {
    const Document document = document_of(read(
        "a.xml",
        "<CONS.ACT><CONS.DOC><ENACTING.TERMS><ARTICLE IDENTIFIER='001'><TI.ART>Article 1</TI.ART>"
        "<ALINEA>Acts <?CLG.MDFO ID=\"O1\" IDREF=\"C1\" ACTION=\"DELETED\"?>seven,<?CLG.MDFC "
        "ID=\"C1\" IDREF=\"O1\"?> "
        "nine.</ALINEA></ARTICLE></ENACTING.TERMS></CONS.DOC></CONS.ACT>"));
    EXPECT_EQ(label_at(document, "Acts"), "article Article 1");
    EXPECT_EQ(label_at(document, "seven"), "article Article 1 [deleted]");
    EXPECT_EQ(label_at(document, "nine"), "article Article 1");
}

TEST(LawXml, AManifestIsNoDocument) {
    const Extracted manifest = read("a.doc.xml",
                                    "<DOC xsi:noNamespaceSchemaLocation='formex'><FMX><REF.PHYS "
                                    "FILE='a.xml'/></FMX></DOC>");
    EXPECT_EQ(rejection_of(manifest), "not_a_document");
    EXPECT_NE(test::detail_of(manifest).find("a.xml"), std::string::npos);
}

TEST(DamagedXml, IsReadUpToThereAndSaysSo) {
    const std::string act = fixture("act_formex.xml");
    std::size_t documents = 0;
    for (std::size_t size = 0; size + 10 < act.size(); size += 37) {
        const Extracted extracted = read("act.xml", act.substr(0, size));
        if (!rejection_of(extracted).empty()) continue;
        const Document document = document_of(extracted);
        EXPECT_NE(warnings_of(document).find("damaged:"), std::string::npos) << size;
        ++documents;
    }
    EXPECT_GT(documents, 20U);
    // An end tag that is wrong in the middle: all of the text is kept.
    const Document document =
        document_of(read("a.xml", "<?xml version='1.0'?><a><p>first</q><p>second</p></a>"));
    EXPECT_NE(document.text.find("first"), std::string::npos);
    EXPECT_NE(document.text.find("second"), std::string::npos);
    EXPECT_NE(warnings_of(document).find("damaged:"), std::string::npos);
}

TEST(HostileXml, EntitiesNeitherGrowNorReachOut) {
    std::string bomb = "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a0 'laugh'>";
    for (int i = 1; i < 12; ++i) {
        bomb += "<!ENTITY a" + std::to_string(i) + " '" +
                repeated("&a" + std::to_string(i - 1) + ";", 10) + "'>";
    }
    bomb += "]><l><p>begin &a11; end</p></l>";
    const Document laughs = document_of(read("a.xml", bomb));
    EXPECT_EQ(laughs.text, "begin &a11; end");
    EXPECT_NE(warnings_of(laughs).find("&a11;"), std::string::npos);
    const Document file = document_of(
        read("a.xml",
             "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><l>&x; is "
             "it</l>"));
    EXPECT_EQ(file.text, "&x; is it");
    const Document html =
        document_of(read("a.xml", "<?xml version='1.0'?><l>&eacute;&sect;&#167;</l>"));
    EXPECT_EQ(html.text, "é§§");
}

TEST(HostileXml, DepthAndSizeCostNoMoreThanTheirBytes) {
    const std::size_t depth = 500'000;
    const Document deep = document_of(
        read("a.xml",
             "<?xml version='1.0'?>" + repeated("<a>", depth) + "deep" + repeated("</a>", depth)));
    EXPECT_EQ(deep.text, "deep");
    for (const char* root : {"akomaNtoso", "CONS.ACT", "billStatus", "udhr", "法規"}) {
        const std::string name(root);
        const Extracted nested = read("a.xml",
                                      "<" + name + "><article><num>1.</num>" +
                                          repeated("<paragraph><num>(1)</num>", 50'000) + "deep");
        if (!rejection_of(nested).empty()) continue;
        for (const Segment& segment : document_of(nested).segments) {
            EXPECT_LE(segment.label.size(), extract_limits::kMaxLabelBytes + 20);
        }
    }
    const Document long_text = document_of(
        read("a.xml", "<?xml version='1.0'?><a><p>" + repeated("word ", 20'000'000) + "</p></a>"));
    EXPECT_EQ(long_text.text.size(), 5 * 20'000'000U - 1);
    EXPECT_EQ(rejection_of(read("a.xml",
                                "<?xml version='1.0'?><a>" +
                                    repeated("<b/>", extract_limits::kMaxXmlTags) + "</a>")),
              "too_large");
    EXPECT_EQ(rejection_of(read("a.xml", "<?xml version='1.0'?>")), "damaged");
    EXPECT_EQ(rejection_of(read("a.xml", "<?xml version='1.0'?><a><b/></a>")), "empty");
}

TEST(StrangeXml, EncodingsAreThoseOfTheBytes) {
    const Document lies = document_of(
        read("a.xml", "<?xml version='1.0' encoding='iso-8859-1'?><a>Gesetz über Größe</a>"));
    EXPECT_EQ(lies.text, "Gesetz über Größe");
    EXPECT_NE(warnings_of(lies).find("iso-8859-1"), std::string::npos);
    const Document latin =
        document_of(read("a.xml",
                         "<?xml version='1.0' encoding='iso-8859-1'?><a>Gr\xF6\xDF"
                         "e</a>"));
    EXPECT_EQ(latin.text, "Größe");
    std::string utf16 = "\xFF\xFE";
    for (const char c : "<?xml version='1.0' encoding='utf-16'?><a>ice</a>"s) {
        utf16 += c;
        utf16 += '\0';
    }
    EXPECT_EQ(document_of(read("a.xml", utf16)).text, "ice");
    const Document chinese = document_of(read(
        "a.xml", "<?xml version='1.0' encoding='gb2312'?><a>\xB7\xA8\xC2\xC9\xCC\xF5\xCE\xC4</a>"));
    EXPECT_EQ(chinese.text, "法律条文");
    const Document nul = document_of(
        read("a.xml", "<?xml version='1.0'?><a>" + repeated("word ", 100) + "one\x01two</a>"));
    EXPECT_TRUE(nul.text.ends_with("one two"));
}

TEST(StrangeXml, BlocksAndRunningTextAreToldApart) {
    const Document document = document_of(read(
        "a.xml", "<?xml version='1.0'?><r><t>Title</t><b>One <i>two</i>three.</b><b>Four</b></r>"));
    EXPECT_EQ(document.text, "Title\n\nOne twothree.\n\nFour");
}

}  // namespace
}  // namespace gazette
