#include "searcher/http/page/results_view.h"

#include "searcher/http/markup.h"
#include "searcher/http/page/hit_view.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr std::uint64_t kPagesBeside = 2;  // shown on each side of this one

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kExports = {{
    {"csv", "CSV"},
    {"jsonl", "JSON Lines"},
    {"ris", "RIS"},
    {"bib", "BibTeX"},
}};

Html undo(const PageAddress& address, const Html& text) {
    Html link = " ";
    link += element("a", {{"href", address.without("page").text()}, {"class", "undo"}}, {text});
    return link;
}

// What a notice can be answered with, as a link.
Html way_out(const PageContext& page, const QueryReading& query, const Notice& notice) {
    const Wording& words = page.words;
    if (notice.code == "any_of_the_words") {
        return undo(page.address.with("reading", "query"),
                    words.t("Only documents with all of these words"));
    }
    if (notice.code == "word_in_other_languages") {
        return undo(page.address.without("lang"), words.t("In all languages"));
    }
    const bool placed =
        notice.place.begin <= notice.place.end && notice.place.end <= query.input.size();
    if (notice.instead.empty() || !placed) return {};
    const std::string other = query.input.substr(0, notice.place.begin) + notice.instead +
                              query.input.substr(notice.place.end);
    return undo(page.address.with("q", other), words.t("Search for {query}", {{"query", other}}));
}

// How the query was read, where that is more than what was typed.
Html reading(const PageContext& page, const QueryReading& query, bool with_canonical) {
    Html parts;
    if (with_canonical && query.canonical != query.input && !query.canonical.empty()) {
        parts +=
            element("p",
                    {{"class", "canonical"}},
                    {page.words.t("Read as "),
                     element("code", {{"class", "query"}, {"dir", "auto"}}, {query.canonical})});
    }
    Html notices;
    for (const Notice& notice : query.notices) {
        Html text = told(page.words, "span", notice.code, notice.message, notice.words);
        if (notice.place.end > 0) {
            text += " ";
            text += query_with_place(query.input, notice.place, "spot");
        }
        text += way_out(page, query, notice);
        notices += element("li", {}, {text});
    }
    if (!notices.empty()) {
        parts += element("ul",
                         {{"class", "notices"}, {"aria-label", page.words.t("About this query")}},
                         {notices});
    }
    return parts;
}

Html nothing_found(const PageContext& page, const SearchResponse& found) {
    Html text;
    if (found.query.canonical.empty()) {
        text += element("p", {}, {page.words.t("No document passes these filters.")});
    } else {
        text += element(
            "p",
            {},
            {page.words.t(page.address.has_filters() ? "With these filters no document matches "
                                                     : "No document matches "),
             element("code", {{"class", "query"}, {"dir", "auto"}}, {found.query.canonical})});
    }
    if (page.address.has_filters()) {
        text += element("p",
                        {},
                        {element("a",
                                 {{"href", page.address.without_filters().text()}},
                                 {page.words.t("Search without filters")})});
    }
    return element("section",
                   {{"class", "empty"}},
                   {element("h1", {{"tabindex", "-1"}}, {page.words.t("Nothing found")}), text});
}

std::uint64_t last_page(const SearchResponse& found) {
    return (found.total + kHitsOnAPage - 1) / kHitsOnAPage;
}

std::string address_of_page(const PageContext& page, std::uint64_t number) {
    return page.address.with("page", std::to_string(number)).text();
}

Html past_the_end(const PageContext& page, const SearchResponse& found) {
    const std::uint64_t last = std::max<std::uint64_t>(last_page(found), 1);
    return element(
        "section",
        {{"class", "empty"}},
        {element("h1", {}, {page.words.t("This page lies past the last hit")}),
         element("p",
                 {},
                 {element("a",
                          {{"href", address_of_page(page, last)}},
                          {page.words.t("Page {n}", {{"n", page.words.number(last)}})})})});
}

std::string summary_text(const PageContext& page, const SearchResponse& found) {
    const Wording& words = page.words;
    const bool least = found.relation == CountRelation::at_least;
    const std::string documents = words.count(found.total, "document");
    std::string text =
        least ? words.t("At least {documents}", {{"documents", documents}}) : documents;
    const std::string_view tag = words.language().tag;
    const std::string_view comma = tag == "ar" ? "، " : tag.starts_with("zh") ? "，" : ", ";
    if (last_page(found) > 1) {
        text += comma;
        text += words.t(
            least ? "page {n}" : "page {n} of {last}",
            {{"n", words.number(page.address.page())}, {"last", words.number(last_page(found))}});
    }
    text += comma;
    return text + words.t("in {time}", {{"time", words.milliseconds(found.took_ms)}});
}

std::string api_address(const PageContext& page,
                        const std::string& endpoint,
                        std::string_view format) {
    std::string query;
    HttpRequest asked = page.address.count_request();
    if (page.address.has("sort") && !format.empty()) {
        asked.parameters.push_back({"sort", page.address.value("sort")});
    }
    if (!format.empty()) asked.parameters.push_back({"format", std::string(format)});
    for (const Parameter& parameter : asked.parameters) {
        if (parameter.name == "exact") continue;
        query += (query.empty() ? "?" : "&") + percent_encoded(parameter.name) + "=" +
                 percent_encoded(parameter.value);
    }
    return "api/v1/" + endpoint + query;
}

// What can be done with all hits.
Html tools(const PageContext& page) {
    Html exports = page.words.t("All as ");
    for (const auto& [format, name] : kExports) {
        if (format != kExports.front().first) exports += ", ";
        exports +=
            element("a", {{"href", api_address(page, "export", format)}, {"download", ""}}, {name});
    }
    const bool timed = page.address.has("time");
    const bool compact = page.address.value("density") == "compact";
    const PageAddress denser =
        compact ? page.address.without("density") : page.address.with("density", "compact");
    const PageAddress other =
        timed ? page.address.without("time").without("versus") : page.address.with("time", "count");
    return element(
        "ul",
        {{"class", "tools"}, {"aria-label", page.words.t("All of these")}},
        {element("li",
                 {},
                 {element("a",
                          {{"href", other.text()}},
                          {page.words.t(timed ? "Without the timeline" : "Over time")})}),
         element("li", {}, {exports}),
         element(
             "li",
             {},
             {element("a",
                      {{"href", api_address(page, "feed", "")}, {"type", "application/atom+xml"}},
                      {page.words.t("Feed")})}),
         element("li",
                 {{"class", "density"}},
                 {element("a",
                          {{"href", denser.text()}},
                          {page.words.t(compact ? "Comfortable list" : "Compact list")})})});
}

Html page_item(const PageContext& page, std::uint64_t number) {
    const std::string shown = page.words.number(number);
    if (number == page.address.page()) {
        return element("li", {}, {element("span", {{"aria-current", "page"}}, {shown})});
    }
    return element("li",
                   {},
                   {element("a",
                            {{"href", address_of_page(page, number)},
                             {"aria-label", page.words.t("Page {n}", {{"n", shown}})}},
                            {shown})});
}

Html pages(const PageContext& page, const SearchResponse& found) {
    const std::uint64_t here = page.address.page();
    const std::uint64_t last = last_page(found);
    const bool more = here < last || (found.relation == CountRelation::at_least &&
                                      found.hits.size() == kHitsOnAPage);
    if (here == 1 && !more) return {};
    const std::uint64_t end = std::max(last, here);
    Html items;
    const std::uint64_t from = here > kPagesBeside + 1 ? here - kPagesBeside : 1;
    const std::uint64_t to = std::min(end, here + kPagesBeside);
    const auto gap = [&] {
        items += element("li", {{"class", "gap"}}, {element("span", {}, {"…"})});
    };
    if (from > 1) items += page_item(page, 1);
    if (from > 2) gap();
    for (std::uint64_t number = from; number <= to; ++number) items += page_item(page, number);
    if (to + 1 < end) gap();
    if (to < end) items += page_item(page, end);
    const auto step = [&](std::uint64_t number, std::string_view text, const char* rel) {
        return element("a",
                       {{"href", address_of_page(page, number)}, {"rel", rel}, {"class", "step"}},
                       {page.words.t(text)});
    };
    return element("nav",
                   {{"class", "pages"}, {"aria-label", page.words.t("Pages")}},
                   {here > 1 ? step(here - 1, "Previous", "prev") : Html(),
                    element("ol", {}, {items}),
                    more ? step(here + 1, "Next", "next") : Html()});
}

}  // namespace

PageView results_view(const PageContext& page, const SearchResponse& found, const Html& over_time) {
    PageView view;
    view.title = page.address.value("q");
    view.summary = summary_text(page, found);
    view.filterable = true;
    view.ordered = found.total > 1;
    view.content = chosen_filters(page);
    if (found.hits.empty()) {
        view.content +=
            element("div",
                    {},
                    {reading(page, found.query, found.total > 0),
                     found.total > 0 ? past_the_end(page, found) : nothing_found(page, found)});
        return view;
    }
    Html hits;
    for (const Hit& hit : found.hits) hits += hit_view(page, hit);
    const std::uint64_t first = std::uint64_t{page.address.page() - 1} * kHitsOnAPage + 1;
    const bool partial = found.relation == CountRelation::at_least;
    view.content += element(
        "div",
        {},
        {element("h1", {{"class", "unseen"}, {"tabindex", "-1"}}, {page.words.t("Results")}),
         reading(page, found.query, true),
         partial ? element("p",
                           {{"class", "partial"}},
                           {element("a",
                                    {{"href", page.address.with("exact", "1").text()}},
                                    {page.words.t("Take the time for the exact answer")})})
                 : Html(),
         tools(page),
         over_time,
         element("ol", {{"class", "hits"}, {"start", std::to_string(first)}}, {hits}),
         pages(page, found)});
    return view;
}

}  // namespace gazette
