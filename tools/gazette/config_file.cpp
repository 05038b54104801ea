#include "tools/gazette/config_file.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <utility>
#include <vector>

namespace gazette {
namespace {

// Whose options may be in the file.
constexpr std::array<std::string_view, 2> kTables = {"index", "serve"};

// Far more than any file of options has.
constexpr std::size_t kMaxConfigBytes = 1U << 20U;

class TomlConfig : public CLI::Config {
  public:
    explicit TomlConfig(const CLI::App& app) : app_(app) {}

    // Nothing prints a configuration.
    std::string to_config(const CLI::App*, bool, bool, std::string) const override { return {}; }

    std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
        std::string text(kMaxConfigBytes + 1, '\0');
        input.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(input.gcount()));
        if (text.size() > kMaxConfigBytes) {
            throw CLI::ConfigError("longer than " + std::to_string(kMaxConfigBytes) + " bytes",
                                   CLI::ExitCodes::ConfigError);
        }
        try {
            return items_of(toml::parse(text));
        } catch (const toml::parse_error& error) {
            wrong(error.source(), std::string(error.description()));
        }
    }

  private:
    [[noreturn]] void wrong(const toml::source_region& at, const std::string& what) const {
        throw CLI::ConfigError(app_.get_config_ptr()->as<std::string>() + ":" +
                                   std::to_string(at.begin.line) + ": " + what,
                               CLI::ExitCodes::ConfigError);
    }

    std::vector<CLI::ConfigItem> items_of(const toml::table& file) const {
        std::vector<CLI::ConfigItem> options;
        for (const auto& [key, value] : file) {
            const auto* table = value.as_table();
            const bool known =
                std::find(kTables.begin(), kTables.end(), key.str()) != kTables.end();
            if (table == nullptr || !known) {
                wrong(key.source(),
                      "unknown key " + std::string(key.str()) +
                          "; options stand in the tables [index] and [serve]");
            }
            for (const auto& [name, of] : *table) {
                options.push_back(item_of(std::string(key.str()), name, of));
            }
        }
        return options;
    }

    CLI::ConfigItem item_of(const std::string& command,
                            const toml::key& key,
                            const toml::node& value) const {
        const std::string name(key.str());
        const CLI::App* of = app_.get_subcommand(command);
        const CLI::Option* option = of->get_option_no_throw("--" + name);
        if (option == nullptr) option = of->get_option_no_throw(name);
        if (option == nullptr || name.starts_with('-') || !option->get_configurable() ||
            option == of->get_help_ptr()) {
            wrong(key.source(),
                  "unknown key " + name + " in [" + command +
                      "]; its keys are the options of "
                      "gazette " +
                      command + " --help");
        }
        CLI::ConfigItem item;
        item.parents = {command};
        item.name = name;
        const bool is_flag = option->get_expected_max() == 0;
        if (is_flag != value.is_boolean()) {
            wrong(value.source(),
                  name + (is_flag ? " is true or false" : " is neither true nor false"));
        }
        const auto* list = value.as_array();
        if (list == nullptr) {
            item.inputs.push_back(text_of(name, value));
        } else if (option->get_expected_max() == 1) {
            wrong(value.source(), name + " has one value, not a list");
        } else {
            for (const toml::node& one : *list) item.inputs.push_back(text_of(name, one));
        }
        return item;
    }

    std::string text_of(const std::string& name, const toml::node& value) const {
        if (const auto* text = value.as_string()) return text->get();
        if (const auto* number = value.as_integer()) return std::to_string(number->get());
        if (const auto* truth = value.as_boolean()) return truth->get() ? "true" : "false";
        wrong(value.source(), name + " is a text or a whole number");
    }

    const CLI::App& app_;
};

}  // namespace

void add_config_option(CLI::App& app) {
    app.config_formatter(std::make_shared<TomlConfig>(app));
    app.set_config("--config", "", "File with options of index and serve (TOML)")
        ->type_name("FILE")
        ->configurable(false);
    for (const std::string_view table : kTables) {
        app.get_subcommand(std::string(table))
            ->fallthrough()
            ->footer("  --config FILE               Read options from this file (TOML)");
    }
}

}  // namespace gazette
