// The gazette program: parses the command line, runs one subcommand, reports. The only catch-all
// outside the HTTP server.
#include "tools/gazette/config_file.h"
#include "tools/gazette/program_path.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    CLI::App app("Full-text search for archives of regulation and news, in many languages.");
    app.set_version_flag("--version", GAZETTE_VERSION);
    app.require_subcommand(1);
    app.option_defaults()->always_capture_default();

    gazette::remember_program_path(argv[0]);
    gazette::Run run;
    gazette::add_index_command(app, run);
    gazette::add_search_command(app, run);
    gazette::add_similar_command(app, run);
    gazette::add_explain_command(app, run);
    gazette::add_serve_command(app, run);
    gazette::add_status_command(app, run);
    gazette::add_check_command(app, run);
    gazette::add_backup_command(app, run);
    gazette::add_token_command(app, run);
    gazette::add_tokens_command(app, run);
    gazette::add_extract_worker_command(app, run);
    gazette::add_eval_command(app, run);
    gazette::add_manual_command(app, run);
    gazette::add_config_option(app);

    try {
        app.parse(argc, argv);
        return run();
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? gazette::kExitOk : gazette::kExitUsage;
    } catch (const std::exception& error) {
        std::cerr << "gazette: " << error.what() << "\n";
        return gazette::kExitFailed;
    }
}
