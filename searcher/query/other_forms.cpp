#include "searcher/query/other_forms.h"

#include <utility>

namespace gazette {

bool may_have_other_forms(const Node& node) {
    return node.kind == NodeKind::text && !node.exact && !node.patterns && !node.similar &&
           node.dial == Dial::none;
}

void add_forms(Node& node, const std::vector<OtherForm>& forms) {
    Node either;
    either.kind = NodeKind::any_of;
    either.place = node.place;
    either.children.push_back(node);
    for (const OtherForm& form : forms) {
        Node other = node;
        other.kind = NodeKind::text;
        other.text = form.text;
        other.whole_words = form.whole_words;
        either.children.push_back(std::move(other));
    }
    node = std::move(either);
}

std::vector<std::string> texts_of(const std::vector<OtherForm>& forms) {
    std::vector<std::string> texts;
    for (const OtherForm& form : forms) texts.push_back(form.text);
    return texts;
}

std::string listed(const std::vector<OtherForm>& forms) {
    std::string list;
    for (const OtherForm& form : forms) list += (list.empty() ? "" : ", ") + form.text;
    return list;
}

}  // namespace gazette
