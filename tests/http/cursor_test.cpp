#include "searcher/http/cursor.h"

#include "indexer/format/byte_codec.h"
#include "tests/http/cursor_words.h"

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <string>

namespace gazette::test {
namespace {

SearchRequest full_request() {
    SearchRequest request;
    request.text = "\"duty of care\" 漢字 😀";
    request.languages = {"en", "zh-Hant"};
    request.kinds = {"law"};
    request.sources = {"a", "b c"};
    request.collections = {"x"};
    request.publishers = {"p"};
    request.jurisdictions = {"j", "k"};
    request.excluded = {{Field::lang, "de"}, {Field::publisher, "ä b"}};
    request.from = parse_iso_date("2019").value();
    request.to = parse_iso_date("2020-05-07").value();
    request.sort = SortOrder::oldest;
    request.limit = 77;
    request.exact_total = true;
    request.reading = Reading::any_words;
    request.spans = true;
    request.prior = {true, false, 90};
    return request;
}

const ResumePoint kPoint{12345678901, "2026-05-07T10:00:00Z", 0.1 + 0.2, "law/ä 5", 4000};

TEST(Cursor, StandsForTheWholeSearch) {
    const std::string word = encode_cursor(full_request(), kPoint);
    EXPECT_EQ(std::string::npos,
              word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn"
                                     "opqrstuvwxyz0123456789-_"));
    const auto decoded = decode_cursor(word);
    ASSERT_TRUE(decoded.has_value());
    const SearchRequest wanted = full_request();
    EXPECT_EQ(wanted.text, decoded->text);
    EXPECT_EQ(wanted.languages, decoded->languages);
    EXPECT_EQ(wanted.kinds, decoded->kinds);
    EXPECT_EQ(wanted.sources, decoded->sources);
    EXPECT_EQ(wanted.collections, decoded->collections);
    EXPECT_EQ(wanted.publishers, decoded->publishers);
    EXPECT_EQ(wanted.jurisdictions, decoded->jurisdictions);
    ASSERT_EQ(2U, decoded->excluded.size());
    EXPECT_EQ(Field::publisher, decoded->excluded[1].field);
    EXPECT_EQ("ä b", decoded->excluded[1].value);
    EXPECT_EQ("2019", to_string(decoded->from));
    EXPECT_EQ("2020-05-07", to_string(decoded->to));
    EXPECT_EQ(wanted.sort, decoded->sort);
    EXPECT_EQ(77U, decoded->limit);
    EXPECT_EQ(0U, decoded->offset);
    EXPECT_TRUE(decoded->exact_total && decoded->spans);
    EXPECT_EQ(decoded->reading, Reading::any_words);
    EXPECT_TRUE(decoded->prior.recency && !decoded->prior.authority);
    EXPECT_EQ(90U, decoded->prior.half_life);
    ASSERT_TRUE(decoded->resume.has_value());
    EXPECT_EQ(kPoint.revision, decoded->resume->revision);
    EXPECT_EQ(kPoint.published_at, decoded->resume->published_at);
    EXPECT_EQ(kPoint.score, decoded->resume->score);  // to the last bit
    EXPECT_EQ(kPoint.id, decoded->resume->id);
    EXPECT_EQ(kPoint.given, decoded->resume->given);

    const auto least = decode_cursor(encode_cursor(SearchRequest{}, {}));
    ASSERT_TRUE(least.has_value());
    EXPECT_EQ("", least->text);
    EXPECT_FALSE(least->from.known() || least->exact_total || least->spans);
}

TEST(Cursor, IsRefusedWhereALetterIsWrongOrMissing) {
    const std::string word = encode_cursor(full_request(), kPoint);
    for (std::size_t i = 0; i < word.size(); ++i) {
        EXPECT_FALSE(decode_cursor(word.substr(0, i)).has_value()) << i;
        std::string other = word;
        other[i] = other[i] == 'A' ? 'B' : 'A';
        if (i + 1 < word.size()) {
            EXPECT_FALSE(decode_cursor(other).has_value()) << i;
        }
        other[i] = '+';
        EXPECT_FALSE(decode_cursor(other).has_value()) << i;
    }
    EXPECT_FALSE(decode_cursor(std::string(100'000, 'A')).has_value());
}

// What a stranger can make: the checksum is no secret.
class Payload {
  public:
    std::string similar_to, text = "a", from, published_at = "2026", id = "x", list_value = "en",
                            excluded = "kind";
    std::uint64_t list_size = 1, limit = 10, sort = 0, flags = 0, half_life = 0;
    double score = 1.0;
    std::string tail;

    std::string cursor() const {
        ByteWriter out;
        out.string(similar_to);
        out.string(text);
        out.varint(list_size);
        out.string(list_value);
        for (int i = 0; i < 5; ++i) out.varint(0);
        out.varint(1);
        out.string(excluded);
        out.string("x");
        out.string(from);
        out.string("");
        out.byte(static_cast<std::uint8_t>(sort));
        out.varint(limit);
        out.byte(static_cast<std::uint8_t>(flags));
        out.varint(half_life);
        out.varint(1);
        out.string(published_at);
        out.fixed64(std::bit_cast<std::uint64_t>(score));
        out.string(id);
        out.varint(1);
        out.raw(tail);
        return cursor_of(out.take());
    }
};

TEST(Cursor, IsRefusedWhereItHoldsWhatNoRequestMayHold) {
    ASSERT_TRUE(decode_cursor(Payload().cursor()).has_value());
    const auto refused = [](const auto& change) {
        Payload payload;
        change(payload);
        EXPECT_FALSE(decode_cursor(payload.cursor()).has_value());
    };
    refused([](Payload& p) { p.text = "\xC0\x80"; });
    refused([](Payload& p) { p.text = std::string("a\0b", 3); });
    refused([](Payload& p) { p.text = std::string(8193, 'a'); });
    refused([](Payload& p) { p.list_size = 65; });
    refused([](Payload& p) { p.list_size = UINT64_MAX; });
    refused([](Payload& p) { p.list_value = std::string(513, 'a'); });
    refused([](Payload& p) { p.excluded = "year"; });
    refused([](Payload& p) { p.excluded = "title"; });
    refused([](Payload& p) { p.from = "yesterday"; });
    refused([](Payload& p) { p.sort = 3; });
    refused([](Payload& p) { p.limit = 0; });
    refused([](Payload& p) { p.limit = 101; });
    refused([](Payload& p) { p.flags = 64; });
    refused([](Payload& p) { p.half_life = 365; });  // of no recency
    refused([](Payload& p) { p.flags = 16, p.half_life = 36501; });
    refused([](Payload& p) { p.score = std::numeric_limits<double>::quiet_NaN(); });
    refused([](Payload& p) { p.score = std::numeric_limits<double>::infinity(); });
    refused([](Payload& p) { p.id = std::string(1025, 'a'); });
    refused([](Payload& p) { p.published_at = std::string(65, 'a'); });
    refused([](Payload& p) { p.tail = "x"; });
    EXPECT_FALSE(decode_cursor(cursor_of("", 1)).has_value());
}

TEST(Cursor, OfDocumentsLikeOneIsNoneOfASearchNorTheOtherWayRound) {
    SimilarRequest request;
    request.id = "law/ä 5";
    request.query = full_request();
    const std::string word = encode_cursor(request, kPoint);
    EXPECT_FALSE(decode_cursor(word).has_value());
    const auto decoded = decode_similar_cursor(word);
    ASSERT_TRUE(decoded.has_value());
    EXPECT_EQ(request.id, decoded->id);
    EXPECT_EQ(request.query.languages, decoded->query.languages);
    EXPECT_EQ(77U, decoded->query.limit);
    EXPECT_EQ(kPoint.given, decoded->query.resume->given);
    EXPECT_FALSE(decode_similar_cursor(encode_cursor(full_request(), kPoint)).has_value());
    Payload payload;
    payload.similar_to = std::string(1024, 'a');
    EXPECT_TRUE(decode_similar_cursor(payload.cursor()).has_value());
    payload.similar_to += 'a';
    EXPECT_FALSE(decode_similar_cursor(payload.cursor()).has_value());
}

}  // namespace
}  // namespace gazette::test
