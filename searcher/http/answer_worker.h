// What the threads that compute do: requests in, answers out. The listener's thread gives them jobs
// and takes what they answer; nothing else is shared with it.
#pragma once

#include "searcher/http/channel.h"
#include "searcher/http/connection.h"
#include "searcher/http/engine.h"
#include "searcher/http/message.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace gazette {

struct Job {
    ConnectionId id = 0;
    std::string head;
    std::string body;
    std::function<std::optional<std::string>()> more;  // instead of a head: goes on with an answer
    std::stop_token hung_up = {};
};

struct Answer {
    ConnectionId id = 0;
    EngineReply reply;
    bool continues = false;  // `reply` is a piece of an answer that has begun
    bool broken = false;     // and there will be no more, though it has not ended
};

// Answers jobs until their channel is closed. Runs in a thread of its own, several at once; each
// has its own engine, and all call `handler` and, behind each answer, `wake`. Both channels must
// live as long.
void answer_jobs(Channel<Job>& jobs,
                 Channel<Answer>& answers,
                 HttpHandler handler,
                 std::size_t max_ingest_bytes,
                 const std::function<void()>& wake);

}  // namespace gazette
