#include "searcher/http/ingest.h"

#include "searcher/http/json.h"
#include "searcher/http/limits.h"
#include "searcher/http/parameters.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

constexpr std::string_view kBeforeId = "/api/v1/documents/";

std::string media_type(const HttpRequest& request) {
    const std::string* type = request.header("content-type");
    return type == nullptr ? std::string() : type->substr(0, type->find_first_of("; \t"));
}

Problem bad_document(std::size_t line, const std::string& what) {
    return problem_of(400, "bad_document", "Document " + std::to_string(line) + " " + what);
}

Problem not_granted() {
    return problem_of(403, "not_granted", "The token is not for documents of this collection.");
}

// The lines of NDJSON that are not blank; of JSON the whole body.
std::vector<std::string_view> documents_in(std::string_view body, bool lines) {
    if (!lines) return {body};
    std::vector<std::string_view> result;
    while (!body.empty()) {
        const std::string_view line = body.substr(0, body.find('\n'));
        body.remove_prefix(std::min(line.size() + 1, body.size()));
        if (line.find_first_not_of(" \t\r") != std::string_view::npos) result.push_back(line);
    }
    return result;
}

// Bounds the depth, so that no input costs stack.
std::optional<nlohmann::json> parsed(std::string_view text) {
    bool too_deep = false;
    auto json = nlohmann::json::parse(
        text,
        [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
            too_deep = too_deep || depth > static_cast<int>(http_limits::kMaxIngestDepth);
            return !too_deep;
        },
        false);
    if (too_deep || !json.is_object()) return std::nullopt;
    return json;
}

// The collection of the document with this id; nothing where there is none.
std::optional<std::string> collection_of(const SearchService& all, const std::string& id) {
    DocumentRequest request;
    request.id = id;
    request.outline = true;
    const auto found = all.document(request);
    const auto* document = std::get_if<std::optional<DocumentResponse>>(&found);
    if (document == nullptr || !*document) return std::nullopt;
    return (*document)->document.collection;
}

// A grant without collections is for all of them.
bool may_write(const TokenGrant& grant, const std::string& collection) {
    return grant.collections.empty() || grant.collections.contains(collection);
}

std::variant<IngestDocument, Problem> read_document(std::string_view text,
                                                    std::size_t line,
                                                    const TokenGrant& grant) {
    auto json = parsed(text);
    if (!json) return bad_document(line, "is no JSON object.");
    const auto id = json->find("id");
    if (id == json->end() || !id->is_string() || id->get_ref<const std::string&>().empty() ||
        id->get_ref<const std::string&>().size() > kMaxDocumentIdBytes) {
        return bad_document(
            line,
            "has no \"id\": a text of 1 to " + std::to_string(kMaxDocumentIdBytes) + " bytes.");
    }
    const auto collection = json->find("collection");
    if (!grant.collections.empty()) {
        if (collection == json->end() && grant.collections.size() == 1) {
            (*json)["collection"] = *grant.collections.begin();
        } else if (collection == json->end() || !collection->is_string() ||
                   !may_write(grant, collection->get<std::string>())) {
            return not_granted();
        }
    }
    return IngestDocument{id->get<std::string>(),
                          json->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
}

Answer reply_of(const IngestReport& report) {
    HttpReply reply;
    reply.content_type = "application/json";
    reply.headers.emplace_back("Cache-Control", "no-store");
    reply.body = to_json(report);
    return reply;
}

}  // namespace

Answer answer_ingest(const HttpRequest& request,
                     const SearchService& all,
                     const TokenGrant& grant,
                     IngestService& ingest) {
    const auto none = parse_parameters(request, {});
    if (const auto* wrong = std::get_if<Problem>(&none)) return *wrong;
    const std::string type = media_type(request);
    const bool lines = type == "application/x-ndjson";
    if (!lines && type != "application/json") {
        return problem_of(
            415, "json_required", "The body is application/json, or application/x-ndjson.");
    }
    const auto texts = documents_in(request.body, lines);
    if (texts.empty()) return bad_document(1, "is not there: the body is empty.");
    if (texts.size() > http_limits::kMaxIngestDocuments) {
        return problem_of(413,
                          "too_many_documents",
                          "A request has at most " +
                              std::to_string(http_limits::kMaxIngestDocuments) + " documents.");
    }
    std::vector<IngestDocument> documents;
    std::set<std::string> ids;
    for (const std::string_view text : texts) {
        auto read = read_document(text, documents.size() + 1, grant);
        if (auto* wrong = std::get_if<Problem>(&read)) return std::move(*wrong);
        auto& document = std::get<IngestDocument>(read);
        if (!ids.insert(document.id).second) {
            return bad_document(documents.size() + 1, "has the \"id\" of one before it.");
        }
        // Nor may it take the place of what the token is not for.
        if (!grant.collections.empty()) {
            const auto taken = collection_of(all, document.id);
            if (taken && !may_write(grant, *taken)) return not_granted();
        }
        documents.push_back(std::move(document));
    }
    auto added = ingest.add(documents);
    if (auto* wrong = std::get_if<Problem>(&added)) return std::move(*wrong);
    return reply_of(std::get<IngestReport>(added));
}

Answer answer_delete(const HttpRequest& request,
                     const SearchService& all,
                     const TokenGrant& grant,
                     IngestService& ingest) {
    const auto none = parse_parameters(request, {});
    if (const auto* wrong = std::get_if<Problem>(&none)) return *wrong;
    const std::string id = request.path.substr(kBeforeId.size());
    const Problem missing =
        problem_of(404, "document_not_found", "No document with this id came in over HTTP.");
    if (id.size() > kMaxDocumentIdBytes) return missing;
    if (!grant.collections.empty()) {
        const auto collection = collection_of(all, id);
        // As if it were not there: a grant leaks nothing.
        if (!collection || !may_write(grant, *collection)) return missing;
    }
    auto removed = ingest.remove(id);
    if (auto* wrong = std::get_if<Problem>(&removed)) return std::move(*wrong);
    const auto& report = std::get<IngestReport>(removed);
    if (report.results.size() == 1 && report.results.front().outcome == "not_found") {
        return missing;
    }
    return reply_of(report);
}

}  // namespace gazette
