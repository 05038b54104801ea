// Who may ask: the bearer token, the Host header, and what a browser says of where a request
// comes from.
#pragma once

#include "searcher/http/message.h"
#include "searcher/http/token_store.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// The token in the file, without the line end. Throws std::invalid_argument where others than its
// owner may read it, or the token is shorter than http_limits::kMinTokenCharacters or not of the
// characters that a bearer token may have (RFC 6750).
std::string read_token(const std::filesystem::path& file);

// In a time that depends on the length of `given` alone.
bool same_secret(std::string_view secret, std::string_view given);

struct AccessRules {
    std::string token;               // empty: none is asked for
    std::vector<TokenGrant> tokens;  // beside `token`
    bool asks_for_token = false;     // even where `token` is empty
    std::vector<std::string> hosts;  // that Host may name, in lower case; empty: any
};

// Rules of a server that listens on `host`. On a loopback address Host must name it or this
// machine: a page of a stranger whose name was made to point here (DNS rebinding) is refused.
AccessRules access_rules(const std::string& host,
                         const std::filesystem::path& token_file,
                         const std::filesystem::path& tokens_file = {});

// Why the request is refused.
std::optional<Problem> refusal(const AccessRules& rules, const HttpRequest& request);

// The token among `rules.tokens` that the request carries and that counts today; null for one that
// came in otherwise, and may do all.
const TokenGrant* grant_of(const AccessRules& rules, const HttpRequest& request);

}  // namespace gazette
