#include <CLI/CLI.hpp>

#include "tools/gazette/subcommands.h"

namespace gazette {

void add_explain_command(CLI::App&, Run&) {}

}  // namespace gazette
