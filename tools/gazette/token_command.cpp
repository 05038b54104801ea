// gazette token: makes, lists and revokes the tokens of a server.
#include "searcher/http/token_store.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace gazette {
namespace {

struct Options {
    std::filesystem::path file;
    TokenGrant grant;
    std::vector<Scope> scopes = {Scope::read};
    std::vector<std::string> collections;
};

std::vector<TokenGrant> tokens_in(const std::filesystem::path& file) {
    if (!std::filesystem::exists(file)) return {};
    return read_tokens(file);
}

int add(const Options& options) {
    auto tokens = tokens_in(options.file);
    for (const TokenGrant& one : tokens) {
        if (one.name == options.grant.name) {
            throw std::invalid_argument("there is a token called " + one.name +
                                        "; revoke it first");
        }
    }
    if (tokens.size() == kMaxTokens) {
        throw std::invalid_argument("there are " + std::to_string(kMaxTokens) + " tokens already");
    }
    const std::string token = new_token();
    TokenGrant grant = options.grant;
    grant.sha256 = sha256_of(token);
    grant.scopes.insert(options.scopes.begin(), options.scopes.end());
    grant.collections.insert(options.collections.begin(), options.collections.end());
    tokens.push_back(grant);
    write_tokens(options.file, tokens);
    std::cout << token << "\n";
    std::cerr << "This is the token of " << grant.name
              << "; it is not kept and cannot be shown again. A server that runs takes it in at "
                 "SIGHUP (systemctl reload gazette-serve)\n";
    return kExitOk;
}

int list(const Options& options) {
    const auto now = std::chrono::system_clock::now();
    for (const TokenGrant& grant : read_tokens(options.file)) {
        std::cout << grant.name << ":";
        for (const Scope scope : grant.scopes) std::cout << " " << name_of(scope);
        std::cout << (grant.collections.empty() ? ", all collections" : ", collections");
        for (const std::string& name : grant.collections) std::cout << " " << name;
        if (!grant.expires.empty()) {
            std::cout << (is_valid_at(grant, now) ? ", until " : ", EXPIRED after ")
                      << grant.expires;
        }
        if (grant.per_minute > 0) std::cout << ", " << grant.per_minute << " requests a minute";
        std::cout << "\n";
    }
    return kExitOk;
}

int revoke(const Options& options) {
    auto tokens = read_tokens(options.file);
    const auto is_it = [&](const TokenGrant& one) { return one.name == options.grant.name; };
    if (std::erase_if(tokens, is_it) == 0) {
        std::cerr << "gazette token: there is no token called " << options.grant.name << "\n";
        return kExitFound;
    }
    write_tokens(options.file, tokens);
    std::cerr << "Revoked. A server that runs refuses it from SIGHUP on (systemctl reload "
                 "gazette-serve)\n";
    return kExitOk;
}

Run with_errors(const std::shared_ptr<Options>& options, int (*what)(const Options&)) {
    return [options, what] {
        try {
            return what(*options);
        } catch (const std::invalid_argument& error) {
            std::cerr << "gazette token: " << error.what() << "\n";
            return static_cast<int>(kExitUsage);
        }
    };
}

}  // namespace

void add_token_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("token", "Make, list and revoke the tokens of a server");
    command->require_subcommand(1);
    command->add_option("--tokens", options->file, "File of the tokens; add makes it")->required();
    command->fallthrough();

    CLI::App* adds = command->add_subcommand("add", "Make a token, and print it once");
    adds->add_option("name", options->grant.name, "Whose it is; unique in the file")->required();
    adds->add_option("--scopes", options->scopes, "What it is for: read, ingest, admin")
        ->delimiter(',')
        ->transform(CLI::CheckedTransformer(std::map<std::string, Scope>{
            {"read", Scope::read}, {"ingest", Scope::ingest}, {"admin", Scope::admin}}))
        ->option_text("SCOPE[,SCOPE] = read");
    adds->add_option("--collections",
                     options->collections,
                     "Collections that it may see, as if there were no others (else all)")
        ->delimiter(',');
    adds->add_option("--expires", options->grant.expires, "Last day on which it counts, in UTC")
        ->option_text("YYYY-MM-DD");
    adds->add_option("--per-minute",
                     options->grant.per_minute,
                     "Requests that it may make in a minute; 0: as many as it likes");
    adds->callback([options, &run] { run = with_errors(options, add); });

    CLI::App* lists = command->add_subcommand("list", "Show whose tokens there are, and for what");
    lists->callback([options, &run] { run = with_errors(options, list); });

    CLI::App* revokes = command->add_subcommand("revoke", "Take a token out of the file");
    revokes->add_option("name", options->grant.name, "Whose it is")->required();
    revokes->callback([options, &run] { run = with_errors(options, revoke); });
}

}  // namespace gazette
