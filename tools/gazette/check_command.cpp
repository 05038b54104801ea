#include <CLI/CLI.hpp>

#include "tools/gazette/subcommands.h"

namespace gazette {

void add_check_command(CLI::App&, Run&) {}

}  // namespace gazette
