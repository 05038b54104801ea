#include "searcher/http/export.h"

#include "searcher/http/endpoints/endpoints.h"
#include "searcher/http/limits.h"
#include "searcher/http/parameters.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

std::atomic<int> exports_under_way{0};

// One of kMaxExports.
class Place {
  public:
    Place() : taken_(++exports_under_way <= http_limits::kMaxExports) {}
    ~Place() { --exports_under_way; }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    bool taken() const { return taken_; }

  private:
    bool taken_;
};

// An answer under way.
struct Export {
    std::shared_ptr<const Place> place;
    std::unique_ptr<HitStream> hits;
    ExportWriter writer;
    bool ended = false;

    std::optional<std::string> next() {
        if (ended) return std::nullopt;
        std::string bytes;
        for (const Hit& hit : hits->next(http_limits::kHitsInPiece)) bytes += writer.record(hit);
        if (!bytes.empty()) return bytes;
        ended = true;
        return writer.manifest(hits->about(), hits->published_at());
    }
};

}  // namespace

Answer answer_export(const HttpRequest& request, const SearchService& service) {
    auto asked = parse_export_parameters(request);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const auto& [search, format] = std::get<AskedExport>(asked);
    auto place = std::make_shared<const Place>();
    if (!place->taken()) {
        return problem_of(503,
                          "too_many_exports",
                          "Too many exports are under way; try again when one has ended.");
    }
    auto streamed = service.stream(search);
    if (const auto* wrong = std::get_if<QueryError>(&streamed)) {
        return problem_of(*wrong, search.text);
    }
    const auto under_way =
        std::make_shared<Export>(Export{std::move(place),
                                        std::get<std::unique_ptr<HitStream>>(std::move(streamed)),
                                        ExportWriter(format, search)});
    HttpReply reply;
    reply.content_type = media_type_of(format);
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"gazette." + std::string(name_of(format)) + "\"");
    reply.body = under_way->writer.header();
    reply.more = [under_way] { return under_way->next(); };
    return reply;
}

}  // namespace gazette
