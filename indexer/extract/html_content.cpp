// A block is an element with text of its own (not in blocks inside it). A block is prose where it
// is long enough and not made of links. Three steps:
//
//   leave out   subtrees whose tag, role or class says navigation, sharing, comments, ...,
//               unless they hold much of the page's prose
//   descend     from <body> to the smallest element that holds nearly all the prose that is left;
//               what is marked as the article's body may hold less
//   prune       in it, lists and boxes that are made of links
#include "indexer/extract/html_content.h"

#include "indexer/extract/html_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace gazette {
namespace {

// Figures were chosen on one half of a set of news pages; tests/extract/real_documents_test.cpp
// measures both halves.
constexpr std::uint32_t kProseBytes = 80;
constexpr double kProseLinkDensity = 0.35;
constexpr double kKeepShareOfProse = 0.4;     // a subtree with more is never left out
constexpr double kWeakProseBytes = 250;       // weak words leave out subtrees with less prose
constexpr double kDescendShare = 0.85;        // of the prose, for any element
constexpr double kDescendShareMarked = 0.45;  // for an element marked as the article's body
constexpr double kLinkListDensity = 0.5;
constexpr double kEnoughOfProse = 0.3;  // less than this: the relaxed choice

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

class Judge {
  public:
    explicit Judge(const HtmlPage& page)
        : page_(page), prose_(page.nodes.size(), 0), left_out_(page.nodes.size(), false) {
        body_ = 0;
        for (std::uint32_t i = 1; i < page.nodes.size(); i = page[i].end) {
            if (page[i].tag() == GUMBO_TAG_BODY) body_ = i;
        }
        find_comments();
        count_prose();
        is_article_ = says_article();
    }

    MainContent article() {
        leave_out(true);
        const std::uint32_t root = descend();
        prune(root);
        return {root, left_out_};
    }
    MainContent relaxed() {
        std::fill(left_out_.begin(), left_out_.end(), false);
        leave_out(false);
        return {body_, left_out_};
    }
    MainContent whole() const { return {body_, std::vector<bool>(page_.nodes.size(), false)}; }
    bool is_article() const { return is_article_; }
    std::uint32_t all_prose() const { return prose_[body_]; }
    std::uint32_t kept_prose(const MainContent& content) const {
        std::uint32_t kept = prose_[content.root];
        for (std::uint32_t i = content.root; i < page_[content.root].end;) {
            if (content.left_out[i]) {
                kept -= prose_[i];
                i = page_[i].end;
            } else {
                ++i;
            }
        }
        return kept;
    }

  private:
    // What readers wrote is not the page's prose, where the page marks an article beside it.
    void find_comments() {
        // Marks of an article before each node.
        std::vector<std::uint32_t> marks(page_.nodes.size() + 1, 0);
        for (std::uint32_t i = 0; i < page_.nodes.size(); ++i) {
            const bool mark = is_article_body(page_[i]) || page_[i].tag() == GUMBO_TAG_H1;
            marks[i + 1] = marks[i] + (mark ? 1 : 0);
        }
        std::vector<std::uint32_t> roots;
        bool article_beside = false;
        for (std::uint32_t i = body_ + 1; i < page_[body_].end;) {
            const PageNode& node = page_[i];
            if (node.is_text || node.dropped) {
                i = node.end;
                continue;
            }
            const bool holds_article = marks[node.end] != marks[i];
            if (!holds_article && surrounding_of(node) == Surrounding::comment) {
                roots.push_back(i);
                i = node.end;
                continue;
            }
            article_beside =
                article_beside || marks[i + 1] != marks[i] || node.tag() == GUMBO_TAG_ARTICLE;
            ++i;
        }
        if (!article_beside) return;
        comments_.assign(page_.nodes.size(), false);
        for (const std::uint32_t root : roots) comments_[root] = true;
    }
    void count_prose() {
        std::vector<std::uint32_t> block(page_.nodes.size(), 0);
        std::vector<std::uint32_t> own(page_.nodes.size(), 0);
        std::vector<std::uint32_t> own_links(page_.nodes.size(), 0);
        for (std::uint32_t i = 1; i < page_.nodes.size();) {
            const PageNode& node = page_[i];
            if (node.dropped || is_comment(i)) {
                i = node.end;
                continue;
            }
            block[i] = !node.is_text && is_block(node.tag()) ? i : block[node.parent];
            if (node.is_text) {
                own[block[i]] += node.text_bytes;
                own_links[block[i]] += node.link_bytes;
            }
            ++i;
        }
        for (std::size_t i = page_.nodes.size(); i-- > 1;) {
            if (own[i] >= kProseBytes && own_links[i] <= kProseLinkDensity * own[i]) {
                prose_[i] += own[i];
            }
            prose_[page_[i].parent] += prose_[i];
        }
    }

    // News, and what is published like it.
    bool says_article() const {
        std::size_t articles = 0;
        bool heading_inside = false;  // of the last of them
        for (std::uint32_t i = 0; i < page_.nodes.size(); ++i) {
            const PageNode& node = page_[i];
            if (node.is_text) continue;
            if (node.tag() == GUMBO_TAG_META) {
                const std::string_view name = attribute(node, "property");
                if (name.starts_with("article:") || name == "og:site_name" ||
                    (name == "og:type" && attribute(node, "content") == "article")) {
                    return true;
                }
            }
            if (is_article_body(node)) return true;
            if (node.tag() == GUMBO_TAG_ARTICLE && prose_[i] > 0) {
                ++articles;
                heading_inside = has_heading(i);
            }
        }
        return articles == 1 && heading_inside;
    }

    bool has_heading(std::uint32_t index) const {
        return std::any_of(page_.nodes.begin() + index,
                           page_.nodes.begin() + page_[index].end,
                           [](const PageNode& node) { return node.tag() == GUMBO_TAG_H1; });
    }

    void leave_out(bool strictly) {
        for (std::uint32_t i = body_ + 1; i < page_[body_].end;) {
            const PageNode& node = page_[i];
            if (node.is_text || node.dropped) {
                i = node.end;
                continue;
            }
            if (is_surrounding(i, strictly)) {
                left_out_[i] = true;
                i = node.end;
                continue;
            }
            ++i;
        }
    }

    bool is_comment(std::uint32_t i) const { return !comments_.empty() && comments_[i]; }

    bool is_surrounding(std::uint32_t i, bool strictly) const {
        const PageNode& node = page_[i];
        if (strictly && is_comment(i)) return true;
        if (node.tag() == GUMBO_TAG_BODY || node.tag() == GUMBO_TAG_MAIN) return false;
        if (prose_[i] > kKeepShareOfProse * all_prose()) return false;
        const Surrounding what = surrounding_of(node);
        if (what == Surrounding::none) return false;
        const bool little_prose = prose_[i] < kWeakProseBytes || node.link_density() > 0.5;
        if (!strictly) {
            // A page of documentation: only what is sure, and holds nothing to read.
            return what == Surrounding::surely && little_prose;
        }
        return what != Surrounding::perhaps || little_prose;
    }

    std::uint32_t descend() const {
        // Prose that is not left out, of every subtree.
        std::vector<std::uint32_t> kept(page_.nodes.size(), 0);
        std::vector<bool> out(left_out_);
        for (std::uint32_t i = body_; i < page_[body_].end; ++i) {
            if (i > body_ && out[page_[i].parent]) out[i] = true;
        }
        for (std::size_t i = page_[body_].end; i-- > body_;) {
            if (out[i]) continue;
            std::uint32_t inner = 0;
            for (std::uint32_t j = static_cast<std::uint32_t>(i) + 1; j < page_[i].end;
                 j = page_[j].end) {
                inner += prose_[j];
                kept[i] += out[j] ? 0 : kept[j];
            }
            kept[i] += prose_[i] - inner;
        }
        const double total = kept[body_];
        std::uint32_t root = body_;
        for (std::uint32_t i = root + 1; i < page_[root].end;) {
            if (out[i] || page_[i].is_text) {
                i = page_[i].end;
                continue;
            }
            const double share = is_article_body(page_[i]) || page_[i].tag() == GUMBO_TAG_ARTICLE
                                     ? kDescendShareMarked
                                     : kDescendShare;
            if (is_block(page_[i].tag()) && page_[i].tag() != GUMBO_TAG_P && total > 0 &&
                kept[i] >= share * total) {
                root = i;
                ++i;
            } else if (kept[i] >= kDescendShareMarked * total) {
                ++i;
            } else {
                i = page_[i].end;
            }
        }
        return root;
    }

    void prune(std::uint32_t root) {
        for (std::uint32_t i = root + 1; i < page_[root].end;) {
            const PageNode& node = page_[i];
            const bool is_box = node.tag() == GUMBO_TAG_UL || node.tag() == GUMBO_TAG_OL ||
                                node.tag() == GUMBO_TAG_DIV || node.tag() == GUMBO_TAG_SECTION ||
                                node.tag() == GUMBO_TAG_TABLE || node.tag() == GUMBO_TAG_DL ||
                                node.tag() == GUMBO_TAG_P || node.tag() == GUMBO_TAG_H2 ||
                                node.tag() == GUMBO_TAG_H3 || node.tag() == GUMBO_TAG_H4;
            if (is_box && prose_[i] == 0 && node.link_density() > kLinkListDensity) {
                left_out_[i] = true;
            }
            i = left_out_[i] || node.is_text ? node.end : i + 1;
        }
    }

    const HtmlPage& page_;
    std::uint32_t body_ = 0;
    std::vector<std::uint32_t> prose_;  // bytes, of the subtree
    std::vector<bool> comments_;        // roots of comments; empty where they are the page's text
    std::vector<bool> left_out_;
    bool is_article_ = false;
};

}  // namespace

MainContent find_main_content(const HtmlPage& page) {
    Judge judge(page);
    if (judge.is_article()) {
        MainContent content = judge.article();
        const double kept = judge.kept_prose(content);
        if (kept > 0 && kept >= kEnoughOfProse * judge.all_prose()) return content;
    }
    return judge.relaxed();
}

MainContent whole_page(const HtmlPage& page) {
    return Judge(page).whole();
}

}  // namespace gazette
