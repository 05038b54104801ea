#include "searcher/http/page/archive_view.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

struct Row {
    Html name;
    std::uint64_t count = 0;
};

Html table(const Wording& words,
           std::string_view title,
           std::string_view counted,
           const std::vector<Row>& rows,
           std::uint64_t left_out) {
    if (rows.empty()) return {};
    Html body;
    for (const Row& row : rows) {
        body += element("tr",
                        {},
                        {element("th", {{"scope", "row"}}, {row.name}),
                         element("td", {}, {words.number(row.count)})});
    }
    Html more;
    if (left_out > 0) {
        more = element(
            "p", {{"class", "hint"}}, {words.t("{n} more", {{"n", words.number(left_out)}})});
    }
    return element(
        "section",
        {},
        {element("h2", {}, {words.t(title)}),
         element("table",
                 {},
                 {element("thead",
                          {{"class", "unseen"}},
                          {element("tr",
                                   {},
                                   {element("th", {{"scope", "col"}}, {words.t(title)}),
                                    element("th", {{"scope", "col"}}, {words.t(counted)})})}),
                  element("tbody", {}, {body})}),
         more});
}

// Each value a link to its documents, of which there are `all` with and without a value.
Html value_table(const PageContext& page,
                 std::string_view title,
                 const std::string& field,
                 const std::vector<LanguageCount>& values,
                 std::uint64_t all) {
    std::vector<Row> rows;
    std::uint64_t known = 0;
    std::uint64_t left_out = 0;
    for (const LanguageCount& each : values) {
        if (each.value.empty() || (field == "lang" && !is_known_language(each.value))) continue;
        known += each.documents;
        if (rows.size() == kArchiveValues) {
            ++left_out;
            continue;
        }
        Html name = each.value;
        if (field == "lang") name = language_name(page.words, each.value);
        if (field == "kind") name = kind_name(page.words, each.value);
        HtmlAttributes attributes = field == "lang" ? language_name_attributes(each.value)
                                                    : HtmlAttributes{{"dir", "auto"}};
        attributes.push_back({"href", page.address.with(field, each.value).text()});
        rows.push_back({element("a", attributes, {name}), each.documents});
    }
    if (all > known) rows.push_back({page.words.t("Not known"), all - known});
    return table(page.words, title, "Documents", rows, left_out);
}

Html year_table(const PageContext& page, const Facet& years) {
    std::vector<Row> rows;
    for (const FacetValue& year : years.values) {
        const PageAddress there = page.address.with("from", year.value).with("to", year.value);
        rows.push_back({element("a", {{"href", there.text()}}, {year.value}), year.documents});
    }
    if (years.wider > 0) rows.push_back({page.words.t("Not as exactly known"), years.wider});
    if (years.unknown > 0) rows.push_back({page.words.t("Not known"), years.unknown});
    return table(page.words, "Year", "Documents", rows, years.more);
}

// "not_readable" -> "not readable".
std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

Html unread_inputs(const Wording& words, const InputReport& inputs) {
    std::vector<Row> outcomes;
    for (const auto& [outcome, count] : inputs.outcomes)
        outcomes.push_back({spaced(outcome), count});
    Html result = table(words, "What became of the inputs", "Inputs", outcomes, 0);
    Html reasons;
    for (const UnreadInputs& unread : inputs.unread) {
        Html names;
        for (const std::string& name : unread.examples) {
            names += element("li", {}, {element("bdi", {{"class", "long"}}, {name})});
        }
        const std::uint64_t more =
            unread.inputs - std::min<std::uint64_t>(unread.inputs, unread.examples.size());
        if (more > 0) {
            names += element(
                "li", {{"class", "hint"}}, {words.t("{n} more", {{"n", words.number(more)}})});
        }
        reasons += element(
            "details",
            {},
            {element("summary", {}, {spaced(unread.reason) + ": " + words.number(unread.inputs)}),
             element("ul", {}, {names})});
    }
    result += element(
        "section",
        {{"class", "wide"}},
        {element("h2", {}, {words.t("What could not be read")}),
         reasons.empty() ? element("p", {}, {words.t("All inputs could be read.")}) : reasons});
    return result;
}

Html parameter_list(const nlohmann::json& operation, const nlohmann::json& named) {
    Html items;
    for (const auto& given : operation.value("parameters", nlohmann::json::array())) {
        const nlohmann::json* parameter = &given;
        if (given.contains("$ref")) {
            const std::string ref = given.at("$ref");
            parameter = &named.at(ref.substr(ref.rfind('/') + 1));
        }
        items += element(
            "div",
            {},
            {element("dt", {}, {element("code", {}, {parameter->at("name").get<std::string>()})}),
             element("dd", {}, {parameter->value("description", std::string())})});
    }
    if (items.empty()) return {};
    return element(
        "details",
        {},
        {element("summary", {}, {"Parameters"}), element("dl", {{"class", "examples"}}, {items})});
}

}  // namespace

PageView archive_view(const PageContext& page,
                      const StatusResponse& status,
                      const std::optional<Facet>& years,
                      const std::optional<InputReport>& inputs) {
    const Wording& words = page.words;
    PageView view;
    view.by_server = true;
    view.title = words.t("About this archive");
    const std::string updated =
        status.published_at.empty() ? std::string() : words.moment(status.published_at);
    view.content = element(
        "section",
        {{"class", "archive"}},
        {element("h1", {{"tabindex", "-1"}}, {words.t("About this archive")}),
         element("p",
                 {{"class", "lead"}},
                 {words.count(status.documents, "document"),
                  updated.empty()
                      ? Html()
                      : Html(" · " + words.t("Last updated: {when}", {{"when", updated}}))}),
         status.problem.empty()
             ? Html()
             : element("p",
                       {{"class", "notices"}},
                       {words.t("There is a newer state, which cannot be opened.")}),
         element(
             "div",
             {{"class", "tables"}},
             {value_table(page, "Collection", "collection", status.collections, status.documents),
              value_table(page, "Kind", "kind", status.kinds, status.documents),
              value_table(page, "Language", "lang", status.languages, status.documents),
              years ? year_table(page, *years) : Html(),
              inputs ? unread_inputs(words, *inputs) : Html()})});
    return view;
}

PageView api_view(std::string_view description) {
    const auto api = nlohmann::json::parse(description);
    const auto& named = api.at("components").at("parameters");
    Html entries;
    for (const auto& [path, item] : api.at("paths").items()) {
        for (const auto& [method, operation] : item.items()) {
            std::string verb = method;
            std::transform(verb.begin(), verb.end(), verb.begin(), [](char c) {
                return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
            });
            entries +=
                element("section",
                        {},
                        {element("h2", {}, {element("code", {}, {verb + " " + path})}),
                         element("p", {}, {sentence(operation.at("summary").get<std::string>())}),
                         parameter_list(operation, named)});
        }
    }
    PageView view;
    view.by_server = true;
    view.title = "API";
    view.content = element(
        "section",
        {{"class", "archive"}, {"lang", "en"}, {"dir", "ltr"}},
        {element("h1", {{"tabindex", "-1"}}, {"API"}),
         element("p",
                 {{"class", "lead"}},
                 {"All that this page shows, and more, as JSON. Described for programs in ",
                  element("a", {{"href", "openapi.json"}}, {"openapi.json"}),
                  " (OpenAPI " + api.at("openapi").get<std::string>() +
                      "), with the schema of every answer. For example ",
                  element("a", {{"href", "api/v1/search?q=water"}}, {"api/v1/search?q=water"}),
                  "."}),
         entries});
    return view;
}

}  // namespace gazette
