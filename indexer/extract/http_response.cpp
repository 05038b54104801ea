#include "indexer/extract/http_response.h"

#include "indexer/extract/content_coding.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>
#include <charconv>

namespace gazette {
namespace {

using namespace extract_limits;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

std::string_view trim(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// The line at the beginning, taken off with its end.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

// "HTTP/1.1 200 OK"
bool read_status(std::string_view line, HttpResponse& response) {
    const std::size_t space = line.find(' ');
    if (!line.starts_with("HTTP/") || space == std::string_view::npos) return false;
    const std::string_view rest = trim(line.substr(space));
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), response.status);
    if (error != std::errc() || response.status < 100 || response.status > 999) {
        response.status = 0;
        return false;
    }
    response.reason = collapse_space(rest.substr(static_cast<std::size_t>(end - rest.data())));
    return true;
}

// True where the head ends within the limit.
bool read_headers(std::string_view& rest, HttpResponse& response) {
    const std::size_t all = rest.size();
    while (!rest.empty() && all - rest.size() <= kMaxWebHeadBytes) {
        const std::string_view line = take_line(rest);
        if (line.empty()) return true;
        const bool folded = line.front() == ' ' || line.front() == '\t';
        if (folded && !response.headers.empty()) {
            response.headers.back().second += " ";
            response.headers.back().second += trim(line);
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        response.headers.emplace_back(lower(trim(line.substr(0, colon))),
                                      trim(line.substr(colon + 1)));
    }
    return rest.empty();
}

// RFC 9112, 7.1. Bodies that are not chunked, whatever their header says, stay as they are.
void undo_chunks(std::string& body, std::vector<std::string>& warnings) {
    std::string out;
    std::string_view rest = body;
    bool first = true;
    for (;;) {
        std::string_view after = rest;
        const std::string_view line = trim(take_line(after));
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
        const auto behind = static_cast<std::size_t>(end - line.data());
        const bool is_size = error == std::errc() && !line.empty() &&
                             (behind == line.size() || line[behind] == ';' || line[behind] == ' ');
        if (!is_size) {
            if (first) return;
            // The rest may be the end of the page.
            warnings.push_back("the chunks of the body are damaged after " +
                               std::to_string(out.size()) + " bytes: the rest is kept as it is");
            out += rest;
            break;
        }
        first = false;
        if (size == 0) break;
        if (size > after.size()) {
            warnings.push_back(
                "the last chunk of the body is cut: " + std::to_string(after.size()) + " of " +
                std::to_string(size) + " bytes");
            out += after;
            break;
        }
        out += after.substr(0, size);
        rest = after.substr(size);
        if (rest.starts_with("\r\n")) {
            rest.remove_prefix(2);
        } else if (rest.starts_with('\n')) {
            rest.remove_prefix(1);
        }
        if (rest.empty()) {
            warnings.push_back("the body's last chunk is missing");
            break;
        }
    }
    body = std::move(out);
}

// "gzip, br" in the order in which they were applied.
std::vector<std::string> codings_of(const HttpResponse& response) {
    std::vector<std::string> codings;
    for (const auto& [name, value] : response.headers) {
        if (name != "content-encoding") continue;
        std::string_view rest = value;
        while (!rest.empty()) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            const std::string coding = lower(trim(rest.substr(0, comma)));
            if (!coding.empty() && coding != "identity" && coding != "none") {
                codings.push_back(coding);
            }
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return codings;
}

void refuse(HttpResponse& response, RejectionCode code, std::string why) {
    response.body.clear();
    response.why_not = std::move(why);
    response.why_not_code = code;
}

void undo_codings(HttpResponse& response) {
    const std::vector<std::string> codings = codings_of(response);
    if (codings.size() > kMaxContentCodings) {
        return refuse(response,
                      RejectionCode::too_large,
                      std::to_string(codings.size()) + " content codings, more than " +
                          std::to_string(kMaxContentCodings));
    }
    for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
        auto uncoded = undo_coding(*coding, response.body, kMaxWebRecordBytes);
        if (!uncoded) {
            // Crawlers write made-up names, and store the body plain.
            if (is_utf8(response.body)) {
                response.warnings.push_back("content coding \"" + *coding +
                                            "\" is not known: the body is read as it is");
                return;
            }
            return refuse(response,
                          RejectionCode::unsupported_format,
                          "content coding \"" + *coding + "\" is not known");
        }
        if (uncoded->too_large) {
            return refuse(response, RejectionCode::too_large, uncoded->problem);
        }
        if (uncoded->problem.empty()) {
            response.body = std::move(uncoded->bytes);
        } else if (!uncoded->bytes.empty()) {
            response.warnings.push_back(uncoded->problem + ": " +
                                        std::to_string(uncoded->bytes.size()) +
                                        " bytes of the body could be read");
            response.body = std::move(uncoded->bytes);
        } else if (!response.body.empty() && !response.body.starts_with("\x1F\x8B")) {
            // Browsers that record what they show keep the header of what they were sent.
            response.warnings.push_back("the body is not in content coding \"" + *coding +
                                        "\": it is read as it is");
        } else if (!response.body.empty()) {
            return refuse(response, RejectionCode::damaged, uncoded->problem);
        }
    }
}

}  // namespace

std::string_view HttpResponse::header(std::string_view name) const {
    const auto found = std::find_if(headers.begin(), headers.end(), [name](const auto& header) {
        return header.first == name;
    });
    return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

HttpResponse read_http_response(std::string_view block) {
    HttpResponse response;
    std::string_view rest = block;
    if (!read_status(take_line(rest), response)) {
        response.body = block;
        return response;
    }
    if (!read_headers(rest, response)) {
        refuse(response,
               RejectionCode::too_large,
               "the HTTP head has more than " + std::to_string(kMaxWebHeadBytes) + " bytes");
        return response;
    }
    response.body = rest;
    if (lower(response.header("transfer-encoding")).find("chunked") != std::string::npos) {
        undo_chunks(response.body, response.warnings);
    }
    undo_codings(response);
    return response;
}

ContentType parse_content_type(std::string_view value) {
    ContentType out;
    const std::size_t end = std::min(value.find_first_of(";,"), value.size());
    out.type = lower(trim(value.substr(0, end)));
    const std::string parameters = lower(value.substr(end));
    std::size_t at = parameters.find("charset");
    if (at == std::string::npos) return out;
    at = parameters.find_first_not_of(" \t", at + 7);
    if (at == std::string::npos || parameters[at] != '=') return out;
    const std::string_view rest = std::string_view(parameters).substr(at + 1);
    const std::size_t begin = rest.find_first_not_of(" \t\"'");
    if (begin == std::string_view::npos) return out;
    out.charset = rest.substr(begin, rest.find_first_of(" \t\"';,", begin) - begin);
    return out;
}

}  // namespace gazette
