#include "searcher/query/lone_signs.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

bool is_lone_sign(const Node& node, Analyzer& analyzer) {
    const bool is_bare = node.kind == NodeKind::text && !node.exact && !node.patterns &&
                         !node.similar && !node.title_only && node.dial == Dial::none;
    if (!is_bare) return false;
    // Tells most words without their being analyzed once more.
    const bool has_ascii_word = std::any_of(node.text.begin(), node.text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    return !has_ascii_word && analyzer.query_tokens(node.text, {}).empty();
}

Notice left_out(const Node& sign) {
    return {
        "sign_left_out",
        "“" + sign.text +
            "” was left out: it has no letters, digits or other signs that can be searched for.",
        sign.place};
}

void visit(Node& node, Analyzer& analyzer, std::vector<Notice>& notices) {
    for (Node& child : node.children) visit(child, analyzer, notices);
    if (node.kind != NodeKind::all_of) return;
    const auto signs =
        std::stable_partition(node.children.begin(), node.children.end(), [&](const Node& child) {
            return !is_lone_sign(child, analyzer);
        });
    if (signs == node.children.begin()) return;
    for (auto sign = signs; sign != node.children.end(); ++sign) notices.push_back(left_out(*sign));
    node.children.erase(signs, node.children.end());
    if (node.children.size() > 1) return;
    Node only = std::move(node.children.front());
    node = std::move(only);
}

}  // namespace

std::vector<Notice> leave_out_lone_signs(Node& root, Analyzer& analyzer) {
    std::vector<Notice> notices;
    visit(root, analyzer, notices);
    return notices;
}

}  // namespace gazette
