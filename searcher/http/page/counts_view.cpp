#include "searcher/http/page/counts_view.h"

#include <optional>
#include <string>
#include <string_view>

namespace gazette {
namespace {

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

}  // namespace gazette
