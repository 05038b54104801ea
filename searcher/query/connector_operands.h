// What connectors can stand between, and which of two binds tighter. Used by the parser.
#pragma once

#include "searcher/query/ast.h"
#include "searcher/query/operator_words.h"

#include <cstddef>
#include <optional>

namespace gazette {

// Why `operand` cannot be one of `connector`; nothing where it can.
std::optional<QueryError> error_in_operand(const Connector& connector, const Node& operand);

// A text, or an OR of texts.
bool is_texts(const Node& node);

// Connectors by words inside each other.
std::size_t nears_deep(const Node& node);

// 0 for the tightest: numbers of words, then sentences, paragraphs, sections.
int looseness(const Connector& connector);

}  // namespace gazette
