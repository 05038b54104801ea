// Timelines against searches: each slot is what a search of that time finds.
#include "searcher/timeline.h"

#include "searcher/search.h"
#include "tests/searcher/own_documents.h"
#include "tests/searcher/search_support.h"
#include "tests/support/temp_dir.h"
#include "tests/support/tiny_index.h"

#include <gtest/gtest.h>

namespace gazette::test {
namespace {

// Exact: a search that is not asked so may stop after 2 s, which a busy machine makes any take.
TimelineResponse timeline(const Searcher& searcher, TimelineRequest request) {
    request.query.exact_total = true;
    auto answer = searcher.timeline(request);
    if (auto* error = std::get_if<QueryError>(&answer)) throw std::runtime_error(error->message);
    return std::get<TimelineResponse>(std::move(answer));
}

std::vector<Document> dated(const std::vector<std::string>& dates) {
    std::vector<Document> documents;
    for (std::size_t i = 0; i < dates.size(); ++i) {
        const std::string word = i % 2 == 0 ? "water" : "water ice";
        documents.push_back(make_document("d" + std::to_string(i), "en", "t", word, dates[i]));
    }
    return documents;
}

std::vector<std::string> names_of(const TimelineResponse& response) {
    std::vector<std::string> names;
    for (const TimeSlot& slot : response.slots) names.push_back(slot_name(slot, response.bucket));
    return names;
}

TEST(Timeline, EachSlotIsWhatASearchOfThatTimeFinds) {
    const TempDir dir;
    auto documents = random_documents(300, 5);
    for (const Document& document : own_documents()) documents.push_back(document);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        if (i % 9 == 0) documents[i].published = {};
        if (i % 10 == 1) documents[i].published = parse_iso_date("2011").value();
        if (i % 10 == 2) documents[i].published = parse_iso_date("2012-02").value();
    }
    build_index(dir.path(), documents, 3);
    delete_documents(dir.path(), {documents[2].id, documents[100].id});
    const Searcher searcher(dir.path());
    std::uint64_t found = 0;
    for (const char* query : {"", "bank", "bank OR duty", "\"of the\""}) {
        for (const TimeBucket bucket :
             {TimeBucket::week, TimeBucket::month, TimeBucket::year, TimeBucket::decade}) {
            for (const char* kind : {"", "law"}) {
                TimelineRequest request;
                request.query.text = query;
                if (*kind != '\0') request.query.kinds = {kind};
                request.bucket = bucket;
                const TimelineResponse response = timeline(searcher, request);
                TimeCount sum;
                for (const TimeSlot& slot : response.slots) {
                    SearchRequest of_slot = request.query;
                    of_slot.from = parse_iso_date(iso_day(slot.first)).value();
                    of_slot.to = parse_iso_date(iso_day(slot.last)).value();
                    of_slot.exact_total = true;
                    EXPECT_EQ(search(searcher, of_slot).total, slot.count.matches)
                        << query << " " << slot_name(slot, bucket);
                    of_slot.text = "";
                    EXPECT_EQ(search(searcher, of_slot).total, slot.count.documents);
                    sum.matches += slot.count.matches;
                    sum.documents += slot.count.documents;
                }
                for (const TimeCount& count :
                     {response.unknown, response.wider, response.outside}) {
                    sum.matches += count.matches;
                    sum.documents += count.documents;
                }
                request.query.exact_total = true;
                EXPECT_EQ(search(searcher, request.query).total, response.total.matches);
                EXPECT_EQ(response.total.matches, sum.matches);
                EXPECT_EQ(response.total.documents, sum.documents);
                found += response.total.matches;
            }
        }
    }
    EXPECT_GT(found, 100U);
}

TEST(Timeline, SlotsHaveNoGapsAndTheBucketFitsTheTime) {
    struct Row {
        std::vector<std::string> dates;
        TimeBucket bucket;
        std::vector<std::string> slots;
    };
    const std::vector<Row> rows = {
        {{"2019-02-27", "2019-03-02"},
         TimeBucket::day,
         {"2019-02-27", "2019-02-28", "2019-03-01", "2019-03-02"}},
        {{"2018-11-30", "2019-06-01", "2019"},
         TimeBucket::month,
         {"2018-11",
          "2018-12",
          "2019-01",
          "2019-02",
          "2019-03",
          "2019-04",
          "2019-05",
          "2019-06",
          "2019-07",
          "2019-08",
          "2019-09",
          "2019-10",
          "2019-11",
          "2019-12"}},
        {{"9999-12-31"}, TimeBucket::day, {"9999-12-31"}},
        {{"0001-01-01"}, TimeBucket::day, {"0001-01-01"}},
        {{""}, TimeBucket::day, {}},
    };
    for (const Row& row : rows) {
        const TempDir dir;
        build_index(dir.path(), dated(row.dates));
        const TimelineResponse response = timeline(Searcher(dir.path()), {});
        EXPECT_EQ(row.bucket, response.bucket) << row.dates[0];
        EXPECT_EQ(row.slots, names_of(response));
    }
}

TEST(Timeline, WeeksAreThoseOfIso8601) {
    const TempDir dir;
    build_index(dir.path(),
                dated({"0001-01-01",
                       "1969-12-28",
                       "1969-12-29",
                       "1970-01-01",
                       "2020-12-31",
                       "2021-01-03",
                       "2021-01-04",
                       "2019-01",
                       "9999-12-31"}));
    const Searcher searcher(dir.path());
    TimelineRequest request;
    request.bucket = TimeBucket::week;
    const auto weeks = [&](const char* from, const char* to) {
        request.query.from = parse_iso_date(from).value();
        request.query.to = parse_iso_date(to).value();
        std::vector<std::string> names;
        for (const TimeSlot& slot : timeline(searcher, request).slots) {
            names.push_back(slot_name(slot, TimeBucket::week) + " " + iso_day(slot.first) + " " +
                            std::to_string(slot.count.documents));
        }
        return names;
    };
    EXPECT_EQ((std::vector<std::string>{"1969-W52 1969-12-22 1", "1970-W01 1969-12-29 2"}),
              weeks("1969-12-28", "1970-01-01"));
    EXPECT_EQ((std::vector<std::string>{"2020-W53 2020-12-28 2", "2021-W01 2021-01-04 1"}),
              weeks("2020-12-31", "2021-01-04"));
    EXPECT_EQ((std::vector<std::string>{"0001-W01 0001-01-01 1"}),
              weeks("0001-01-01", "0001-01-01"));
    EXPECT_EQ((std::vector<std::string>{"9999-W52 9999-12-27 1"}),
              weeks("9999-12-31", "9999-12-31"));
}

TEST(Timeline, LongTimesHaveLongBuckets) {
    const TempDir dir;
    build_index(dir.path(), dated({"1901-05", "2000-01-01"}));
    const Searcher searcher(dir.path());
    EXPECT_EQ(TimeBucket::year, timeline(searcher, {}).bucket);
    add_part(dir.path(), dated({"", "", "1501-01-01"}));
    const Searcher later(dir.path());
    const TimelineResponse response = timeline(later, {});
    EXPECT_EQ(TimeBucket::decade, response.bucket);
    EXPECT_EQ("1500s", names_of(response).front());
    EXPECT_EQ(51U, response.slots.size());
    EXPECT_EQ(2U, response.unknown.matches);
    TimelineRequest request;
    request.bucket = TimeBucket::day;
    const auto refused = later.timeline(request);
    ASSERT_TRUE(std::holds_alternative<QueryError>(refused));
    EXPECT_EQ("too_many_buckets", std::get<QueryError>(refused).code);
}

TEST(Timeline, AnEndThatIsAskedForIsAnEndOfIt) {
    const TempDir dir;
    build_index(dir.path(), dated({"2010", "2012", "2014", "2016"}));
    const Searcher searcher(dir.path());
    TimelineRequest request;
    request.query.text = "ice";
    request.query.from = parse_iso_date("2011").value();
    request.query.to = parse_iso_date("2014-12").value();
    request.bucket = TimeBucket::year;
    const TimelineResponse response = timeline(searcher, request);
    EXPECT_EQ((std::vector<std::string>{"2011", "2012", "2013", "2014"}), names_of(response));
    EXPECT_EQ(1U, response.total.matches);
    EXPECT_EQ(2U, response.total.documents);
    request.query.text = "fire";
    EXPECT_TRUE(timeline(searcher, request).slots.empty());
    EXPECT_EQ(2U, timeline(searcher, request).outside.documents);
}

}  // namespace
}  // namespace gazette::test
