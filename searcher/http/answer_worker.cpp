#include "searcher/http/answer_worker.h"

#include <exception>
#include <utility>

namespace gazette {
namespace {

// Asks for the next piece of an answer.
Answer go_on(Job job) {
    Answer answer{job.id, {}, true, false};
    try {
        if (auto piece = job.more()) {
            answer.reply.bytes = std::move(*piece);
            answer.reply.more = std::move(job.more);
        }
    } catch (const std::exception&) {
        answer.broken = true;
    }
    return answer;
}

}  // namespace

void answer_jobs(Channel<Job>& jobs,
                 Channel<Answer>& answers,
                 HttpHandler handler,
                 std::size_t max_ingest_bytes,
                 const std::function<void()>& wake) {
    Engine engine(std::move(handler), max_ingest_bytes);
    while (auto job = jobs.pop()) {
        answers.push(
            job->more
                ? go_on(std::move(*job))
                : Answer{job->id,
                         engine.answer(job->head, std::move(job->body), std::move(job->hung_up))});
        wake();
    }
}

}  // namespace gazette
