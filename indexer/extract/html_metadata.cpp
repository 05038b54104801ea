#include "indexer/extract/html_metadata.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/html_facts.h"
#include "indexer/extract/json_ld.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

// Headings end in a sign that links to them, on many documentation pages.
std::string without_pilcrow(std::string text) {
    for (const std::string_view sign : {"¶", "#", "🔗", "§"}) {
        if (!text.ends_with(sign)) continue;
        text.resize(text.size() - sign.size());
        return std::string(trim_space(text));
    }
    return text;
}

// Dublin Core's types are mostly of another sort ("Text", "Collection"): those say nothing of it.
std::string declared_kind(const HtmlFacts& facts) {
    const std::string type = facts.first_of({"dcterms.type", "dc.type"});
    for (const char* kind : {"law", "case", "policy", "debate", "news"}) {
        if (type == kind) return kind;
    }
    return {};
}

std::string best_title(const HtmlFacts& facts) {
    const std::string site = facts.first_of({"og:site_name", "application-name"});
    const std::string heading =
        facts.headings.empty() ? std::string() : without_pilcrow(facts.headings.front());
    std::string given = facts.first_of(
        {"eli:title", "og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title"});
    if (given.empty()) given = facts.linked.headline;
    if (!given.empty()) {
        return title_without_site(given, heading, site.empty() ? facts.linked.publisher : site);
    }
    const std::string title = title_without_site(facts.title, heading, site);
    const bool one_heading = facts.headings.size() == 1 && heading.size() <= 300;
    if (!one_heading) return title.empty() ? heading : title;
    // The one heading of the page says more than a title in which it does not occur, unless it
    // is the site's name.
    const bool is_site_name = facts.title.size() > title.size() &&
                              facts.title.find(heading) != std::string::npos && title != heading;
    return is_site_name || lower(heading) == lower(site) ? title : heading;
}

void set_date(CivilPeriod& field, std::string_view text, std::string_view lang = {}) {
    if (field.known()) return;
    auto period = parse_page_date(text);
    if (!period && !lang.empty()) period = parse_date(trim_space(text), {lang, std::nullopt});
    // Programs write the first day they know where there is none: 0001-01-01.
    static constexpr int kFirstYear = 1000;
    if (period && civil_date(period->first).year >= kFirstYear) field = *period;
}

// "1er août 2018 à 10:30" without the time and the word before it.
std::string_view without_time(std::string_view text) {
    static constexpr std::string_view kDigits = "0123456789";
    const auto is_digit = [&](std::size_t at) {
        return at < text.size() && kDigits.find(text[at]) != std::string_view::npos;
    };
    std::size_t colon = text.find(':');
    while (colon != std::string_view::npos &&
           !(colon > 1 && is_digit(colon - 1) && is_digit(colon + 1) && is_digit(colon + 2))) {
        colon = text.find(':', colon + 1);
    }
    if (colon == std::string_view::npos) return text;
    text = text.substr(0, colon - (is_digit(colon - 2) ? 2 : 1));
    static constexpr std::size_t kLongestWord = 5;  // "alle", "klo"; bytes
    const std::size_t digit = text.find_last_of(kDigits);
    if (digit == std::string_view::npos) return text;
    // "2021年8月20日" ends in a word of its own.
    const std::size_t space = text.find(' ', digit);
    const bool is_word = space != std::string_view::npos &&
                         trim_space(text.substr(space)).size() <= 2 * kLongestWord;
    text = is_word ? text.substr(0, space) : text;
    while (!text.empty() && std::string_view(" ,|-").find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return text;
}

// "Veröffentlicht am 3. Mai 2021", "发布时间：2021年5月3日": a date behind some words.
std::optional<CivilPeriod> date_in(std::string_view text, std::string_view lang) {
    static constexpr int kMostWords = 5;
    const auto usable = [](const std::optional<CivilPeriod>& period) {
        return period && period->precision == DatePrecision::day;
    };
    text = without_time(text);
    for (int words = 0; words <= kMostWords && !text.empty(); ++words) {
        text = trim_space(text);
        const auto period = parse_date(text, {lang, std::nullopt});
        if (usable(period)) return period;
        const std::size_t wide = text.find("：");
        const std::size_t digit = text.find_first_of("0123456789");
        if (wide != std::string_view::npos && wide < digit) {
            text.remove_prefix(wide + std::string_view("：").size());
            continue;
        }
        const std::size_t space = text.find(' ');
        if (space == std::string_view::npos || space > digit) return std::nullopt;
        text.remove_prefix(space + 1);
    }
    return std::nullopt;
}

// The one day that all places where the page writes a date agree on.
CivilPeriod written_date(const HtmlFacts& facts, std::string_view lang) {
    CivilPeriod date;
    for (const std::string& text : facts.dated) {
        const auto found = date_in(text, lang);
        if (!found) continue;
        if (date.known() && !(date == *found)) return {};
        date = *found;
    }
    return date;
}

CivilPeriod published(const HtmlFacts& facts) {
    CivilPeriod date;
    set_date(date, facts.linked.date_published);
    set_date(date,
             facts.first_of({"article:published_time",
                             "og:article:published_time",
                             "article:published",
                             "og:published_time"}));
    set_date(date,
             facts.first_of({"eli:date_publication",
                             "eli:date_document",
                             "dcterms.issued",
                             "dc.date.issued",
                             "dc.date",
                             "dcterms.date",
                             "citation_publication_date",
                             "citation_date",
                             "datepublished"}));
    set_date(date,
             facts.first_of({"date",
                             "pubdate",
                             "publishdate",
                             "publish-date",
                             "publish_date",
                             "parsely-pub-date",
                             "sailthru.date",
                             "article.published",
                             "dc.date.created",
                             "dcterms.created",
                             "publication_date"}));
    if (date.known()) return date;
    for (const HtmlFacts::Time& time : facts.times) {
        if (time.says_published) set_date(date, time.value, facts.lang);
    }
    if (date.known()) return date;
    const auto in_articles =
        std::count_if(facts.times.begin(), facts.times.end(), [](const HtmlFacts::Time& time) {
            return time.in_article;
        });
    for (const HtmlFacts::Time& time : facts.times) {
        const bool only_one = facts.times.size() == 1 || (in_articles == 1 && time.in_article);
        if (only_one) set_date(date, time.value, facts.lang);
    }
    return date;
}

// "/2019/11/20/", "/2019-11-20-title", "/20191120/": of the page's own address.
CivilPeriod date_in_url(std::string_view url) {
    CivilPeriod date;
    const auto digits = [url](std::size_t at, std::size_t count) {
        if (at + count > url.size()) return std::string_view();
        const std::string_view text = url.substr(at, count);
        return text.find_first_not_of("0123456789") == std::string_view::npos ? text
                                                                              : std::string_view();
    };
    const auto is_digit = [url](std::size_t at) {
        return at < url.size() && url[at] >= '0' && url[at] <= '9';
    };
    for (std::size_t at = url.find('/'); at != std::string_view::npos && !date.known();
         at = url.find('/', at + 1)) {
        const std::string_view year = digits(at + 1, 4);
        if (!year.starts_with("19") && !year.starts_with("20")) continue;
        const std::size_t end = at + 5;
        const std::string compact(digits(at + 1, 8));
        if (!compact.empty() && !is_digit(at + 9)) {
            set_date(date, compact);
            continue;
        }
        if (end >= url.size() || (url[end] != '/' && url[end] != '-')) continue;
        const std::string_view month = digits(end + 1, 2);
        const std::string_view day = digits(end + 4, 2);
        if (month.empty() || is_digit(end + 3) || day.empty() || is_digit(end + 6)) continue;
        if (url[end + 3] != url[end]) continue;
        std::string iso(year);
        iso.append("-").append(month).append("-").append(day);
        set_date(date, iso);
    }
    return date;
}

CivilPeriod modified(const HtmlFacts& facts) {
    CivilPeriod date;
    set_date(date, facts.linked.date_modified);
    set_date(date,
             facts.first_of({"article:modified_time",
                             "og:updated_time",
                             "dcterms.modified",
                             "dc.date.modified",
                             "datemodified",
                             "last-modified"}));
    return date;
}

void set_language(const HtmlFacts& facts, Document& document) {
    for (const std::string& text :
         {facts.lang,
          facts.first_of(
              {"content-language", "og:locale", "dc.language", "dcterms.language", "language"}),
          facts.linked.language}) {
        const auto tag = canonical_language_tag(text);
        if (!tag || *tag == "und") continue;
        document.lang = *tag;
        document.lang_source = LanguageSource::declared;
        return;
    }
}

bool is_url(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

}  // namespace

LinkedData read_metadata(const HtmlPage& page, Document& document) {
    const HtmlFacts facts = gather_facts(page);
    document.title = best_title(facts);
    document.published = published(facts);
    document.modified = modified(facts);
    set_language(facts, document);
    document.url = is_url(facts.canonical) ? facts.canonical : facts.first_of({"og:url"});
    if (!is_url(document.url)) document.url.clear();
    if (!document.published.known()) document.published = date_in_url(document.url);
    if (!document.published.known()) document.published = written_date(facts, document.lang);
    document.source = facts.first_of({"og:site_name", "application-name"});
    document.publisher = facts.linked.publisher;
    if (document.publisher.empty()) {
        document.publisher = facts.first_of(
            {"dc.publisher", "dcterms.publisher", "citation_publisher", "og:site_name"});
    }
    document.kind = facts.linked.kind;
    if (document.kind.empty()) document.kind = declared_kind(facts);
    document.work_id = facts.linked.work_id.empty() ? facts.eli : facts.linked.work_id;
    if (document.kind.empty() && !facts.eli.empty()) document.kind = "law";
    document.rights = facts.first_of({"dc.rights", "dcterms.rights", "dcterms.license"});
    MetadataWriter metadata;
    const std::pair<const char*, std::string> more[] = {
        {"description", facts.first_of({"description", "og:description", "dc.description"})},
        {"author",
         facts.linked.author.empty() ? facts.first_of({"author", "dc.creator", "citation_author"})
                                     : facts.linked.author},
        {"keywords", facts.first_of({"keywords", "news_keywords", "dc.subject"})},
        {"page_title", facts.title == document.title ? std::string() : facts.title},
    };
    for (const auto& [name, value] : more) {
        if (!value.empty()) metadata.add_text(name, value);
    }
    document.metadata_json = metadata.json();
    return facts.linked;
}

}  // namespace gazette
