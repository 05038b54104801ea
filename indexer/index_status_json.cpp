#include "indexer/index_status.h"

#include <nlohmann/json.hpp>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const RunRow& run, bool is_being_written) {
    Json json;
    json["run"] = run.run;
    json["started_at"] = run.started_at;
    json["finished_at"] = run.finished_at.empty() ? Json(nullptr) : Json(run.finished_at);
    const bool killed = run.result == "running" && !is_being_written;
    json["result"] = killed ? "killed" : run.result;
    json["paths"] = Json::parse(run.paths_json, nullptr, false);
    json["report"] =
        run.report_json.empty() ? Json(nullptr) : Json::parse(run.report_json, nullptr, false);
    return json;
}

Json json_of(const PartStatus& part) {
    Json json;
    json["name"] = part.name;
    json["documents"] = part.documents;
    json["deleted"] = part.deleted;
    json["text_bytes"] = part.text_bytes;
    json["bytes"] = part.bytes;
    return json;
}

}  // namespace

std::string to_json(const IndexStatus& status) {
    Json json;
    json["revision"] = status.revision;
    json["published_at"] = status.published_at;
    json["analyzer"] = status.analyzer;
    json["documents"] = status.documents;
    json["text_bytes"] = status.text_bytes;
    json["bytes"] = status.bytes;
    json["parts"] = Json::array();
    for (const PartStatus& part : status.parts) json["parts"].push_back(json_of(part));
    json["inputs"] = status.outcomes;
    json["rejected_by_reason"] = status.rejected_by_reason;
    json["skipped_by_reason"] = status.skipped_by_reason;
    json["with_warnings"] = status.with_warnings;
    json["formats"] = status.formats;
    json["rejected_formats"] = status.rejected_formats;
    json["languages"] = status.languages;
    json["kinds"] = status.kinds;
    json["sources"] = status.sources;
    json["collections"] = status.collections;
    json["is_being_written"] = status.is_being_written;
    json["last_run"] =
        status.last_run ? json_of(*status.last_run, status.is_being_written) : Json(nullptr);
    json["problems"] = status.problems;
    return json.dump();
}

std::string to_json(const InputStatus& input) {
    const LedgerRow& row = input.row;
    Json json;
    json["uri"] = input.uri;
    json["outcome"] = shown_outcome(row);
    const auto text = [&](const char* name, const std::string& value) {
        if (!value.empty()) json[name] = value;
    };
    text("reason", row.reason);
    text("detail", row.detail);
    text("document", row.doc_id);
    text("warnings", row.warnings);
    text("collection", row.collection);
    text("lang", row.lang);
    text("kind", row.kind);
    text("source", row.source);
    text("format", row.extractor);
    if (!row.extractor.empty()) json["format_version"] = row.extractor_version;
    if (row.line != 0) json["line"] = row.line;
    json["bytes"] = row.bytes;
    text("hash", row.hash);
    json["run"] = row.run;
    json["revision"] = row.revision;
    if (!input.records.empty()) json["records"] = input.records;
    if (!input.copies.empty()) json["copies"] = input.copies;
    return json.dump();
}

}  // namespace gazette
