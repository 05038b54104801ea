#include "indexer/extract/feed.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/feed_entry.h"
#include "indexer/extract/html_metadata.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/member_sink.h"
#include "indexer/extract/utf8.h"

#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <pugixml.hpp>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using namespace extract_limits;

constexpr std::size_t kMaxNameBytes = 2000;
// No declaration of entities is followed; unknown ones stay as they are, for HTML's decoder.
constexpr unsigned kParse = pugi::parse_default | pugi::parse_ws_pcdata_single;

// <?xml version="1.0" encoding="koi8-r"?>
std::string_view declared_encoding(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 1024);
    const std::size_t begin = head.find("<?xml");
    if (begin == std::string_view::npos) return {};
    const std::string_view declaration = head.substr(begin, head.find("?>", begin) - begin);
    const std::size_t at = declaration.find("encoding");
    if (at == std::string_view::npos) return {};
    const std::size_t value = declaration.find_first_not_of(" \t\r\n=\"'", at + 8);
    if (value == std::string_view::npos) return {};
    return declaration.substr(value, declaration.find_first_of("\"' \t\r\n", value) - value);
}

// What XML does not allow at all.
void drop_controls(std::string& text) {
    std::erase_if(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 && c != '\n' && c != '\r' && c != '\t';
    });
}

std::string attribute_value(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') {
            out += "&amp;";
        } else if (c == '"') {
            out += "&quot;";
        } else if (c == '<') {
            out += "&lt;";
        } else {
            out += c;
        }
    }
    return out;
}

// The entry as a page: the extractor of HTML reads it as any other.
std::string page_of(const FeedEntry& entry) {
    std::string page = "<!DOCTYPE html><html><head><meta charset=\"utf-8\">";
    const auto meta = [&page](std::string_view name, std::string_view value) {
        if (value.empty()) return;
        page +=
            "<meta name=\"" + std::string(name) + "\" content=\"" + attribute_value(value) + "\">";
    };
    page += "<title>" + attribute_value(entry.title) + "</title>";
    meta("og:title", entry.title);
    meta("author", entry.author);
    meta("description", entry.summary);
    meta("keywords", entry.keywords);
    if (parse_page_date(entry.modified)) meta("dcterms.modified", entry.modified);
    return page + "</head><body>" + entry.body + "</body></html>";
}

class Entries {
  public:
    explicit Entries(MemberSink& members) : members_(members) {}

    // Not to be read, but left out.
    bool leaves_out_next() const { return members_.leaves_out_next(); }
    bool leave_out() {
        ++count_;
        return members_.give_left_out(unique("entry~" + std::to_string(count_)));
    }

    // False where `take` said so.
    bool add(const FeedEntry& entry, const FeedFacts& feed, std::vector<std::string> warnings) {
        ++count_;
        Member member;
        member.name = name_of(entry);
        member.media_type = "text/html";
        member.facts.url = entry.link;
        member.facts.title = entry.title;
        member.facts.charset = "utf-8";
        member.facts.lang = entry.lang.empty() ? feed.lang : entry.lang;
        member.facts.published = entry.published.empty() ? entry.modified : entry.published;
        member.facts.source = feed.title;
        member.facts.publisher = feed.publisher;
        member.facts.rights = entry.rights.empty() ? feed.rights : entry.rights;
        member.facts.warnings = std::move(warnings);
        if (is_blank(entry.body) && entry.title.empty()) {
            member.media_type.clear();
            member.why_not = "the entry has no text and no title";
            member.why_not_code = RejectionCode::empty;
        } else {
            if (is_blank(entry.body)) {
                member.facts.warnings.emplace_back("the feed gives no text for this entry");
            }
            member.bytes = page_of(entry);
        }
        return members_.give(std::move(member));
    }
    std::size_t count() const { return count_; }

    // A row that says that there was nothing.
    bool say_none() {
        Member member;
        member.name = "(entries)";
        member.why_not = "the feed has no entries";
        member.why_not_code = RejectionCode::empty;
        member.skipped = SkipReason::no_entries;
        return members_.give(std::move(member));
    }

  private:
    // What stays the same when the feed is fetched again: its id, its address, or its text.
    std::string name_of(const FeedEntry& entry) {
        std::string name = entry.id.empty() ? collapse_space(entry.link) : entry.id;
        if (name.empty()) {
            const std::string text = entry.title + "\n" + entry.body;
            name = "entry~" + std::to_string(XXH3_64bits(text.data(), text.size()));
        }
        if (name.size() > kMaxNameBytes) {
            const std::uint64_t hash = XXH3_64bits(name.data(), name.size());
            name.resize(code_point_floor(name, kMaxNameBytes));
            name += "~" + std::to_string(hash);
        }
        return unique(name);
    }

    std::string unique(const std::string& name) {
        std::string unique = name;
        for (unsigned& times = times_seen_[name]; !names_.emplace(unique, true).second;) {
            times = std::max(times, 1u) + 1;
            unique = name + "~" + std::to_string(times);
        }
        return unique;
    }

    MemberSink& members_;
    std::size_t count_ = 0;
    std::unordered_map<std::string, unsigned> times_seen_;
    std::unordered_map<std::string, bool> names_;
};

bool is_entry(const pugi::xml_node& node) {
    const std::string name = local_name(node.name());
    return name == "item" || name == "entry";
}
bool is_feed(const pugi::xml_node& node) {
    const std::string name = local_name(node.name());
    return name == "channel" || name == "feed";
}

// In document order, not those inside others.
bool add_all(const pugi::xml_node& root, Entries& entries) {
    FeedFacts facts;
    bool has_facts = false;
    // RDF's channel may stand behind its items.
    std::vector<pugi::xml_node> found;
    pugi::xml_node node = root;
    while (node) {
        const bool entry = is_entry(node);
        if (entry) found.push_back(node);
        if (!has_facts && is_feed(node)) {
            facts = read_feed_facts(node);
            has_facts = true;
        }
        if (!entry && node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && node != root && !node.next_sibling()) node = node.parent();
        if (!node || node == root) break;
        node = node.next_sibling();
    }
    return std::all_of(found.begin(), found.end(), [&](const pugi::xml_node& element) {
        if (entries.leaves_out_next()) return entries.leave_out();
        return entries.add(read_feed_entry(element), facts, {});
    });
}

// Where the next "<item", "<rss:entry", ... begins, and its name.
struct Found {
    std::size_t begin = std::string_view::npos;
    std::string_view name;
};
Found find_entry(std::string_view text, std::size_t from) {
    for (std::size_t at = from; (at = text.find('<', at)) != std::string_view::npos; ++at) {
        const std::string_view rest = text.substr(at + 1, 64);
        const std::string_view name = rest.substr(0, rest.find_first_of(" \t\r\n/>"));
        const std::string local = local_name(name);
        if (local == "item" || local == "entry") return {at, text.substr(at + 1, name.size())};
    }
    return {};
}

// Each entry for itself, so that a fault in one is no fault of the others.
bool add_pieces(std::string_view text, Entries& entries, std::size_t& damaged) {
    FeedFacts facts;
    Found entry = find_entry(text, 0);
    {
        pugi::xml_document head;
        head.load_buffer(
            text.data(), std::min(entry.begin, text.size()), kParse, pugi::encoding_utf8);
        pugi::xml_node feed = head.first_child();
        while (feed && !is_feed(feed)) {
            pugi::xml_node next;
            for (const pugi::xml_node& child : feed.children()) {
                if (is_feed(child)) next = child;
            }
            feed = next ? next : (feed.parent() == head ? feed.next_sibling() : pugi::xml_node());
        }
        if (feed) facts = read_feed_facts(feed);
    }
    while (entry.begin != std::string_view::npos) {
        const Found next = find_entry(text, entry.begin + 1);
        if (entries.leaves_out_next()) {
            if (!entries.leave_out()) return false;
            entry = next;
            continue;
        }
        std::string_view piece = text.substr(entry.begin, next.begin - entry.begin);
        const std::string end_tag = "</" + std::string(entry.name);
        const std::size_t end = piece.rfind(end_tag);
        if (end != std::string_view::npos) {
            piece = piece.substr(0, std::min(piece.find('>', end), piece.size() - 1) + 1);
        }
        pugi::xml_document document;
        const pugi::xml_parse_result parsed =
            document.load_buffer(piece.data(), piece.size(), kParse, pugi::encoding_utf8);
        std::vector<std::string> warnings;
        if (!parsed) {
            ++damaged;
            warnings.push_back("the entry is not well-formed (" +
                               std::string(parsed.description()) + " at its byte " +
                               std::to_string(parsed.offset) + "): read as far as it goes");
        }
        if (!entries.add(read_feed_entry(document.first_child()), facts, std::move(warnings))) {
            return false;
        }
        entry = next;
    }
    return true;
}

std::string read_all(ByteSource& source, std::size_t max_bytes) {
    static constexpr std::size_t kPiece = 64u << 10;
    std::string bytes;
    while (bytes.size() <= max_bytes) {
        const std::size_t size = bytes.size();
        bytes.resize(size + kPiece);
        const std::size_t got = source.read(bytes.data() + size, kPiece);
        bytes.resize(size + got);
        if (got == 0) break;
    }
    return bytes;
}

}  // namespace

ContainerEnd FeedReader::read_but(ByteSource& source,
                                  const std::function<bool(Member)>& take,
                                  LeftOut left_out) const {
    const std::string bytes = read_all(source, kMaxFeedBytes);
    if (bytes.size() > kMaxFeedBytes) {
        return {"the feed has more than " + std::to_string(kMaxFeedBytes) + " bytes",
                RejectionCode::too_large};
    }
    ContainerEnd end{source.error(), RejectionCode::unreadable};
    Decoded decoded = decode_text(bytes, declared_encoding(bytes));
    drop_controls(decoded.text);
    std::string_view text = decoded.text;
    text.remove_prefix(std::min(text.find('<'), text.size()));
    MemberSink members(take, left_out);
    Entries entries(members);
    pugi::xml_document document;
    std::string fault;
    // What ends a process before the first entry may be the tree of all.
    if (is_left_out(left_out, 0)) {
        fault = "cannot be read as one tree";
    } else if (const pugi::xml_parse_result parsed =
                   document.load_buffer(text.data(), text.size(), kParse, pugi::encoding_utf8);
               !parsed) {
        fault = "is not well-formed (" + std::string(parsed.description()) + " at byte " +
                std::to_string(parsed.offset) + ")";
    }
    if (fault.empty()) {
        if (!add_all(document, entries)) return {};
    } else {
        document.reset();
        std::size_t damaged = 0;
        if (!add_pieces(text, entries, damaged)) return {};
        if (end.problem.empty()) {
            end = {"the feed " + fault + ": " + std::to_string(entries.count()) +
                       " entries read one by one, " + std::to_string(damaged) + " of them damaged",
                   RejectionCode::damaged};
        }
    }
    if (entries.count() == 0 && !entries.say_none()) return {};
    return end;
}

}  // namespace gazette
