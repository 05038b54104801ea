#include "indexer/extract/mail.h"

#include "indexer/extract/block_text.h"
#include "indexer/extract/byte_sources.h"
#include "indexer/extract/charset.h"
#include "indexer/extract/html_body.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/mail_message.h"
#include "indexer/extract/member_sink.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/sniff.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace gazette {
namespace {

// Line ends become LF; none at the ends of the text.
std::string plain_body(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            if (i + 1 < text.size() && text[i + 1] == '\n') continue;
            out += '\n';
        } else {
            out += text[i];
        }
    }
    const std::size_t begin = std::min(out.find_first_not_of(" \n\t"), out.size());
    // Indentation of the first line means something.
    const std::size_t line = begin == 0 ? 0 : out.rfind('\n', begin - 1) + 1;
    const std::size_t end = out.find_last_not_of(" \n\t");
    return end == std::string::npos ? std::string() : out.substr(line, end + 1 - line);
}

void add_body(const MailMessage::Body& body, Document& document) {
    const std::string_view named = !body.charset.empty() || !body.is_html
                                       ? std::string_view(body.charset)
                                       : charset_of_markup(body.bytes);
    const Decoded decoded = decode_text(body.bytes, named);
    if (decoded.repaired > 0) {
        document.origin.warnings.push_back("read as " + decoded.charset + ": " +
                                           std::to_string(decoded.repaired) +
                                           " ill-formed sequences became U+FFFD");
    }
    std::string text;
    std::vector<Segment> none;
    if (body.is_html) {
        BlockText out;
        write_html_body(decoded.text, out, document.origin.warnings);
        out.finish(text, none);
    } else {
        text = plain_body(decoded.text);
    }
    if (is_blank(text)) return;
    if (!document.text.empty()) document.text += "\n\n";
    document.text += text;
}

// "From " at the beginning of a line, with an address and a time: what begins a message.
bool is_from_line(std::string_view line) {
    return line.starts_with("From ") && line.find(':') != std::string_view::npos &&
           std::count_if(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; }) >=
               5;
}

// ">From " -> "From ", ">>From " -> ">From ".
std::string_view unquoted(std::string_view line) {
    const std::size_t marks = line.find_first_not_of('>');
    const bool quoted =
        marks != std::string_view::npos && marks > 0 && line.substr(marks).starts_with("From ");
    return quoted ? line.substr(1) : line;
}

class Messages {
  public:
    Messages(const std::function<bool(Member)>& take, LeftOut left_out)
        : members_(take, left_out) {}

    bool refuse(Member member) { return members_.give(std::move(member)); }

    // `name` of the message; `prefix` of what is attached. False to stop. Where the message is left
    // out, so is what is attached.
    bool hand_over(const std::string& name, const std::string& prefix, std::string bytes) {
        if (members_.leaves_out_next()) return members_.give_left_out(name);
        std::unordered_set<std::string> names;
        if (prefix.empty()) names.insert(name);
        bool go_on = true;
        std::string published;
        const auto begin = [&](const CivilPeriod& day) {
            published = to_string(day);
            go_on = give_message(name, bytes);
            return go_on;
        };
        const auto take = [&](const MailAttachment& attachment) {
            std::string unique = attachment.name;
            for (std::size_t i = 2; !names.insert(unique).second; ++i) {
                unique = attachment.name + "~" + std::to_string(i);
            }
            go_on = give_attached(prefix + unique, attachment, published);
            return go_on;
        };
        if (!read_attachments(bytes, begin, take)) go_on = give_message(name, std::move(bytes));
        return go_on;
    }

  private:
    bool give_message(const std::string& name, std::string bytes) {
        Member member;
        member.name = name;
        member.media_type = kMessageMediaType;
        member.bytes = std::move(bytes);
        return members_.give(std::move(member));
    }

    bool give_attached(std::string name,
                       const MailAttachment& attachment,
                       const std::string& published) {
        if (members_.leaves_out_next()) return members_.give_left_out(std::move(name));
        Member member;
        member.name = std::move(name);
        member.media_type = attachment.media_type;
        member.bytes = attachment.bytes();
        member.facts.charset = attachment.charset;
        member.facts.published = published;
        return members_.give(std::move(member));
    }

    MemberSink members_;
};

// Cuts a mailbox into messages, line by line.
class Mailbox {
  public:
    Mailbox(ByteSource& source, const std::function<bool(Member)>& take, LeftOut left_out)
        : source_(source), messages_(take, left_out) {}

    ContainerEnd read() {
        std::string buffer(kReadBytes, '\0');
        while (const std::size_t got = source_.read(buffer.data(), buffer.size())) {
            std::string_view piece(buffer.data(), got);
            while (!piece.empty()) {
                const std::size_t end = piece.find('\n');
                const bool whole = end != std::string_view::npos;
                line_ += piece.substr(0, whole ? end + 1 : piece.size());
                piece.remove_prefix(whole ? end + 1 : piece.size());
                // A line without end is cut: it is no "From " line any more.
                if ((whole || line_.size() > kMaxLineBytes) && !take_line()) return {};
            }
        }
        if (!line_.empty() && !take_line()) return {};
        if (!end_message()) return {};
        if (!source_.error().empty()) return {source_.error(), source_.error_code()};
        return {};
    }

  private:
    static constexpr std::size_t kReadBytes = 64u << 10;
    static constexpr std::size_t kMaxLineBytes = 1u << 20;

    bool take_line() {
        const std::string line = std::exchange(line_, {});
        const bool blank = line == "\n" || line == "\r\n";
        if (after_blank_ && is_from_line(line)) {
            if (!end_message()) return false;
            in_message_ = true;
            after_blank_ = false;
            return true;
        }
        after_blank_ = blank;
        if (!in_message_) {
            // What stands before the first "From " line.
            in_message_ = !blank;
            if (blank) return true;
        }
        size_ += line.size();
        if (size_ <= extract_limits::kMaxMemberBytes) message_ += unquoted(line);
        return true;
    }

    bool end_message() {
        if (!std::exchange(in_message_, false)) return true;
        const std::string name = std::to_string(++count_);
        std::string bytes = std::exchange(message_, {});
        const std::uint64_t size = std::exchange(size_, 0);
        if (size > extract_limits::kMaxMemberBytes) {
            Member member;
            member.name = name;
            member.why_not = std::to_string(size) + " bytes, more than " +
                             std::to_string(extract_limits::kMaxMemberBytes);
            member.why_not_code = RejectionCode::too_large;
            return messages_.refuse(std::move(member));
        }
        return messages_.hand_over(name, name + "!/", std::move(bytes));
    }

    ByteSource& source_;
    Messages messages_;
    std::string line_;
    std::string message_;
    std::uint64_t size_ = 0;
    std::uint64_t count_ = 0;
    bool in_message_ = false;
    bool after_blank_ = true;
};

}  // namespace

Extracted MailExtractor::extract(const Input& input) const {
    MailMessage message;
    if (!read_mail(input.bytes, message)) {
        return Rejection{RejectionCode::damaged, "no message: it has no header"};
    }
    Document document;
    for (const MailMessage::Body& body : message.bodies) add_body(body, document);
    if (!message.problem.empty()) document.origin.warnings.push_back(message.problem);
    if (is_blank(document.text) && message.is_encrypted) {
        return Rejection{RejectionCode::locked, "an encrypted message"};
    }
    document.title = message.subject;
    document.published = message.date;
    MetadataWriter metadata;
    for (const auto& [name, value] : {std::pair{"author", &message.from},
                                      std::pair{"to", &message.to},
                                      std::pair{"cc", &message.cc},
                                      std::pair{"message_id", &message.message_id},
                                      std::pair{"in_reply_to", &message.in_reply_to}}) {
        if (!value->empty()) metadata.add_text(name, *value);
    }
    document.metadata_json = metadata.json();
    if (is_blank(document.text)) {
        document.origin.warnings.emplace_back("the message has no text of its own");
        if (is_blank(document.title)) {
            return Rejection{RejectionCode::empty, "a message without subject and text"};
        }
    }
    return document;
}

ContainerEnd EmlReader::read_but(ByteSource& source,
                                 const std::function<bool(Member)>& take,
                                 LeftOut left_out) const {
    std::string bytes = read_all(source, extract_limits::kMaxMemberBytes + 1);
    if (!source.error().empty()) return {source.error(), source.error_code()};
    if (bytes.size() > extract_limits::kMaxMemberBytes) {
        return {"more than " + std::to_string(extract_limits::kMaxMemberBytes) + " bytes",
                RejectionCode::too_large};
    }
    Messages(take, left_out).hand_over("message", {}, std::move(bytes));
    return {};
}

ContainerEnd MboxReader::read_but(ByteSource& source,
                                  const std::function<bool(Member)>& take,
                                  LeftOut left_out) const {
    return Mailbox(source, take, left_out).read();
}

}  // namespace gazette
