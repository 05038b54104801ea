// How good a ranking is, by judgements: the measures of trec_eval, with its definitions.
//
// Sources: trec_eval 9.0 (m_map.c, m_P.c, m_recall.c, m_recip_rank.c, m_ndcg_cut.c). Relevant is a
// grade of 1 or more; what is not judged is not relevant. A query that has judgements and no
// ranking counts with 0. nDCG: the gain is the grade (grades below 0 count as 0), the discount
// log2(1 + rank), the ideal ranking is that of all judged documents, cut at the same rank.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace gazette::eval {

// Document id -> grade, for one query.
using Judgements = std::map<std::string, int>;

// One query's measures, each from 0 to 1.
struct Measures {
    double ndcg_10 = 0.0;
    double average_precision = 0.0;
    double precision_10 = 0.0;
    double precision_30 = 0.0;
    double recall_100 = 0.0;
    double recall_1000 = 0.0;
    double reciprocal_rank_10 = 0.0;
    double judged_10 = 0.0;  // share of the first ten that somebody has judged
};

// The measures with the names that reports use, in their order.
struct MeasureName {
    const char* name;
    double Measures::*value;
};
const std::vector<MeasureName>& measure_names();

// `ranking`: document ids, best first. A document that comes twice counts at its first place.
Measures measure(const std::vector<std::string>& ranking, const Judgements& judgements);

// The mean of each measure; zeros for none.
Measures mean_of(const std::vector<Measures>& all);

// trec_eval orders a run by score and not by rank, and breaks ties by document id, the greater
// one first. So that a run of equal scores is measured as trec_eval would measure it.
struct ScoredDocument {
    std::string id;
    double score = 0.0;
};
std::vector<std::string> trec_order(std::vector<ScoredDocument> run);

}  // namespace gazette::eval
