#include <CLI/CLI.hpp>

#include "tools/gazette/subcommands.h"

namespace gazette {

void add_index_command(CLI::App&, Run&) {}

}  // namespace gazette
