#include "searcher/http/server.h"

#include "indexer/format/index_error.h"
#include "searcher/http/access.h"
#include "searcher/http/access_log.h"
#include "searcher/http/admission.h"
#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/gzip.h"
#include "searcher/http/ingest.h"
#include "searcher/http/listener.h"
#include "searcher/http/metrics.h"
#include "searcher/http/page/page.h"
#include "searcher/http/parameters.h"
#include "searcher/http/token_store.h"
#include "searcher/http/web_files.h"
#include "searcher/search_error.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <utility>

namespace gazette {
namespace {

Problem index_unavailable() {
    return problem_of(503, "index_unavailable", "The index cannot be read just now.");
}

// What the figures call the pages together.
constexpr std::string_view kPagePath = "/";

std::vector<std::string_view> paths_of_endpoints() {
    std::vector<std::string_view> paths;
    for (const Endpoint& endpoint : endpoints()) paths.push_back(endpoint.path);
    paths.push_back(kPagePath);
    return paths;
}

// Whether it would change the index.
bool writes(const Endpoint* endpoint, const HttpRequest& request) {
    if (endpoint == nullptr) return false;
    const bool one_document = endpoint->answer == answer_document;
    return endpoint->ingests ? request.method == "POST"
                             : one_document && request.method == "DELETE";
}

ListenerOptions listener_options(const ServerOptions& options) {
    ListenerOptions result;
    result.host = options.host;
    result.port = options.port;
    result.max_connections = options.max_connections;
    result.max_unsent_bytes = options.max_unsent_bytes;
    result.workers =
        options.concurrent_searches + options.queued_searches + http_limits::kSpareWorkers;
    if (options.ingest != nullptr) result.max_ingest_bytes = http_limits::kMaxIngestBytes;
    result.timeouts = options.timeouts;
    return result;
}

}  // namespace

// Who may ask for what.
struct Access {
    AccessRules rules;
    // By the token's name, of those that may not see all; null where that cannot be.
    std::map<std::string, const SearchService*> limited;
};

struct Server::State {
    State(std::unique_ptr<const SearchService> searches, ServerOptions given)
        : options(std::move(given)),
          service(std::move(searches)),
          access(read_access()),
          web(options.web_dir),
          metrics(paths_of_endpoints()),
          admission(options.concurrent_searches, options.queued_searches, options.timeouts.queue),
          listener(listener_options(options),
                   [this](const auto& request) { return handle(request); }) {}

    HttpReply handle(const std::variant<HttpRequest, Problem>& parsed);
    HttpReply answer(const HttpRequest& request);
    Answer route_safely(const HttpRequest& request);
    Answer route(const HttpRequest& request);
    Answer ask(const Endpoint& endpoint, const HttpRequest& request, const SearchService& of);
    Answer show(const HttpRequest& request, const SearchService& of);
    HttpReply reply_of(const HttpRequest& request, const Problem& problem) const;
    // Work that takes a place among the searches, or why there is none.
    template <class Work>
    Answer in_turn(std::string_view endpoint, const HttpRequest& request, const Work& work);
    std::shared_ptr<const Access> read_access() const;
    std::shared_ptr<const Access> current_access() const;
    std::optional<Problem> refusal_of(const TokenGrant& grant,
                                      const Endpoint* endpoint,
                                      bool writes);
    Answer write(const HttpRequest& request, const TokenGrant* grant);
    std::string logged_path(const HttpRequest& request) const;
    void record(const HttpRequest* request, const HttpReply& reply, std::chrono::nanoseconds took);
    HttpReply figures();
    void log_error(const std::string& what) const { log(error_line(options.log_format, what)); }
    void log(const std::string& line) const {
        if (options.log) options.log(line);
    }

    const ServerOptions options;
    const std::unique_ptr<const SearchService> service;
    mutable std::mutex access_mutex;  // guards access and limited_services
    // One for each grant that there ever was: an answer may still be made by one whose token was
    // revoked.
    mutable std::map<std::set<std::string>, std::unique_ptr<const SearchService>> limited_services;
    std::shared_ptr<const Access> access;
    TokenMeter meter;
    const WebFiles web;
    Metrics metrics;
    Admission admission;
    Listener listener;
};

HttpReply Server::State::handle(const std::variant<HttpRequest, Problem>& parsed) {
    const auto begin = std::chrono::steady_clock::now();
    const auto* request = std::get_if<HttpRequest>(&parsed);
    HttpReply reply =
        request != nullptr ? answer(*request) : problem_reply(std::get<Problem>(parsed));
    if (request == nullptr) metrics.problem(std::get<Problem>(parsed).code);
    if (request != nullptr) compress_for(*request, reply);
    const auto took = std::chrono::steady_clock::now() - begin;
    record(request, reply, took);
    return reply;
}

void Server::State::record(const HttpRequest* request,
                           const HttpReply& reply,
                           std::chrono::nanoseconds took) {
    const Endpoint* endpoint = request == nullptr ? nullptr : endpoint_of(request->path);
    const bool page = request != nullptr && is_page(request->path);
    std::string_view name = page ? kPagePath : std::string_view();
    if (endpoint != nullptr) name = endpoint->path;
    metrics.answered(name, reply.status, took);
    const std::string path = request == nullptr ? "-" : logged_path(*request);
    AccessRecord line{request == nullptr ? std::string_view("-") : request->method,
                      path,
                      reply.status,
                      reply.body.size(),
                      std::chrono::duration_cast<std::chrono::microseconds>(took)};
    log(access_line(options.log_format, line));
    const bool asks =
        endpoint != nullptr ? endpoint->searches : page && !request->parameters.empty();
    if (!options.audit || !asks) return;
    line.path = request->target;
    options.audit(audit_line(line, request->body));
}

HttpReply Server::State::figures() {
    const auto load = admission.load();
    const StatusResponse status = service->status();
    const auto gauge = [](const char* name, const char* help, auto value) {
        return Gauge{name, help, "", static_cast<double>(value), false};
    };
    std::vector<Gauge> gauges = {
        gauge("gazette_searches_running", "Searches under way.", load.running),
        gauge("gazette_searches_waiting", "Searches that wait for their turn.", load.waiting),
        gauge("gazette_connections", "Open connections.", listener.connections()),
        gauge("gazette_index_revision", "Revision that is searched.", status.revision),
        gauge("gazette_index_documents", "Documents that are searched.", status.documents),
        gauge("gazette_index_parts", "Parts of the index.", status.parts),
        gauge("gazette_index_text_bytes", "Text of all parts.", status.text_bytes),
        gauge("gazette_index_stale",
              "1 where a newer state of the index could not be opened.",
              status.problem.empty() ? 0 : 1),
    };
    if (options.gauges) {
        for (Gauge& more : options.gauges()) gauges.push_back(std::move(more));
    }
    for (Gauge& more : process_gauges()) gauges.push_back(std::move(more));
    HttpReply reply;
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = metrics.text(gauges);
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

// What a document is called says what was read: the endpoint's name stands for it.
std::string Server::State::logged_path(const HttpRequest& request) const {
    if (options.log_queries) return request.target;
    const Endpoint* endpoint = endpoint_of(request.path);
    return endpoint != nullptr ? std::string(endpoint->path) : request.path;
}

HttpReply Server::State::answer(const HttpRequest& request) {
    Answer answer = route_safely(request);
    if (auto* reply = std::get_if<HttpReply>(&answer)) return std::move(*reply);
    auto& problem = std::get<Problem>(answer);
    metrics.problem(problem.code);
    problem.instance = request.target.substr(0, request.target.find('?'));
    return reply_of(request, problem);
}

// A person gets a page.
HttpReply Server::State::reply_of(const HttpRequest& request, const Problem& problem) const {
    try {
        if (is_page(request.path) && request.method != "POST") {
            return WebPage(request, web).problem(problem);
        }
    } catch (const std::exception& error) {
        log_error(std::string("internal error: ") + error.what());
    }
    return problem_reply(problem);
}

Answer Server::State::route_safely(const HttpRequest& request) {
    try {
        return route(request);
    } catch (const SearchError& error) {
        log_error(std::string("search error: ") + error.what());
        if (error.kind() == SearchError::Kind::index_unreadable) return index_unavailable();
        return out_of_time_problem();
    } catch (const IndexError& error) {
        log_error(std::string("index error: ") + error.what());
        return index_unavailable();
    } catch (const std::exception& error) {
        log_error(std::string("internal error: ") + error.what());
    } catch (...) {
        log_error("internal error of an unknown kind");
    }
    return problem_of(
        500, "internal_error", "Something went wrong inside the server; its log has more.");
}

std::shared_ptr<const Access> Server::State::read_access() const {
    const std::lock_guard lock(access_mutex);
    auto fresh = std::make_shared<Access>();
    fresh->rules = access_rules(options.host, options.token_file, options.tokens_file);
    for (const TokenGrant& grant : fresh->rules.tokens) {
        if (grant.collections.empty()) continue;
        auto& limited = limited_services[grant.collections];
        if (limited == nullptr) limited = service->limited_to(grant.collections);
        fresh->limited[grant.name] = limited.get();
    }
    return fresh;
}

std::shared_ptr<const Access> Server::State::current_access() const {
    const std::lock_guard lock(access_mutex);
    return access;
}

std::optional<Problem> Server::State::refusal_of(const TokenGrant& grant,
                                                 const Endpoint* endpoint,
                                                 bool writes) {
    const bool of_server = endpoint != nullptr && endpoint->of_server;
    const Scope needed = writes ? Scope::ingest : of_server ? Scope::admin : Scope::read;
    if (!grant.may(needed)) {
        return problem_of(
            403,
            "not_granted",
            "The token is not for this: it lacks the scope " + std::string(name_of(needed)) + ".");
    }
    if (!meter.take(grant, TokenMeter::Clock::now())) {
        return problem_of(
            429, "too_many_requests", "The token has made as many requests as it may for now.");
    }
    return std::nullopt;
}

Answer Server::State::route(const HttpRequest& request) {
    // Held for as long as the request takes.
    const auto held = current_access();
    if (const auto why = refusal(held->rules, request)) return *why;
    const Endpoint* endpoint = endpoint_of(request.path);
    const TokenGrant* grant = grant_of(held->rules, request);
    const SearchService* of = service.get();
    if (grant != nullptr) {
        if (auto why = refusal_of(*grant, endpoint, writes(endpoint, request)))
            return *std::move(why);
        if (!grant->collections.empty()) of = held->limited.at(grant->name);
    }
    if (writes(endpoint, request)) return write(request, grant);
    const bool takes_post = endpoint != nullptr && endpoint->takes_post;
    const bool reads = request.method == "GET" || request.method == "HEAD";
    if (takes_post ? request.method != "POST" : !reads) {
        Problem problem = problem_of(
            405,
            "method_not_allowed",
            takes_post ? "Only POST is served here." : "Only GET and HEAD are served here.");
        if (takes_post) problem.allow = "POST";
        return problem;
    }
    if ((endpoint != nullptr || is_page(request.path)) && of == nullptr) {
        return problem_of(403, "not_granted", "Nothing here can be limited to the token's grant.");
    }
    if (endpoint != nullptr) return ask(*endpoint, request, *of);
    if (is_page(request.path)) return show(request, *of);
    if (auto file = web.find(request.path)) {
        HttpReply reply = fresh_reply(request, file->media_type, {}, file->bytes);
        reply.headers.emplace_back("Vary", "Accept-Encoding");
        const std::string* accepted = request.header("accept-encoding");
        const bool small = !file->gzip.empty() && accepted != nullptr && takes_gzip(*accepted);
        if (reply.status != 200) return reply;
        reply.body = std::move(small ? file->gzip : file->bytes);
        if (small) reply.headers.emplace_back("Content-Encoding", "gzip");
        return reply;
    }
    return problem_of(404, "not_found", "Nothing is served at this address.");
}

Answer Server::State::write(const HttpRequest& request, const TokenGrant* grant) {
    if (options.ingest == nullptr) {
        return problem_of(403, "ingest_off", "This server takes in no documents.");
    }
    if (grant == nullptr) {
        return problem_of(403, "not_granted", "Only a token with the scope ingest may do this.");
    }
    return request.method == "DELETE" ? answer_delete(request, *service, *grant, *options.ingest)
                                      : answer_ingest(request, *service, *grant, *options.ingest);
}

Answer Server::State::ask(const Endpoint& endpoint,
                          const HttpRequest& request,
                          const SearchService& of) {
    if (endpoint.of_server) {
        const auto wrong = parse_parameters(request, {});
        if (const auto* problem = std::get_if<Problem>(&wrong)) return *problem;
        return figures();
    }
    if (!endpoint.searches) return endpoint.answer(request, of);
    return in_turn(endpoint.path, request, [&] { return endpoint.answer(request, of); });
}

Answer Server::State::show(const HttpRequest& request, const SearchService& of) {
    const WebPage page(request, web);
    if (!page.searches()) return page.answer(of);
    return in_turn(kPagePath, request, [&] { return page.answer(of); });
}

template <class Work>
Answer Server::State::in_turn(std::string_view endpoint,
                              const HttpRequest& request,
                              const Work& work) {
    using Clock = std::chrono::steady_clock;
    const auto asked = Clock::now();
    const auto place = admission.enter(request.hung_up);
    const auto begun = Clock::now();
    metrics.stage(endpoint, Stage::queue, begun - asked);
    if (!place) {
        return problem_of(
            503, "too_many_searches", "Too many searches are waiting; try again soon.");
    }
    Answer answer = work();
    metrics.stage(endpoint, Stage::work, Clock::now() - begun);
    return answer;
}

int concurrent_searches_here() {
    const int processors = static_cast<int>(std::min(std::thread::hardware_concurrency(), 1024U));
    return std::clamp(2 * processors,
                      http_limits::kFewestConcurrentSearches,
                      http_limits::kMostConcurrentSearches);
}

Server::Server(std::unique_ptr<const SearchService> service, ServerOptions options)
    : state_(std::make_unique<State>(std::move(service), std::move(options))) {}

Server::~Server() = default;

int Server::bind() {
    return state_->listener.bind();
}

void Server::run() {
    state_->listener.run();
}

void Server::reload() {
    auto fresh = state_->read_access();
    const std::lock_guard lock(state_->access_mutex);
    state_->access = std::move(fresh);
}

void Server::stop() {
    state_->admission.close();
    state_->listener.stop();
}

}  // namespace gazette
