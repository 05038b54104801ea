// Tokens of several users: the file, its grants, and what the server does with them.
#include "searcher/http/access.h"
#include "searcher/http/token_store.h"
#include "tests/http/running_server.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace gazette::test {
namespace {

namespace fs = std::filesystem;

const std::string kHash(64, 'a');

TokenGrant grant(const std::string& name, const std::string& token, std::set<Scope> scopes) {
    TokenGrant made;
    made.name = name;
    made.sha256 = sha256_of(token);
    made.scopes = std::move(scopes);
    return made;
}

std::string field(const std::string& token) {
    return "Authorization: Bearer " + token + "\r\n";
}

TEST(Tokens, AreRandomAndKeptAsTheirHashes) {
    // FIPS 180-4, example of one block.
    EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    const std::string token = new_token();
    EXPECT_EQ(token.size(), 64U);
    EXPECT_NE(token, new_token());
    const TempDir folder;
    TokenGrant made = grant("a", token, {Scope::read, Scope::admin});
    made.collections = {"laws", "新聞"};
    made.expires = "2027-01-31";
    made.per_minute = 60;
    write_tokens(folder / "tokens", {made, grant("b", "x", {Scope::ingest})});
    EXPECT_EQ(fs::status(folder / "tokens").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
    std::ifstream file(folder / "tokens");
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(bytes.find(token), std::string::npos);
    const auto read = read_tokens(folder / "tokens");
    ASSERT_EQ(read.size(), 2U);
    EXPECT_EQ(read[0].sha256, made.sha256);
    EXPECT_EQ(read[0].scopes, made.scopes);
    EXPECT_EQ(read[0].collections, made.collections);
    EXPECT_EQ(read[0].expires, made.expires);
    EXPECT_EQ(read[0].per_minute, 60U);
    EXPECT_TRUE(read[1].collections.empty());
}

TEST(Tokens, AFileThatIsNotRightIsRefused) {
    const TempDir folder;
    const std::string good = R"("name":"a","sha256":")" + kHash + R"(","scopes":["read"])";
    for (const std::string& text :
         {std::string(),
          std::string("[]"),
          std::string("{}"),
          std::string(R"({"tokens":[{}]})"),
          R"({"tokens":[{)" + good + R"(,"surprise":1}]})",
          R"({"tokens":[{)" + good + R"(,"collections":[]}]})",
          R"({"tokens":[{)" + good + R"(,"collections":"laws"}]})",
          R"({"tokens":[{)" + good + R"(,"expires":"tomorrow"}]})",
          R"({"tokens":[{)" + good + R"(,"expires":"2027-13-01"}]})",
          R"({"tokens":[{)" + good + R"(,"per_minute":9999999}]})",
          R"({"tokens":[{)" + good + "},{" + good + "}]}",
          std::string(R"({"tokens":[{"name":"a","sha256":"b","scopes":["read"]}]})"),
          R"({"tokens":[{"name":"a","sha256":")" + kHash + R"(","scopes":[]}]})",
          R"({"tokens":[{"name":"a","sha256":")" + kHash + R"(","scopes":["root"]}]})"}) {
        std::ofstream(folder / "tokens") << text;
        fs::permissions(folder / "tokens", fs::perms::owner_read | fs::perms::owner_write);
        EXPECT_THROW(read_tokens(folder / "tokens"), std::invalid_argument) << text;
    }
    std::ofstream(folder / "tokens") << R"({"tokens":[{)" << good << "}]}";
    EXPECT_NO_THROW(read_tokens(folder / "tokens"));
    fs::permissions(folder / "tokens", fs::perms::group_read, fs::perm_options::add);
    EXPECT_THROW(read_tokens(folder / "tokens"), std::invalid_argument);
    EXPECT_THROW(read_tokens(folder / "none"), std::invalid_argument);
    EXPECT_THROW(write_tokens(folder / "new", {TokenGrant{}}), std::invalid_argument);
    EXPECT_FALSE(fs::exists(folder / "new"));
}

TEST(Tokens, CountToTheEndOfTheirLastDay) {
    TokenGrant made;
    const auto at = [](std::time_t seconds) {
        return std::chrono::system_clock::from_time_t(seconds);
    };
    EXPECT_TRUE(is_valid_at(made, at(4'000'000'000)));
    made.expires = "2027-01-31";
    EXPECT_TRUE(is_valid_at(made, at(1801439999)));   // 2027-01-31T23:59:59Z
    EXPECT_FALSE(is_valid_at(made, at(1801440000)));  // a second later
}

TEST(Tokens, AreMetered) {
    TokenGrant made;
    made.sha256 = kHash;
    TokenMeter meter;
    const TokenMeter::Clock::time_point begin{};
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(meter.take(made, begin));
    made.per_minute = 3;
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(meter.take(made, begin));
    EXPECT_FALSE(meter.take(made, begin));
    EXPECT_FALSE(meter.take(made, begin + std::chrono::seconds(19)));
    EXPECT_TRUE(meter.take(made, begin + std::chrono::seconds(20)));
    EXPECT_FALSE(meter.take(made, begin + std::chrono::seconds(20)));
    // Never more than a minute's at once.
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(meter.take(made, begin + std::chrono::hours(1)));
    EXPECT_FALSE(meter.take(made, begin + std::chrono::hours(1)));
}

TEST(Tokens, LetInWhomTheyNameAndNobodyElse) {
    const TempDir folder;
    TokenGrant old = grant("old", "old-token", {Scope::read});
    old.expires = "2020-01-01";
    TokenGrant few = grant("few", "few-token", {Scope::read});
    few.per_minute = 2;
    TokenGrant part = grant("part", "part-token", {Scope::read});
    part.collections = {"laws"};
    write_tokens(folder / "tokens",
                 {grant("reader", "reader-token", {Scope::read}),
                  grant("writer", "writer-token", {Scope::ingest}),
                  grant("admin", "admin-token", {Scope::admin, Scope::read}),
                  old,
                  few,
                  part});
    const RunningServer server(
        [&](ServerOptions& options, FakeService&) { options.tokens_file = folder / "tokens"; });
    struct Row {
        std::string fields;
        std::string target;
        int status;
    };
    for (const Row& row : std::vector<Row>{
             {"", "/", 401},
             {field("nobody"), "/api/v1/search", 401},
             {field(sha256_of("reader-token")), "/api/v1/search", 401},
             {field("old-token"), "/api/v1/search", 401},
             {field("reader-token"), "/api/v1/search", 200},
             {field("reader-token"), "/", 200},
             {field("reader-token"), "/metrics", 403},
             {field("admin-token"), "/metrics", 200},
             {field("admin-token"), "/api/v1/search", 200},
             {field("writer-token"), "/api/v1/search", 403},
             // This service cannot be limited: then nothing is shown at all.
             {field("part-token"), "/api/v1/search", 403},
             {field("few-token"), "/healthz", 200},
             {field("few-token"), "/healthz", 200},
             {field("few-token"), "/healthz", 429},
         }) {
        const RawReply reply = server.get(row.target, row.fields);
        EXPECT_EQ(reply.status, row.status) << row.fields << row.target;
        EXPECT_EQ(reply.header("Retry-After"), row.status == 429 ? "2" : "");
    }
}

TEST(Tokens, ServeAsATokenFileDoesOnOtherAddresses) {
    const TempDir folder;
    write_tokens(folder / "tokens", {});
    const AccessRules rules = access_rules("0.0.0.0", {}, folder / "tokens");
    // All were revoked: nobody comes in.
    HttpRequest request;
    request.path = "/";
    EXPECT_TRUE(refusal(rules, request).has_value());
    request.headers.emplace_back("authorization", "Bearer ");
    EXPECT_TRUE(refusal(rules, request).has_value());
}

}  // namespace
}  // namespace gazette::test
