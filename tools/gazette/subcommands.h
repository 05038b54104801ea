// The subcommands of the gazette program: one file each. A subcommand declares its options on the
// command line's parser, and sets `run` to what it does; `run` returns the exit status.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace gazette {

// 0: done. 1: done, but something is wrong (rejected inputs do not count: see the ledger; a failed
// check does). 2: the command line or the query is wrong. 3: the operation could not be done.
enum ExitStatus : int { kExitOk = 0, kExitFound = 1, kExitUsage = 2, kExitFailed = 3 };

using Run = std::function<int()>;

void add_index_command(CLI::App& app, Run& run);
void add_status_command(CLI::App& app, Run& run);
void add_check_command(CLI::App& app, Run& run);
void add_backup_command(CLI::App& app, Run& run);
void add_token_command(CLI::App& app, Run& run);
void add_tokens_command(CLI::App& app, Run& run);
void add_search_command(CLI::App& app, Run& run);
void add_similar_command(CLI::App& app, Run& run);
void add_explain_command(CLI::App& app, Run& run);
void add_eval_command(CLI::App& app, Run& run);
void add_serve_command(CLI::App& app, Run& run);
void add_manual_command(CLI::App& app, Run& run);
void add_extract_worker_command(CLI::App& app, Run& run);

}  // namespace gazette
