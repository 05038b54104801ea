// Tree -> canonical text, with every operator and bracket written out: what was understood.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/operator_words.h"

#include <string>

namespace gazette {

// For trees that a parser could have made: parse_query() reads the same tree from it. "" for the
// tree of all documents.
std::string print_query(const Node& root);

// The connector of a near or a together.
Connector connector_of(const Node& node);

}  // namespace gazette
