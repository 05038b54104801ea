#include "indexer/extract/sgml_stories.h"

#include "indexer/extract/charset.h"
#include "indexer/extract/dates.h"
#include "indexer/extract/entities.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/member_sink.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <unordered_set>
#include <vector>

namespace gazette {
namespace {

constexpr std::size_t kReadBytes = 1 << 16;
constexpr std::size_t kMaxTagBytes = 4096;

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
    const auto found =
        std::search(text.begin() + static_cast<std::ptrdiff_t>(std::min(from, text.size())),
                    text.end(),
                    wanted.begin(),
                    wanted.end(),
                    [](char a, char b) { return lower(a) == b; });
    return found == text.end() ? std::string_view::npos
                               : static_cast<std::size_t>(found - text.begin());
}

// The next "<reuters" or "<doc" with a space or '>' behind it.
struct Opening {
    std::size_t at = std::string_view::npos;
    std::string_view closing;
};
Opening next_opening(std::string_view text, std::size_t from) {
    Opening best;
    for (const auto& [open, close] :
         {std::pair<std::string_view, std::string_view>{"<reuters", "</reuters>"},
          {"<doc", "</doc>"}}) {
        for (std::size_t at = find_ignoring_case(text, open, from); at != std::string_view::npos;
             at = find_ignoring_case(text, open, at + 1)) {
            const std::size_t end = at + open.size();
            if (end < text.size() && text[end] != '>' && text[end] != ' ' && text[end] != '\n' &&
                text[end] != '\r') {
                continue;
            }
            if (at < best.at) best = {at, close};
            break;
        }
    }
    return best;
}

std::string attribute(std::string_view tag, std::string_view name) {
    std::size_t at = find_ignoring_case(tag, name, 0);
    if (at == std::string_view::npos) return {};
    at += name.size();
    while (at < tag.size() && (tag[at] == ' ' || tag[at] == '=')) ++at;
    if (at >= tag.size()) return {};
    const bool quoted = tag[at] == '"' || tag[at] == '\'';
    const std::size_t begin = quoted ? at + 1 : at;
    const std::size_t end =
        quoted ? tag.find(tag[at], begin) : std::min(tag.find_first_of(" >", begin), tag.size());
    return end == std::string_view::npos ? std::string()
                                         : std::string(tag.substr(begin, end - begin));
}

std::string name_of_story(std::string_view story) {
    const std::string_view tag = story.substr(0, std::min(story.find('>'), kMaxTagBytes));
    std::string name = attribute(tag, "newid");
    if (name.empty()) {
        const std::size_t begin = find_ignoring_case(story, "<docno>", 0);
        const std::size_t end =
            begin == std::string_view::npos ? begin : story.find('<', begin + 7);
        if (end != std::string_view::npos && end - begin < 200) {
            name = collapse_space(story.substr(begin + 7, end - begin - 7));
        }
    }
    return name;
}

class Stories {
  public:
    Stories(const std::function<bool(Member)>& take, LeftOut left_out) : members_(take, left_out) {}

    // False where no more are wanted.
    bool give(std::string_view story, std::string why_not) {
        ++count_;
        Member member;
        const bool leaves_out = members_.leaves_out_next();
        if (!leaves_out) member.name = name_of_story(story);
        if (member.name.empty()) member.name = "#" + std::to_string(count_);
        const std::string base = member.name;
        for (unsigned n = 2; !names_.insert(member.name).second; ++n) {
            member.name = base + "~" + std::to_string(n);
        }
        if (leaves_out) return members_.give_left_out(std::move(member.name));
        member.media_type = kSgmlStoryMediaType;
        if (story.size() > extract_limits::kMaxStoryBytes) {
            member.why_not = "a story of " + std::to_string(story.size()) + " bytes, more than " +
                             std::to_string(extract_limits::kMaxStoryBytes);
            member.why_not_code = RejectionCode::too_large;
            return members_.give(std::move(member));
        }
        member.bytes = story;
        member.why_not = std::move(why_not);
        return members_.give(std::move(member));
    }

  private:
    MemberSink members_;
    std::unordered_set<std::string> names_;
    std::size_t count_ = 0;
};

}  // namespace

ContainerEnd SgmlStoriesReader::read_but(ByteSource& source,
                                         const std::function<bool(Member)>& take,
                                         LeftOut left_out) const {
    Stories stories(take, left_out);
    std::string buffer;
    std::string chunk(kReadBytes, '\0');
    std::size_t searched = 0;  // of the buffer, for the end of the story at its beginning
    bool at_end = false;
    Opening open;  // of the story at the beginning of the buffer
    bool in_story = false;
    for (;;) {
        if (!in_story) {
            open = next_opening(buffer, 0);
            if (open.at != std::string::npos) {
                buffer.erase(0, open.at);
                in_story = true;
                searched = 0;
            } else {
                // A tag may lie across the edge of what was read.
                if (buffer.size() > 16) buffer.erase(0, buffer.size() - 16);
                if (at_end) break;
            }
        }
        if (in_story) {
            const std::size_t close = find_ignoring_case(buffer, open.closing, searched);
            if (close != std::string::npos) {
                const std::size_t end = close + open.closing.size();
                if (!stories.give(std::string_view(buffer).substr(0, end), {})) return {};
                buffer.erase(0, end);
                in_story = false;
                continue;
            }
            searched = buffer.size() > 16 ? buffer.size() - 16 : 0;
            if (at_end) {
                stories.give(buffer, "the file ends inside of this story");
                return {"the last story has no end"};
            }
            if (buffer.size() > 2 * extract_limits::kMaxStoryBytes) {
                stories.give(buffer, {});
                return {"a story has no end within " +
                        std::to_string(2 * extract_limits::kMaxStoryBytes) + " bytes"};
            }
        }
        const std::size_t got = source.read(chunk.data(), chunk.size());
        at_end = got == 0;
        buffer.append(chunk, 0, got);
    }
    return {source.error()};
}

namespace {

// What lies in one element: the innermost one around the text.
struct Piece {
    std::string element;  // in lower case
    std::string parent;
    std::string text;
};

// References to control characters are marks of the wire's line, and no text.
std::string without_control_references(std::string_view text) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = text.find("&#", at);
        if (begin == std::string_view::npos) break;
        std::size_t end = begin + 2;
        unsigned number = 0;
        while (end < text.size() && end < begin + 6 && text[end] >= '0' && text[end] <= '9') {
            number = number * 10 + static_cast<unsigned>(text[end++] - '0');
        }
        const bool is_control = end > begin + 2 && end < text.size() && text[end] == ';' &&
                                number < 32 && number != 9 && number != 10 && number != 13;
        out.append(text.substr(at, begin - at));
        if (!is_control) out.append(text.substr(begin, end - begin));
        at = is_control ? end + 1 : end;
    }
    if (at < text.size()) out.append(text.substr(at));
    return out;
}

bool starts_tag(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size() || text[at] != '<') return false;
    const char c = lower(text[at + 1]);
    return (c >= 'a' && c <= 'z') || c == '/' || c == '!';
}

std::vector<Piece> pieces_of(std::string_view story) {
    std::vector<Piece> pieces;
    std::vector<std::string> open;
    EntityDecoder decoder;
    std::size_t at = 0;
    while (at < story.size()) {
        if (starts_tag(story, at)) {
            const std::size_t end = story.find('>', at);
            if (end != std::string_view::npos && end - at <= kMaxTagBytes) {
                std::string name;
                const bool closes = story[at + 1] == '/';
                for (std::size_t i = at + (closes ? 2 : 1);
                     i < end && story[i] != ' ' && story[i] != '\n' && story[i] != '\r';
                     ++i) {
                    name += lower(story[i]);
                }
                if (closes) {
                    const auto found = std::find(open.rbegin(), open.rend(), name);
                    if (found != open.rend()) {
                        open.resize(static_cast<std::size_t>(open.rend() - found) - 1);
                    }
                } else if (!name.starts_with('!') && open.size() < extract_limits::kMaxSgmlDepth) {
                    open.push_back(std::move(name));
                }
                at = end + 1;
                continue;
            }
        }
        std::size_t end = at + 1;
        while (end < story.size() && !starts_tag(story, end)) ++end;
        std::string text = decoder.decode(without_control_references(story.substr(at, end - at)));
        at = end;
        if (is_blank(text)) continue;
        Piece piece;
        piece.element = open.empty() ? "" : open.back();
        piece.parent = open.size() < 2 ? "" : open[open.size() - 2];
        piece.text = std::move(text);
        pieces.push_back(std::move(piece));
    }
    return pieces;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// Lines as they are, without the white space around all of them.
void add_block(std::string& text, std::string_view block) {
    std::size_t begin = 0;
    // Indentation of the first line is that of a paragraph; empty lines are nothing.
    while (begin < block.size() && (block[begin] == '\n' || block[begin] == '\r')) ++begin;
    std::string_view kept = block.substr(begin);
    while (!kept.empty() && (kept.back() == '\n' || kept.back() == '\r' || kept.back() == ' ' ||
                             kept.back() == '\t')) {
        kept.remove_suffix(1);
    }
    if (is_blank(kept)) return;
    if (!text.empty()) text += "\n\n";
    for (const char c : kept) {
        if (c == '\r') continue;
        text += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
    }
}

}  // namespace

Extracted SgmlStoryExtractor::extract(const Input& input) const {
    Decoded decoded = decode_text(input.bytes, is_utf8(input.bytes) ? "utf-8" : "iso-8859-1");
    Document document;
    const bool is_reuters = find_ignoring_case(decoded.text, "<reuters", 0) < 64;
    document.kind = "news";
    if (is_reuters) {
        document.source = "Reuters";
        document.publisher = "Reuters";
        document.lang = "en";
        document.lang_source = LanguageSource::declared;
        const std::string_view tag = std::string_view(decoded.text)
                                         .substr(0, std::min(decoded.text.find('>'), kMaxTagBytes));
        add_block(document.id, attribute(tag, "newid"));
        if (!document.id.empty()) document.id = "reuters-" + document.id;
    }
    std::string dateline;
    for (Piece& piece : pieces_of(decoded.text)) {
        const std::string& name = piece.element;
        if (is_one_of(name, {"title", "headline", "head", "hl", "ti", "h3"}) &&
            document.title.empty()) {
            document.title = collapse_space(piece.text);
        } else if (is_one_of(name, {"date", "date1", "dd", "pubdate", "date_time"})) {
            if (!document.published.known()) {
                const auto day = parse_date(piece.text, {"en", std::nullopt});
                if (day) document.published = *day;
            }
        } else if (name == "d" && is_reuters) {
            document.subjects.push_back({"reuters_" + piece.parent,
                                         collapse_space(piece.text),
                                         collapse_space(piece.text)});
        } else if (name == "docno") {
            document.id = collapse_space(piece.text);
        } else if (name == "dateline") {
            dateline = collapse_space(piece.text);
        } else if (is_one_of(name, {"unknown", "mknote", "docid", "fileid", "docsrc"})) {
            continue;
        } else if (!dateline.empty()) {
            add_block(document.text, dateline + " " + std::string(trim_space(piece.text)));
            dateline.clear();
        } else {
            add_block(document.text, piece.text);
        }
    }
    if (!dateline.empty()) add_block(document.text, dateline);
    if (document.title.empty() && !document.text.empty()) {
        const std::size_t end =
            std::min({document.text.find('\n'), document.text.size(), std::size_t{160}});
        document.title = collapse_space(
            std::string_view(document.text).substr(0, code_point_floor(document.text, end)));
    }
    if (is_blank(document.text) && is_blank(document.title)) {
        return Rejection{RejectionCode::empty, "the story has no text"};
    }
    return document;
}

}  // namespace gazette
