#include "searcher/http/problem.h"

#include <utility>

namespace gazette {

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
        case 413:
            return "Content Too Large";
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

Problem problem_of(const QueryError& error, std::string query) {
    Problem problem;
    problem.status = 400;
    problem.code = error.code;
    problem.detail = error.message;
    problem.suggestion = error.suggestion;
    problem.place = error.place;
    problem.query = std::move(query);
    return problem;
}

}  // namespace gazette
