#include "indexer/adjacent_tokens.h"

#include "indexer/format/adjacent_words.h"

#include <utility>

namespace gazette {

void AdjacentTokens::token(const TokenView& token) {
    switch (token.token_class) {
        case TokenClass::word:
        case TokenClass::number:
            pair();
            before_ = std::exchange(last_, {adjacency_key(token.term), token.position, true});
            break;
        case TokenClass::surface:
            last_.key = adjacency_key(token.term);
            break;
        default:
            break;
    }
}

void AdjacentTokens::pair() {
    if (!before_.known || before_.position + 1 != last_.position) return;
    buckets_.push_back(adjacency_bucket(before_.key, last_.key));
}

std::vector<std::uint32_t> AdjacentTokens::take() {
    pair();
    before_ = {};
    last_ = {};
    return std::exchange(buckets_, {});
}

}  // namespace gazette
