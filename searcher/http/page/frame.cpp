#include "searcher/http/page/frame.h"

#include "searcher/http/markup.h"
#include "searcher/http/page/home_view.h"

#include <nlohmann/json.hpp>

#include <array>
#include <functional>
#include <map>
#include <utility>

namespace gazette {
namespace {

using Choices = std::array<std::pair<std::string_view, std::string_view>, 3>;

constexpr Choices kReadings = {{{"auto", "All, else any"}, {"query", "All"}, {"any", "Any"}}};
constexpr Choices kOrders = {{
    {"relevance", "Best first"},
    {"newest", "Newest first"},
    {"oldest", "Oldest first"},
}};

Html options(const Wording& words, const Choices& choices, const std::string& chosen) {
    Html result;
    for (const auto& [value, name] : choices) {
        result += element("option",
                          {{"value", std::string(value)}, {"selected", flag(value == chosen)}},
                          {words.t(name)});
    }
    return result;
}

// What the form has no field for, and still asks for without script.
Html kept_values(const PageAddress& address) {
    Html result;
    for (const Parameter& parameter : address.parameters()) {
        const std::string& name = parameter.name;
        const bool has_field =
            name == "q" || name == "from" || name == "to" || name == "sort" || name == "reading";
        if (has_field || name == "page" || name == "doc" || name == "beside" || name == "at") {
            continue;
        }
        result +=
            element("input", {{"type", "hidden"}, {"name", name}, {"value", parameter.value}});
    }
    return result;
}

// The page's languages, each by its own name, as links to this very page.
Html language_links(const PageContext& page) {
    Html links;
    for (const UiLanguage& language : ui_languages()) {
        const std::string tag(language.tag);
        const bool here = page.words.language().tag == tag;
        links += element(
            "li",
            {},
            {element("a",
                     // Relative to this page, whichever it is.
                     {{"href", page.address.with("ui", tag).text().substr(2)},
                      {"lang", tag},
                      {"hreflang", tag},
                      {"data-ui", tag},
                      {"aria-current", here ? std::optional<std::string>("true") : std::nullopt}},
                     {language.own_name})});
    }
    return links;
}

PageAddress home_of(const PageAddress& address) {
    const PageAddress home{{}};
    return address.has("ui") ? home.with("ui", address.value("ui")) : home;
}

// Of a view without its own: a link to the numbers by value, which cost a search of their own.
Html filters_without_script(const PageContext& page, const PageView& view) {
    if (!view.filters.empty() || !view.filterable || page.address.is_home()) return view.filters;
    return element("noscript",
                   {},
                   {element("p",
                            {},
                            {element("a",
                                     {{"href", page.address.with("filters", "1").text()}},
                                     {page.words.t("All filters, with numbers")})})});
}

// For the script, which takes them from here: {"de":"Deutsch"}.
std::string language_names(const StatusResponse& status) {
    auto names = nlohmann::json::object();
    for (const LanguageCount& language : status.languages) {
        if (!is_known_language(language.value)) continue;
        names[language.value] = own_name_of_language(language.value);
    }
    return names.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::map<std::string, std::string, std::less<>> values_of(const PageContext& page,
                                                          const PageView& view,
                                                          const StatusResponse* status) {
    const PageAddress& address = page.address;
    const auto chosen = [&](std::string_view name, const char* otherwise) {
        return address.has(name) ? address.value(name) : std::string(otherwise);
    };
    const auto hidden = [](bool is) { return std::string(is ? "hidden" : ""); };
    return {
        {"lang", std::string(page.words.language().tag)},
        {"dir", page.words.language().right_to_left ? "rtl" : "ltr"},
        {"view", view.by_server ? "server" : "search"},
        {"styles", view.in_document ? "<link rel=\"stylesheet\" href=\"document.css\">" : ""},
        {"home", escaped(home_of(address).text())},
        {"help", escaped(home_of(address).with("help", "1").text())},
        {"archive",
         escaped(address.has("ui") ? "archive?ui=" + std::string(page.words.language().tag)
                                   : std::string("archive"))},
        {"title", escaped(view.title.empty() ? "Gazette" : view.title + " – Gazette")},
        {"q", escaped(address.value("q"))},
        {"from", escaped(address.value("from"))},
        {"to", escaped(address.value("to"))},
        {"kept", element("noscript", {}, {kept_values(address)}).markup()},
        {"reading", options(page.words, kReadings, chosen("reading", "auto")).markup()},
        {"sort", options(page.words, kOrders, chosen("sort", "relevance")).markup()},
        {"page_class",
         std::string("page") + (view.in_document ? " in-document" : "") +
             (address.value("density") == "compact" ? " compact" : "")},
        {"filters_hidden", hidden(!view.filterable)},
        {"filters", filters_without_script(page, view).markup()},
        {"bar_hidden", hidden(view.in_document)},
        {"order_hidden", hidden(!view.ordered)},
        {"summary", escaped(view.summary)},
        {"content", view.content.markup()},
        {"index_state",
         escaped(status == nullptr ? std::string() : index_state_text(page.words, *status))},
        {"language_names", escaped(status == nullptr ? "{}" : language_names(*status))},
        {"languages", language_links(page).markup()},
    };
}

}  // namespace

std::string framed(std::string_view page_file,
                   const PageContext& page,
                   const PageView& view,
                   const StatusResponse* status) {
    constexpr std::string_view kTranslated = " data-t>";
    const auto values = values_of(page, view, status);
    std::string result;
    std::size_t at = 0;
    while (at < page_file.size()) {
        const std::size_t name = page_file.find("{{", at);
        const std::size_t text = page_file.find(kTranslated, at);
        const std::size_t next = std::min(name, text);
        if (next == std::string_view::npos) break;
        result += page_file.substr(at, next - at);
        if (next == text) {
            at = text + kTranslated.size();
            const std::size_t end = std::min(page_file.find('<', at), page_file.size());
            result += ">" + escaped(page.words.t(page_file.substr(at, end - at)));
            at = end;
            continue;
        }
        const std::size_t end = page_file.find("}}", name);
        if (end == std::string_view::npos) break;
        const auto value = values.find(page_file.substr(name + 2, end - name - 2));
        if (value != values.end()) result += value->second;
        at = end + 2;
    }
    return result += page_file.substr(std::min(at, page_file.size()));
}

}  // namespace gazette
