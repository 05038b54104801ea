#include "searcher/http/token_store.h"

#include "searcher/http/socket.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <openssl/evp.h>
#include <ratio>
#include <stdexcept>
#include <sys/random.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace gazette {
namespace {

constexpr std::array<std::string_view, 3> kScopes = {"read", "ingest", "admin"};

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += kHex[bytes[i] >> 4U];
        text += kHex[bytes[i] & 15U];
    }
    return text;
}

bool is_hash(const std::string& text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

bool is_day(const std::string& text) {
    if (text.size() != 10) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    }
    const std::string month = text.substr(5, 2);
    const std::string day = text.substr(8, 2);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

std::invalid_argument wrong(const std::filesystem::path& file, const std::string& what) {
    return std::invalid_argument("tokens file " + file.string() + ": " + what);
}

std::string read_private_file(const std::filesystem::path& file) {
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!descriptor || fstat(descriptor.get(), &status) != 0) {
        throw wrong(file, std::system_category().message(errno));
    }
    if (!S_ISREG(status.st_mode)) throw wrong(file, "it is not a file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        throw wrong(file, "others may read or change it; run: chmod 600 " + file.string());
    }
    std::string text(kMaxTokenStoreBytes + 1, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const ssize_t count = ::read(descriptor.get(), text.data() + size, text.size() - size);
        if (count < 0) throw wrong(file, std::system_category().message(errno));
        if (count == 0) break;
        size += static_cast<std::size_t>(count);
    }
    if (size > kMaxTokenStoreBytes) throw wrong(file, "it is too long");
    text.resize(size);
    return text;
}

TokenGrant grant_of(const nlohmann::json& object) {
    for (const auto& [key, value] : object.items()) {
        constexpr std::array kKnown = {
            "name", "sha256", "scopes", "collections", "expires", "per_minute"};
        if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end()) {
            throw std::invalid_argument("unknown key " + key);
        }
    }
    TokenGrant grant;
    grant.name = object.at("name").get<std::string>();
    if (grant.name.empty() || grant.name.size() > kMaxTokenName) {
        throw std::invalid_argument("a token has a name of 1 to " + std::to_string(kMaxTokenName) +
                                    " bytes");
    }
    grant.sha256 = object.at("sha256").get<std::string>();
    if (!is_hash(grant.sha256)) throw std::invalid_argument(grant.name + ": sha256 is no hash");
    using Names = std::vector<std::string>;  // throws where it is no list of texts
    const auto scopes = object.at("scopes").get<Names>();
    for (const std::string& name : scopes) {
        const auto scope = scope_of(name);
        if (!scope) throw std::invalid_argument(grant.name + ": unknown scope");
        grant.scopes.insert(*scope);
    }
    if (grant.scopes.empty()) throw std::invalid_argument(grant.name + ": it has no scope");
    if (object.contains("collections")) {
        const auto names = object.at("collections").get<Names>();
        grant.collections.insert(names.begin(), names.end());
        // Empty would mean all of them: more than whoever wrote it can have meant.
        if (grant.collections.empty()) {
            throw std::invalid_argument(grant.name +
                                        ": collections is empty; leave it out for all");
        }
    }
    grant.expires = object.value("expires", "");
    if (!grant.expires.empty() && !is_day(grant.expires)) {
        throw std::invalid_argument(grant.name + ": expires is no day, YYYY-MM-DD");
    }
    grant.per_minute = object.value("per_minute", std::uint32_t{0});
    if (grant.per_minute > kMaxPerMinute) {
        throw std::invalid_argument(grant.name + ": per_minute is above " +
                                    std::to_string(kMaxPerMinute));
    }
    return grant;
}

}  // namespace

std::string_view name_of(Scope scope) {
    return kScopes.at(static_cast<std::size_t>(scope));
}

std::optional<Scope> scope_of(std::string_view name) {
    const auto found = std::find(kScopes.begin(), kScopes.end(), name);
    if (found == kScopes.end()) return std::nullopt;
    return static_cast<Scope>(found - kScopes.begin());
}

std::string new_token() {
    std::array<unsigned char, 32> bytes{};
    if (getentropy(bytes.data(), bytes.size()) != 0) {
        throw std::runtime_error("the system gives no random bytes");
    }
    return hexadecimal(bytes.data(), bytes.size());
}

std::string sha256_of(std::string_view token) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    if (EVP_Digest(token.data(), token.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("SHA-256 cannot be computed");
    }
    return hexadecimal(digest.data(), size);
}

bool is_valid_at(const TokenGrant& grant, std::chrono::system_clock::time_point now) {
    if (grant.expires.empty()) return true;
    const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 16> today{};
    std::strftime(today.data(), today.size(), "%Y-%m-%d", &parts);
    return std::string_view(today.data()) <= grant.expires;
}

std::vector<TokenGrant> read_tokens(const std::filesystem::path& file) {
    const std::string text = read_private_file(file);
    try {
        const auto root = nlohmann::json::parse(text);
        std::vector<TokenGrant> tokens;
        std::set<std::string> names;
        for (const auto& object : root.at("tokens").get<std::vector<nlohmann::json>>()) {
            tokens.push_back(grant_of(object));
            if (tokens.size() > kMaxTokens) {
                throw std::invalid_argument("more than " + std::to_string(kMaxTokens) + " tokens");
            }
            if (!names.insert(tokens.back().name).second) {
                throw std::invalid_argument("two tokens are called " + tokens.back().name);
            }
        }
        return tokens;
    } catch (const nlohmann::json::exception& error) {
        throw wrong(file, error.what());
    } catch (const std::invalid_argument& error) {
        throw wrong(file, error.what());
    }
}

void write_tokens(const std::filesystem::path& file, const std::vector<TokenGrant>& tokens) {
    auto list = nlohmann::ordered_json::array();
    for (const TokenGrant& grant : tokens) {
        nlohmann::ordered_json object;
        object["name"] = grant.name;
        object["sha256"] = grant.sha256;
        auto& scopes = object["scopes"] = nlohmann::ordered_json::array();
        for (const Scope scope : grant.scopes) scopes.push_back(name_of(scope));
        if (!grant.collections.empty()) object["collections"] = grant.collections;
        if (!grant.expires.empty()) object["expires"] = grant.expires;
        if (grant.per_minute > 0) object["per_minute"] = grant.per_minute;
        grant_of(object);  // what cannot be read again is not written
        list.push_back(std::move(object));
    }
    const std::string text = nlohmann::ordered_json{{"tokens", std::move(list)}}.dump(1) + "\n";
    const std::filesystem::path beside = file.string() + ".new";
    const auto fail = [&](const std::filesystem::path& what) {
        return std::runtime_error("cannot write " + what.string() + ": " +
                                  std::system_category().message(errno));
    };
    {
        const Descriptor out(
            ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!out || fchmod(out.get(), 0600) != 0) throw fail(beside);
        if (::write(out.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
            fsync(out.get()) != 0) {
            throw fail(beside);
        }
    }
    if (::rename(beside.c_str(), file.c_str()) != 0) throw fail(file);
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory || fsync(directory.get()) != 0) throw fail(folder);
}

bool TokenMeter::take(const TokenGrant& grant, Clock::time_point now) {
    if (grant.per_minute == 0) return true;
    const std::lock_guard lock(mutex_);
    const double most = grant.per_minute;
    const auto [place, is_new] = buckets_.try_emplace(grant.sha256, Bucket{most, now});
    Bucket& bucket = place->second;
    const double minutes = std::chrono::duration<double, std::ratio<60>>(now - bucket.at).count();
    bucket.left = std::min(most, bucket.left + std::max(0.0, minutes) * most);
    bucket.at = now;
    if (bucket.left < 1.0) return false;
    bucket.left -= 1.0;
    return true;
}

}  // namespace gazette
