// Tree -> canonical text, with every operator and bracket written out: what was understood.
#pragma once

#include "searcher/query/ast.h"

#include <string>

namespace gazette {

std::string print_query(const Node& root);

}  // namespace gazette
