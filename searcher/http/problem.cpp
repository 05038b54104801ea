#include "searcher/http/problem.h"

#include <utility>

namespace gazette {
namespace {

bool is_of_query(std::string_view code) {
    return code != "cursor_expired" && code != "page_out_of_range" && code != "too_many_buckets" &&
           code != "segment_not_found" && code != "window_out_of_range" &&
           code != "text_too_long" && code != "too_many_spans";
}

int status_of(std::string_view code) {
    if (code == "cursor_expired") return 410;
    if (code == "segment_not_found") return 404;
    return 400;
}

}  // namespace

std::string_view title_of_status(int status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 408:
            return "Request Timeout";
        case 409:
            return "Conflict";
        case 410:
            return "Gone";
        case 413:
            return "Content Too Large";
        case 415:
            return "Unsupported Media Type";
        case 421:
            return "Misdirected Request";
        case 429:
            return "Too Many Requests";
        case 431:
            return "Request Header Fields Too Large";
        case 500:
            return "Internal Server Error";
        case 501:
            return "Not Implemented";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Error";
    }
}

Problem problem_of(int status, std::string code, std::string detail) {
    Problem problem;
    problem.status = status;
    problem.code = std::move(code);
    problem.detail = std::move(detail);
    return problem;
}

Problem out_of_time_problem() {
    return problem_of(503,
                      "search_out_of_time",
                      "The search took too long and was given up; ask for less at once.");
}

Problem problem_of(const QueryError& error, std::string query) {
    Problem problem;
    problem.status = status_of(error.code);
    problem.code = error.code;
    problem.detail = error.message;
    problem.suggestion = error.suggestion;
    // What is wrong with a request beside its query has no place in that.
    if (is_of_query(error.code)) problem.place = error.place;
    problem.query = std::move(query);
    return problem;
}

}  // namespace gazette
