#include <CLI/CLI.hpp>

#include "tools/gazette/subcommands.h"

namespace gazette {

void add_status_command(CLI::App&, Run&) {}

}  // namespace gazette
