#include "tools/eval/metrics.h"

#include <gtest/gtest.h>

#include <cmath>

namespace gazette::eval {
namespace {

// Computed by hand.
TEST(Metrics, AreThoseOfTrecEval) {
    // Ranks:    1    2    3    4
    const std::vector<std::string> ranking = {"a", "x", "b", "n"};
    const Judgements judged = {{"a", 1}, {"b", 2}, {"c", 1}, {"n", 0}};
    const Measures measures = measure(ranking, judged);
    // 1/1 at rank 1, 2/3 at rank 3; three are relevant.
    EXPECT_NEAR(measures.average_precision, (1.0 + 2.0 / 3.0) / 3.0, 1e-12);
    EXPECT_NEAR(measures.precision_10, 0.2, 1e-12);
    EXPECT_NEAR(measures.precision_30, 2.0 / 30.0, 1e-12);
    EXPECT_NEAR(measures.recall_100, 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(measures.recall_1000, 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(measures.reciprocal_rank_10, 1.0, 1e-12);
    EXPECT_NEAR(measures.judged_10, 0.3, 1e-12);
    // Gains 1 at rank 1 and 2 at rank 3 (log2 4 = 2); ideal: 2, 1, 1.
    const double gain = 1.0 + 2.0 / 2.0;
    const double ideal = 2.0 + 1.0 / std::log2(3.0) + 1.0 / 2.0;
    EXPECT_NEAR(measures.ndcg_10, gain / ideal, 1e-12);
}

TEST(Metrics, CutAtTheirRanks) {
    std::vector<std::string> ranking;
    for (int i = 1; i <= 10; ++i) ranking.push_back("x" + std::to_string(i));
    ranking.push_back("a");
    const Measures measures = measure(ranking, {{"a", 1}});
    EXPECT_EQ(measures.ndcg_10, 0.0);
    EXPECT_EQ(measures.precision_10, 0.0);
    EXPECT_EQ(measures.reciprocal_rank_10, 0.0);
    EXPECT_NEAR(measures.average_precision, 1.0 / 11.0, 1e-12);
    EXPECT_EQ(measures.recall_100, 1.0);
}

TEST(Metrics, OfNothingAreZero) {
    const Measures no_ranking = measure({}, {{"a", 1}});
    const Measures none_relevant = measure({"a"}, {{"a", 0}, {"b", -1}});
    for (const MeasureName& name : measure_names()) {
        EXPECT_EQ(no_ranking.*name.value, 0.0) << name.name;
        if (std::string(name.name) != "J@10") {
            EXPECT_EQ(none_relevant.*name.value, 0.0) << name.name;
        }
        EXPECT_EQ(mean_of({}).*name.value, 0.0) << name.name;
    }
}

TEST(Metrics, CountARepeatedDocumentOnce) {
    const Measures measures = measure({"a", "a", "b"}, {{"a", 1}, {"b", 1}});
    EXPECT_NEAR(measures.average_precision, 1.0, 1e-12);
    EXPECT_NEAR(measures.ndcg_10, 1.0, 1e-12);
}

TEST(Metrics, MeanCountsQueriesWithoutHits) {
    const Measures good = measure({"a"}, {{"a", 1}});
    const Measures mean = mean_of({good, Measures{}});
    EXPECT_NEAR(mean.average_precision, 0.5, 1e-12);
    EXPECT_NEAR(mean.ndcg_10, 0.5, 1e-12);
}

TEST(Metrics, TiesAreBrokenAsTrecEvalDoes) {
    EXPECT_EQ(trec_order({{"a", 1.0}, {"b", 2.0}, {"c", 1.0}}),
              (std::vector<std::string>{"b", "c", "a"}));
}

}  // namespace
}  // namespace gazette::eval
