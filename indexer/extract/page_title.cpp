// Of html_metadata.h: which part of a page's title names the site.
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gazette {
namespace {

constexpr std::string_view kSeparators[] = {
    " | ",
    " - ",
    " – ",
    " — ",
    " :: ",
    " » ",
    " « ",
    " · ",
    " • ",
    " / ",
    " : ",
    "｜",
    "|",
    " _ ",
    "_",
};

// Case of ASCII does not count, nor do marks at the ends.
bool same(std::string_view a, std::string_view b) {
    a = trim_space(a);
    b = trim_space(b);
    return !a.empty() && a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               const auto lower = [](char c) {
                   return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
               };
               return lower(x) == lower(y);
           });
}

struct Cut {
    std::string_view before;
    std::string_view after;
};

std::vector<Cut> cuts_of(std::string_view title) {
    std::vector<Cut> cuts;
    for (const std::string_view separator : kSeparators) {
        for (std::size_t at = title.find(separator); at != std::string_view::npos;
             at = title.find(separator, at + separator.size())) {
            cuts.push_back(
                {trim_space(title.substr(0, at)), trim_space(title.substr(at + separator.size()))});
        }
    }
    return cuts;
}

}  // namespace

std::string title_without_site(std::string_view title,
                               std::string_view heading,
                               std::string_view site_name) {
    title = trim_space(title);
    static constexpr std::size_t kLongest = 1000;
    if (title.size() > kLongest) return std::string(title);
    const std::vector<Cut> cuts = cuts_of(title);
    for (const Cut& cut : cuts) {
        if (same(cut.after, site_name) && !cut.before.empty()) return std::string(cut.before);
        if (same(cut.before, site_name) && !cut.after.empty()) return std::string(cut.after);
    }
    for (const Cut& cut : cuts) {
        if (same(cut.before, heading)) return std::string(cut.before);
        // A heading behind the title may be the site's own: the longer part is the title then.
        if (same(cut.after, heading)) {
            return std::string(cut.after.size() >= cut.before.size() ? cut.after : cut.before);
        }
    }
    return std::string(title);
}

}  // namespace gazette
