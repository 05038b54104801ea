#include "searcher/retrieved_stream.h"

#include "searcher/index_errors.h"
#include "searcher/presentation.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gazette {
namespace {

class RetrievedStream final : public HitStream {
  public:
    RetrievedStream(const IndexReader& reader,
                    const TextMeasures& measures,
                    std::shared_ptr<const IndexSnapshot> index,
                    CompiledQuery query,
                    std::vector<RetrievedHit> hits,
                    bool spans,
                    SearchResponse about)
        : reader_(reader),
          measures_(measures),
          index_(std::move(index)),
          query_(std::move(query)),
          hits_(std::move(hits)),
          spans_(spans),
          about_(std::move(about)) {}

    const SearchResponse& about() const override { return about_; }
    const std::string& published_at() const override { return index_->manifest().published_at; }

    std::vector<Hit> next(std::size_t count) override {
        return with_index_errors([&] {
            const std::size_t end = std::min(hits_.size(), given_ + count);
            const std::vector<RetrievedHit> piece(
                hits_.begin() + static_cast<std::ptrdiff_t>(given_),
                hits_.begin() + static_cast<std::ptrdiff_t>(end));
            given_ = end;
            if (piece.empty()) return std::vector<Hit>();
            const auto analyzer = reader_.analyzer();
            return present(*index_, query_, piece, spans_, measures_, *analyzer);
        });
    }

  private:
    const IndexReader& reader_;
    const TextMeasures& measures_;
    const std::shared_ptr<const IndexSnapshot> index_;
    const CompiledQuery query_;
    const std::vector<RetrievedHit> hits_;
    const bool spans_;
    const SearchResponse about_;
    std::size_t given_ = 0;
};

}  // namespace

std::unique_ptr<HitStream> retrieved_stream(const IndexReader& reader,
                                            const TextMeasures& measures,
                                            std::shared_ptr<const IndexSnapshot> index,
                                            CompiledQuery query,
                                            std::vector<RetrievedHit> hits,
                                            bool spans,
                                            SearchResponse about) {
    return std::make_unique<RetrievedStream>(reader,
                                             measures,
                                             std::move(index),
                                             std::move(query),
                                             std::move(hits),
                                             spans,
                                             std::move(about));
}

}  // namespace gazette
