// A block is an element with text of its own (not in blocks inside it). A block is prose where it
// is long enough and not made of links. Three steps:
//
//   set aside   what is not the page's own prose, where an article stands beside it: comments,
//               the site's footer, lists of teasers
//   leave out   subtrees whose tag, role or class says navigation, sharing, comments, ...,
//               unless they hold much of the page's prose
//   descend     from <body> to the smallest element that holds nearly all the prose that is left;
//               what is marked as the article's body may hold less
//   prune       in it, lists and boxes that are made of links
#include "indexer/extract/html_content.h"

#include "indexer/extract/html_aside.h"
#include "indexer/extract/html_words.h"
#include "indexer/extract/page_kind.h"

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
// A marked body is a part of the article where other marked bodies hold more than this share of
// what it holds.
constexpr double kOtherBodies = 0.1;
// A paragraph of links that says more than this beside them is read, not clicked.
constexpr std::uint32_t kSaysMoreThanLinks = 24;

class Judge {
  public:
    Judge(const HtmlPage& page, const LinkedData& linked)
        : page_(page), prose_(page.nodes.size(), 0), left_out_(page.nodes.size(), false) {
        body_ = 0;
        for (std::uint32_t i = 1; i < page.nodes.size(); i = page[i].end) {
            if (page[i].tag() == GUMBO_TAG_BODY) body_ = i;
        }
        aside_ = find_aside(page, body_);
        count_prose();
        is_law_ = is_law(page, linked);
        is_article_ = !is_law_ && says_article(page, linked, prose_);
        if (!is_article_) take_back();
    }

    // What was set aside is the page's own prose after all.
    void take_back() {
        if (aside_.empty()) return;
        aside_.clear();
        std::fill(prose_.begin(), prose_.end(), 0);
        count_prose();
    }

    MainContent article() {
        leave_out(true);
        const std::uint32_t root = descend();
        prune(root);
        return {root, left_out_, false};
    }
    MainContent relaxed() {
        std::fill(left_out_.begin(), left_out_.end(), false);
        leave_out(false);
        return {body_, left_out_, is_law_};
    }
    MainContent whole() const {
        return {body_, std::vector<bool>(page_.nodes.size(), false), is_law_};
    }
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
    void count_prose() {
        std::vector<std::uint32_t> block(page_.nodes.size(), 0);
        std::vector<std::uint32_t> own(page_.nodes.size(), 0);
        std::vector<std::uint32_t> own_links(page_.nodes.size(), 0);
        for (std::uint32_t i = 1; i < page_.nodes.size();) {
            const PageNode& node = page_[i];
            if (node.dropped || is_aside(i)) {
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

    bool is_aside(std::uint32_t i) const { return !aside_.empty() && aside_[i]; }

    bool is_surrounding(std::uint32_t i, bool strictly) const {
        const PageNode& node = page_[i];
        if (strictly && is_aside(i)) return true;
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
        double bodies = 0;  // in marked ones that are in no other
        for (std::uint32_t i = body_; i < page_[body_].end;) {
            const bool is_body = is_article_body(page_[i]);
            if (is_body) bodies += kept[i];
            i = is_body ? page_[i].end : i + 1;
        }
        std::uint32_t root = body_;
        for (std::uint32_t i = root + 1; i < page_[root].end;) {
            if (out[i] || page_[i].is_text) {
                i = page_[i].end;
                continue;
            }
            const bool marked = is_article_body(page_[i])
                                    ? bodies - kept[i] <= kOtherBodies * kept[i]
                                    : page_[i].tag() == GUMBO_TAG_ARTICLE;
            const double share = marked ? kDescendShareMarked : kDescendShare;
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
            const bool is_read =
                node.tag() == GUMBO_TAG_P && node.text_bytes - node.link_bytes > kSaysMoreThanLinks;
            if (is_box && !is_read && prose_[i] == 0 && node.link_density() > kLinkListDensity) {
                left_out_[i] = true;
            }
            i = left_out_[i] || node.is_text ? node.end : i + 1;
        }
    }

    const HtmlPage& page_;
    std::uint32_t body_ = 0;
    std::vector<std::uint32_t> prose_;  // bytes, of the subtree
    std::vector<bool> aside_;           // roots of what is not the page's own; may be empty
    std::vector<bool> left_out_;
    bool is_article_ = false;
    bool is_law_ = false;
};

}  // namespace

MainContent find_main_content(const HtmlPage& page, const LinkedData& linked) {
    Judge judge(page, linked);
    if (judge.is_article()) {
        MainContent content = judge.article();
        const double kept = judge.kept_prose(content);
        if (kept > 0 && kept >= kEnoughOfProse * judge.all_prose()) return content;
        judge.take_back();
    }
    return judge.relaxed();
}

MainContent whole_page(const HtmlPage& page) {
    return Judge(page, {}).whole();
}

}  // namespace gazette
