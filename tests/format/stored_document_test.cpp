#include "indexer/format/stored_document.h"

#include "indexer/format/index_error.h"
#include "tests/support/source_dir.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

namespace gazette {
namespace {

// Words of many scripts, so that chunks are cut between bytes of a code point if they ever are.
constexpr std::string_view kWords[] = {"regulation ",
                                       "§ 12 ",
                                       "Überprüfung ",
                                       "λόγος ",
                                       "постановление ",
                                       "القانون ",
                                       "अधिनियम ",
                                       "กฎหมาย",
                                       "法律條文",
                                       "規則を定める",
                                       "법률 ",
                                       "👩‍⚖️ ",
                                       "e\u0301 ",
                                       "\n\n"};

std::string random_text(std::size_t bytes, unsigned seed) {
    std::mt19937 random(seed);
    std::string text;
    while (text.size() < bytes) text += kWords[random() % std::size(kWords)];
    return text;
}

StoredDocument open(const std::string& bytes) {
    return StoredDocument(bytes.size(), [&bytes](std::uint64_t offset, std::uint64_t size) {
        if (offset > bytes.size() || size > bytes.size() - offset) throw IndexError("cut off");
        return bytes.substr(offset, size);
    });
}

Document full_document() {
    Document d;
    d.id = "act-2019-5";
    d.work_id = "eli/act/2019/5";
    d.title = "數據保護法 — Data Protection Act";
    d.lang = "zh-Hant-HK";
    d.lang_source = LanguageSource::detected;
    d.kind = "law";
    d.source = "gazette";
    d.publisher = "Printer";
    d.jurisdiction = "hk";
    d.collection = "acts";
    d.url = "https://example.org/act?x=1";
    d.published = *parse_iso_date("2019-05");
    d.effective = *parse_iso_date("1812");
    d.effective_to = *parse_iso_date("1900-12-31");
    d.fetched = *parse_iso_date("2024-02-29");
    d.status = "repealed";
    d.identifiers = {{"celex", "32016R0679"}, {"eli", ""}};
    d.relations = {{"amends", "31995L0046", "Directive 95/46/EC"}, {"", "", ""}};
    d.subjects = {{"eurovoc", "5181", "data protection"}};
    d.rights = "CC BY 4.0";
    d.metadata_json = R"({"gazette":"17/2019"})";
    d.origin = {"a/b.zip#c.html", "html", 3, {"repaired 2 bytes", ""}};
    d.text = "Heading\nBody of it. 第一條";
    d.segments = {{"h1", "", SegmentKind::heading, 0, 0, 7},
                  {"empty", "x", SegmentKind::page, 4'000'000'000, 8, 8},
                  {"art-1", "Article 1", SegmentKind::article, 2, 8, 20, "zh-Hant"}};
    return d;
}

void expect_equal(const CivilPeriod& a, const CivilPeriod& b) {
    EXPECT_TRUE(a == b);
}

void expect_equal_headers(const Document& a, const Document& b) {
    EXPECT_EQ(a.id, b.id);
    EXPECT_EQ(a.work_id, b.work_id);
    EXPECT_EQ(a.title, b.title);
    EXPECT_EQ(a.lang, b.lang);
    EXPECT_EQ(a.lang_source, b.lang_source);
    EXPECT_EQ(a.kind, b.kind);
    EXPECT_EQ(a.source, b.source);
    EXPECT_EQ(a.publisher, b.publisher);
    EXPECT_EQ(a.jurisdiction, b.jurisdiction);
    EXPECT_EQ(a.collection, b.collection);
    EXPECT_EQ(a.url, b.url);
    expect_equal(a.published, b.published);
    expect_equal(a.effective, b.effective);
    expect_equal(a.modified, b.modified);
    expect_equal(a.effective_to, b.effective_to);
    expect_equal(a.fetched, b.fetched);
    EXPECT_EQ(a.status, b.status);
    EXPECT_TRUE(a.identifiers == b.identifiers);
    EXPECT_TRUE(a.relations == b.relations);
    EXPECT_TRUE(a.subjects == b.subjects);
    EXPECT_EQ(a.rights, b.rights);
    EXPECT_EQ(a.metadata_json, b.metadata_json);
    EXPECT_EQ(a.origin.uri, b.origin.uri);
    EXPECT_EQ(a.origin.extractor, b.origin.extractor);
    EXPECT_EQ(a.origin.extractor_version, b.origin.extractor_version);
    EXPECT_EQ(a.origin.warnings, b.origin.warnings);
    ASSERT_EQ(a.segments.size(), b.segments.size());
    for (std::size_t i = 0; i < a.segments.size(); ++i) {
        EXPECT_EQ(a.segments[i].id, b.segments[i].id);
        EXPECT_EQ(a.segments[i].label, b.segments[i].label);
        EXPECT_EQ(a.segments[i].kind, b.segments[i].kind);
        EXPECT_EQ(a.segments[i].page, b.segments[i].page);
        EXPECT_EQ(a.segments[i].begin, b.segments[i].begin);
        EXPECT_EQ(a.segments[i].end, b.segments[i].end);
        EXPECT_EQ(a.segments[i].lang, b.segments[i].lang);
    }
}

TEST(StoredDocument, GivesEveryFieldBack) {
    const Document document = full_document();
    const std::string bytes = encode_document(document, {5, 1029, 1040}, {});
    const StoredDocument stored = open(bytes);
    expect_equal_headers(stored.header(), document);
    EXPECT_EQ(stored.header().text, "");
    EXPECT_EQ(stored.whole_text(), document.text);
    EXPECT_EQ(stored.layout().title_tokens, 5U);
    EXPECT_EQ(stored.layout().body_begin, 1029U);
    EXPECT_EQ(stored.layout().body_end, 1040U);
    EXPECT_EQ(stored.text_hash(), content_hash(document.text));
    EXPECT_EQ(content_hash(""), "99aa06d3014798d86001c324468d497f");  // XXH3-128 of nothing
}

// As the first version of the format wrote it; see the first line of stored_document.cpp.
TEST(StoredDocument, OfTheFirstVersionIsRead) {
    std::ifstream file(test::source_dir() / "tests/fuzz/corpus/stored_document/segments",
                       std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    ASSERT_TRUE(bytes.starts_with("GD\x01"));
    const StoredDocument stored = open(bytes);
    EXPECT_FALSE(stored.header().id.empty());
    EXPECT_FALSE(stored.header().segments.empty());
    EXPECT_TRUE(stored.header().identifiers.empty());
    EXPECT_EQ(stored.header().segments[0].lang, "");
    std::string later = encode_document(full_document(), {}, {});
    ASSERT_TRUE(later.starts_with("GD\x02"));
    later[2] = '\x03';
    EXPECT_THROW(open(later).header(), IndexError);
}

TEST(StoredDocument, HoldsTextsOfEachSize) {
    std::mt19937 random(5);
    for (const std::size_t size :
         {0U, 1U, 100U, 16383U, 16384U, 16385U, 16390U, 32768U, 100'000U}) {
        Document document;
        document.id = "x";
        document.text = random_text(size, static_cast<unsigned>(size));
        const std::string bytes = encode_document(document, {}, {});
        const StoredDocument stored = open(bytes);
        ASSERT_EQ(stored.text_bytes(), document.text.size());
        EXPECT_TRUE(stored.whole_text() == document.text);
        for (int i = 0; i < 50; ++i) {
            const auto begin = static_cast<std::uint32_t>(random() % (document.text.size() + 10));
            const auto end = begin + static_cast<std::uint32_t>(random() % 40'000);
            const std::string expected =
                begin < document.text.size() ? document.text.substr(begin, end - begin) : "";
            ASSERT_TRUE(stored.text(begin, end) == expected) << begin << " " << end;
        }
        EXPECT_EQ(stored.text(5, 2), "");
        EXPECT_EQ(stored.text(UINT32_MAX, UINT32_MAX), "");
    }
}

TEST(StoredDocument, HoldsTextsThatPackToNextToNothingOrNotAtAll) {
    std::mt19937 random(6);
    for (std::size_t size = 8180; size < 8200; ++size) {
        for (const bool repeats : {true, false}) {
            Document document;
            document.id = "x";
            for (std::size_t i = 0; i < 4 * size; ++i) {
                document.text.push_back(repeats ? 'x' : static_cast<char>(random() % 128));
            }
            const std::string bytes = encode_document(document, {}, {});
            EXPECT_TRUE(open(bytes).whole_text() == document.text);
            EXPECT_LT(bytes.size(), repeats ? 200 : document.text.size() + 100);
        }
    }
}

TEST(StoredDocument, ReadsOnlyThePiecesThatItShows) {
    Document document;
    document.id = "long";
    document.text = random_text(10'000'000, 7);
    const std::string bytes = encode_document(document, {}, {});
    std::uint64_t read = 0;
    const StoredDocument stored(bytes.size(), [&](std::uint64_t offset, std::uint64_t size) {
        read += size;
        return bytes.substr(offset, size);
    });
    const auto for_header = read;
    EXPECT_LT(for_header, 20'000U);
    read = 0;
    EXPECT_EQ(stored.text(5'000'000, 5'000'300), document.text.substr(5'000'000, 300));
    EXPECT_GT(read, 0U);
    EXPECT_LT(read, 33'000U);
    read = 0;
    EXPECT_EQ(stored.text(5'000'100, 5'000'200), document.text.substr(5'000'100, 100));
    EXPECT_EQ(read, 0U) << "the last chunks are remembered";
}

TEST(StoredDocument, AddsLittleToASmallText) {
    Document document;
    document.id = "a1";
    document.title = "Storm closes harbour";
    document.lang = "en";
    document.kind = "news";
    document.origin.uri = "news.jsonl#17";
    document.origin.extractor = "json_lines";
    document.text =
        "The harbour was closed on Tuesday after a storm tore two barges from their moorings. "
        "Nobody was hurt, the port authority said; ferries will sail again from Thursday on.";
    const std::size_t content = document.id.size() + document.title.size() + document.lang.size() +
                                document.kind.size() + document.origin.uri.size() +
                                document.origin.extractor.size() + document.text.size();
    const Checkpoint checkpoint{1027, 0};
    const std::string bytes = encode_document(document, {3, 1027, 1060}, {&checkpoint, 1});
    EXPECT_LT(bytes.size(), content + 60);
}

TEST(StoredDocument, FindsCheckpoints) {
    Document document;
    document.id = "x";
    document.text = std::string(1000, 'x');
    const std::vector<Checkpoint> checkpoints = {{1024, 2}, {1100, 300}, {1200, 700}};
    const std::string bytes = encode_document(document, {0, 1024, 1300}, checkpoints);
    const StoredDocument stored = open(bytes);
    const auto same = [](Checkpoint a, Checkpoint b) {
        return a.position == b.position && a.byte == b.byte;
    };
    const Checkpoint end{1300, 1000};
    for (std::uint32_t position = 0; position < 1400; ++position) {
        const auto& expected = checkpoints[position >= 1200 ? 2 : position >= 1100 ? 1 : 0];
        EXPECT_TRUE(same(stored.checkpoint_before(position), expected)) << position;
    }
    for (std::uint32_t byte = 0; byte < 1100; ++byte) {
        const auto& before = checkpoints[byte >= 700 ? 2 : byte >= 300 ? 1 : 0];
        EXPECT_TRUE(same(stored.checkpoint_before_byte(byte), before)) << byte;
        const auto& after = byte < 2     ? checkpoints[0]
                            : byte < 300 ? checkpoints[1]
                            : byte < 700 ? checkpoints[2]
                                         : end;
        EXPECT_TRUE(same(stored.checkpoint_after_byte(byte), after)) << byte;
    }
}

TEST(StoredDocument, WithoutTokensBeginsAtItsFirstByte) {
    Document document;
    document.id = "x";
    const std::string bytes = encode_document(document, {2, 1026, 1026}, {});
    const StoredDocument stored = open(bytes);
    EXPECT_EQ(stored.whole_text(), "");
    EXPECT_EQ(stored.checkpoint_before(5).position, 1026U);
    EXPECT_EQ(stored.checkpoint_before_byte(5).byte, 0U);
    EXPECT_EQ(stored.checkpoint_after_byte(0).position, 1026U);
    EXPECT_EQ(stored.segment_at(0), nullptr);
}

TEST(StoredDocument, FindsTheSegmentOfAByte) {
    const std::string bytes = encode_document(full_document(), {}, {});
    const StoredDocument stored = open(bytes);
    for (std::uint32_t byte = 0; byte < 40; ++byte) {
        const Segment* segment = stored.segment_at(byte);
        const std::string expected = byte < 7 ? "h1" : byte >= 8 && byte < 20 ? "art-1" : "none";
        EXPECT_EQ(segment == nullptr ? "none" : segment->id, expected) << byte;
    }
}

TEST(StoredDocument, IsNotMadeOfDocumentsThatCannotBeStored) {
    const std::pair<const char*, std::function<void(Document&)>> cases[] = {
        {"no id", [](Document& d) { d.id.clear(); }},
        {"long id", [](Document& d) { d.id.assign(kMaxDocumentIdBytes + 1, 'x'); }},
        {"segments overlap", [](Document& d) { d.segments[2].begin = 5; }},
        {"segment backwards", [](Document& d) { d.segments[2].end = 7; }},
        {"segment outside", [](Document& d) { d.segments[2].end = 1000; }},
    };
    EXPECT_EQ(why_not_storable(full_document()), std::nullopt);
    for (const auto& [name, damage] : cases) {
        Document document = full_document();
        damage(document);
        EXPECT_NE(why_not_storable(document), std::nullopt) << name;
        EXPECT_THROW(encode_document(document, {}, {}), IndexError) << name;
    }
}

// All that can be asked of a stored document, as one string.
std::string everything(const StoredDocument& stored) {
    const Document& d = stored.header();
    std::string all = d.id + d.title + d.metadata_json + d.origin.uri + stored.text_hash();
    for (const auto& s : d.segments) all += s.id + s.label + std::to_string(s.begin);
    for (const std::uint32_t at : {0U, 100U, 30'000U}) {
        all += std::to_string(stored.checkpoint_before(at).byte) + "," +
               std::to_string(stored.checkpoint_after_byte(at).position) + "," +
               std::to_string(stored.checkpoint_before_byte(at).position) + ",";
    }
    return all + stored.whole_text();
}

std::string read_or_refuse(const std::string& bytes) {
    try {
        return everything(open(bytes));
    } catch (const IndexError&) {
        return "refused";
    }
}

TEST(StoredDocument, RefusesBytesThatAreCutOrChanged) {
    Document document = full_document();
    document.text += random_text(40'000, 8);
    for (const bool small : {true, false}) {
        if (small) document.text.resize(24);
        const std::vector<Checkpoint> checkpoints = {{1029, 0}, {1030, 9}};
        const std::string whole = encode_document(document, {5, 1029, 1040}, checkpoints);
        const std::string expected = read_or_refuse(whole);
        ASSERT_NE(expected, "refused");
        for (std::size_t size = 0; size < whole.size(); size += small || size < 700 ? 1 : 97) {
            EXPECT_EQ(read_or_refuse(whole.substr(0, size)), "refused") << size;
        }
        EXPECT_EQ(read_or_refuse(whole + "x"), "refused");
        for (std::size_t bit = 0; bit < whole.size() * 8; bit += small || bit < 5000 ? 1 : 997) {
            std::string bytes = whole;
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
            const std::string got = read_or_refuse(bytes);
            EXPECT_TRUE(got == "refused" || got == expected) << bit;
        }
        document = full_document();
        document.text += random_text(40'000, 8);
    }
}

TEST(StoredDocument, DoesNotBelieveAReaderThatGivesTooLittle) {
    const std::string bytes = encode_document(full_document(), {}, {});
    EXPECT_THROW(
        StoredDocument(bytes.size(), [](std::uint64_t, std::uint64_t) { return std::string(); }),
        IndexError);
    EXPECT_THROW(StoredDocument(0, [](std::uint64_t, std::uint64_t) { return std::string(); }),
                 IndexError);
}

}  // namespace
}  // namespace gazette
