#include "searcher/http/page/view.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kKinds = {{
    {"law", "Law"},
    {"case", "Case"},
    {"policy", "Policy"},
    {"debate", "Debate"},
    {"news", "News"},
}};

std::string_view name_of_segment_kind(SegmentKind kind) {
    switch (kind) {
        case SegmentKind::section:
            return "Section";
        case SegmentKind::article:
            return "Article";
        case SegmentKind::page:
            return "Page";
        case SegmentKind::paragraph:
            return "Paragraph";
        case SegmentKind::heading:
            return "Heading";
        case SegmentKind::quoted:
            return "Quotation";
        case SegmentKind::annex:
            return "Annex";
    }
    return {};
}

Html chip(const PageContext& page, Html name, const PageAddress& without) {
    return element(
        "li",
        {},
        {element("a",
                 {{"href", without.without("page").text()}},
                 {element("span", {{"class", "unseen"}}, {page.words.t("Without the filter ")}),
                  std::move(name),
                  element("span", {{"class", "cross"}, {"aria-hidden", "true"}}, {"×"})})});
}

Html value_name(const Wording& words, std::string_view field, const std::string& value) {
    if (field == "lang") {
        return element("span", language_name_attributes(value), {language_name(words, value)});
    }
    return element("bdi", {}, {field == "kind" ? kind_name(words, value) : value});
}

}  // namespace

bool is_known_language(std::string_view tag) {
    return !tag.empty() && tag != "und";
}

HtmlAttributes text_attributes(std::string_view lang) {
    const bool known = is_known_language(lang);
    return {{"lang", known ? std::string(lang) : std::string()},
            {"dir", known && is_right_to_left(lang) ? "rtl" : "auto"}};
}

HtmlAttributes language_name_attributes(std::string_view lang) {
    if (!is_known_language(lang)) return {};
    return {{"lang", std::string(lang)}, {"dir", "auto"}};
}

std::string language_name(const Wording& words, std::string_view lang) {
    return is_known_language(lang) ? own_name_of_language(lang) : words.t("Language not known");
}

std::string kind_name(const Wording& words, const std::string& kind) {
    for (const auto& [value, name] : kKinds) {
        if (value == kind) return words.t(name);
    }
    return kind;
}

std::string segment_name(const Wording& words, const Segment& segment) {
    const bool is_page = segment.kind == SegmentKind::page;
    const std::string number = std::to_string(segment.page);
    const std::string page = segment.page == 0 ? "" : words.t("page {n}", {{"n", number}});
    if (segment.label.empty()) {
        if (is_page && !page.empty()) return words.t("Page {n}", {{"n", number}});
        const std::string kind = words.t(name_of_segment_kind(segment.kind));
        return page.empty() ? kind : kind + ", " + page;
    }
    return is_page || page.empty() ? segment.label : segment.label + ", " + page;
}

Html marked(const std::vector<Fragment>& fragments) {
    Html text;
    for (const Fragment& fragment : fragments) {
        text += fragment.match ? element("mark", {}, {fragment.text}) : Html(fragment.text);
    }
    return text;
}

Html query_with_place(const std::string& query, const QueryPlace& place, const std::string& how) {
    const std::size_t begin = std::min<std::size_t>(place.begin, query.size());
    const std::size_t end = std::min<std::size_t>(std::max(place.end, place.begin), query.size());
    const std::string part = query.substr(begin, end - begin);
    return element("code",
                   {{"class", "query"}, {"dir", "auto"}},
                   {query.substr(0, begin),
                    element("mark", {{"class", part.empty() ? how + " here" : how}}, {part}),
                    query.substr(end)});
}

std::string sentence(std::string text) {
    const auto is_lower = [](char c) { return c >= 'a' && c <= 'z'; };
    const bool begins_word =
        text.size() > 1 && is_lower(text[0]) && (is_lower(text[1]) || text.starts_with("a "));
    if (begins_word) text[0] = static_cast<char>(text[0] - 'a' + 'A');
    const bool ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
    return ended ? text : text + ".";
}

Html told(const Wording& words,
          const std::string& name,
          std::string_view code,
          const std::string& english,
          const std::vector<std::string>& named) {
    if (const std::string* text = words.of_code(code)) {
        Html html = *text;
        for (const std::string& each : named) {
            html += &each == &named.front() ? " " : " · ";
            html += element("bdi", {}, {each});
        }
        return element(name, {}, {html});
    }
    if (words.language().tag == "en") return element(name, {}, {sentence(english)});
    return element(name, {{"lang", "en"}, {"dir", "ltr"}}, {sentence(english)});
}

Html with_code(const Wording& words,
               std::string_view text,
               std::string_view name,
               HtmlAttributes attributes,
               const std::string& code) {
    const std::string said = words.t(text, {{name, "\n"}});
    const std::size_t at = std::min(said.find('\n'), said.size());
    Html html = said.substr(0, at);
    html += element("code", attributes, {code});
    html += said.substr(std::min(at + 1, said.size()));
    return html;
}

bool is_web_address(std::string_view url) {
    const auto begins = [&](std::string_view with) {
        return url.size() > with.size() &&
               std::equal(with.begin(), with.end(), url.begin(), [](char a, char b) {
                   return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
               });
    };
    const bool plain = std::none_of(url.begin(), url.end(), [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == '\x7F' || c == '\\';
    });
    return plain && (begins("http://") || begins("https://"));
}

std::string original_address(const std::string& url, std::uint32_t page) {
    const std::string_view path = std::string_view(url).substr(0, url.find('?'));
    const bool is_pdf = path.ends_with(".pdf") || path.ends_with(".PDF");
    if (page == 0 || !is_pdf || url.find('#') != std::string::npos) return url;
    return url + "#page=" + std::to_string(page);
}

std::string host_of(std::string_view url) {
    const std::size_t begin = url.find("//");
    if (begin == std::string_view::npos) return std::string(url);
    url.remove_prefix(begin + 2);
    url = url.substr(0, url.find_first_of("/?#"));
    if (const auto at = url.rfind('@'); at != std::string_view::npos) url.remove_prefix(at + 1);
    return std::string(url);
}

Html outward_link(const std::string& url, HtmlAttributes attributes, Html content) {
    attributes.insert(attributes.begin(), {{"href", url}, {"rel", "noopener noreferrer"}});
    return element("a", attributes, {std::move(content)});
}

Html chosen_filters(const PageContext& page) {
    if (!page.address.has_filters()) return {};
    Html chips;
    std::size_t count = 0;
    for (const Parameter& parameter : page.address.parameters()) {
        const std::string& name = parameter.name;
        if (name == "from" || name == "to") {
            const std::string date = page.words.date(parameter.value);
            chips +=
                chip(page,
                     page.words.t(name == "from" ? "from {date}" : "to {date}", {{"date", date}}),
                     page.address.without(name));
            ++count;
            continue;
        }
        const bool excludes = name.starts_with('-');
        const std::string_view field = std::string_view(name).substr(excludes ? 1 : 0);
        if (std::find(kPageFilters.begin(), kPageFilters.end(), field) == kPageFilters.end())
            continue;
        Html text = excludes ? Html(page.words.t("not ")) : Html();
        text += value_name(page.words, field, parameter.value);
        chips += chip(page, std::move(text), page.address.without(name, parameter.value));
        ++count;
    }
    if (count > 1) {
        chips +=
            element("li",
                    {},
                    {element("a",
                             {{"href", page.address.without_filters().text()}, {"class", "all"}},
                             {page.words.t("Clear all")})});
    }
    return element(
        "ul", {{"class", "chips"}, {"aria-label", page.words.t("Filters in force")}}, {chips});
}

}  // namespace gazette
