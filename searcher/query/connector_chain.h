// Operands with connectors between them -> one node: a w/5 b /s c. What may stand beside a
// connector, and which of two binds tighter, is connector_operands.h's. Used by the parser.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/lexemes.h"
#include "searcher/query/pieces.h"

#include <variant>
#include <vector>

namespace gazette {

// Words bind tighter than sentences, these than paragraphs, these than sections; among equals the
// left one. `pieces` are one more than `connectors`, of which there is one at least; both are used
// up. Errors: those of error_in_operand(), "too_many_operands", "too_deep". What is to be said of
// the chain is added to `notices`. Keeps nothing; any thread may call it.
std::variant<Piece, QueryError> connect_chain(std::vector<Piece> pieces,
                                              std::vector<Lexeme> connectors,
                                              std::vector<Notice>& notices);

}  // namespace gazette
