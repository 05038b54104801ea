#include <CLI/CLI.hpp>

#include "tools/gazette/subcommands.h"

namespace gazette {

void add_tokens_command(CLI::App&, Run&) {}

}  // namespace gazette
