#include "searcher/http/page/document_header.h"

#include "searcher/http/markup.h"
#include "searcher/http/page/document_view.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kLongTitle = 90;        // code points; a longer one is set smaller
constexpr std::size_t kPlacesAtMost = 8;      // with matches, that are named
constexpr std::size_t kPlaceNameAtMost = 60;  // code points

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

Html row(const std::string& name, const Html& value) {
    if (value.empty()) return {};
    return element("div", {}, {element("dt", {}, {name}), element("dd", {}, {value})});
}

Html date(const Wording& words, const CivilPeriod& period) {
    if (!period.known()) return {};
    const std::string iso = to_string(period);
    return element("time", {{"datetime", iso}}, {words.date(iso)});
}

Html text_value(const std::string& text) {
    return text.empty() ? Html() : element("bdi", {{"class", "long"}}, {text});
}

// Of what a source says; a word of its own is shown as it is.
Html status_of(const Wording& words, const std::string& status) {
    if (status.empty()) return {};
    const char* known = status == "in_force"           ? "In force"
                        : status == "repealed"         ? "Repealed"
                        : status == "not_yet_in_force" ? "Not yet in force"
                                                       : nullptr;
    return element("bdi", {}, {known == nullptr ? status : words.t(known)});
}

Html facts(const Wording& words, const Document& document) {
    Html language;
    if (is_known_language(document.lang)) {
        language = element(
            "bdi", language_name_attributes(document.lang), {language_name(words, document.lang)});
    }
    const Html original =
        is_web_address(document.url)
            ? outward_link(document.url,
                           {{"class", "original long"}, {"dir", "ltr"}, {"title", document.url}},
                           host_of(document.url))
            : text_value(document.url);
    return element("dl",
                   {{"class", "metadata"}},
                   {row(words.t("Kind"),
                        document.kind.empty() ? Html() : Html(kind_name(words, document.kind))),
                    row(words.t("Published"), date(words, document.published)),
                    row(words.t("In force from"), date(words, document.effective)),
                    row(words.t("In force until"), date(words, document.effective_to)),
                    row(words.t("Status"), status_of(words, document.status)),
                    row(words.t("Last changed"), date(words, document.modified)),
                    row(words.t("Source"), text_value(document.source)),
                    row(words.t("Publisher"), text_value(document.publisher)),
                    row(words.t("Jurisdiction"), text_value(document.jurisdiction)),
                    row(words.t("Collection"), text_value(document.collection)),
                    row(words.t("Language"), language),
                    row(words.t("Original"), original),
                    row(words.t("Rights"), text_value(document.rights))});
}

// The other documents of the work: its languages, and its versions in time.
Html versions_view(const PageContext& page,
                   const Document& document,
                   const SearchResponse& of_work) {
    Html items;
    const std::uint64_t others = of_work.total - std::min<std::uint64_t>(of_work.total, 1);
    for (const Hit& hit : of_work.hits) {
        if (hit.id == document.id) continue;
        Html item;
        if (hit.date.known()) {
            item += date(page.words, hit.date);
            item += " · ";
        }
        if (is_known_language(hit.lang)) {
            item += element(
                "bdi", language_name_attributes(hit.lang), {language_name(page.words, hit.lang)});
            item += " · ";
        }
        HtmlAttributes attributes = text_attributes(hit.lang);
        attributes.push_back({"href", page.address.without("at").with("doc", hit.id).text()});
        item += element("a", attributes, {hit.title.empty() ? hit.id : hit.title});
        items += element("li", {}, {item});
    }
    if (items.empty()) return {};
    return element("details",
                   {{"class", "more-facts versions"}},
                   {element("summary",
                            {},
                            {page.words.t("Other languages and versions ({n})",
                                          {{"n", page.words.number(others)}})}),
                    element("ul", {}, {items})});
}

// A heading and the piece that it heads, which has its name, are one.
struct OutlineEntry {
    const Segment* segment = nullptr;
    std::string title;
    std::uint32_t matches = 0;
};

std::vector<OutlineEntry> outline_entries(const PageContext& page,
                                          const DocumentResponse& outline) {
    std::vector<OutlineEntry> entries;
    const auto& segments = outline.document.segments;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& segment = segments[i];
        const std::uint32_t matches = outline.matches && i < outline.matches->by_segment.size()
                                          ? outline.matches->by_segment[i]
                                          : 0;
        std::string title =
            segment.label.empty() ? segment_name(page.words, segment) : segment.label;
        const bool headed =
            i > 0 && segments[i - 1].kind == SegmentKind::heading && entries.back().title == title;
        if (headed) {
            entries.back().matches += matches;
        } else {
            entries.push_back({&segment, std::move(title), matches});
        }
    }
    return entries;
}

std::string shortened(const std::string& text) {
    if (code_points(text) <= kPlaceNameAtMost) return text;
    std::size_t count = 0;
    const auto end = std::find_if(text.begin(), text.end(), [&](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U && count++ == kPlaceNameAtMost;
    });
    return std::string(text.begin(), end) + "…";
}

// "5 matches in Section 1, Section 2(1)".
Html where_view(const PageContext& page, const DocumentResponse& outline) {
    if (!outline.matches || outline.matches->total == 0) return {};
    auto entries = outline_entries(page, outline);
    if (entries.size() < 2) return {};
    std::erase_if(entries, [](const OutlineEntry& entry) { return entry.matches == 0; });
    if (entries.empty()) return {};
    const std::size_t more = entries.size() - std::min(entries.size(), kPlacesAtMost);
    entries.resize(entries.size() - more);
    Html places;
    for (const OutlineEntry& entry : entries) {
        if (&entry != &entries.front()) places += ", ";
        places += element("a",
                          {{"href", segment_address(page, *entry.segment)}, {"dir", "auto"}},
                          {shortened(entry.title)});
    }
    if (more > 0) places += ", " + page.words.t("{n} more", {{"n", page.words.number(more)}});
    const std::string said = page.words.t(
        "{matches} in {places}",
        {{"matches", page.words.count(outline.matches->total, "match")}, {"places", "\n"}});
    const std::size_t at = std::min(said.find('\n'), said.size());
    Html text = said.substr(0, at);
    text += element("span", {}, {places});
    text += said.substr(std::min(at + 1, said.size()));
    return element("p", {{"class", "where"}}, {text});
}

Html closed(const std::string& name, const std::string& kind, const Html& content) {
    return element("details", {{"class", kind}}, {element("summary", {}, {name}), content});
}

// Plain; the script has other styles, and the place that is read.
Html cite_view(const PageContext& page, const Document& document) {
    std::string text;
    const auto add = [&](const std::string& part) {
        if (!part.empty()) text += (text.empty() ? "" : ", ") + part;
    };
    add(document.source.empty() ? document.publisher : document.source);
    add(document.title);
    if (document.published.known()) add(page.words.date(to_string(document.published)));
    add(document.url.empty() ? document.id : document.url);
    const Html citation = element("pre", {{"dir", "auto"}, {"tabindex", "0"}}, {text});
    return closed(page.words.t("Cite"),
                  "more-facts cite",
                  element("div", {{"class", "citations"}}, {citation}));
}

Html list_of(const std::vector<std::string>& lines) {
    Html items;
    for (const std::string& line : lines) items += element("li", {{"dir", "auto"}}, {line});
    return items.empty() ? Html() : element("ul", {}, {items});
}

Html all_facts(const PageContext& page, const DocumentResponse& found) {
    const Wording& words = page.words;
    const Document& document = found.document;
    std::vector<std::string> identifiers;
    for (const Identifier& each : document.identifiers) {
        identifiers.push_back(each.scheme + ": " + each.value);
    }
    std::vector<std::string> relations;
    for (const Relation& each : document.relations) {
        relations.push_back(each.type + ": " + each.target + (each.label.empty() ? "" : " ") +
                            each.label);
    }
    std::vector<std::string> subjects;
    for (const Subject& each : document.subjects) {
        subjects.push_back(each.label.empty() ? each.code : each.label);
    }
    const Html rows = element(
        "dl",
        {{"class", "metadata"}},
        {row(words.t("Identifier"), text_value(document.id)),
         row(words.t("Identifiers"), list_of(identifiers)),
         row(words.t("Relations"), list_of(relations)),
         row(words.t("Subjects"), list_of(subjects)),
         row(words.t("Fetched"), date(words, document.fetched)),
         row(words.t("Work"), text_value(document.work_id)),
         row(words.t("Original"), text_value(document.url)),
         row(words.t("Metadata"), text_value(document.metadata_json)),
         row(words.t("Input"), text_value(document.origin.uri)),
         row(words.t("Also in"), list_of(found.copies.value_or(std::vector<std::string>()))),
         row(words.t("Remarks"), list_of(document.origin.warnings)),
         row(words.t("Hash of the text"), text_value(found.text_hash)),
         row(words.t("Length"), words.count(found.text_bytes, "byte"))});
    return closed(words.t("All that is known of this document"), "more-facts", rows);
}

}  // namespace

std::uint32_t window_at(std::uint32_t byte) {
    return byte / kPageTextBytes * kPageTextBytes;
}

std::string segment_address(const PageContext& page, const Segment& segment) {
    const std::uint32_t window = window_at(segment.begin);
    const PageAddress there =
        window == 0 ? page.address.without("at") : page.address.with("at", std::to_string(window));
    return there.text() + "#" + percent_encoded("seg-" + segment.id);
}

Html document_header(const PageContext& page,
                     const DocumentResponse& outline,
                     const SearchResponse& of_work) {
    const Document& document = outline.document;
    const Html title = outline.title_fragments.empty()
                           ? Html(page.words.t("Untitled: {id}", {{"id", document.id}}))
                           : marked(outline.title_fragments);
    HtmlAttributes attributes =
        document.title.empty() ? HtmlAttributes{{"dir", "auto"}} : text_attributes(document.lang);
    attributes.push_back({"tabindex", "-1"});
    if (code_points(document.title) > kLongTitle) attributes.push_back({"class", "long-title"});
    const Html versions =
        element("div", {{"class", "versions-place"}}, {versions_view(page, document, of_work)});
    return element("header",
                   {},
                   {element("h1", attributes, {title}),
                    where_view(page, outline),
                    facts(page.words, document),
                    versions,
                    cite_view(page, document),
                    all_facts(page, outline)});
}

}  // namespace gazette
