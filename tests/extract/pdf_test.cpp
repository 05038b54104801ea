#include "indexer/extract/limits.h"
#include "indexer/extract/ocr.h"
#include "indexer/extract/pdf_metadata.h"
#include "tests/extract/pdf_maker.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace gazette {
namespace {

using test::detail_of;
using test::document_of;
using test::PdfMaker;
using test::Print;
using test::read;
using test::rejection_of;

const Segment* segment(const Document& document, std::string_view id) {
    for (const Segment& segment : document.segments) {
        if (segment.id == id) return &segment;
    }
    return nullptr;
}

std::string text_of(const Document& document, std::string_view id) {
    const Segment* found = segment(document, id);
    return found == nullptr ? "no segment " + std::string(id)
                            : document.text.substr(found->begin, found->end - found->begin);
}

std::vector<Print> body(const std::vector<std::string>& lines) {
    std::vector<Print> prints;
    double y = 700;
    for (const std::string& line : lines) {
        prints.push_back({72, y, 11, line});
        y -= 13;
    }
    return prints;
}

// A page with a head and a number, as a gazette's.
std::vector<Print> gazette_page(const std::vector<std::string>& lines, int number) {
    std::vector<Print> prints = body(lines);
    prints.insert(prints.begin(), {72, 800, 9, "Official Gazette of Marenne No. 12"});
    prints.push_back({290, 40, 9, std::to_string(number)});
    return prints;
}

PdfMaker gazette() {
    PdfMaker pdf;
    pdf.page(gazette_page({"The minister may suspend a licence where the holder of it",
                           "fails to report a spill of oil within two days of the"},
                          411));
    pdf.page(gazette_page({"discovery of that spill by a member of the crew or by a",
                           "pilot. An appeal lies to the court of the district."},
                          412));
    pdf.page(gazette_page({"A pilot who sees a spill shall report it to the harbour",
                           "master, who keeps a register of all reports and their dates."},
                          413));
    return pdf;
}

TEST(Pdf, FindsASentenceAcrossAPageBreak) {
    const Document document = document_of(read("gazette.pdf", gazette().bytes()));
    EXPECT_NE(document.text.find("within two days of the discovery of that spill"),
              std::string::npos)
        << document.text;
    EXPECT_EQ(text_of(document, "p1").substr(0, 21), "The minister may susp");
    EXPECT_EQ(text_of(document, "p2").substr(0, 22), "discovery of that spil");
    ASSERT_NE(segment(document, "p2"), nullptr);
    EXPECT_EQ(segment(document, "p2")->page, 2u);
    EXPECT_EQ(segment(document, "p2")->kind, SegmentKind::page);
}

TEST(Pdf, KeepsHeadsAndPageNumbersOutOfTheFlow) {
    const Document document = document_of(read("gazette.pdf", gazette().bytes()));
    EXPECT_EQ(text_of(document, "p2-edge"), "Official Gazette of Marenne No. 12\n412");
    EXPECT_EQ(segment(document, "p2-edge")->page, 2u);
    EXPECT_EQ(document.text.find("Official Gazette"), segment(document, "p1-edge")->begin);
}

TEST(Pdf, JoinsAWordAcrossAPageBreak) {
    PdfMaker pdf;
    pdf.page(body({"This is a long enough line of print that ends in a bro-"}));
    pdf.page(body({"ken word, and goes on."}));
    const Document document = document_of(read("a.pdf", pdf.bytes()));
    EXPECT_NE(document.text.find("in a broken word"), std::string::npos) << document.text;
    EXPECT_EQ(text_of(document, "p2").substr(0, 3), "ken");
}

TEST(Pdf, PutsFootnotesBehindTheParagraphThatLeavesThePage) {
    PdfMaker pdf;
    std::vector<Print> first = body({"The minister may suspend a licence where the holder of it",
                                     "fails to report a spill of oil within two days of the"});
    first.push_back({72, 80, 8, "1 See section 4 of the Act."});
    pdf.page(first);
    pdf.page(
        body({"discovery of that spill.", "", "An appeal lies to the court of the district."}));
    const Document document = document_of(read("a.pdf", pdf.bytes()));
    EXPECT_NE(document.text.find("two days of the discovery of that spill."), std::string::npos)
        << document.text;
    EXPECT_EQ(text_of(document, "p1-notes"), "1 See section 4 of the Act.");
    EXPECT_EQ(segment(document, "p1-notes")->page, 1u);
}

TEST(Pdf, TakesHeadingsFromTheOutline) {
    PdfMaker pdf;
    pdf.page({{72, 720, 16, "1 Purpose"},
              {72, 690, 11, "This regulation protects the harbour."},
              {72, 650, 16, "2 Scope"},
              {72, 620, 11, "It applies to all vessels."}});
    pdf.page(body({"It applies to pilots too."}));
    pdf.outline = {"Purpose", "Scope"};
    const Document document = document_of(read("a.pdf", pdf.bytes()));
    std::vector<std::string> got;
    for (const Segment& s : document.segments) {
        got.push_back(std::string(name_of(s.kind)) + " " + s.label + " " + std::to_string(s.page));
    }
    const std::vector<std::string> want = {"heading 1 Purpose 1",
                                           "section 1 Purpose 1",
                                           "heading 2 Scope 1",
                                           "section 2 Scope 1",
                                           "section 2 Scope 2"};
    EXPECT_EQ(got, want);
}

TEST(Pdf, SaysThePrintedNumberOfAPage) {
    PdfMaker pdf;
    pdf.page(body({"Foreword of the editor."}));
    pdf.page(body({"Text of the statute."}));
    pdf.page_labels = "/Nums [0 << /S /r /St 4 >> 1 << /S /D /St 2 >>]";
    const Document document = document_of(read("a.pdf", pdf.bytes()));
    ASSERT_NE(segment(document, "p1"), nullptr);
    EXPECT_EQ(segment(document, "p1")->label, "Page 1 (p. iv as printed)");
    EXPECT_EQ(segment(document, "p2")->label, "") << "the same as the page's own number";
}

TEST(Pdf, ReadsItsMetadata) {
    PdfMaker pdf;
    pdf.page(body({"Text of the notice."}));
    pdf.info =
        "/Title (Notice on pilots) /Author (Harbour Office) "
        "/CreationDate (D:20210304120000+01'00') /ModDate (D:20210305)";
    const Document document = document_of(read("a.pdf", pdf.bytes()));
    EXPECT_EQ(document.title, "Notice on pilots");
    EXPECT_EQ(to_string(document.modified), "2021-03-05");
    EXPECT_FALSE(document.published.known()) << "the day on which the file was made is another";
    EXPECT_EQ(document.metadata_json,
              R"({"author":"Harbour Office","created":"2021-03-04","pages":1})");
}

TEST(Pdf, TakesTheTitleFromThePrintWhereTheFileHasNone) {
    PdfMaker pdf;
    pdf.page({{72, 760, 20, "Order on the Pilotage"},
              {72, 736, 20, "of Large Vessels"},
              {72, 690, 11, "The harbour master orders as follows, with effect from today."}});
    pdf.info = "/Title (Microsoft Word - order_final_v2.doc)";
    const Document document = document_of(read("a.pdf", pdf.bytes()));
    EXPECT_EQ(document.title, "Order on the Pilotage of Large Vessels");
    EXPECT_NE(document.metadata_json.find("order_final_v2"), std::string::npos);
}

TEST(Pdf, KnowsTitlesThatProgramsPutIn) {
    for (const char* title : {"Microsoft Word - x.doc",
                              "untitled",
                              "Untitled-1",
                              "bgbl1_2013.pdf",
                              "Layout 1",
                              "Document1",
                              "tmp-14096",
                              "783583_v2_indd",
                              "a",
                              "12",
                              "bgbl113073 4165..4268",
                              "PowerPoint Presentation",
                              "scan0001"}) {
        EXPECT_TRUE(is_junk_title(title, "/a/b.pdf")) << title;
    }
    EXPECT_TRUE(is_junk_title("minutes", "/a/minutes.pdf"));
    for (const char* title : {"A - N° 43 / 18 mai 1984",
                              "Documents of the Council",
                              "法令",
                              "Order 5",
                              "Layout of ports",
                              "None of these is law 2",
                              "Test of pilots"}) {
        EXPECT_FALSE(is_junk_title(title, "/a/b.pdf")) << title;
    }
}

TEST(Pdf, ReadsDates) {
    EXPECT_EQ(iso_day_of_pdf_date("D:20130806143000+02'00'"), "2013-08-06");
    EXPECT_EQ(iso_day_of_pdf_date("20130806"), "2013-08-06");
    EXPECT_EQ(iso_day_of_pdf_date("D:2013"), "2013");
    EXPECT_EQ(iso_day_of_pdf_date("D:20131306"), "");
    EXPECT_EQ(iso_day_of_pdf_date("yesterday"), "");
    EXPECT_EQ(iso_day_of_pdf_date(""), "");
}

TEST(Pdf, TellsPicturesBlankPagesAndDamageApart) {
    static const std::string kBox = "0 0 0 rg 100 100 300 300 re f\n";
    PdfMaker pictures;
    pictures.picture(kBox);
    pictures.picture(kBox);
    EXPECT_EQ(rejection_of(read("a.pdf", pictures.bytes())), "no_text_layer");

    PdfMaker mixed;
    mixed.page(body({"One page of text."}));
    mixed.picture(kBox);
    mixed.picture(kBox);
    mixed.picture("");  // blank
    mixed.page(body({"And another."}));
    mixed.picture(kBox);
    const Document document = document_of(read("a.pdf", mixed.bytes()));
    ASSERT_EQ(document.origin.warnings.size(), 1u);
    EXPECT_EQ(document.origin.warnings[0],
              "partial: pages 2-3, 6 of 6 have no text layer: pictures of text");

    EXPECT_EQ(rejection_of(read("a.pdf", "%PDF-1.7 and nothing more")), "damaged");
    EXPECT_EQ(rejection_of(read("a.pdf", gazette().bytes().substr(0, 60))), "damaged");
}

// Drawn, not printed: the letters E, F, H, I, L and T.
std::string drawn(const std::string& words, int x, int y) {
    static const std::map<char, std::string> kBars = {
        {'E', "lbmt"}, {'F', "lmt"}, {'H', "lrm"}, {'I', "c"}, {'L', "lb"}, {'T', "ct"}};
    static const std::map<char, std::string> kPlaces = {{'l', "0 0 4 28"},
                                                        {'r', "14 0 4 28"},
                                                        {'c', "7 0 4 28"},
                                                        {'b', "0 0 18 4"},
                                                        {'m', "0 12 18 4"},
                                                        {'t', "0 24 18 4"}};
    std::string out = "0 0 0 rg\n";
    for (const char letter : words) {
        const auto bars = kBars.find(letter);
        out += "q 1 0 0 1 " + std::to_string(x) + " " + std::to_string(y) + " cm\n";
        if (bars != kBars.end()) {
            for (const char bar : bars->second) out += kPlaces.at(bar) + " re f\n";
        }
        out += "Q\n";
        x += 25;
    }
    return out;
}

TEST(Pdf, ReadsPicturesOfTextWhereAsked) {
    try {
        const Ocr is_there("eng");
    } catch (const OcrError& missing) {
        GTEST_SKIP() << missing.what();
    }
    PdfMaker pdf;
    pdf.page(body({"One page of text."}));
    pdf.picture(drawn("THE HILL FELL", 80, 700) + drawn("LET IT FILL THE TILT", 60, 640));
    Input input{"a.pdf", "a", "c", "application/pdf", pdf.bytes(), {}};
    EXPECT_EQ(std::get<Document>(extract(input)).text.find("HILL"), std::string::npos);
    input.ocr = "eng";
    const Extracted extracted = extract(input);
    const Document& document = std::get<Document>(extracted);
    EXPECT_NE(document.text.find("THE HILL FELL"), std::string::npos) << document.text;
    const std::size_t at = document.text.find("HILL");
    const bool on_page_2 = std::any_of(
        document.segments.begin(), document.segments.end(), [at](const Segment& segment) {
            return segment.page == 2 && segment.begin <= at && at < segment.end;
        });
    EXPECT_TRUE(on_page_2);
    ASSERT_EQ(document.origin.warnings.size(), 1U);
    EXPECT_EQ(document.origin.warnings[0].substr(0, 66),
              "partial: pages 2 of 2 are pictures of text, read by OCR (Tesseract");
    EXPECT_THROW(Ocr("no_such_language"), OcrError);
    EXPECT_THROW(Ocr("../eng"), OcrError);
}

TEST(Pdf, ReadsAFileThatWasCutAndSaysSo) {
    const std::string whole = gazette().bytes();
    const Document document = document_of(read("a.pdf", whole.substr(0, whole.find("startxref"))));
    EXPECT_NE(document.text.find("The minister may suspend"), std::string::npos);
    ASSERT_FALSE(document.origin.warnings.empty());
    EXPECT_EQ(document.origin.warnings[0].substr(0, 29), "partial: the file has no end ");
}

TEST(Pdf, SurvivesDamageAnywhere) {
    const std::string whole = gazette().bytes();
    for (std::size_t at = 0; at < whole.size(); at += 7) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 0x15);
        const Extracted extracted = read("a.pdf", damaged);
        if (std::holds_alternative<Rejection>(extracted)) {
            EXPECT_FALSE(detail_of(extracted).empty()) << at;
        }
    }
}

TEST(Pdf, IsKnownBehindAFewBytesOfAnotherKind) {
    EXPECT_EQ(sniff_media_type("a.pdf", "\r\n\r\n%PDF-1.4\n"), "application/pdf");
    EXPECT_EQ(sniff_media_type("a.txt", "about %PDF- headers"), "text/plain");
}

}  // namespace
}  // namespace gazette
