#include "searcher/http/request_parser.h"

#include "searcher/http/limits.h"
#include "searcher/http/utf16.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

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

bool is_field_value(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return c == '\t' || (byte >= 0x20U && byte != 0x7FU);
    });
}

bool is_target(std::string_view text) {
    return text.starts_with('/') && std::all_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte > 0x20U && byte != 0x7FU && c != '#';
           });
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
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

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// Nothing for a % that is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            result += plus_is_space && text[i] == '+' ? ' ' : text[i];
            continue;
        }
        if (text.size() - i < 3) return std::nullopt;
        const int high = hex_value(text[i + 1]);
        const int low = hex_value(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return result;
}

// Decodes into `into`; says what is wrong with it.
std::optional<Problem> decode(std::string_view text, bool plus_is_space, std::string& into) {
    auto decoded = percent_decoded(text, plus_is_space);
    if (!decoded) {
        return problem_of(400,
                          "bad_percent_encoding",
                          "The address holds a % that is not followed by two hexadecimal digits.");
    }
    if (decoded->find('\0') != std::string::npos) {
        return problem_of(400, "nul_character", "The address holds a NUL character (%00).");
    }
    if (!is_valid_utf8(*decoded)) {
        return problem_of(
            400, "invalid_utf8", "The address is not valid UTF-8 once it is decoded.");
    }
    into = std::move(*decoded);
    return std::nullopt;
}

std::optional<Problem> parse_fields(std::string_view rest, HttpRequest& request) {
    while (!rest.empty()) {
        const auto line = take_line(rest);
        if (!line) return malformed("A header line does not end in CR LF.");
        if (line->empty()) return std::nullopt;
        if (request.headers.size() == http_limits::kMaxHeaderFields) {
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
        if (!is_field_value(value)) return malformed("A header field holds a control character.");
        request.headers.emplace_back(lower(line->substr(0, colon)), std::string(value));
    }
    return malformed("The head of the request has no end.");
}

// Fields that decide where a request ends, and for whom it is.
std::optional<Problem> check_framing(const HttpRequest& request, bool is_1_1) {
    std::size_t hosts = 0;
    bool has_body = false;
    for (const auto& [name, value] : request.headers) {
        if (name == "host") ++hosts;
        if (name == "transfer-encoding" || name == "content-encoding") has_body = true;
        if (name != "content-length") continue;
        if (value.empty() || value.find_first_not_of("0123456789") != std::string::npos) {
            return malformed("Content-Length is not a number.");
        }
        if (value.find_first_not_of('0') != std::string::npos) has_body = true;
    }
    if (hosts > 1 || (is_1_1 && hosts == 0)) return malformed("A request has exactly one Host.");
    if (request.method != "GET" && request.method != "HEAD") {
        return problem_of(405, "method_not_allowed", "Only GET and HEAD are served.");
    }
    if (has_body) return problem_of(413, "body_refused", "No request takes a body.");
    return std::nullopt;
}

bool wants_close(const HttpRequest& request) {
    for (const auto& [name, value] : request.headers) {
        if (name == "connection" && lower(value).find("close") != std::string::npos) return true;
    }
    return false;
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

std::variant<HttpRequest, Problem> parse_target(std::string_view target) {
    if (target.size() > http_limits::kMaxRequestTargetBytes) {
        return problem_of(414,
                          "target_too_long",
                          "The address is longer than " +
                              std::to_string(http_limits::kMaxRequestTargetBytes) + " bytes.");
    }
    if (!is_target(target)) return malformed("The request does not name a path of this server.");
    HttpRequest request;
    request.target = target;
    const auto question = target.find('?');
    if (auto wrong = decode(target.substr(0, question), false, request.path)) return *wrong;
    if (question == std::string_view::npos) return request;

    std::string_view rest = target.substr(question + 1);
    while (!rest.empty()) {
        const auto end = std::min(rest.find('&'), rest.size());
        const std::string_view pair = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (pair.empty()) continue;
        if (request.parameters.size() == http_limits::kMaxParameters) {
            return problem_of(400,
                              "too_many_parameters",
                              "The address has more than " +
                                  std::to_string(http_limits::kMaxParameters) + " parameters.");
        }
        const auto equals = std::min(pair.find('='), pair.size());
        Parameter parameter;
        if (auto wrong = decode(pair.substr(0, equals), true, parameter.name)) return *wrong;
        if (auto wrong =
                decode(pair.substr(std::min(equals + 1, pair.size())), true, parameter.value)) {
            return *wrong;
        }
        request.parameters.push_back(std::move(parameter));
    }
    return request;
}

std::variant<HttpRequest, Problem> parse_request_head(std::string_view head) {
    const auto line = take_line(head);
    if (!line) return malformed("The request line does not end in CR LF.");
    const auto first = line->find(' ');
    const auto last = line->rfind(' ');
    if (first == std::string_view::npos || first == last) {
        return malformed("The request line is not METHOD TARGET VERSION.");
    }
    const std::string_view version = line->substr(last + 1);
    if (!is_token(line->substr(0, first))) return malformed("The method is not a token.");
    if (version != "HTTP/1.1" && version != "HTTP/1.0") {
        if (!version.starts_with("HTTP/")) return malformed("The request line has no version.");
        return problem_of(505, "version_not_supported", "Only HTTP/1.1 and HTTP/1.0 are spoken.");
    }
    auto parsed = parse_target(line->substr(first + 1, last - first - 1));
    if (const auto* wrong = std::get_if<Problem>(&parsed)) return *wrong;

    auto& request = std::get<HttpRequest>(parsed);
    request.method = line->substr(0, first);
    if (auto wrong = parse_fields(head, request)) return *wrong;
    if (auto wrong = check_framing(request, version == "HTTP/1.1")) return *wrong;
    request.keep_alive = version == "HTTP/1.1" && !wants_close(request);
    return parsed;
}

}  // namespace gazette
