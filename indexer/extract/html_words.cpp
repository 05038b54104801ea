#include "indexer/extract/html_words.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {
namespace {

// A class list longer than this says nothing.
constexpr std::size_t kMaxClassBytes = 1000;

// "entry-content postBody" -> entry content post body, in lower case.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words;
    bool joined = false;
    bool last_lower = false;
    for (const char c : text.substr(0, kMaxClassBytes)) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool lower = c >= 'a' && c <= 'z';
        if (!upper && !lower) {
            joined = false;
            continue;
        }
        if (!joined || (upper && last_lower)) words.emplace_back();
        words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
        joined = true;
        last_lower = lower;
    }
    return words;
}

template <typename Table>
bool has(const Table& table, std::string_view word) {
    return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

template <typename Table>
bool has_prefix(const Table& table, std::string_view word) {
    return std::any_of(std::begin(table), std::end(table), [word](std::string_view prefix) {
        return word.starts_with(prefix);
    });
}

constexpr std::string_view kCommentWords[] = {
    "comment",
    "comments",
    "commentlist",
    "disqus",
    "livefyre",
    "viafoura",
};
constexpr std::string_view kSureWords[] = {
    "share",
    "sharing",
    "shares",
    "sharebar",
    "social",
    "related",
    "recirc",
    "newsletter",
    "subscribe",
    "signup",
    "sidebar",
    "sphinxsidebar",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "popup",
    "modal",
    "overlay",
    "lightbox",
    "ad",
    "ads",
    "adslot",
    "adunit",
    "advert",
    "sponsored",
    "outbrain",
    "taboola",
    "footer",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "toolbar",
    "pagination",
    "pager",
    "masthead",
    "trending",
    "popular",
    "ticker",
    "carousel",
    "slideshow",
    "login",
    "register",
    "paywall",
    "teaser",
    "teasers",
    "promo",
    "promos",
    "recommended",
    "recommendations",
    "subnav",
    "topnav",
    "sitemap",
    "skip",
    "zergnet",
};
constexpr std::string_view kSurePrefixes[] = {
    "advertis",
    "sponsor",
    "recommend",
    "newslett",
    "navbar",
    "sharing",
    "socials",
};
constexpr std::string_view kWeakWords[] = {
    "header",   "meta",       "tags",       "tag",     "author",       "byline",    "dateline",
    "banner",   "widget",     "caption",    "credit",  "credits",      "copyright", "print",
    "rating",   "search",     "gallery",    "toc",     "topics",       "tools",     "bio",
    "more",     "most",       "latest",     "follow",  "subscription", "timestamp", "headerlink",
    "bottom",   "disclaimer", "figcaption", "alert",   "hidden",       "video",     "player",
    "embed",    "promoted",   "rail",       "aside",   "editsection",  "jump",      "trackback",
    "feedback", "button",     "buttons",    "eyebrow", "kicker",
};

}  // namespace

bool is_block(GumboTag tag) {
    switch (tag) {
        case GUMBO_TAG_A:
        case GUMBO_TAG_ABBR:
        case GUMBO_TAG_ACRONYM:
        case GUMBO_TAG_B:
        case GUMBO_TAG_BDI:
        case GUMBO_TAG_BDO:
        case GUMBO_TAG_BIG:
        case GUMBO_TAG_CITE:
        case GUMBO_TAG_CODE:
        case GUMBO_TAG_DEL:
        case GUMBO_TAG_DFN:
        case GUMBO_TAG_EM:
        case GUMBO_TAG_FONT:
        case GUMBO_TAG_I:
        case GUMBO_TAG_INS:
        case GUMBO_TAG_KBD:
        case GUMBO_TAG_LABEL:
        case GUMBO_TAG_MARK:
        case GUMBO_TAG_Q:
        case GUMBO_TAG_RUBY:
        case GUMBO_TAG_S:
        case GUMBO_TAG_SAMP:
        case GUMBO_TAG_SMALL:
        case GUMBO_TAG_SPAN:
        case GUMBO_TAG_STRIKE:
        case GUMBO_TAG_STRONG:
        case GUMBO_TAG_SUB:
        case GUMBO_TAG_SUP:
        case GUMBO_TAG_TIME:
        case GUMBO_TAG_TT:
        case GUMBO_TAG_U:
        case GUMBO_TAG_VAR:
        case GUMBO_TAG_WBR:
        case GUMBO_TAG_BR:
        case GUMBO_TAG_IMG:
        case GUMBO_TAG_UNKNOWN:
            return false;
        default:
            return true;
    }
}

Surrounding surrounding_of(const PageNode& element) {
    switch (element.tag()) {
        case GUMBO_TAG_NAV:
        case GUMBO_TAG_MENU:
            return Surrounding::surely;
        case GUMBO_TAG_ASIDE:
        case GUMBO_TAG_FOOTER:
        case GUMBO_TAG_HEADER:
        case GUMBO_TAG_FORM:
        case GUMBO_TAG_FIGURE:
            return Surrounding::perhaps;
        case GUMBO_TAG_HTML:
        case GUMBO_TAG_BODY:
        case GUMBO_TAG_ARTICLE:
        case GUMBO_TAG_MAIN:
        case GUMBO_TAG_P:
            return Surrounding::none;
        default:
            break;
    }
    static constexpr std::string_view kRoles[] = {
        "navigation",
        "banner",
        "contentinfo",
        "complementary",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "alert",
    };
    if (has(kRoles, attribute(element, "role"))) return Surrounding::surely;
    // Facts about the page, written for machines.
    static constexpr std::string_view kFacts[] = {
        "alternativeHeadline",
        "author",
        "dateModified",
        "datePublished",
        "image",
        "keywords",
        "logo",
        "mainEntityOfPage",
        "publisher",
    };
    const bool fact = has(kFacts, attribute(element, "itemprop"));
    Surrounding found = fact ? Surrounding::perhaps : Surrounding::none;
    for (const char* name : {"class", "id"}) {
        for (const std::string& word : words_of(attribute(element, name))) {
            if (has(kCommentWords, word)) return Surrounding::comment;
            if (has(kSureWords, word) || has_prefix(kSurePrefixes, word))
                return Surrounding::surely;
            if (has(kWeakWords, word)) found = Surrounding::perhaps;
        }
    }
    return found;
}

bool is_footer(const PageNode& element) {
    if (element.is_text) return false;
    if (element.tag() == GUMBO_TAG_FOOTER) return true;
    if (attribute(element, "role") == "contentinfo") return true;
    for (const char* name : {"class", "id"}) {
        if (has(words_of(attribute(element, name)), "footer")) return true;
    }
    return false;
}

bool is_article_body(const PageNode& element) {
    if (element.is_text) return false;
    if (attribute(element, "itemprop") == "articleBody") return true;
    static constexpr std::string_view kNames[] = {
        "articlebody",
        "article-body",
        "article__body",
        "article_body",
        "entry-content",
        "post-content",
        "post-body",
        "story-body",
        "storybody",
        "story__body",
        "article-content",
        "article__content",
        "story-content",
        "td-post-content",
        "articletext",
        "article-text",
        "content__article-body",
        "body-copy",
        "story-text",
        "article-copy",
    };
    for (const char* name : {"class", "id"}) {
        std::string value(attribute(element, name).substr(0, kMaxClassBytes));
        for (char& c : value) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        std::size_t at = 0;
        while (at < value.size()) {
            const std::size_t end = std::min(value.find(' ', at), value.size());
            if (has(kNames, std::string_view(value).substr(at, end - at))) return true;
            at = end + 1;
        }
    }
    return false;
}

}  // namespace gazette
