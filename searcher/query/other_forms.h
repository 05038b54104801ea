// A text of a query in the ways in which the same is written: each of them is searched for, and a
// notice says so.
#pragma once

#include "searcher/query/ast.h"

#include <string>
#include <vector>

namespace gazette {

// Ways to write one text, beside that of the query.
inline constexpr std::size_t kMaxOtherForms = 8;

// Whether a text may be searched for in other forms: not a quotation, a pattern, or where a dial
// says how strictly it is compared.
bool may_have_other_forms(const Node& node);

// A text in another form, and which of it was put in (Node::whole_words).
struct OtherForm {
    std::string text;
    std::vector<std::string> whole_words = {};
};

// Puts an OR of `node` (a text, or plain words) with texts of `forms` in its place.
void add_forms(Node& node, const std::vector<OtherForm>& forms);

std::vector<std::string> texts_of(const std::vector<OtherForm>& forms);
// 軟件, 軟體
std::string listed(const std::vector<OtherForm>& forms);

}  // namespace gazette
