#include "searcher/http/access.h"

#include "searcher/http/limits.h"
#include "searcher/http/socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

bool is_token_character(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("-._~+/=").find(c) != std::string_view::npos;
}

// "[::1]:8080" -> "::1", "LocalHost.:80" -> "localhost".
std::string host_name(std::string_view host) {
    if (host.starts_with('[')) {
        host = host.substr(1, std::min(host.find(']'), host.size()) - 1);
    } else {
        host = host.substr(0, host.find(':'));
    }
    if (host.ends_with('.')) host.remove_suffix(1);
    std::string name(host);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return name;
}

// Empty where there is none.
std::string_view bearer_token(const HttpRequest& request) {
    constexpr std::string_view kScheme = "bearer ";
    const std::string* given = request.header("authorization");
    if (given == nullptr || given->size() < kScheme.size()) return {};
    const bool bearer =
        std::equal(kScheme.begin(), kScheme.end(), given->begin(), [](char a, char b) {
            return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
        });
    return bearer ? std::string_view(*given).substr(kScheme.size()) : std::string_view();
}

bool carries_token(const HttpRequest& request, const std::string& token) {
    return !token.empty() && same_secret(token, bearer_token(request));
}

}  // namespace

std::string read_token(const std::filesystem::path& file) {
    const auto wrong = [&](const std::string& what) {
        return std::invalid_argument("token file " + file.string() + ": " + what);
    };
    const Descriptor descriptor(open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!descriptor || fstat(descriptor.get(), &status) != 0) {
        throw wrong(std::system_category().message(errno));
    }
    if (!S_ISREG(status.st_mode)) throw wrong("it is not a file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        throw wrong("others may read or change it; run: chmod 600 " + file.string());
    }
    std::array<char, http_limits::kMaxTokenFileBytes + 1> buffer{};
    const ssize_t count = ::read(descriptor.get(), buffer.data(), buffer.size());
    if (count < 0) throw wrong(std::system_category().message(errno));
    if (static_cast<std::size_t>(count) == buffer.size()) throw wrong("it is too long");
    std::string token(buffer.data(), static_cast<std::size_t>(count));
    while (token.ends_with('\n') || token.ends_with('\r')) token.pop_back();
    if (token.size() < http_limits::kMinTokenCharacters) {
        throw wrong("a token has at least " + std::to_string(http_limits::kMinTokenCharacters) +
                    " characters; make one with: openssl rand -hex 32");
    }
    if (!std::all_of(token.begin(), token.end(), is_token_character)) {
        throw wrong("a token is one line of letters, digits and - . _ ~ + / =");
    }
    return token;
}

bool same_secret(std::string_view secret, std::string_view given) {
    // No branch and no early end depends on a character; volatile keeps the compiler from making
    // one. Which lengths differ is no secret.
    volatile unsigned char difference = secret.size() == given.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size() && !secret.empty(); ++i) {
        const auto a = static_cast<unsigned char>(secret[i % secret.size()]);
        const auto b = static_cast<unsigned char>(given[i]);
        difference = static_cast<unsigned char>(difference | (a ^ b));
    }
    return difference == 0;
}

AccessRules access_rules(const std::string& host,
                         const std::filesystem::path& token_file,
                         const std::filesystem::path& tokens_file) {
    AccessRules rules;
    if (!tokens_file.empty()) {
        rules.tokens = read_tokens(tokens_file);
        rules.asks_for_token = true;  // also where all of them were revoked
    }
    if (!token_file.empty()) rules.token = read_token(token_file);
    if (is_loopback(host)) {
        rules.hosts = {"localhost", "127.0.0.1", "::1", host_name(host)};
        if (host.find(':') != std::string::npos) rules.hosts.back() = host;
    } else if (rules.token.empty() && tokens_file.empty()) {
        throw std::invalid_argument(
            "listening on " + host +
            ", which other machines can reach, needs --token-file: a file that only you can read "
            "with the token that every request must carry");
    }
    return rules;
}

std::optional<Problem> refusal(const AccessRules& rules, const HttpRequest& request) {
    if (!rules.hosts.empty()) {
        const std::string* host = request.header("host");
        const auto& allowed = rules.hosts;
        if (host == nullptr ||
            std::find(allowed.begin(), allowed.end(), host_name(*host)) == allowed.end()) {
            return problem_of(421, "wrong_host", "This server does not go by that name.");
        }
    }
    if ((!rules.token.empty() || rules.asks_for_token) && !carries_token(request, rules.token) &&
        grant_of(rules, request) == nullptr) {
        return problem_of(401, "token_required", "The request carries no valid bearer token.");
    }
    // What a page of another site learns from how long a search takes is none of its business.
    const std::string* site = request.header("sec-fetch-site");
    if (site != nullptr && *site == "cross-site") {
        if (request.path.starts_with("/api/")) {
            return problem_of(403, "cross_site", "Pages of other sites may not call the API.");
        }
        // A link to the page may be followed; it may not be put into another page.
        const std::string* wanted_as = request.header("sec-fetch-dest");
        if (wanted_as != nullptr && *wanted_as != "document" && !request.parameters.empty()) {
            return problem_of(403, "cross_site", "Pages of other sites may not hold this one.");
        }
    }
    return std::nullopt;
}

const TokenGrant* grant_of(const AccessRules& rules, const HttpRequest& request) {
    if (rules.tokens.empty()) return nullptr;
    const std::string_view token = bearer_token(request);
    if (token.empty()) return nullptr;
    // Of hashes it does not matter how long they take to compare.
    const std::string hash = sha256_of(token);
    for (const TokenGrant& grant : rules.tokens) {
        if (grant.sha256 != hash) continue;
        return is_valid_at(grant, std::chrono::system_clock::now()) ? &grant : nullptr;
    }
    return nullptr;
}

}  // namespace gazette
