#include "indexer/analysis/analyzer.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <iterator>
#include <memory>
#include <string>

namespace gazette {
namespace {

struct TokensOptions {
    std::string language = "und";
    std::string text;
};

// Writes each token as one line of JSON.
class JsonLines final : public TokenSink {
  public:
    void token(const TokenView& token) override {
        nlohmann::ordered_json line{{"term", token.term},
                                    {"class", name_of(token.token_class)},
                                    {"position", token.position},
                                    {"begin", token.begin},
                                    {"end", token.end}};
        if (token.stemmed_by != LanguageId::und) {
            line["stemmed_by"] = language_of(token.stemmed_by).tag;
        }
        std::cout << line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
                  << "\n";
    }
};

int show_tokens(const TokensOptions& options) {
    const Language& language = language_of(options.language);
    if (language.id == LanguageId::und && options.language != "und") {
        std::cerr << "gazette tokens: no language '" << options.language << "' in the table\n";
        return kExitUsage;
    }
    std::string text = options.text;
    if (text == "-") {
        text.assign(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
    }
    std::size_t repaired = 0;
    text = repair_utf8(text, &repaired);
    if (repaired != 0) {
        std::cerr << "gazette tokens: " << repaired
                  << " ill-formed sequences are shown as U+FFFD; offsets count its 3 bytes\n";
    }
    Analyzer analyzer;
    JsonLines lines;
    analyzer.analyze(text, language.id, {}, lines);
    return kExitOk;
}

}  // namespace

void add_tokens_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<TokensOptions>();
    CLI::App* command = app.add_subcommand("tokens", "Show what the analyzer makes of a text");
    command->add_option("--lang", options->language, "Language of the text (BCP 47)");
    command->add_option("text", options->text, "The text, or - for standard input")->required();
    command->callback([options, &run] { run = [options] { return show_tokens(*options); }; });
}

}  // namespace gazette
