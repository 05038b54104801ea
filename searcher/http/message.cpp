#include "searcher/http/message.h"

#include "searcher/http/json.h"
#include "searcher/http/limits.h"

#include <array>
#include <ctime>

namespace gazette {
namespace {

// The page is our own files and nothing else; what a document holds can never run or load.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array kMonths = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::array<char, 64> rest{};
    const std::size_t length = std::strftime(rest.data(), rest.size(), " %Y %H:%M:%S GMT", &utc);
    const std::string day = std::to_string(utc.tm_mday);
    return std::string(kDays.at(static_cast<std::size_t>(utc.tm_wday))) + ", " +
           (day.size() < 2 ? "0" : "") + day + " " +
           kMonths.at(static_cast<std::size_t>(utc.tm_mon)) + std::string(rest.data(), length);
}

void add_field(std::string& head, std::string_view name, std::string_view value) {
    head += name;
    head += ": ";
    // No value of ours holds a line end; were one to slip in, it must not begin a new field.
    for (const char c : value) {
        if (c != '\r' && c != '\n') head += c;
    }
    head += "\r\n";
}

}  // namespace

const std::string* HttpRequest::header(std::string_view name) const {
    for (const auto& [field, value] : headers) {
        if (field == name) return &value;
    }
    return nullptr;
}

HttpReply problem_reply(const Problem& problem) {
    HttpReply reply;
    reply.status = problem.status;
    reply.content_type = "application/problem+json";
    reply.body = to_json(problem);
    reply.headers.emplace_back("Cache-Control", "no-store");
    if (problem.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    if (problem.status == 405) reply.headers.emplace_back("Allow", "GET, HEAD");
    if (problem.status == 503) {
        reply.headers.emplace_back("Retry-After", std::to_string(http_limits::kRetryAfter.count()));
    }
    return reply;
}

std::string spell_reply(const HttpReply& reply, bool head_only, bool keep_alive) {
    const bool has_body = reply.status != 304;
    std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " ";
    text += reply.status == 200   ? "OK"
            : reply.status == 304 ? "Not Modified"
                                  : title_of_status(reply.status);
    text += "\r\n";
    add_field(text, "Date", http_date());
    if (has_body) {
        add_field(text, "Content-Type", reply.content_type);
        add_field(text, "Content-Length", std::to_string(reply.body.size()));
    }
    add_field(text, "Content-Security-Policy", kContentSecurityPolicy);
    add_field(text, "X-Content-Type-Options", "nosniff");
    add_field(text, "Referrer-Policy", "no-referrer");
    add_field(text, "X-Robots-Tag", "noindex");
    add_field(text, "Cross-Origin-Resource-Policy", "same-origin");
    for (const auto& [name, value] : reply.headers) add_field(text, name, value);
    add_field(text, "Connection", keep_alive ? "keep-alive" : "close");
    text += "\r\n";
    if (has_body && !head_only) text += reply.body;
    return text;
}

}  // namespace gazette
