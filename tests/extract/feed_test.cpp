#include "indexer/extract/feed.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "tests/extract/members.h"
#include "tests/extract/reading.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

namespace gazette {
namespace {

using test::members_of;
using test::repeated;
using Lines = std::vector<std::string>;

const FeedReader reader;

// The document that an entry becomes.
Document document_of(const Member& member) {
    Input input;
    input.uri = "/archive/feed.xml!/" + member.name;
    input.default_id = member.name;
    input.media_type = member.media_type;
    input.bytes = member.bytes;
    input.facts = member.facts;
    return test::document_of(extract(input));
}

Document only_entry(std::string_view feed) {
    const test::Members found = members_of(reader, feed);
    EXPECT_EQ(found.members.size(), 1u) << feed;
    EXPECT_EQ(found.problem, "") << feed;
    return document_of(found.members.at(0));
}

std::string converted(std::string_view text, const char* charset) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out(text.size() * 4 + 8, '\0');
    const auto size = ucnv_convert(charset,
                                   "utf-8",
                                   out.data(),
                                   static_cast<int32_t>(out.size()),
                                   text.data(),
                                   static_cast<int32_t>(text.size()),
                                   &status);
    EXPECT_TRUE(U_SUCCESS(status)) << charset;
    out.resize(static_cast<std::size_t>(size));
    return out;
}

TEST(Feed, ReadsRss) {
    const test::Members found = members_of(
        reader,
        "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
        "xmlns:dc='x' xmlns:media='y'><channel><title>The &amp;lt;Herald&amp;gt;</title>"
        "<language>en-gb</language><copyright>CC</copyright>"
        "<item><media:title>no</media:title><title>By-law &amp;amp; noise</title>"
        "<link> http://a.example/1 </link><guid isPermaLink='false'>id-1</guid>"
        "<pubDate>Mon, 18 Nov 2019 23:00:00 -0500</pubDate><dc:creator>Ada</dc:creator>"
        "<category>noise</category><category>law</category>"
        "<description>Short.</description>"
        "<content:encoded><![CDATA[<p>All of <b>it</b>.</p><p>&eacute;nd</p>]]></content:encoded>"
        "</item>"
        "<item><title>Second</title><guid>http://a.example/2</guid>"
        "<description>&lt;p&gt;Only a summary&lt;/p&gt;</description></item>"
        "</channel></rss>",
        5);
    ASSERT_EQ(found.members.size(), 2u);
    EXPECT_EQ(found.problem, "");
    EXPECT_EQ(found.members[0].name, "id-1");
    EXPECT_EQ(found.members[1].name, "http://a.example/2");
    const Document first = document_of(found.members[0]);
    EXPECT_EQ(first.title, "By-law & noise");
    EXPECT_EQ(first.text, "All of it.\n\nénd");
    EXPECT_EQ(first.url, "http://a.example/1");
    EXPECT_EQ(first.lang, "en-GB");
    EXPECT_EQ(to_string(first.published), "2019-11-18");
    EXPECT_EQ(first.source, "The <Herald>");
    EXPECT_EQ(first.rights, "CC");
    EXPECT_NE(first.metadata_json.find("\"author\":\"Ada\""), std::string::npos);
    EXPECT_NE(first.metadata_json.find("\"description\":\"Short.\""), std::string::npos);
    EXPECT_NE(first.metadata_json.find("\"keywords\":\"noise, law\""), std::string::npos);
    const Document second = document_of(found.members[1]);
    EXPECT_EQ(second.text, "Only a summary");
    EXPECT_EQ(second.url, "http://a.example/2");
    EXPECT_FALSE(second.published.known());
}

TEST(Feed, ReadsRdfAndCdf) {
    const Document rdf = only_entry(
        "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/' xmlns:dc='d'>"
        "<item rdf:about='http://a.example/1'><title>T</title><description>D</description>"
        "<dc:date>2004-02-03T04:05Z</dc:date></item>"
        "<channel><title>Site</title><dc:language>fr</dc:language></channel></rdf:RDF>");
    EXPECT_EQ(rdf.url, "http://a.example/1");
    EXPECT_EQ(rdf.lang, "fr");
    EXPECT_EQ(rdf.source, "Site");
    EXPECT_EQ(to_string(rdf.published), "2004-02-03");
    const Document cdf = only_entry(
        "<CHANNEL><TITLE>Site</TITLE><ITEM HREF='http://a.example/1'><TITLE>T</TITLE>"
        "<ABSTRACT>All of it</ABSTRACT></ITEM></CHANNEL>");
    EXPECT_EQ(cdf.url, "http://a.example/1");
    EXPECT_EQ(cdf.text, "All of it");
}

TEST(Feed, ReadsAtomsKindsOfText) {
    struct Row {
        const char* content;
        const char* text;
    };
    const Row rows[] = {
        {"<content type='html'>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</content>", "a & b"},
        {"<content type='text'>a &lt;b&gt; c</content>", "a <b> c"},
        {"<content>one\n\ntwo &amp; three</content>", "one\n\ntwo & three"},
        {"<content type='xhtml'><div xmlns='x'><p>a</p><p>b</p></div></content>", "a\n\nb"},
        {"<content type='xhtml'><h:div xmlns:h='x'>a</h:div></content>", "a"},
        {"<content type='application/octet-stream'>YSBiIGM=</content>", "a b c"},
        {"<content type='image/png'>iVBORw0KGgo=</content><summary>s</summary>", "s"},
        {"<content src='http://a.example/x'/><summary>s</summary>", "s"},
        {"<content mode='escaped' type='text/html'>&lt;i&gt;a&lt;/i&gt;</content>", "a"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(only_entry("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id>" +
                             std::string(row.content) + "</entry></feed>")
                      .text,
                  row.text)
            << row.content;
    }
    const Document entry = only_entry(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom' xml:lang='de'><a:title>Blatt</a:title>"
        "<a:entry xml:lang='en'><a:id>urn:1</a:id><a:link rel='self' href='http://a.example/self'/>"
        "<a:link href='http://a.example/1'/><a:updated>2019-11-20T00:00:00Z</a:updated>"
        "<a:published>2019-11-18T00:00:00Z</a:published><a:author><a:name>Ada</a:name></a:author>"
        "<a:content>words</a:content></a:entry></a:feed>");
    EXPECT_EQ(entry.url, "http://a.example/1");
    EXPECT_EQ(entry.lang, "en");
    EXPECT_EQ(entry.source, "Blatt");
    EXPECT_EQ(to_string(entry.published), "2019-11-18");
    EXPECT_EQ(to_string(entry.modified), "2019-11-20");
}

TEST(Feed, ReadsAnyCharacterSet) {
    const std::string text = "Новый закон о шуме принят советом города";
    for (const char* charset : {"utf-8", "windows-1251", "koi8-r", "utf-16le", "utf-16be"}) {
        const std::string feed = converted("<?xml version='1.0' encoding='" + std::string(charset) +
                                               "'?><rss><channel><item><title>" + text +
                                               "</title></item></channel></rss>",
                                           charset);
        const std::string mark = std::string(charset) == "utf-16le"   ? "\xFF\xFE"
                                 : std::string(charset) == "utf-16be" ? "\xFE\xFF"
                                                                      : "";
        EXPECT_EQ(only_entry(mark + feed).title, text) << charset;
    }
}

TEST(Feed, ReadsWhatIsNotWellFormedEntryByEntry) {
    const test::Members found =
        members_of(reader,
                   "  \n<rss><channel><title>Site</title>"
                   "<item><guid>1</guid><description>first & good &nbsp;</description></item>"
                   "<item><guid>2</guid><description>second <b>bad</i></description></item>"
                   "<item><guid>3</guid><description>third</description></item>"
                   "<item><guid>4</guid><description>cut he");
    ASSERT_EQ(found.members.size(), 4u);
    EXPECT_NE(found.problem.find("4 entries read one by one, 2 of them damaged"), std::string::npos)
        << found.problem;
    EXPECT_EQ(document_of(found.members[0]).text, "first & good");
    EXPECT_TRUE(found.members[0].facts.warnings.empty());
    EXPECT_NE(document_of(found.members[1]).text.find("second"), std::string::npos);
    EXPECT_EQ(found.members[1].facts.warnings.size(), 1u);
    EXPECT_EQ(document_of(found.members[2]).text, "third");
    EXPECT_EQ(document_of(found.members[3]).text, "cut he");
    EXPECT_EQ(found.members[3].facts.source, "Site");
    // Bare signs that XML does not allow are common, and no damage.
    EXPECT_EQ(only_entry("<rss><item><title>AT&T \x01</title></item></rss>").title, "AT&T");
}

TEST(Feed, GivesARowWhereThereIsNothingToRead) {
    EXPECT_EQ(members_of(reader, "<rss><channel/></rss>").lines(),
              Lines{"(entries) | skipped no_entries: the feed has no entries"});
    EXPECT_EQ(members_of(reader, "<rss><item><guid>1</guid></item></rss>").lines(),
              Lines{"1 | empty: the entry has no text and no title"});
    const Document headline = only_entry("<rss><item><title>Only this</title></item></rss>");
    EXPECT_EQ(headline.title, "Only this");
    EXPECT_FALSE(headline.origin.warnings.empty());
}

TEST(Feed, NamesEntriesTheSameEachTimeAndNeverTwoAlike) {
    const std::string one = "<item><guid>a</guid><title>1</title></item>";
    const std::string two = "<item><guid>a~2</guid><title>2</title></item>";
    const std::string none = "<item><title>3</title></item>";
    const test::Members found =
        members_of(reader, "<rss>" + two + one + one + none + none + "</rss>");
    ASSERT_EQ(found.members.size(), 5u);
    EXPECT_EQ(found.members[0].name, "a~2");
    EXPECT_EQ(found.members[1].name, "a");
    EXPECT_EQ(found.members[2].name, "a~3");
    EXPECT_EQ(found.members[4].name, found.members[3].name + "~2");
    // Another entry before it changes nothing.
    EXPECT_EQ(members_of(reader, "<rss>" + one + none + "</rss>").members[1].name,
              found.members[3].name);
}

TEST(Feed, KeepsBombsAndDepthBounded) {
    EXPECT_EQ(members_of(reader,
                         "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
                         "<rss><item><title>x &b; y</title></item></rss>")
                  .members[0]
                  .facts.title,
              "x &b; y");
    const std::string deep = repeated("<div>", 200000);
    EXPECT_EQ(members_of(reader, "<rss><item><title>t</title><description>" + deep).members.size(),
              1u);
    EXPECT_EQ(members_of(reader, repeated("<item>", 20000)).members.size(), 20000u);
    const std::string large = "<rss><item><title>" +
                              std::string(extract_limits::kMaxFeedBytes, 'a') +
                              "</title></item></rss>";
    EXPECT_NE(members_of(reader, large).problem.find("16777216"), std::string::npos);
}

TEST(Feed, IsSniffedByItsRoot) {
    const auto type = [](const char* name, const char* text) {
        return sniff_media_type(name, text);
    };
    EXPECT_EQ(type("a.xml", "<?xml version='1.0'?><!-- <feed> --><rss version='2.0'>"),
              "application/rss+xml");
    EXPECT_EQ(type("feed", "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"),
              "application/atom+xml");
    EXPECT_EQ(
        type("a.rdf", "<!DOCTYPE x [<!ENTITY y 'z'>]><rdf:RDF xmlns='http://purl.org/rss/1.0/'>"),
        "application/rss+xml");
    EXPECT_EQ(type("a.rdf", "<rdf:RDF xmlns:eli='http://data.europa.eu/eli/'>"), "application/xml");
    EXPECT_EQ(type("a.xml", "<feed xmlns='http://cattle.example/'>"), "application/xml");
    EXPECT_EQ(type("a.xml", "<law><rss/></law>"), "application/xml");
}

}  // namespace
}  // namespace gazette
