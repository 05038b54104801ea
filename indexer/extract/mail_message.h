// One e-mail (RFC 5322, MIME) as a tree of parts, by gmime: its fields, the text of its body, and
// what is attached to it.
#pragma once

#include "indexer/format/civil_date.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct MailAttachment {
    std::string name;  // as the message gives it, without folders; "part-2.pdf" where it has none
    std::string media_type;              // empty: to be sniffed
    std::function<std::string()> bytes;  // decodes it; may be called while it is taken
    std::string charset;                 // of a text
};

struct MailMessage {
    std::string subject, from, to, cc, message_id, in_reply_to;
    CivilPeriod date;  // the civil day where it was sent
    // Of the body, parts in their order: plain where there is a choice.
    struct Body {
        std::string bytes;  // decoded, in `charset`
        std::string charset;
        bool is_html = false;
    };
    std::vector<Body> bodies;
    bool is_encrypted = false;
    std::string problem;  // what was left out, or empty
};

// `bytes` is the message, header first. False where it is no message: not one field of a header.
bool read_mail(std::string_view bytes, MailMessage& message);

// Hands what is attached to `take`, until it says false; before that, when all of the message is
// parsed, calls `begin` with the day, and where that says false ends. Bodies are not decoded. False
// as above; then nothing was called.
bool read_attachments(std::string_view bytes,
                      const std::function<bool(const CivilPeriod&)>& begin,
                      const std::function<bool(const MailAttachment&)>& take);

}  // namespace gazette
