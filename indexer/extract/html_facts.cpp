#include "indexer/extract/html_facts.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

using Facts = HtmlFacts;

constexpr std::size_t kMaxFieldBytes = 4096;
// Pages of thousands of dates are lists; which of them is the page's own is not known.
constexpr std::size_t kMaxTimes = 1000;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string raw_text(const HtmlPage& page, std::uint32_t index) {
    std::string text;
    for (std::uint32_t i = index; i < page[index].end; ++i) {
        if (page[i].is_text) text += page[i].node->v.text.text;
    }
    return text;
}

bool is_inside(const HtmlPage& page, std::uint32_t index, GumboTag tag) {
    for (std::uint32_t i = page[index].parent; i > 0; i = page[i].parent) {
        if (page[i].tag() == tag) return true;
    }
    return false;
}

void read_meta(const PageNode& node, Facts& facts) {
    // ELI in RDFa: which law the page is (https://eur-lex.europa.eu/eli-register).
    if (facts.eli.empty() &&
        attribute(node, "typeof").find("eli:LegalResource") != std::string_view::npos) {
        facts.eli = collapse_space(attribute(node, "about"));
        if (facts.eli.empty()) facts.eli = collapse_space(attribute(node, "resource"));
    }
    std::string value = collapse_space(attribute(node, "content"));
    if (value.empty()) value = collapse_space(attribute(node, "resource"));
    if (value.empty() || value.size() > kMaxFieldBytes) return;
    for (const char* name : {"property", "name", "itemprop", "http-equiv"}) {
        const std::string key = lower(trim_space(attribute(node, name)));
        if (!key.empty()) facts.meta.emplace(key, value);
    }
}

void read_time(const HtmlPage& page, std::uint32_t index, Facts& facts) {
    if (facts.times.size() >= kMaxTimes) return;
    const PageNode& node = page[index];
    Facts::Time time;
    time.value = attribute(node, "datetime");
    if (time.value.empty()) time.value = attribute(node, "content");
    if (time.value.empty()) time.value = text_of(page, index, 200);
    const std::string hints = lower(attribute(node, "itemprop")) + " " +
                              lower(attribute(node, "class")) + " " +
                              lower(attribute(node, "property"));
    time.says_published = has_attribute(node, "pubdate") ||
                          hints.find("publi") != std::string::npos ||
                          hints.find("dt-pub") != std::string::npos;
    time.in_article = is_inside(page, index, GUMBO_TAG_ARTICLE);
    facts.times.push_back(std::move(time));
}

// Classes of the elements in which pages write when they were published.
bool is_date_class(std::string_view classes) {
    static constexpr std::string_view kEnds[] = {"date",
                                                 "published",
                                                 "pubdate",
                                                 "pub-time",
                                                 "publish-time",
                                                 "posted-on",
                                                 "dateline",
                                                 "byline",
                                                 "timestamp"};
    while (!classes.empty()) {
        const std::size_t end = std::min(classes.find(' '), classes.size());
        std::string name = lower(classes.substr(0, end));
        classes.remove_prefix(std::min(end + 1, classes.size()));
        std::replace(name.begin(), name.end(), '_', '-');
        const bool is_update =
            name.find("updat") != std::string::npos || name.find("modif") != std::string::npos;
        const bool fits = std::any_of(std::begin(kEnds), std::end(kEnds), [&name](auto ending) {
            return name.ends_with(ending);
        });
        if (fits && !is_update) return true;
    }
    return false;
}

void read_dated(const HtmlPage& page, std::uint32_t index, Facts& facts) {
    const PageNode& node = page[index];
    if (facts.dated.size() >= kMaxTimes || node.text_bytes > kMaxDateBytes) return;
    const bool says_published = lower(attribute(node, "itemprop")) == "datepublished";
    if (!says_published && !is_date_class(attribute(node, "class"))) return;
    std::string text(attribute(node, "content"));
    if (text.empty()) text = text_of(page, index, kMaxDateBytes);
    if (says_published) {
        facts.times.push_back({std::move(text), true, is_inside(page, index, GUMBO_TAG_ARTICLE)});
    } else {
        facts.dated.push_back(std::move(text));
    }
}

}  // namespace

HtmlFacts gather_facts(const HtmlPage& page) {
    HtmlFacts facts;
    facts.lang = attribute(page[0], "lang");
    if (facts.lang.empty()) facts.lang = attribute(page[0], "xml:lang");
    for (std::uint32_t i = 0; i < page.nodes.size(); ++i) {
        const PageNode& node = page[i];
        if (node.is_text) continue;
        switch (node.tag()) {
            case GUMBO_TAG_META:
                read_meta(node, facts);
                break;
            case GUMBO_TAG_TITLE:
                if (facts.title.empty() && !is_inside(page, i, GUMBO_TAG_SVG)) {
                    facts.title = collapse_space(raw_text(page, i));
                }
                break;
            case GUMBO_TAG_LINK:
                if (facts.canonical.empty() && lower(attribute(node, "rel")) == "canonical") {
                    facts.canonical = trim_space(attribute(node, "href"));
                }
                break;
            case GUMBO_TAG_SCRIPT:
                if (lower(attribute(node, "type")).find("ld+json") != std::string::npos) {
                    read_json_ld(raw_text(page, i), facts.linked);
                }
                break;
            case GUMBO_TAG_H1:
                if (node.text_bytes > 0) {
                    facts.headings.push_back(text_of(page, i, kMaxFieldBytes));
                }
                break;
            case GUMBO_TAG_TIME:
                read_time(page, i, facts);
                break;
            case GUMBO_TAG_BODY:
                if (facts.lang.empty()) facts.lang = attribute(node, "lang");
                break;
            default:
                read_dated(page, i, facts);
                break;
        }
    }
    return facts;
}

}  // namespace gazette
