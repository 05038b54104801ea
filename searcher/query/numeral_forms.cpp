#include "searcher/query/numeral_forms.h"

#include "indexer/analysis/name_key.h"
#include "searcher/query/other_forms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <system_error>
#include <utility>

namespace gazette {
namespace {

constexpr std::string_view kOrdinal = "第";
constexpr unsigned kMaxValue = 9999;
constexpr std::array<std::string_view, 16> kCounted = {
    "章", "條", "条", "款", "項", "项", "節", "节", "號", "号", "編", "编", "篇", "目", "部", "卷"};

// In digits or in numerals, not in both.
HanNumber number_at(std::string_view text) {
    HanNumber number;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number.value);
    if (read.ptr == text.data()) return han_number(text);
    if (read.ec != std::errc()) return {};
    number.bytes = static_cast<std::size_t>(read.ptr - text.data());
    return number;
}

// 百 for 一百, 千 for 一千, and no 零.
std::string japanese(std::string numeral) {
    const std::array<std::pair<std::string_view, std::string_view>, 3> changes = {
        {{"一百", "百"}, {"一千", "千"}, {"零", ""}}};
    for (const auto& [from, to] : changes) {
        for (auto at = numeral.find(from); at != numeral.npos; at = numeral.find(from, at)) {
            numeral.replace(at, from.size(), to);
            at += to.size();
        }
    }
    return numeral;
}

std::vector<std::string> written(unsigned value) {
    std::string chinese = han_numeral(value);
    std::string in_japan = japanese(chinese);
    std::vector<std::string> all = {std::to_string(value), std::move(chinese)};
    if (in_japan != all.back()) all.push_back(std::move(in_japan));
    return all;
}

void widen(Node& node, std::vector<Notice>& notices) {
    if (node.kind == NodeKind::all_of || node.kind == NodeKind::any_of) {
        for (Node& child : node.children) widen(child, notices);
        return;
    }
    if (!may_have_other_forms(node)) return;
    std::vector<OtherForm> forms;
    for (std::string& form : numeral_forms(node.text)) forms.push_back({std::move(form)});
    if (forms.empty()) return;
    notices.push_back({"numeral_forms",
                       "Also searched for: " + listed(forms) +
                           ". What stands in quotation marks is searched for as it is typed.",
                       node.place,
                       "\"" + node.text + "\"",
                       texts_of(forms)});
    add_forms(node, forms);
}

}  // namespace

std::vector<std::string> numeral_forms(const std::string& text) {
    std::vector<std::string> forms = {text};
    // From the back, so that places before stay what they are.
    for (auto at = text.rfind(kOrdinal); at != text.npos;
         at = at == 0 ? text.npos : text.rfind(kOrdinal, at - 1)) {
        const std::size_t begin = at + kOrdinal.size();
        const HanNumber number = number_at(std::string_view(text).substr(begin));
        const std::string_view behind = std::string_view(text).substr(begin + number.bytes);
        const bool counts = std::any_of(
            kCounted.begin(), kCounted.end(), [&](auto one) { return behind.starts_with(one); });
        if (number.bytes == 0 || number.value == 0 || number.value > kMaxValue || !counts) continue;
        const std::string typed = text.substr(begin, number.bytes);
        const std::size_t before = forms.size();
        for (const std::string& other : written(number.value)) {
            if (other == typed) continue;
            for (std::size_t i = 0; i < before && forms.size() <= kMaxOtherForms; ++i) {
                std::string form = forms[i];
                form.replace(begin, number.bytes, other);
                forms.push_back(std::move(form));
            }
        }
    }
    forms.erase(forms.begin());
    return forms;
}

std::vector<Notice> add_numeral_forms(Node& root) {
    std::vector<Notice> notices;
    widen(root, notices);
    return notices;
}

}  // namespace gazette
