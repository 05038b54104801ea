#include "indexer/extract/html_strip.h"

#include "indexer/extract/entities.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <functional>
#include <set>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr std::size_t kMaxNameBytes = 32;  // of a tag; longer ones are unknown anyway

// One piece of markup or the text up to the next one.
struct Token {
    enum class Kind { text, open, close, other };
    Kind kind = Kind::text;
    std::string_view whole;
    std::string name;  // of a tag, in lower case
    bool self_closing = false;
    std::size_t attributes = 0;
};

class Tokenizer {
  public:
    explicit Tokenizer(std::string_view html) : rest_(html) {}

    bool next(Token& token) {
        if (rest_.empty()) return false;
        token = Token();
        if (!raw_text_.empty()) return raw_text(token);
        if (rest_.front() != '<') return text(token, 0);
        if (rest_.starts_with("<!--")) return until(token, "-->", 4);
        if (rest_.starts_with("<![CDATA[")) return until(token, "]]>", 9);
        const bool closing = rest_.size() > 1 && rest_[1] == '/';
        const std::size_t name = closing ? 2 : 1;
        if (rest_.size() > name && is_letter(rest_[name])) return tag(token, name, closing);
        if (rest_.size() > 1 && (rest_[1] == '!' || rest_[1] == '?' || closing)) {
            return until(token, ">", 2);
        }
        return text(token, 1);
    }

  private:
    bool take(Token& token, std::size_t length) {
        token.whole = rest_.substr(0, length);
        rest_.remove_prefix(std::min(length, rest_.size()));
        return true;
    }
    bool text(Token& token, std::size_t from) {
        token.kind = Token::Kind::text;
        return take(token, std::min(rest_.find('<', from), rest_.size()));
    }
    // Where the end is missing, the rest of the page is not swallowed: the sign is text.
    bool until(Token& token, std::string_view end, std::size_t from) {
        token.kind = Token::Kind::other;
        const bool may_exist = missing_ends_.find(end) == missing_ends_.end();
        const std::size_t at = may_exist ? rest_.find(end, from) : std::string_view::npos;
        if (at == std::string_view::npos) {
            missing_ends_.emplace(end);
            return text(token, 1);
        }
        return take(token, at + end.size());
    }
    // The content of an element that holds no markup, up to its end tag.
    bool raw_text(Token& token) {
        const std::string name = std::move(raw_text_);
        raw_text_.clear();
        const std::size_t end = end_tag(name);
        const bool is_code = name == "script" || name == "style";
        // An unclosed title must not swallow the page.
        if (end == 0 || (end == std::string_view::npos && !is_code)) return next(token);
        token.kind = name == "title" || name == "textarea" ? Token::Kind::text : Token::Kind::other;
        return take(token, std::min(end, rest_.size()));
    }
    std::size_t end_tag(const std::string& name) {
        const std::string end = "</" + name;
        if (missing_ends_.contains(end)) return std::string_view::npos;
        for (std::size_t at = 0; (at = rest_.find("</", at)) != std::string_view::npos; at += 2) {
            const std::string_view found = rest_.substr(at, end.size());
            if (std::equal(found.begin(), found.end(), end.begin(), end.end(), [](char a, char b) {
                    return lower(a) == b;
                })) {
                return at;
            }
        }
        missing_ends_.insert(end);
        return std::string_view::npos;
    }
    bool tag(Token& token, std::size_t name, bool closing) {
        std::size_t at = name;
        while (at < rest_.size() && !is_space(rest_[at]) && rest_[at] != '>' && rest_[at] != '/') {
            if (token.name.size() < kMaxNameBytes) token.name += lower(rest_[at]);
            ++at;
        }
        token.attributes = 0;
        bool in_attribute = false;
        while (at < rest_.size() && rest_[at] != '>') {
            const char c = rest_[at];
            if (is_space(c) || c == '/') {
                in_attribute = false;
            } else if ((c == '"' || c == '\'') && in_attribute && at > 0 && rest_[at - 1] == '=') {
                const std::size_t quote = rest_.find(c, at + 1);
                if (quote == std::string_view::npos) break;
                at = quote;
            } else if (!in_attribute) {
                in_attribute = true;
                ++token.attributes;
            }
            ++at;
        }
        if (at >= rest_.size() || rest_[at] != '>') {
            // No end: as a browser does at the end of a page, the tag is dropped; a quote that
            // never closes ends at the next '>'.
            const std::size_t end = rest_.find('>', name);
            at = end == std::string_view::npos ? rest_.size() - 1 : end;
        }
        token.kind = closing ? Token::Kind::close : Token::Kind::open;
        token.self_closing = at > 0 && rest_[at - 1] == '/';
        take(token, at + 1);
        static constexpr std::string_view kRawText[] = {
            "script",
            "style",
            "title",
            "textarea",
            "xmp",
            "iframe",
            "noembed",
            "noframes",
        };
        if (!closing &&
            std::find(std::begin(kRawText), std::end(kRawText), token.name) != std::end(kRawText)) {
            raw_text_ = token.name;
        }
        return true;
    }

    std::string_view rest_;
    std::string raw_text_;  // the element whose content is not markup
    // Ends that are not in the rest, so that each is looked for once.
    std::set<std::string, std::less<>> missing_ends_;
};

bool is_void(std::string_view name) {
    static constexpr std::string_view kVoid[] = {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    };
    return std::find(std::begin(kVoid), std::end(kVoid), name) != std::end(kVoid);
}

bool is_heading(std::string_view name) {
    return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

bool is_paragraph(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "p",        "blockquote", "pre",    "ul",      "ol",      "dl",   "table",   "section",
        "article",  "header",     "footer", "aside",   "nav",     "main", "figure",  "form",
        "fieldset", "address",    "center", "details", "summary", "hr",   "caption", "figcaption",
    };
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

bool is_line(std::string_view name) {
    static constexpr std::string_view kNames[] = {
        "div",
        "li",
        "tr",
        "dt",
        "dd",
        "option",
        "legend",
        "thead",
        "tbody",
        "body",
        "html",
        "head",
    };
    return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// An upper bound, within reason, of what a parser holds open. An end tag closes one element of its
// name; elements that the next of their kind closes are counted with what they stand in.
class OpenElements {
  public:
    void open(const Token& token) {
        if (weight_of(token.name) == 0 || is_void(token.name)) return;
        // Only in SVG and MathML, outside their islands of HTML, does "/>" close an element.
        if (token.self_closing && foreign_ > 0 && islands_ == 0) return;
        if (is_foreign(token.name)) ++foreign_;
        if (foreign_ > 0 && is_island(token.name)) ++islands_;
        ++by_name_[token.name];
        count_ += weight_of(token.name);
        if (is_formatting(token.name)) ++formatting_;
    }
    void close(const std::string& name) {
        const auto found = by_name_.find(name);
        if (found == by_name_.end() || found->second == 0) return;
        --found->second;
        count_ -= weight_of(name);
        if (is_formatting(name)) --formatting_;
        if (is_foreign(name)) --foreign_;
        if (islands_ > 0 && is_island(name)) --islands_;
    }
    std::size_t count() const { return count_; }
    std::size_t formatting() const { return formatting_; }

  private:
    static std::size_t weight_of(std::string_view name) {
        static constexpr std::string_view kNever[] = {
            "html",     "head",     "body",   "p",      "li",    "dt",    "dd",
            "tr",       "td",       "th",     "tbody",  "thead", "tfoot", "option",
            "optgroup", "colgroup", "rt",     "rp",     "rb",    "rtc",   "a",
            "nobr",     "form",     "button", "script", "style", "title", "textarea",
        };
        if (name == "table") return 4;
        if (name == "ul" || name == "ol" || name == "dl") return 2;
        return std::find(std::begin(kNever), std::end(kNever), name) == std::end(kNever) ? 1 : 0;
    }
    // A parser opens these again in each block that comes while they are open.
    static bool is_formatting(std::string_view name) {
        static constexpr std::string_view kNames[] = {
            "b",
            "big",
            "code",
            "em",
            "font",
            "i",
            "s",
            "small",
            "strike",
            "strong",
            "tt",
            "u",
        };
        return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
    }
    static bool is_foreign(std::string_view name) { return name == "svg" || name == "math"; }
    static bool is_island(std::string_view name) {
        static constexpr std::string_view kIslands[] = {
            "desc",
            "foreignobject",
            "annotation-xml",
            "mi",
            "mo",
            "mn",
            "ms",
            "mtext",
        };
        return std::find(std::begin(kIslands), std::end(kIslands), name) != std::end(kIslands);
    }

    std::unordered_map<std::string, std::size_t> by_name_;
    std::size_t count_ = 0;
    std::size_t formatting_ = 0;
    std::size_t foreign_ = 0;
    std::size_t islands_ = 0;
};

void apply(const Token& token, BlockText& out) {
    if (is_heading(token.name)) {
        if (token.kind == Token::Kind::open) {
            out.end_heading();
            out.begin_heading({});
        } else {
            out.end_heading();
        }
    } else if (token.name == "br") {
        out.line_break();
    } else if (token.name == "td" || token.name == "th") {
        out.gap(BlockText::Gap::cell);
    } else if (is_paragraph(token.name)) {
        out.gap(BlockText::Gap::paragraph);
    } else if (is_line(token.name)) {
        out.gap(BlockText::Gap::line);
    }
}

}  // namespace

HtmlShape measure_html(std::string_view html) {
    HtmlShape shape;
    OpenElements open;
    Tokenizer tokenizer(html);
    for (Token token; tokenizer.next(token);) {
        if (token.kind == Token::Kind::open) {
            shape.copies += open.formatting();
            open.open(token);
        }
        if (token.kind == Token::Kind::close) open.close(token.name);
        shape.open_elements = std::max(shape.open_elements, open.count());
        shape.attributes = std::max(shape.attributes, token.attributes);
    }
    return shape;
}

std::string why_no_html_tree(std::string_view html) {
    const auto over = [](std::size_t count, const char* what, std::size_t limit) {
        return std::to_string(count) + what + ", more than " + std::to_string(limit);
    };
    if (html.size() > extract_limits::kMaxHtmlTreeBytes) {
        return over(html.size(), " bytes", extract_limits::kMaxHtmlTreeBytes);
    }
    const HtmlShape shape = measure_html(html);
    if (shape.open_elements > extract_limits::kMaxHtmlOpenElements) {
        return over(
            shape.open_elements, " elements open at once", extract_limits::kMaxHtmlOpenElements);
    }
    if (shape.copies > extract_limits::kMaxHtmlCopies) {
        return over(shape.copies, " copies of unclosed elements", extract_limits::kMaxHtmlCopies);
    }
    if (shape.attributes > extract_limits::kMaxHtmlAttributes) {
        return over(shape.attributes, " attributes on one tag", extract_limits::kMaxHtmlAttributes);
    }
    return {};
}

void strip_tags(std::string_view html, BlockText& out, std::string& title) {
    EntityDecoder entities;
    Tokenizer tokenizer(html);
    bool in_title = false;
    bool in_annotation = false;
    bool preformatted = false;
    std::size_t templates = 0;
    for (Token token; tokenizer.next(token);) {
        if (token.kind == Token::Kind::other) continue;
        if (in_annotation) {
            // The reading above a character: text, ended by any tag.
            if (token.kind == Token::Kind::text) continue;
            in_annotation = false;
        }
        if (templates > 0 && token.name != "template") continue;
        if (token.kind == Token::Kind::text) {
            const std::string text = entities.decode(token.whole);
            if (in_title) {
                title = collapse_space(text);
            } else if (preformatted) {
                out.preformatted(text);
            } else {
                out.flow(text);
            }
            continue;
        }
        const bool opens = token.kind == Token::Kind::open;
        if (token.name == "template") {
            templates = opens ? templates + 1 : std::max<std::size_t>(templates, 1) - 1;
            continue;
        }
        in_annotation = opens && (token.name == "rt" || token.name == "rp");
        in_title = opens && token.name == "title";
        if (token.name == "pre") preformatted = opens;
        apply(token, out);
    }
    out.end_heading();
}

}  // namespace gazette
