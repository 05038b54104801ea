#include "indexer/extract_client.h"

#include "indexer/extract/completion.h"
#include "indexer/extract/extract_worker.h"
#include "indexer/extract/wire.h"
#include "indexer/format/index_error.h"

#include <variant>

namespace gazette {
namespace {

// A process is replaced after that many, in case something in it grows.
constexpr std::size_t kDocumentsOfAProcess = 10'000;

}  // namespace

WorkerProcess::Ended ExtractClient::exchange(const std::string& request,
                                             bool with_ocr,
                                             std::string& answer) {
    using Ended = WorkerProcess::Ended;
    const std::chrono::seconds for_ocr{extract_limits::kOcrWorkerWallSeconds};
    const auto deadline = WorkerProcess::Clock::now() + (with_ocr ? for_ocr : options_.wall_time);
    const Ended ended = process_->send_frame(request, deadline);
    return ended == Ended::no ? process_->receive_frame(answer, deadline) : ended;
}

Extracted ExtractClient::extract(const Input& input) {
    using Ended = WorkerProcess::Ended;
    const std::string request = kReadDocument + encode_input(input);
    for (int attempt = 1;; ++attempt) {
        if (documents_ >= kDocumentsOfAProcess) process_.reset();
        if (process_ == nullptr) {
            process_ = std::make_unique<WorkerProcess>(options_);
            protection_ = process_->protection();
            documents_ = 0;
            ++processes_started_;
        }
        ++documents_;
        std::string answer;
        Ended ended = exchange(request, !input.ocr.empty(), answer);
        if (ended == Ended::no) {
            try {
                Extracted extracted = decode_extracted(answer);
                const auto* document = std::get_if<Document>(&extracted);
                if (document == nullptr || document_problem(*document).empty()) return extracted;
            } catch (const IndexError&) {
                // It answered what is no answer: it is not itself any more.
            }
            ended = Ended::by_nonsense;
        }
        Rejection rejection = process_->end(ended);
        process_.reset();
        if (rejection.code != RejectionCode::crashed) return rejection;
        if (attempt == 2) {
            rejection.detail += ", also when it read nothing else";
            return rejection;
        }
    }
}

}  // namespace gazette
