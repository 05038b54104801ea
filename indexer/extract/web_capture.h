// One capture of a web archive -> the member that it is to the indexer, or why it is none.
#pragma once

#include "indexer/extract/container.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gazette {

struct WebCapture {
    std::string url;
    std::string date;          // as the archive has it: "20140216050221" or ISO 8601
    std::string content_type;  // of the record
    std::string block;
    bool is_http = false;  // the block is a response with its head
    std::vector<std::string> warnings;
};

// Makes members of one archive file's records. Members are named as the Wayback Machine addresses
// them, "20140216050221/http://example.com/", and "...~2" where the same comes twice.
class CaptureNamer {
  public:
    // `left_out`: of ContainerReader::read_but().
    explicit CaptureNamer(LeftOut left_out) : left_out_(left_out) {}
    std::string name_of(const WebCapture& capture);
    // The next one is not to be looked into.
    bool leaves_out_next() const { return is_left_out(left_out_, named_); }

  private:
    LeftOut left_out_;
    std::uint64_t named_ = 0;
    std::unordered_map<std::uint64_t, std::uint32_t> times_seen_;
};

// What the namer says, and the body with its codings undone.
Member member_of(WebCapture capture, CaptureNamer& names);
// A row for the ledger, without a body.
Member refused_capture(const WebCapture& capture,
                       CaptureNamer& names,
                       std::string why,
                       RejectionCode code);
// Of a record that says it has more than kMaxWebRecordBytes.
Member too_large_capture(const WebCapture& capture, CaptureNamer& names, std::uint64_t length);
Member skipped_capture(const WebCapture& capture,
                       CaptureNamer& names,
                       SkipReason reason,
                       std::string why);

// Warnings: the file ends in the record; what follows its block is no record.
std::string cut_record(std::size_t got, std::size_t length);
std::string record_of_wrong_length(std::size_t length);

// Counts records that hold no document, and says so in one member at the end.
class SkippedRecords {
  public:
    void add(std::string_view kind);
    // False where `take` said so.
    bool report(const std::function<bool(Member)>& take) const;

  private:
    std::map<std::string, std::size_t> counts_;
};

}  // namespace gazette
