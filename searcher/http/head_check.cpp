#include "searcher/http/head_check.h"

#include "searcher/http/limits.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

namespace gazette {
namespace {

using namespace std::string_view_literals;

Problem malformed(std::string detail) {
    return problem_of(400, "malformed_request", std::move(detail));
}

// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               "!#$%&'*+-.^_`|~"sv.find(c) != std::string_view::npos;
    });
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20U && c != '\t') || byte == 0x7FU;
    });
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The bytes up to the next CRLF, which is taken too; nothing for any other line end.
std::optional<std::string_view> take_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') return std::nullopt;
    const std::string_view line = rest.substr(0, end - 1);
    rest.remove_prefix(end + 1);
    return line;
}

std::optional<Problem> check_request_line(std::string_view line, CheckedHead& head) {
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return malformed("The request line is not METHOD TARGET VERSION.");
    }
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    head.version = line.substr(last + 1);
    if (!is_token(head.method)) return malformed("The method is not a token.");
    if (has_control_character(head.target)) {
        return malformed("The request line holds a control character.");
    }
    if (head.version != "HTTP/1.1" && head.version != "HTTP/1.0") {
        if (!head.version.starts_with("HTTP/")) {
            return malformed("The request line has no version.");
        }
        return problem_of(505, "version_not_supported", "Only HTTP/1.1 and HTTP/1.0 are spoken.");
    }
    return std::nullopt;
}

std::optional<Problem> check_fields(std::string_view rest, CheckedHead& head) {
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (!line) return malformed("A header line does not end in CR LF.");
        if (line->empty()) return std::nullopt;
        if (head.fields.size() == http_limits::kMaxHeaderFields) {
            return problem_of(431,
                              "too_many_headers",
                              "The request has more than " +
                                  std::to_string(http_limits::kMaxHeaderFields) +
                                  " header fields.");
        }
        const auto colon = line->find(':');
        if (colon == std::string_view::npos || !is_token(line->substr(0, colon))) {
            return malformed("A header field has no valid name.");
        }
        const std::string_view value = trimmed(line->substr(colon + 1));
        if (has_control_character(value)) {
            return malformed("A header field holds a control character.");
        }
        head.fields.emplace_back(line->substr(0, colon), value);
    }
    return malformed("The head of the request has no end.");
}

// Nothing for what is no number, or one that no body has.
std::optional<std::size_t> length_of(std::string_view digits) {
    std::size_t length = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    if (error == std::errc::result_out_of_range) return SIZE_MAX;
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    return length;
}

// The one request that has a body: its length is known before it comes.
std::optional<Problem> check_body(bool encoded, std::size_t length, std::size_t most) {
    if (encoded) {
        return problem_of(415, "body_encoded", "A body is sent as it is, without any encoding.");
    }
    if (length > most) {
        return problem_of(
            413, "body_too_large", "A body has at most " + std::to_string(most) + " bytes.");
    }
    return std::nullopt;
}

// Fields that decide where a request ends, and for whom it is.
std::optional<Problem> check_framing(CheckedHead& head, std::size_t max_ingest_bytes) {
    std::size_t hosts = 0;
    bool encoded = false;
    std::optional<std::size_t> length;
    for (const auto& [name, value] : head.fields) {
        if (same_name(name, "host")) ++hosts;
        if (same_name(name, "transfer-encoding") || same_name(name, "content-encoding")) {
            encoded = true;
        }
        if (!same_name(name, "content-length")) continue;
        const auto given = length_of(value);
        if (!given) return malformed("Content-Length is not a number.");
        if (length && *length != *given) return malformed("There are two Content-Lengths.");
        length = given;
    }
    if (hosts > 1 || (head.version == "HTTP/1.1" && hosts == 0)) {
        return malformed("A request has exactly one Host.");
    }
    if (head.method == "POST") {
        const std::string_view path = head.target.substr(0, head.target.find('?'));
        const std::size_t most =
            path == "/api/v1/documents" ? max_ingest_bytes : http_limits::kMaxBodyBytes;
        if (auto wrong = check_body(encoded, length.value_or(0), most)) return wrong;
        head.body_bytes = length.value_or(0);
        return std::nullopt;
    }
    if (head.method != "GET" && head.method != "HEAD" && head.method != "DELETE") {
        return problem_of(405, "method_not_allowed", "Only GET, HEAD, POST and DELETE are served.");
    }
    if (encoded || length.value_or(0) > 0) {
        return problem_of(413, "body_refused", "Only a POST has a body.");
    }
    return std::nullopt;
}

}  // namespace

std::size_t find_head_end(std::string_view bytes, std::size_t from) {
    for (std::size_t at = bytes.find('\n', from); at != std::string_view::npos;
         at = bytes.find('\n', at + 1)) {
        // An empty line ends the head; one without CR too, so that it is refused at once.
        std::size_t before = at;
        if (before > 0 && bytes[before - 1] == '\r') --before;
        if (before > 0 && bytes[before - 1] == '\n') return at + 1;
    }
    return std::string_view::npos;
}

std::variant<CheckedHead, Problem> check_head(std::string_view head, std::size_t max_ingest_bytes) {
    const auto line = take_line(head);
    if (!line) return malformed("The request line does not end in CR LF.");
    CheckedHead checked;
    if (auto wrong = check_request_line(*line, checked)) return *wrong;
    if (auto wrong = check_fields(head, checked)) return *wrong;
    if (auto wrong = check_framing(checked, max_ingest_bytes)) return *wrong;
    return checked;
}

bool same_name(std::string_view a, std::string_view b) {
    const auto lower = [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    };
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) {
        return lower(x) == lower(y);
    });
}

}  // namespace gazette
