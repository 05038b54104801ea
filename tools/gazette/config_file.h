// gazette.toml: options of `serve` and `index` in a file (TOML 1.0).
//
//     [serve]
//     index = "/var/lib/gazette/index"
//     port = 8080
//
//     [index]
//     index = "/var/lib/gazette/index"
//     paths = ["/srv/archive"]
//
// A table is a subcommand, a key one of its options without the dashes: so every option is a flag
// too, and the two cannot drift apart. What stands on the command line wins.
#pragma once

namespace CLI {
class App;
}

namespace gazette {

// Adds --config to the program, which has its subcommands already. An error in the file ends the
// parsing as one on the command line does; it names the line.
void add_config_option(CLI::App& app);

}  // namespace gazette
