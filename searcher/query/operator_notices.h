// What the person should know about how the operators of a query were joined.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/operator_words.h"

namespace gazette {

// NEAR/5, /s and their like.
bool is_connector(const Node& node);

// a b OR c: `node` is the OR.
Notice mixed_and_or(const Node& node);
// a OR NOT b: `node` is the NOT.
Notice not_in_or(const Node& node);
// +a OR b
Notice idle_plus(QueryPlace plus);
// duty of care NEAR/5 breach: NEAR takes "care" alone.
Notice near_beside_words(const Node& near);
// a OR b w/5 c: in other languages OR binds tighter.
Notice near_beside_or(const Node& near);
// a w/5 b /s c, in the whole chain at `place`.
Notice mixed_connectors(const Node& node, QueryPlace place);
// a +5 b
Notice plus_as_connector(const Connector& connector, QueryPlace place);

}  // namespace gazette
