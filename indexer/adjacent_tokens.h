// The words of a document that stand side by side, as an adjacent-words file has them.
#pragma once

#include "indexer/analysis/token.h"

#include <cstdint>
#include <vector>

namespace gazette {

class AdjacentTokens {
  public:
    // In the order in which the analyzer gives them; of several texts, the positions of each begin
    // farther on than behind the last one of the text before.
    void token(const TokenView& token);
    // Buckets (adjacency_bucket), in the order of the words, as often as they come.
    std::vector<std::uint32_t> take();

  private:
    struct Word {
        std::uint64_t key = 0;
        std::uint32_t position = 0;
        bool known = false;
    };

    void pair();

    Word before_;
    Word last_;  // its surface may still come
    std::vector<std::uint32_t> buckets_;
};

}  // namespace gazette
