// Tokens of a server with several users: who may ask for what, until when, and how often. The file
// has hashes and no token (SHA-256; a token is 256 random bits, so that a slow hash would gain
// nothing). Made by `gazette token`.
//
//   {"tokens": [{"name": "newsroom", "sha256": "9f86...", "scopes": ["read"],
//                "collections": ["news"], "expires": "2027-01-31", "per_minute": 600}]}
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

enum class Scope : std::uint8_t {
    read,    // search, and read documents
    ingest,  // add and delete documents
    admin,   // figures
};

struct TokenGrant {
    std::string name;
    std::string sha256;                 // 64 hexadecimal digits
    std::set<Scope> scopes;             // at least one
    std::set<std::string> collections;  // that it may see; empty: all
    std::string expires;                // last day (UTC) on which it counts, "2027-01-31"; or empty
    std::uint32_t per_minute = 0;       // requests; 0: as many as it likes

    bool may(Scope scope) const { return scopes.contains(scope); }
};

inline constexpr std::size_t kMaxTokenStoreBytes = 1U << 20U;
inline constexpr std::size_t kMaxTokens = 1000;
inline constexpr std::size_t kMaxTokenName = 100;
inline constexpr std::uint32_t kMaxPerMinute = 1'000'000;

std::string_view name_of(Scope scope);
std::optional<Scope> scope_of(std::string_view name);

// 256 random bits of the system's, as 64 hexadecimal digits. Throws std::runtime_error.
std::string new_token();
// 64 hexadecimal digits.
std::string sha256_of(std::string_view token);
// Whether the grant counts on the day of `now`, in UTC.
bool is_valid_at(const TokenGrant& grant, std::chrono::system_clock::time_point now);

// Throws std::invalid_argument that names the file where it cannot be read, others than its owner
// may read it, or it does not hold what it should.
std::vector<TokenGrant> read_tokens(const std::filesystem::path& file);
// Replaces the file, durably; only its owner may read it. Throws std::invalid_argument for a grant
// that could not be read again, and std::runtime_error.
void write_tokens(const std::filesystem::path& file, const std::vector<TokenGrant>& tokens);

// How often each token was used. Thread-safe.
class TokenMeter {
  public:
    using Clock = std::chrono::steady_clock;
    // Whether one more request may be made now: `per_minute` of them at once, and then as many a
    // minute as come back.
    bool take(const TokenGrant& grant, Clock::time_point now);

  private:
    struct Bucket {
        double left = 0.0;
        Clock::time_point at;
    };
    std::mutex mutex_;
    std::map<std::string, Bucket> buckets_;  // by sha256: as many as there are tokens
};

}  // namespace gazette
