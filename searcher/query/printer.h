// Tree -> canonical text, with every operator and bracket written out: what was understood.
#pragma once

#include <string>

#include "searcher/query/ast.h"

namespace gazette {

std::string print_query(const Node& root);

}  // namespace gazette
