#include "searcher/http/page/home_view.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

// Each a link that asks for it.
Html example_list(const PageContext& page, std::string_view examples) {
    const auto list = nlohmann::json::parse(examples, nullptr, false);
    if (!list.is_array()) return {};
    const bool all = page.address.has("help");
    Html items;
    for (const auto& each : list) {
        if (!each.is_object() || (each.value("more", false) && !all)) continue;
        const std::string query = each.value("query", std::string());
        items += element(
            "div",
            {},
            {element("dt",
                     {},
                     {element("a",
                              {{"href", page.address.without("help").with("q", query).text()}},
                              {element("code", {{"class", "query"}, {"dir", "auto"}}, {query})})}),
             element("dd", {}, {page.words.t(each.value("meaning", std::string()))})});
    }
    return element("dl", {{"class", "examples"}}, {items});
}

std::string held(const Wording& words,
                 const std::vector<LanguageCount>& values,
                 std::string_view one) {
    const auto known = static_cast<std::uint64_t>(
        std::count_if(values.begin(), values.end(), [](const LanguageCount& each) {
            return is_known_language(each.value);
        }));
    return known == 0 ? std::string() : words.count(known, one);
}

std::string title_of(const Wording& words, const Problem& problem) {
    if (problem.place) return words.t("This query cannot be read");
    if (problem.status == 404) return words.t("Not found");
    const bool later = problem.status == 429 || problem.status >= 500;
    return words.t(later ? "No answer just now" : "This cannot be asked");
}

}  // namespace

PageView empty_index_view(const PageContext& page) {
    PageView view;
    view.content = element(
        "section",
        {{"class", "empty"}},
        {element("h1", {}, {page.words.t("The archive is empty")}),
         element(
             "p",
             {},
             {with_code(page.words,
                        "Documents come in with {command}; this page shows them as soon as they "
                        "are published.",
                        "command",
                        {{"class", "query"}},
                        "gazette index --index FOLDER PATH")})});
    return view;
}

PageView home_view(const PageContext& page,
                   const StatusResponse& status,
                   std::string_view examples) {
    if (status.documents == 0) return empty_index_view(page);
    const Wording& words = page.words;
    std::string parts;
    for (const std::string& part : {held(words, status.languages, "language"),
                                    held(words, status.sources, "source"),
                                    held(words, status.collections, "collection")}) {
        if (!part.empty()) parts += part + " · ";
    }
    PageView view;
    view.filterable = true;
    view.content = element(
        "section",
        {{"class", "home"}},
        {element("h1", {}, {words.count(status.documents, "document")}),
         element("p",
                 {{"class", "lead"}},
                 {parts,
                  element("a",
                          {{"href", page.address.with("q", "").with("sort", "newest").text()}},
                          {words.t("Browse the newest")})}),
         element("h2", {}, {words.t("How to ask")}),
         example_list(page, examples)});
    return view;
}

PageView problem_view(const PageContext& page, const Problem& problem) {
    const Wording& words = page.words;
    Html text = told(words, "p", problem.code, problem.detail);
    if (!problem.parameter.empty()) {
        text += element("p",
                        {{"class", "hint"}},
                        {with_code(words, "It is about {name}.", "name", {}, problem.parameter)});
    }
    // What the code's own words leave out.
    std::string detail = words.of_code(problem.code) == nullptr ? "" : sentence(problem.detail);
    if (problem.place) {
        text += element(
            "p", {{"class", "typed"}}, {query_with_place(problem.query, *problem.place, "fault")});
        if (!problem.suggestion.empty()) {
            detail += (detail.empty() ? "" : " ") + sentence(problem.suggestion);
        }
    }
    if (!detail.empty()) {
        const bool foreign = words.language().tag != "en";
        HtmlAttributes attributes{{"class", "suggestion"}, {"dir", "auto"}};
        if (foreign) attributes.push_back({"lang", "en"});
        const Html said = element("p", attributes, {detail});
        text += foreign ? element("details",
                                  {{"class", "more-facts"}},
                                  {element("summary", {}, {words.t("Details, in English")}), said})
                        : said;
    }
    if (!problem.place) {
        text += element("p", {{"class", "hint"}}, {element("code", {}, {problem.code})});
    }
    if (page.address.has("doc")) {
        text += element("p",
                        {},
                        {element("a",
                                 {{"href", page.address.without("doc").without("at").text()}},
                                 {page.words.t("Back to the results")})});
    }
    PageView view;
    view.title = words.t("Problem");
    view.content = element("section",
                           {{"class", "problem"}, {"role", "alert"}},
                           {element("h1", {}, {title_of(words, problem)}), text});
    return view;
}

std::string index_state_text(const Wording& words, const StatusResponse& status) {
    std::string text = words.count(status.documents, "document");
    if (!status.published_at.empty()) text += " · " + words.moment(status.published_at);
    if (!status.problem.empty()) {
        text += " · " + words.t("There is a newer state, which cannot be opened.");
    }
    return text;
}

}  // namespace gazette
