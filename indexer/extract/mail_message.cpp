#include "indexer/extract/mail_message.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <gmime/gmime.h>
#include <memory>
#include <mutex>
#include <utility>

namespace gazette {
namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename Type>
using Owned = std::unique_ptr<Type, Unref>;

void initialise() {
    static std::once_flag done;
    std::call_once(done, g_mime_init);
}

std::string tidy(const char* text) {
    if (text == nullptr) return {};
    std::size_t repaired = 0;
    return collapse_space(repair_utf8(text, repaired));
}

std::string addresses(InternetAddressList* list) {
    if (list == nullptr || internet_address_list_length(list) == 0) return {};
    char* text = internet_address_list_to_string(list, nullptr, FALSE);
    std::string out = tidy(text);
    g_free(text);
    return out;
}

CivilPeriod day_of(GMimeMessage* message) {
    GDateTime* date = g_mime_message_get_date(message);
    if (date == nullptr) return {};
    int year = 0;
    int month = 0;
    int day = 0;
    g_date_time_get_ymd(date, &year, &month, &day);
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (year < 1970 || year > 9999) return {};
    const auto found = parse_iso_date(std::to_string(year) + "-" + two(month) + "-" + two(day));
    return found ? *found : CivilPeriod();
}

std::string lower(const char* text) {
    std::string out(text == nullptr ? "" : text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string type_of(GMimeObject* object) {
    GMimeContentType* type = g_mime_object_get_content_type(object);
    if (type == nullptr) return "text/plain";
    return lower(g_mime_content_type_get_media_type(type)) + "/" +
           lower(g_mime_content_type_get_media_subtype(type));
}

std::string bytes_of(GMimePart* part) {
    GMimeDataWrapper* content = g_mime_part_get_content(part);
    if (content == nullptr) return {};
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, out.get());
    const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return {reinterpret_cast<const char*>(array->data), array->len};
}

std::string bytes_of(GMimeObject* object) {
    const Owned<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(object, nullptr, out.get());
    const GByteArray* array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out.get()));
    return {reinterpret_cast<const char*>(array->data), array->len};
}

// Names only: no folders, nothing that could be one.
std::string base_name(std::string name) {
    const std::size_t slash = name.find_last_of("/\\");
    if (slash != std::string::npos) name.erase(0, slash + 1);
    return name == "." || name == ".." ? std::string() : name;
}

class Parts {
  public:
    // Bodies go into `message`, or what is attached to `take` where there is one.
    Parts(MailMessage& message, const std::function<bool(const MailAttachment&)>& take)
        : message_(message), take_(take) {}

    void read(GMimeObject* root) {
        std::vector<GMimeObject*> open{root};
        while (!open.empty() && go_on_) {
            GMimeObject* object = open.back();
            open.pop_back();
            if (++count_ > extract_limits::kMaxMailParts) {
                message_.problem = "partial: more than " +
                                   std::to_string(extract_limits::kMaxMailParts) + " parts";
                return;
            }
            if (GMIME_IS_MULTIPART(object)) {
                push_children(GMIME_MULTIPART(object), open);
            } else if (GMIME_IS_MESSAGE_PART(object)) {
                forwarded(GMIME_MESSAGE_PART(object));
            } else if (GMIME_IS_PART(object)) {
                leaf(GMIME_PART(object));
            }
        }
    }

  private:
    void push_children(GMimeMultipart* multipart, std::vector<GMimeObject*>& open) {
        const std::string type = type_of(GMIME_OBJECT(multipart));
        if (type == "multipart/encrypted") message_.is_encrypted = true;
        const int count = g_mime_multipart_get_count(multipart);
        if (type == "multipart/alternative") {
            if (GMimeObject* chosen = choice(multipart, count)) open.push_back(chosen);
            return;
        }
        for (int i = count - 1; i >= 0; --i)
            open.push_back(g_mime_multipart_get_part(multipart, i));
    }

    // The plain text where there is some, else the richest: the last one.
    static GMimeObject* choice(GMimeMultipart* multipart, int count) {
        for (int i = 0; i < count; ++i) {
            GMimeObject* part = g_mime_multipart_get_part(multipart, i);
            if (GMIME_IS_PART(part) && type_of(part) == "text/plain" &&
                !is_blank(bytes_of(GMIME_PART(part)))) {
                return part;
            }
        }
        return count == 0 ? nullptr : g_mime_multipart_get_part(multipart, count - 1);
    }

    void leaf(GMimePart* part) {
        GMimeObject* object = GMIME_OBJECT(part);
        const std::string type = type_of(object);
        const bool is_text = type == "text/plain" || type == "text/html";
        const char* given = g_mime_part_get_filename(part);
        const bool attached = lower(g_mime_object_get_disposition(object)) == "attachment";
        if (type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime") {
            message_.is_encrypted = true;
            return;
        }
        const char* charset = g_mime_object_get_content_type_parameter(object, "charset");
        if (is_text && !attached && given == nullptr) {
            if (take_) return;
            message_.bodies.push_back(
                {bytes_of(part), charset == nullptr ? "" : charset, type == "text/html"});
            return;
        }
        if (!take_) return;
        MailAttachment attachment;
        attachment.name = base_name(tidy(given));
        if (attachment.name.empty()) {
            const std::string subtype = base_name(tidy(type.substr(type.find('/') + 1).c_str()));
            attachment.name = "part-" + std::to_string(count_) + "." + subtype;
        }
        attachment.bytes = [part] { return bytes_of(part); };
        if (charset != nullptr) attachment.charset = charset;
        go_on_ = take_(attachment);
    }

    void forwarded(GMimeMessagePart* part) {
        if (!take_) return;
        GMimeMessage* message = g_mime_message_part_get_message(part);
        if (message == nullptr) return;
        MailAttachment attachment;
        attachment.name = "part-" + std::to_string(count_) + ".eml";
        attachment.bytes = [message] { return bytes_of(GMIME_OBJECT(message)); };
        go_on_ = take_(attachment);
    }

    MailMessage& message_;
    const std::function<bool(const MailAttachment&)>& take_;
    std::size_t count_ = 0;
    bool go_on_ = true;
};

// Nothing where it is no message.
Owned<GMimeMessage> parse(std::string_view bytes) {
    initialise();
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    Owned<GMimeMessage> parsed(g_mime_parser_construct_message(parser.get(), nullptr));
    if (parsed == nullptr) return nullptr;
    GMimeHeaderList* headers = g_mime_object_get_header_list(GMIME_OBJECT(parsed.get()));
    if (headers == nullptr || g_mime_header_list_get_count(headers) == 0) return nullptr;
    return parsed;
}

}  // namespace

bool read_mail(std::string_view bytes, MailMessage& message) {
    const Owned<GMimeMessage> parsed = parse(bytes);
    if (parsed == nullptr) return false;
    message.subject = tidy(g_mime_message_get_subject(parsed.get()));
    message.from = addresses(g_mime_message_get_from(parsed.get()));
    message.to = addresses(g_mime_message_get_to(parsed.get()));
    message.cc = addresses(g_mime_message_get_cc(parsed.get()));
    message.message_id = tidy(g_mime_message_get_message_id(parsed.get()));
    message.in_reply_to = tidy(g_mime_object_get_header(GMIME_OBJECT(parsed.get()), "In-Reply-To"));
    message.date = day_of(parsed.get());
    if (GMimeObject* root = g_mime_message_get_mime_part(parsed.get())) {
        Parts(message, nullptr).read(root);
    }
    return true;
}

bool read_attachments(std::string_view bytes,
                      const std::function<bool(const CivilPeriod&)>& begin,
                      const std::function<bool(const MailAttachment&)>& take) {
    const Owned<GMimeMessage> parsed = parse(bytes);
    if (parsed == nullptr) return false;
    GMimeObject* const root = g_mime_message_get_mime_part(parsed.get());
    if (!begin(day_of(parsed.get())) || root == nullptr) return true;
    MailMessage message;
    Parts(message, take).read(root);
    return true;
}

}  // namespace gazette
