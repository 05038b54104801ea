#include "searcher/http/page/results_view.h"

#include "searcher/http/markup.h"

#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr std::uint32_t kFarInBytes = 5000;
constexpr std::uint64_t kPagesBeside = 2;  // shown on each side of this one

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kExports = {{
    {"csv", "CSV"},
    {"jsonl", "JSON Lines"},
    {"ris", "RIS"},
    {"bib", "BibTeX"},
}};

PageAddress in_document(const PageAddress& address, const Hit& hit) {
    return address.without("filters").with("doc", hit.id);
}

Html facts(const PageContext& page, const Hit& hit) {
    Html items;
    const auto item = [&](Html content) { items += element("li", {}, {std::move(content)}); };
    if (!hit.kind.empty()) {
        item(element("span", {{"class", "kind"}}, {kind_name(page.words, hit.kind)}));
    }
    if (hit.date.known()) {
        const std::string iso = to_string(hit.date);
        item(element("time", {{"datetime", iso}}, {page.words.date(iso)}));
    }
    if (!hit.source.empty()) item(element("bdi", {}, {hit.source}));
    if (!hit.collection.empty() && hit.collection != hit.source) {
        item(element("bdi", {}, {hit.collection}));
    }
    if (is_known_language(hit.lang)) {
        item(element(
            "bdi", language_name_attributes(hit.lang), {language_name(page.words, hit.lang)}));
    }
    if (hit.matches > 0) item(page.words.count(hit.matches, "match"));
    if (is_web_address(hit.url)) {
        Html text = page.words.t("Original");
        text += element("span",
                        {{"class", "unseen"}},
                        {": ", element("bdi", {}, {hit.title.empty() ? hit.id : hit.title})});
        const std::uint32_t at = hit.snippets.empty() ? 0 : hit.snippets.front().segment.page;
        item(outward_link(original_address(hit.url, at), {{"class", "original"}}, text));
    }
    return element("ul", {{"class", "facts"}}, {items});
}

// The place of a snippet: its segment, else its bytes, where it is not at the beginning anyhow.
Html place_of(const PageContext& page, const Hit& hit, const Snippet& snippet) {
    PageAddress inside = in_document(page.address, hit);
    if (snippet.begin >= kFarInBytes) inside = inside.with("at", std::to_string(snippet.begin));
    if (!snippet.segment.id.empty()) {
        const std::string anchor = "#seg-" + percent_encoded(snippet.segment.id);
        return element("a",
                       {{"href", inside.text() + anchor}, {"class", "place"}, {"dir", "auto"}},
                       {segment_name(page.words, snippet.segment)});
    }
    if (snippet.begin < kFarInBytes) return {};
    const std::string anchor =
        "#b" + std::to_string(snippet.begin) + "-" + std::to_string(snippet.end);
    return element("a",
                   {{"href", inside.text() + anchor}, {"class", "place"}},
                   {page.words.t("Further in the text")});
}

Html hit_view(const PageContext& page, const Hit& hit) {
    const Html title = hit.title_fragments.empty()
                           ? Html(page.words.t("Untitled: {id}", {{"id", hit.id}}))
                           : marked(hit.title_fragments);
    Html snippets;
    for (const Snippet& snippet : hit.snippets) {
        snippets += element("div",
                            {{"class", "snippet"}},
                            {place_of(page, hit, snippet),
                             element("p", text_attributes(hit.lang), {marked(snippet.fragments)})});
    }
    return element(
        "li",
        {{"class", "hit"}},
        {element("h2",
                 hit.title.empty() ? HtmlAttributes{{"dir", "auto"}} : text_attributes(hit.lang),
                 {element("a", {{"href", in_document(page.address, hit).text()}}, {title})}),
         facts(page, hit),
         snippets});
}

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

std::string_view title_of(FacetField field) {
    switch (field) {
        case FacetField::language:
            return "Language";
        case FacetField::kind:
            return "Kind";
        case FacetField::source:
            return "Source";
        case FacetField::jurisdiction:
            return "Jurisdiction";
        case FacetField::publisher:
            return "Publisher";
        case FacetField::collection:
            return "Collection";
        case FacetField::year:
            return "Year";
    }
    return {};
}

Html facet_value(const PageContext& page, const Facet& facet, const FacetValue& value) {
    const std::string field(name_of(facet.field));
    const bool is_year = facet.field == FacetField::year;
    const PageAddress first = page.address.without("page");
    const PageAddress chosen =
        is_year
            ? (value.chosen ? first.without("from").without("to")
                            : first.with("from", value.value).with("to", value.value))
            : (value.chosen ? first.without(field, value.value) : first.plus(field, value.value));
    const Html name = field == "lang"   ? Html(language_name(page.words, value.value))
                      : field == "kind" ? Html(kind_name(page.words, value.value))
                                        : element("bdi", {}, {value.value});
    Html item = element(
        "a",
        {{"href", chosen.text()},
         {"aria-current", value.chosen ? std::optional<std::string>("true") : std::nullopt}},
        {name});
    item += " ";
    item += element("span", {{"class", "count"}}, {page.words.number(value.documents)});
    return element("li", {{"class", unless_empty(value.excluded ? "excluded" : "")}}, {item});
}

}  // namespace

Html facets_as_links(const PageContext& page, const FacetResponse& counted) {
    Html groups;
    for (const Facet& facet : counted.facets) {
        if (facet.values.empty()) continue;
        Html values;
        for (const FacetValue& value : facet.values) values += facet_value(page, facet, value);
        Html notes;
        if (facet.unknown > 0) {
            notes += element(
                "p",
                {{"class", "hint"}},
                {page.words.t("Not known: {n}", {{"n", page.words.number(facet.unknown)}})});
        }
        groups += element("fieldset",
                          {},
                          {element("legend", {}, {page.words.t(title_of(facet.field))}),
                           element("ul", {{"class", "years"}}, {values}),
                           notes});
    }
    return groups;
}

Html timeline_table(const PageContext& page, const TimelineResponse& counted) {
    const Wording& words = page.words;
    const auto row = [&](const Html& name, const TimeCount& count) {
        return element("tr",
                       {},
                       {element("th", {{"scope", "row"}}, {name}),
                        element("td", {}, {words.number(count.matches)}),
                        element("td", {}, {words.number(count.documents)})});
    };
    Html rows;
    for (const TimeSlot& slot : counted.slots) {
        const std::string name = slot_name(slot, counted.bucket);
        const bool is_date =
            counted.bucket != TimeBucket::decade && counted.bucket != TimeBucket::week;
        const PageAddress narrowed =
            page.address.without("page").with("from", name).with("to", name);
        rows += row(is_date ? element("a", {{"href", narrowed.text()}}, {words.date(name)}) : name,
                    slot.count);
    }
    if (counted.wider.matches > 0) rows += row(words.t("Not as exactly known"), counted.wider);
    if (counted.unknown.matches > 0) rows += row(words.t("Not known"), counted.unknown);
    const auto head = [&](std::string_view text) {
        return element("th", {{"scope", "col"}}, {words.t(text)});
    };
    return element(
        "div",
        {{"id", "timeline"},
         {"class", "scroll"},
         {"tabindex", "0"},
         {"role", "region"},
         {"aria-label", words.t("Over time")}},
        {element("table",
                 {},
                 {element("thead",
                          {},
                          {element("tr", {}, {head("Time"), head("Matches"), head("Documents")})}),
                  element("tbody", {}, {rows})})});
}

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
