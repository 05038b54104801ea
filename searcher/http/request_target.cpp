#include "searcher/http/request_target.h"

#include "searcher/http/limits.h"
#include "searcher/http/utf16.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace gazette {
namespace {

bool is_target(std::string_view text) {
    return text.starts_with('/') && std::all_of(text.begin(), text.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte > 0x20U && byte != 0x7FU && c != '#';
           });
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

}  // namespace

// 400 and not 414: what is too long is the query in it, and a client meets one status whether that
// is over the limit of a query or of an address.
Problem target_too_long() {
    return problem_of(400,
                      "target_too_long",
                      "The address is longer than " +
                          std::to_string(http_limits::kMaxRequestTargetBytes) + " bytes.");
}

std::variant<HttpRequest, Problem> parse_target(std::string_view target) {
    if (target.size() > http_limits::kMaxRequestTargetBytes) {
        return target_too_long();
    }
    if (!is_target(target)) {
        return problem_of(
            400, "malformed_request", "The request does not name a path of this server.");
    }
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

}  // namespace gazette
