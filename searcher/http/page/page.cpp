#include "searcher/http/page/page.h"

#include "searcher/http/page/archive_view.h"
#include "searcher/http/page/counts_view.h"
#include "searcher/http/page/document_view.h"
#include "searcher/http/page/frame.h"
#include "searcher/http/page/home_view.h"
#include "searcher/http/page/results_view.h"
#include "searcher/http/page/ui_language.h"
#include "searcher/http/parameters.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

std::string bytes_of(const WebFiles& files, const std::string& path) {
    auto file = files.find(path);
    return file ? std::move(file->bytes) : std::string();
}

const UiLanguage& language_of(const HttpRequest& request, const PageAddress& address) {
    const std::string* preferred = request.header("accept-language");
    return ui_language(address.value("ui"), preferred == nullptr ? std::string_view() : *preferred);
}

std::string messages_of(const UiLanguage& language, const WebFiles& files, const char* which) {
    return bytes_of(files, "/lang/" + std::string(language.tag) + which);
}

// A query that finds the documents of a work. Its name may have quotation marks of one kind.
std::string work_query(const std::string& work) {
    const bool plain = work.find('"') == std::string::npos;
    return "id:" + (plain ? '"' + work + '"' : "«" + work + "»");
}

HttpReply html_reply(std::string html) {
    HttpReply reply;
    reply.content_type = "text/html; charset=utf-8";
    reply.body = std::move(html);
    reply.headers.emplace_back("Cache-Control", "private, no-cache");
    reply.headers.emplace_back("Vary", "Accept-Language");
    return reply;
}

}  // namespace

bool is_page(std::string_view path) {
    return path == "/" || path == "/index.html" || path == "/archive" || path == "/api";
}

WebPage::WebPage(const HttpRequest& request, const WebFiles& files)
    : kind_(request.path == "/archive" ? Kind::archive
            : request.path == "/api"   ? Kind::api
                                       : Kind::search),
      file_(bytes_of(files, "/index.html")),
      examples_(bytes_of(files, "/examples.json")),
      api_(kind_ == Kind::api ? bytes_of(files, "/openapi.json") : std::string()),
      address_(request.parameters),
      words_(language_of(request, address_),
             messages_of(language_of(request, address_), files, ".json"),
             messages_of(language_of(request, address_), files, ".codes.json")) {}

bool WebPage::searches() const {
    return kind_ == Kind::archive || (kind_ == Kind::search && !address_.is_home());
}

HttpReply WebPage::reply(const PageView& view, const StatusResponse* status) const {
    return html_reply(framed(file_, {words_, address_}, view, status));
}

Answer WebPage::answer(const SearchService& service) const {
    if (file_.empty()) return problem_of(404, "not_found", "Nothing is served at this address.");
    if (kind_ == Kind::api) return reply(api_view(api_), nullptr);
    if (kind_ == Kind::archive) return archive(service);
    if (address_.has("doc")) return document(service);
    if (!address_.is_home()) return results(service);
    const StatusResponse status = service.status();
    return reply(home_view({words_, address_}, status, examples_), &status);
}

Answer WebPage::archive(const SearchService& service) const {
    const StatusResponse status = service.status();
    FacetRequest counting;
    counting.fields = {FacetField::year};
    counting.values = kArchiveYears;
    const auto counted = service.facets(counting);
    std::optional<Facet> years;
    if (const auto* found = std::get_if<FacetResponse>(&counted)) {
        if (!found->facets.empty()) years = found->facets.front();
    }
    const PageAddress home{address_.has("ui") ? std::vector<Parameter>{{"ui", address_.value("ui")}}
                                              : std::vector<Parameter>{}};
    return reply(archive_view({words_, home}, status, years, service.inputs()), &status);
}

Answer WebPage::results(const SearchService& service) const {
    static const auto kKnown = with_query_parameters({"sort", "limit", "offset", "exact"});
    const auto asked = parse_parameters(address_.search_request(), kKnown);
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    const auto& search = std::get<SearchRequest>(asked);
    const auto found = service.search(search);
    if (const auto* wrong = std::get_if<QueryError>(&found)) return problem_of(*wrong, search.text);
    const StatusResponse status = service.status();
    const PageContext page{words_, address_};
    if (status.documents == 0) {
        return reply(empty_index_view(page), &status);
    }
    PageView view = results_view(page, std::get<SearchResponse>(found), over_time(service));
    if (address_.has("filters")) {
        const auto counting = parse_facet_parameters(address_.count_request());
        if (const auto* wrong = std::get_if<Problem>(&counting)) return *wrong;
        const auto counted = service.facets(std::get<FacetRequest>(counting));
        if (const auto* facets = std::get_if<FacetResponse>(&counted)) {
            view.filters = facets_as_links(page, *facets);
        }
    }
    return reply(view, &status);
}

// Where it is asked for. What is wrong with the query the hits say.
Html WebPage::over_time(const SearchService& service) const {
    if (!address_.has("time")) return {};
    const auto asked = parse_timeline_parameters(address_.count_request());
    const auto* timeline = std::get_if<AskedTimeline>(&asked);
    if (timeline == nullptr) return {};
    const auto counted = service.timeline(timeline->timeline);
    const auto* response = std::get_if<TimelineResponse>(&counted);
    return response == nullptr ? Html() : timeline_table({words_, address_}, *response);
}

Answer WebPage::document(const SearchService& service) const {
    const auto asked = parse_document_parameters(address_.document_request());
    if (const auto* wrong = std::get_if<Problem>(&asked)) return *wrong;
    DocumentRequest wanted = std::get<DocumentRequest>(asked);
    wanted.id = address_.value("doc");
    const Problem missing =
        problem_of(404, "document_not_found", "The index holds no document with this id.");
    if (wanted.id.size() > kMaxDocumentIdBytes) return missing;

    const auto ask =
        [&](const DocumentRequest& request) -> std::variant<DocumentResponse, Problem> {
        auto found = service.document(request);
        if (const auto* wrong = std::get_if<QueryError>(&found)) {
            return problem_of(*wrong, request.query.text);
        }
        auto& document = std::get<std::optional<DocumentResponse>>(found);
        if (!document) return missing;
        return *std::move(document);
    };
    wanted.begin = document_window_begin(address_);
    wanted.end = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(std::uint64_t{*wanted.begin} + kPageTextBytes, UINT32_MAX));
    const auto window = ask(wanted);
    if (const auto* wrong = std::get_if<Problem>(&window)) return *wrong;
    wanted.begin = wanted.end = std::nullopt;
    wanted.outline = true;
    const auto outline = ask(wanted);
    if (const auto* wrong = std::get_if<Problem>(&outline)) return *wrong;
    const auto& found = std::get<DocumentResponse>(window);
    SearchResponse of_work;
    if (!found.document.work_id.empty()) {
        SearchRequest others;
        others.text = work_query(found.document.work_id);
        others.sort = SortOrder::newest;
        others.limit = request_limits::kMaxHits;
        auto answer = service.search(others);
        if (auto* good = std::get_if<SearchResponse>(&answer)) of_work = std::move(*good);
    }
    const StatusResponse status = service.status();
    return reply(
        document_view({words_, address_}, found, std::get<DocumentResponse>(outline), of_work),
        &status);
}

HttpReply WebPage::problem(const Problem& problem) const {
    HttpReply result = problem_reply(problem);
    HttpReply shown = reply(problem_view({words_, address_}, problem), nullptr);
    result.content_type = std::move(shown.content_type);
    result.body = std::move(shown.body);
    return result;
}

}  // namespace gazette
