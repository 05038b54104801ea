#include "searcher/http/message.h"

#include "searcher/http/json.h"
#include "searcher/http/limits.h"

#include <array>
#include <ctime>

namespace gazette {
namespace {

// The page is our own files and nothing else; what a document holds can never run or load.
constexpr const char* kContentSecurityPolicy =
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
    if (problem.status == 405) {
        reply.headers.emplace_back("Allow", problem.allow.empty() ? "GET, HEAD" : problem.allow);
    }
    if (problem.status == 503 || problem.status == 429) {
        reply.headers.emplace_back("Retry-After", std::to_string(http_limits::kRetryAfter.count()));
    }
    return reply;
}

std::vector<std::pair<std::string, std::string>> common_fields() {
    return {
        {"Date", http_date()},
        {"Content-Security-Policy", kContentSecurityPolicy},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"X-Robots-Tag", "noindex"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };
}

}  // namespace gazette
