#include "indexer/index_report.h"

#include <nlohmann/json.hpp>

namespace gazette {

std::string to_json(const IndexReport& report) {
    nlohmann::ordered_json json;
    json["added"] = report.added;
    json["replaced"] = report.replaced;
    json["unchanged"] = report.unchanged;
    json["deleted"] = report.deleted;
    json["missing"] = report.missing;
    json["with_warnings"] = report.with_warnings;
    json["partial"] = report.partial;
    json["rejected"] = report.rejected;
    json["rejected_by_reason"] = report.rejected_by_reason;
    json["copies"] = report.copies;
    json["stale"] = report.stale;
    json["skipped"] = report.skipped;
    json["waiting"] = report.waiting;
    json["input_bytes"] = report.input_bytes;
    json["text_bytes"] = report.text_bytes;
    json["documents"] = report.documents;
    json["parts"] = report.parts;
    json["revision"] = report.revision;
    json["index_bytes"] = report.index_bytes;
    json["run"] = report.run;
    json["seconds"] = report.seconds;
    json["merge_seconds"] = report.merge_seconds;
    json["peak_memory_bytes"] = report.peak_memory_bytes;
    json["worker_protection"] = report.worker_protection;
    json["interrupted"] = report.interrupted;
    json["notice"] = report.notice;
    return json.dump();
}

}  // namespace gazette
