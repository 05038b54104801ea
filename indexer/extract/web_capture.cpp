#include "indexer/extract/web_capture.h"

#include "indexer/extract/http_response.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/utf8.h"

#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kMaxNamedUrlBytes = 2000;
constexpr std::size_t kMaxKinds = 32;  // of skipped records

std::string digits_of(std::string_view text) {
    static constexpr std::size_t kStamp = 14;
    std::string digits;
    for (const char c : text) {
        if (c >= '0' && c <= '9' && digits.size() < kStamp) digits += c;
    }
    return digits;
}

// "20140216050221" -> "2014-02-16T05:02:21Z"; ISO 8601 stays as it is.
std::string iso_time(std::string_view date) {
    if (date.find('-') != std::string_view::npos) return std::string(date);
    const std::string d = digits_of(date);
    if (d.size() < 8) return {};
    std::string iso = d.substr(0, 4) + "-" + d.substr(4, 2) + "-" + d.substr(6, 2);
    if (d.size() >= 14) {
        iso += "T" + d.substr(8, 2) + ":" + d.substr(10, 2) + ":" + d.substr(12, 2) + "Z";
    }
    return parse_iso_date(iso) ? iso : std::string();
}

// The last part of the path, for its suffix.
std::string_view file_name_of(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    const std::size_t scheme = url.find("://");
    const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    if (path == std::string_view::npos) return {};
    return url.substr(url.rfind('/') + 1);
}

// No text, by what the server says.
bool is_no_document(std::string_view type) {
    for (const std::string_view prefix : {"image/", "video/", "audio/", "font/"}) {
        if (type.starts_with(prefix)) return true;
    }
    static constexpr std::string_view kTypes[] = {
        "text/css",
        "text/javascript",
        "text/ecmascript",
        "text/dns",
        "application/javascript",
        "application/x-javascript",
        "application/ecmascript",
        "application/font-woff",
        "application/font-woff2",
        "application/x-font-ttf",
        "application/vnd.ms-fontobject",
        "application/x-shockwave-flash",
        "application/wasm",
    };
    return std::find(std::begin(kTypes), std::end(kTypes), type) != std::end(kTypes);
}

// Servers err: bytes that show what they are are believed first, then the server, then the
// address.
std::string media_type_of(std::string_view type, std::string_view url, std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 8192);
    static constexpr std::string_view kUnknown = "application/octet-stream";
    const std::string by_bytes = sniff_media_type("page.html", head);
    if (by_bytes != "text/html") return sniff_media_type(file_name_of(url), head);
    struct Row {
        std::string_view type;
        std::string_view name;
    };
    static constexpr Row kNames[] = {
        {"text/html", "page.html"},
        {"application/xhtml+xml", "page.html"},
        {"text/plain", "page.txt"},
        {"text/markdown", "page.md"},
        {"application/json", "page.json"},
        {"application/ld+json", "page.json"},
        {"application/xml", "page.xml"},
        {"text/xml", "page.xml"},
        {"application/rss+xml", "page.rss"},
        {"application/atom+xml", "page.atom"},
        {"application/rdf+xml", "page.rdf"},
    };
    const auto* const row = std::find_if(
        std::begin(kNames), std::end(kNames), [type](const Row& r) { return r.type == type; });
    if (row != std::end(kNames)) return sniff_media_type(row->name, head);
    const std::string by_address = sniff_media_type(file_name_of(url), head);
    // "/page.php" is what it makes.
    return by_address == kUnknown ? sniff_media_type("", head) : by_address;
}

}  // namespace

std::string CaptureNamer::name_of(const WebCapture& capture) {
    ++named_;
    std::string name = digits_of(capture.date);
    name += name.empty() ? "" : "/";
    name += capture.url.empty() ? std::string_view("(no address)") : std::string_view(capture.url);
    if (name.size() > kMaxNamedUrlBytes) {
        const std::uint64_t hash = XXH3_64bits(name.data(), name.size());
        name.resize(code_point_floor(name, kMaxNamedUrlBytes));
        name += "~" + std::to_string(hash);
    }
    const std::uint32_t times = ++times_seen_[XXH3_64bits(name.data(), name.size())];
    if (times > 1) name += "~" + std::to_string(times);
    return name;
}

Member refused_capture(const WebCapture& capture,
                       CaptureNamer& names,
                       std::string why,
                       RejectionCode code) {
    Member member;
    member.name = names.name_of(capture);
    member.facts.url = capture.url;
    member.facts.fetched = iso_time(capture.date);
    member.why_not = std::move(why);
    member.why_not_code = code;
    return member;
}

Member too_large_capture(const WebCapture& capture, CaptureNamer& names, std::uint64_t length) {
    return refused_capture(capture,
                           names,
                           "the record says it has " + std::to_string(length) +
                               " bytes, more than " +
                               std::to_string(extract_limits::kMaxWebRecordBytes),
                           RejectionCode::too_large);
}

std::string cut_record(std::size_t got, std::size_t length) {
    return "cut: " + std::to_string(got) + " of " + std::to_string(length) +
           " bytes of the record are there";
}

std::string record_of_wrong_length(std::size_t length) {
    return "the record's length of " + std::to_string(length) +
           " bytes does not end at a record: it may be cut";
}

Member skipped_capture(const WebCapture& capture,
                       CaptureNamer& names,
                       SkipReason reason,
                       std::string why) {
    Member member = refused_capture(capture, names, std::move(why), RejectionCode::empty);
    member.skipped = reason;
    return member;
}

Member member_of(WebCapture capture, CaptureNamer& names) {
    if (names.leaves_out_next()) {
        return refused_capture(capture, names, "left out", RejectionCode::crashed);
    }
    HttpResponse response;
    if (capture.is_http) {
        response = read_http_response(capture.block);
    } else {
        response.body = std::move(capture.block);
    }
    const std::string_view stated = response.header("content-type");
    const ContentType type = parse_content_type(
        capture.is_http && response.status != 0 ? stated : std::string_view(capture.content_type));
    if (response.status != 0 && response.status != 200 && response.status != 203) {
        std::string why = "HTTP status " + std::to_string(response.status);
        if (!response.reason.empty()) why += " " + response.reason;
        const std::string_view target = response.header("location");
        if (!target.empty()) why += ", see " + std::string(target.substr(0, 200));
        return skipped_capture(capture, names, SkipReason::http_status, std::move(why));
    }
    if (!response.why_not.empty()) {
        return refused_capture(capture, names, response.why_not, response.why_not_code);
    }
    if (is_no_document(type.type)) {
        return skipped_capture(
            capture, names, SkipReason::no_document, "no document: " + type.type);
    }
    if (response.body.empty()) {
        return refused_capture(capture, names, "the capture has no body", RejectionCode::empty);
    }
    Member member;
    member.name = names.name_of(capture);
    member.media_type = media_type_of(type.type, capture.url, response.body);
    member.bytes = std::move(response.body);
    member.facts.url = capture.url;
    member.facts.charset = type.charset;
    const std::string_view lang = response.header("content-language");
    if (lang.find(',') == std::string_view::npos) member.facts.lang = lang;
    member.facts.fetched = iso_time(capture.date);
    member.facts.warnings = std::move(capture.warnings);
    for (std::string& warning : response.warnings) {
        member.facts.warnings.push_back(std::move(warning));
    }
    return member;
}

void SkippedRecords::add(std::string_view kind) {
    const std::string name = collapse_space(kind.substr(0, 40));
    const bool known = counts_.contains(name);
    ++counts_[known || counts_.size() < kMaxKinds ? name : std::string("other")];
}

bool SkippedRecords::report(const std::function<bool(Member)>& take) const {
    if (counts_.empty()) return true;
    Member member;
    member.name = "(other records)";
    member.why_not = "records that hold no document:";
    member.why_not_code = RejectionCode::empty;
    member.skipped = SkipReason::no_document;
    for (const auto& [kind, count] : counts_) {
        member.why_not +=
            (member.why_not.ends_with(':') ? " " : ", ") + std::to_string(count) + " " + kind;
    }
    return take(std::move(member));
}

}  // namespace gazette
