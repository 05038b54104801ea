#include "searcher/http/page/hit_view.h"

#include "searcher/http/markup.h"

#include <cstdint>
#include <string>
#include <utility>

namespace gazette {
namespace {

constexpr std::uint32_t kFarInBytes = 5000;

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

}  // namespace

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

}  // namespace gazette
