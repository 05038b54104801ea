// The number of a provision in digits and in numerals: 第184條, 第一百八十四條, and as Japan writes
// it, 第百八十四条. Each is searched for where another is typed, and a notice says so; not in
// quotations, with script: and the other dials, in connectors, or under NOT.
#pragma once

#include "searcher/query/ast.h"

#include <string>
#include <vector>

namespace gazette {

// `text` with the number behind each 第, before what numbers count in laws (條, 章, ...), as the
// other ways write it; without `text` itself. Valid UTF-8.
std::vector<std::string> numeral_forms(const std::string& text);

// Puts an OR with them in the place of each text that has such a number. A notice for each.
std::vector<Notice> add_numeral_forms(Node& root);

}  // namespace gazette
