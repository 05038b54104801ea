#include "tools/eval/metrics.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

namespace gazette::eval {
namespace {

constexpr std::size_t kCut = 10;

double discount(std::size_t rank) {
    return std::log2(1.0 + static_cast<double>(rank));
}

double ideal_gain(const Judgements& judgements, std::size_t cut) {
    std::vector<int> grades;
    for (const auto& [id, grade] : judgements) {
        if (grade > 0) grades.push_back(grade);
    }
    std::sort(grades.begin(), grades.end(), std::greater<>());
    double gain = 0.0;
    for (std::size_t i = 0; i < std::min(cut, grades.size()); ++i) {
        gain += grades[i] / discount(i + 1);
    }
    return gain;
}

std::vector<std::string> without_repeats(const std::vector<std::string>& ranking) {
    std::set<std::string> seen;
    std::vector<std::string> distinct;
    for (const std::string& id : ranking) {
        if (seen.insert(id).second) distinct.push_back(id);
    }
    return distinct;
}

}  // namespace

const std::vector<MeasureName>& measure_names() {
    static const std::vector<MeasureName> names = {
        {"nDCG@10", &Measures::ndcg_10},
        {"MAP", &Measures::average_precision},
        {"P@10", &Measures::precision_10},
        {"P@30", &Measures::precision_30},
        {"R@100", &Measures::recall_100},
        {"R@1000", &Measures::recall_1000},
        {"MRR@10", &Measures::reciprocal_rank_10},
        {"J@10", &Measures::judged_10},
    };
    return names;
}

Measures measure(const std::vector<std::string>& given, const Judgements& judgements) {
    const std::vector<std::string> ranking = without_repeats(given);
    const auto relevant_in_all = static_cast<double>(
        std::count_if(judgements.begin(), judgements.end(), [](const auto& judged) {
            return judged.second > 0;
        }));
    Measures result;
    double gain = 0.0;
    double precisions = 0.0;
    std::size_t relevant = 0;
    std::size_t relevant_10 = 0;
    std::size_t relevant_30 = 0;
    std::size_t relevant_100 = 0;
    std::size_t relevant_1000 = 0;
    std::size_t judged_10 = 0;
    for (std::size_t i = 0; i < ranking.size(); ++i) {
        const std::size_t rank = i + 1;
        const auto judged = judgements.find(ranking[i]);
        if (judged == judgements.end()) continue;
        if (rank <= kCut) ++judged_10;
        if (judged->second <= 0) continue;
        ++relevant;
        precisions += static_cast<double>(relevant) / static_cast<double>(rank);
        if (rank <= kCut) gain += judged->second / discount(rank);
        if (rank <= kCut && relevant == 1) {
            result.reciprocal_rank_10 = 1.0 / static_cast<double>(rank);
        }
        if (rank <= 10) relevant_10 = relevant;
        if (rank <= 30) relevant_30 = relevant;
        if (rank <= 100) relevant_100 = relevant;
        if (rank <= 1000) relevant_1000 = relevant;
    }
    result.precision_10 = static_cast<double>(relevant_10) / 10.0;
    result.precision_30 = static_cast<double>(relevant_30) / 30.0;
    result.judged_10 = static_cast<double>(judged_10) / 10.0;
    if (relevant_in_all > 0.0) {
        result.average_precision = precisions / relevant_in_all;
        result.recall_100 = static_cast<double>(relevant_100) / relevant_in_all;
        result.recall_1000 = static_cast<double>(relevant_1000) / relevant_in_all;
        result.ndcg_10 = gain / ideal_gain(judgements, kCut);
    }
    return result;
}

Measures mean_of(const std::vector<Measures>& all) {
    Measures mean;
    if (all.empty()) return mean;
    for (const MeasureName& name : measure_names()) {
        double sum = 0.0;
        for (const Measures& one : all) sum += one.*name.value;
        mean.*name.value = sum / static_cast<double>(all.size());
    }
    return mean;
}

std::vector<std::string> trec_order(std::vector<ScoredDocument> run) {
    std::sort(run.begin(), run.end(), [](const ScoredDocument& a, const ScoredDocument& b) {
        if (a.score != b.score) return a.score > b.score;
        return a.id > b.id;
    });
    std::vector<std::string> order;
    for (ScoredDocument& document : run) order.push_back(std::move(document.id));
    return order;
}

}  // namespace gazette::eval
