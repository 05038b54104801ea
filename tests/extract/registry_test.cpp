#include "indexer/extract/limits.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

namespace gazette {
namespace {

using namespace std::string_literals;
using test::detail_of;
using test::document_of;
using test::read;
using test::rejection_of;

TEST(SniffMediaType, KnowsFormatsByNameAndBytes) {
    struct Row {
        const char* name;
        std::string bytes;
        std::string_view want;
    };
    const Row rows[] = {
        {"a.jsonl", "{\"text\":\"a\"}\n", kJsonLinesMediaType},
        {"a.NDJSON", "{}\n", kJsonLinesMediaType},
        {"a.json", "{\n \"text\": \"a\"\n}", kRecordMediaType},
        {"a.json", "{\"text\":\"a\"}", kRecordMediaType},
        {"a.json", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", kJsonLinesMediaType},
        {"dir.d/a.md", "# T", "text/markdown"},
        {"a.markdown", "# T", "text/markdown"},
        {"a.html", "<p>x", "text/html"},
        {"a.HTM", "<p>x", "text/html"},
        {"a.xhtml", "<?xml version='1.0'?><html>", "text/html"},
        {"a.xml", "<?xml version='1.0'?><!DOCTYPE html><html>", "text/html"},
        {"a.xml", "<?xml version='1.0'?><act>", "application/xml"},
        {"a.xml", "<?xml version='1.0'?><feed><title>&lt;html&gt; <html/>", "application/atom+xml"},
        {"a.xml", "<a:akomaNtoso xmlns:a='x'>", "application/akn+xml"},
        {"a", "<?xml version='1.0'?><!-- > --><CONS.ACT>", "application/x-formex+xml"},
        {"a.xml", "<法規>\n<法規性質>", "application/x-taiwan-law+xml"},
        {"a.xml", "<!DOCTYPE x [<!ENTITY a '>'>]><billStatus>", "application/x-bill-status+xml"},
        {"a.xml",
         "<Legislation xmlns='http://www.legislation.gov.uk/namespaces/legislation'>",
         "application/x-clml+xml"},
        {"a.xml",
         "<uslm:lawDoc xmlns:uslm='http://xml.house.gov/schemas/uslm/1.0'>",
         "application/x-uslm+xml"},
        {"a.yaml", "catalog:\n  uuid: 1\n  metadata:\n    oscal-version: 1", "application/oscal"},
        {"a.json", "{\"catalog\": {\"metadata\": {\"oscal-version\": \"1\"", "application/oscal"},
        {"a.yaml", "a: 1", "application/octet-stream"},
        {"a.sgm", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS NEWID=\"1\">", "text/sgml"},
        {"fr94", "<DOC>\n<DOCNO> FR94 </DOCNO>", "text/sgml"},
        {"a.txt", "plain", "text/plain"},
        {"a.txt", "<html> in a text file", "text/plain"},
        {"README", "plain", "text/plain"},
        {"page", "\n <!DOCTYPE HTML><title>x", "text/html"},
        {"cap123.eng", "A statute.", "text/plain"},
        {".hidden", "plain", "text/plain"},
        {"a.txt", "", "text/plain"},
        {"a.txt", "\xFF\xFEg\0r\0\xFC\0n\0"s, "text/plain"},
        {"a.txt", "\xCF\xF0\xE8\xE2\xE5\xF2", "text/plain"},
        {"a.css", "a { }", "application/octet-stream"},
        {"a.txt", "%PDF-1.4\n", "application/pdf"},
        {"a.html", "PK\x03\x04zip", "application/zip"},
        {"a", "\x1F\x8B\x08", "application/gzip"},
        {"a", "\x28\xB5\x2F\xFD", "application/zstd"},
        {"a", "\x89PNG\r\n\x1A\n", "application/octet-stream"},
        {"a.txt", "a\0b\0\1\2c"s, "application/octet-stream"},
        {"a", std::string(300, '\0'), "application/octet-stream"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(sniff_media_type(row.name, row.bytes), row.want) << row.name << " " << row.bytes;
    }
}

TEST(Extract, NamesWhatItCannotRead) {
    struct Row {
        const char* name;
        std::string bytes;
        const char* words;
    };
    const Row rows[] = {
        {"a.jpg", "\xFF\xD8\xFF\xE0", "a JPEG image"},
        {"a.bin", "\0\1\2\3\4\5"s, "a binary file"},
        {"a.css", "a {}", "a .css file"},
        {"a.warc", "WARC/1.0\r\n", "a web archive"},
    };
    for (const Row& row : rows) {
        const Extracted extracted = read(row.name, row.bytes);
        EXPECT_EQ(rejection_of(extracted), "unsupported_format") << row.name;
        EXPECT_EQ(detail_of(extracted), "cannot read "s + detail_of(extracted).substr(12));
        EXPECT_NE(detail_of(extracted).find(row.words), std::string::npos) << detail_of(extracted);
    }
}

TEST(Extract, CompletesADocumentFromItsInput) {
    const Document document =
        document_of(read("notes/minutes.txt", "\n\nA short first line\n\nMore."));
    EXPECT_EQ(document.id, "notes/minutes.txt");
    EXPECT_EQ(document.collection, "samples");
    EXPECT_EQ(document.title, "A short first line");
    EXPECT_EQ(document.text, "\n\nA short first line\n\nMore.") << "kept as it is";
    EXPECT_EQ(document.origin.uri, "/archive/notes/minutes.txt");
    EXPECT_EQ(document.origin.extractor, "plain_text");
    EXPECT_EQ(document.origin.extractor_version, 3);
}

TEST(Extract, FallsBackToTheFileNameOrTheFirstWordsForATitle) {
    const std::string paragraph = test::repeated("word ", 100);
    EXPECT_EQ(document_of(read("dir/minutes.2019.txt", paragraph)).title, "minutes.2019");
    EXPECT_EQ(document_of(read("a.html", "<p>no heading")).title, "a");
    const std::string title =
        document_of(read("a.json", "{\"id\":\"1\",\"text\":\"" + paragraph + "\"}")).title;
    EXPECT_EQ(title.substr(0, 10), "word word ");
    EXPECT_LT(title.size(), 200u);
    EXPECT_TRUE(title.ends_with("…"));
}

TEST(Extract, ShortensATitleAndKeepsItWhole) {
    const std::string title = test::repeated("ä", 5000);
    const Document document =
        document_of(read("a.json", R"({"id":"1","x":1,"text":"a","title":")" + title + "\"}"));
    EXPECT_LE(document.title.size(), extract_limits::kMaxTitleBytes);
    EXPECT_TRUE(document.title.ends_with("ä…"));
    EXPECT_EQ(document.metadata_json, R"({"full_title":")" + title + R"(","x":1})");
    EXPECT_EQ(document.origin.warnings.size(), 1u);
}

TEST(Extract, TidiesTheSpaceOfATitle) {
    EXPECT_EQ(
        document_of(read("a.json", R"({"id":"1","text":"a","title":" Two\r\n words\t "})")).title,
        "Two words");
}

TEST(Extract, MakesIdsOfAnyFileName) {
    const Document tab = document_of(read("a\tb\xFF.txt", "text"));
    EXPECT_EQ(tab.id, "a%09b%FF.txt");
    EXPECT_EQ(tab.origin.uri, "/archive/a%09b%FF.txt");
    const std::string long_name = test::repeated("ordner/", 300);
    const Document first = document_of(read(long_name + "1.txt", "text"));
    const Document second = document_of(read(long_name + "2.txt", "text"));
    EXPECT_LE(first.id.size(), kMaxDocumentIdBytes);
    EXPECT_NE(first.id, second.id);
    EXPECT_FALSE(first.origin.warnings.empty());
}

TEST(Extract, RefusesWhatHasNothingToRead) {
    EXPECT_EQ(rejection_of(read("a.txt", "")), "empty");
    EXPECT_EQ(rejection_of(read("a.txt", " \n\t \xE3\x80\x80")), "empty");
    EXPECT_EQ(rejection_of(read("a.html", "<p> &nbsp; </p>")), "empty");
    EXPECT_EQ(rejection_of(read("a.md", "\n\n---\n")), "empty");
}

TEST(Extract, SaysWhatWasRepaired) {
    const std::string good = test::repeated("Größe ", 50);
    const Document document = document_of(read("a.txt", good + "\xFF"));
    ASSERT_EQ(document.origin.warnings.size(), 1u);
    EXPECT_EQ(document.origin.warnings[0], "read as utf-8: 1 ill-formed sequences became U+FFFD");
}

TEST(ExtractorFor, KnowsItsMediaTypes) {
    EXPECT_EQ(extractor_for("text/html")->name(), "html");
    EXPECT_EQ(extractor_for("text/markdown")->name(), "markdown");
    EXPECT_EQ(extractor_for("text/plain")->name(), "plain_text");
    EXPECT_EQ(extractor_for(kRecordMediaType)->name(), "json_record");
    EXPECT_EQ(extractor_for("application/octet-stream"), nullptr);
    EXPECT_EQ(extractor_for(""), nullptr);
}

}  // namespace
}  // namespace gazette
