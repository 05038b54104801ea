#include "searcher/http/limits.h"
#include "searcher/http/server.h"
#include "searcher/http/socket.h"
#include "searcher/search.h"
#include "tools/gazette/copies_service.h"
#include "tools/gazette/folder_ingest.h"
#include "tools/gazette/ledger_gauges.h"
#include "tools/gazette/log_file.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <pthread.h>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <thread>

namespace gazette {
namespace {

struct ServeOptions {
    std::string index_dir;
    std::string audit_log;             // empty: none
    std::filesystem::path ingest_dir;  // empty: no documents are taken in
    bool check_config = false;
    ServerOptions server;
};

// Connections and the index's files together may need more descriptors than a shell gives.
// Connections take half of them at most.
std::size_t connections_for_descriptors(std::size_t connections) {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return connections;
    const rlim_t wanted = 4 * connections;
    if (limit.rlim_cur < wanted) {
        rlimit raised = limit;
        raised.rlim_cur = std::min<rlim_t>(wanted, limit.rlim_max);
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
    }
    return std::min<std::size_t>(connections, limit.rlim_cur / 2);
}

sigset_t stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    return signals;
}

// Stops the server at SIGINT or SIGTERM, which every thread must have blocked, as SIGHUP, at which
// it calls `reload`. A second signal to stop does not wait for searches under way.
class StopAtSignal {
  public:
    StopAtSignal(Server& server, std::function<void()> reload)
        : reload_(std::move(reload)), thread_([this, &server] { wait(server); }) {}
    ~StopAtSignal() {
        done_ = true;
        pthread_kill(thread_.native_handle(), SIGTERM);
        thread_.join();
    }
    StopAtSignal(const StopAtSignal&) = delete;
    StopAtSignal& operator=(const StopAtSignal&) = delete;

  private:
    void wait(Server& server) {
        const sigset_t signals = stop_signals();
        for (bool first = true;;) {
            int which = 0;
            sigwait(&signals, &which);
            if (done_) return;
            if (which == SIGHUP) {
                reload_();
                continue;
            }
            if (!first) std::_Exit(128 + which);
            first = false;
            server.stop();
        }
    }

    const std::function<void()> reload_;
    std::atomic<bool> done_ = false;
    std::thread thread_;
};

void log_line(const std::string& line) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::cerr << line << "\n";
}

int serve(const ServeOptions& options) {
    // Before any thread is made, so that all of them leave these signals to the one that waits.
    const sigset_t signals = stop_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    const Searcher searcher(options.index_dir, http_limits::kMatchCacheBytes);
    ServerOptions server_options = options.server;
    server_options.log = log_line;
    server_options.max_connections = connections_for_descriptors(options.server.max_connections);
    LedgerGauges ledger_gauges(options.index_dir);
    server_options.gauges = [&] { return ledger_gauges(); };
    std::optional<LogFile> audit;
    if (!options.audit_log.empty()) {
        audit.emplace(options.audit_log);
        server_options.audit = [&](const std::string& line) {
            if (!audit->add(line)) log_line("error: a line of the audit log could not be written");
        };
    }
    if (!options.ingest_dir.empty()) {
        if (options.server.tokens_file.empty()) {
            throw std::invalid_argument(
                "--ingest needs --tokens: only tokens with the scope ingest may send documents in");
        }
        server_options.ingest = folder_ingest(options.index_dir, options.ingest_dir);
    }
    Server server(with_copies(service_of(searcher), options.index_dir), server_options);
    if (options.check_config) {
        std::cout << "nothing wrong: gazette serve would serve " << options.index_dir << " on "
                  << authority(server_options.host, server_options.port) << std::endl;
        return kExitOk;
    }
    const int port = server.bind();

    const StopAtSignal stop_at_signal(server, [&] {
        try {
            server.reload();
            if (audit) audit->reopen();
            log_line("reloaded: tokens and the audit log were opened anew");
        } catch (const std::invalid_argument& error) {
            log_line(std::string("not reloaded: ") + error.what());
        }
    });
    std::cout << "Gazette serves " << options.index_dir << " on http://"
              << authority(server_options.host, port) << "/" << std::endl;
    server.run();
    return kExitOk;
}

}  // namespace

void add_serve_command(CLI::App& app, Run& run) {
    auto options = std::make_shared<ServeOptions>();
    CLI::App* command = app.add_subcommand("serve", "Serve the search page and its API over HTTP.");
    command->add_option("--index", options->index_dir, "Folder of the index")->required();
    command->add_option("--host", options->server.host, "Address to listen on");
    command->add_option("--port", options->server.port, "Port; 0 for any free one")
        ->check(CLI::Range(0, 65535));
    command->add_option("--token-file",
                        options->server.token_file,
                        "File with the bearer token that every request must carry; needed where "
                        "other machines can reach the address");
    command->add_option("--tokens",
                        options->server.tokens_file,
                        "File with the tokens of several users, made by gazette token; instead of "
                        "--token-file, or beside it");
    command->add_option("--ingest",
                        options->ingest_dir,
                        "Take in documents over HTTP from tokens with the scope ingest, and keep "
                        "them in this folder; without it the server changes nothing");
    command->add_option("--web",
                        options->server.web_dir,
                        "Serve the page from this folder instead of the one inside the program");
    command->add_flag("--log-queries",
                      options->server.log_queries,
                      "Log what is searched for and which documents are read");
    command
        ->add_option("--log-format",
                     options->server.log_format,
                     "Lines of the log: text, or json (an object a line, with the time)")
        ->transform(
            CLI::CheckedTransformer(std::map<std::string, LogFormat>{{"text", LogFormat::text},
                                                                     {"json", LogFormat::json}})
                .description(""))
        ->option_text("text|json");
    command->add_option("--audit-log",
                        options->audit_log,
                        "Add all that is searched for and read to this file, an object a line");
    command
        ->add_option("--max-connections",
                     options->server.max_connections,
                     "Connections open at once; at most half of the descriptors there may be")
        ->check(CLI::Range(8, 65536));
    command
        ->add_option("--searches",
                     options->server.concurrent_searches,
                     "Searches that run at once; more wait for their turn")
        ->check(CLI::Range(1, 256));
    command
        ->add_option("--queued-searches",
                     options->server.queued_searches,
                     "Searches that may wait; more are told to come back (503)")
        ->check(CLI::Range(0, 1024));
    command
        ->add_flag("--check-config",
                   options->check_config,
                   "Look whether the options are good and the index can be opened; serve nothing")
        ->configurable(false);
    command->callback([options, &run] {
        run = [options] {
            try {
                return serve(*options);
            } catch (const std::invalid_argument& error) {
                std::cerr << "gazette serve: " << error.what() << "\n";
                return static_cast<int>(kExitUsage);
            }
        };
    });
}

}  // namespace gazette
