// Whether two trees say the same, wherever they were typed.
#pragma once

#include "searcher/query/ast.h"

#include <algorithm>

namespace gazette::test {

inline bool same_tree(const Node& a, const Node& b) {
    return a.kind == b.kind && a.text == b.text && a.exact == b.exact && a.dial == b.dial &&
           a.count == b.count && a.patterns == b.patterns && a.similar == b.similar &&
           a.title_only == b.title_only && a.distance == b.distance && a.ordered == b.ordered &&
           a.segment == b.segment && a.excluding == b.excluding &&
           (a.kind != NodeKind::together || a.unit == b.unit) &&
           (a.kind != NodeKind::filter || a.field == b.field) && a.value == b.value &&
           a.from == b.from && a.to == b.to &&
           std::equal(a.children.begin(),
                      a.children.end(),
                      b.children.begin(),
                      b.children.end(),
                      same_tree);
}

}  // namespace gazette::test
