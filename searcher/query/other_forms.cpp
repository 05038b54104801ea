#include "searcher/query/other_forms.h"

#include <utility>

namespace gazette {

bool may_have_other_forms(const Node& node) {
    return node.kind == NodeKind::text && !node.exact && !node.patterns && !node.similar &&
           node.dial == Dial::none;
}

void add_forms(Node& node, const std::vector<std::string>& forms) {
    Node either;
    either.kind = NodeKind::any_of;
    either.place = node.place;
    either.children.push_back(node);
    for (const std::string& form : forms) {
        Node other = node;
        other.kind = NodeKind::text;
        other.text = form;
        either.children.push_back(std::move(other));
    }
    node = std::move(either);
}

std::string listed(const std::vector<std::string>& forms) {
    std::string list;
    for (const std::string& form : forms) list += (list.empty() ? "" : ", ") + form;
    return list;
}

}  // namespace gazette
