#include "searcher/http/page/page_address.h"

#include "searcher/http/markup.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace gazette {
namespace {

constexpr std::uint32_t kLastPage = 50'000;  // the API counts hits before a page up to a million

// In the order in which an address has them.
constexpr std::array<std::string_view, 15> kSingles = {"from",
                                                       "to",
                                                       "sort",
                                                       "reading",
                                                       "exact",
                                                       "time",
                                                       "versus",
                                                       "page",
                                                       "doc",
                                                       "beside",
                                                       "at",
                                                       "filters",
                                                       "help",
                                                       "density",
                                                       "ui"};

bool is_filter(std::string_view name) {
    if (name.starts_with('-')) name.remove_prefix(1);
    return std::find(kPageFilters.begin(), kPageFilters.end(), name) != kPageFilters.end();
}

bool is_single(std::string_view name) {
    return name == "q" || std::find(kSingles.begin(), kSingles.end(), name) != kSingles.end();
}

bool is_default(const Parameter& parameter) {
    return (parameter.name == "sort" && parameter.value == "relevance") ||
           (parameter.name == "reading" && parameter.value == "auto") ||
           (parameter.name == "page" && parameter.value == "1");
}

// q first, then filters, then the rest.
int rank_of(std::string_view name) {
    if (name == "q") return 0;
    if (is_filter(name)) return name.starts_with('-') ? 2 : 1;
    return 3 +
           static_cast<int>(std::find(kSingles.begin(), kSingles.end(), name) - kSingles.begin());
}

HttpRequest asking(std::vector<Parameter> parameters) {
    HttpRequest request;
    request.method = "GET";
    request.parameters = std::move(parameters);
    return request;
}

}  // namespace

PageAddress::PageAddress(const std::vector<Parameter>& given) {
    for (const Parameter& parameter : given) {
        const bool asks_all = parameter.name == "q";  // an empty query finds all documents
        if (parameter.value.empty() && !asks_all) continue;
        if (is_default(parameter)) continue;
        const auto same = [&](const Parameter& other) {
            return other.name == parameter.name &&
                   (is_single(parameter.name) || other.value == parameter.value);
        };
        if (!is_single(parameter.name) && !is_filter(parameter.name)) continue;
        if (std::any_of(parameters_.begin(), parameters_.end(), same)) continue;
        parameters_.push_back(parameter);
    }
    std::stable_sort(parameters_.begin(), parameters_.end(), [](const auto& a, const auto& b) {
        return rank_of(a.name) < rank_of(b.name);
    });
}

std::string PageAddress::value(std::string_view name) const {
    for (const Parameter& parameter : parameters_) {
        if (parameter.name == name) return parameter.value;
    }
    return {};
}

bool PageAddress::has(std::string_view name) const {
    return std::any_of(parameters_.begin(), parameters_.end(), [&](const auto& parameter) {
        return parameter.name == name;
    });
}

std::vector<std::string> PageAddress::values(std::string_view name) const {
    std::vector<std::string> result;
    for (const Parameter& parameter : parameters_) {
        if (parameter.name == name) result.push_back(parameter.value);
    }
    return result;
}

std::uint32_t PageAddress::page() const {
    const std::string given = value("page");
    std::uint32_t page = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), page);
    const bool whole = error == std::errc() && end == given.data() + given.size() && page > 0;
    return whole ? std::min(page, kLastPage) : 1;
}

bool PageAddress::has_filters() const {
    return has("from") || has("to") ||
           std::any_of(parameters_.begin(), parameters_.end(), [](const auto& parameter) {
               return is_filter(parameter.name);
           });
}

bool PageAddress::is_home() const {
    return !has("doc") && !has("q") && !has_filters() && !has("sort");
}

PageAddress PageAddress::without(std::string_view name) const {
    PageAddress result;
    for (const Parameter& parameter : parameters_) {
        if (parameter.name != name) result.parameters_.push_back(parameter);
    }
    return result;
}

PageAddress PageAddress::without(std::string_view name, std::string_view value) const {
    PageAddress result;
    for (const Parameter& parameter : parameters_) {
        if (parameter.name != name || parameter.value != value) {
            result.parameters_.push_back(parameter);
        }
    }
    return result;
}

PageAddress PageAddress::plus(std::string_view name, std::string value) const {
    std::vector<Parameter> more = parameters_;
    more.push_back({std::string(name), std::move(value)});
    return PageAddress(more);
}

PageAddress PageAddress::with(std::string_view name, std::string value) const {
    return without(name).plus(name, std::move(value));
}

PageAddress PageAddress::without_filters() const {
    PageAddress result;
    for (const Parameter& parameter : parameters_) {
        if (is_filter(parameter.name) || parameter.name == "from" || parameter.name == "to" ||
            parameter.name == "page") {
            continue;
        }
        result.parameters_.push_back(parameter);
    }
    return result;
}

std::string PageAddress::text() const {
    std::string text;
    for (const Parameter& parameter : parameters_) {
        text += (text.empty() ? "./?" : "&") + percent_encoded(parameter.name) + "=" +
                percent_encoded(parameter.value);
    }
    return text.empty() ? "./" : text;
}

HttpRequest PageAddress::count_request() const {
    std::vector<Parameter> parameters;
    for (const Parameter& parameter : parameters_) {
        const std::string& name = parameter.name;
        if (name == "q" || is_filter(name) || name == "from" || name == "to" || name == "reading" ||
            name == "exact") {
            parameters.push_back(parameter);
        }
    }
    return asking(std::move(parameters));
}

HttpRequest PageAddress::search_request() const {
    HttpRequest request = count_request();
    if (has("sort")) request.parameters.push_back({"sort", value("sort")});
    request.parameters.push_back({"limit", std::to_string(kHitsOnAPage)});
    request.parameters.push_back({"offset", std::to_string((page() - 1) * kHitsOnAPage)});
    return request;
}

HttpRequest PageAddress::document_request() const {
    std::vector<Parameter> parameters;
    for (const Parameter& parameter : parameters_) {
        const std::string& name = parameter.name;
        if (name == "q" || name == "reading" || name == "lang") parameters.push_back(parameter);
    }
    return asking(std::move(parameters));
}

}  // namespace gazette
