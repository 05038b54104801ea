// A record is one line and a block:
//   v1: URL IP-address date content-type length
//   v2: URL IP-address date content-type result checksum location offset filename length
// URLs with spaces are in real files, so that lines are read from the date, which stands behind
// an address. Where a length is wrong, the next such line is looked for.
#include "indexer/extract/arc.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/record_faults.h"
#include "indexer/extract/record_stream.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/web_capture.h"

#include <charconv>
#include <optional>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using namespace extract_limits;

// A URL and the rest of a line; longer ones are no record's.
constexpr std::size_t kMaxLineBytes = 16u << 10;

bool is_date(std::string_view token) {
    return token.size() >= 12 && token.size() <= 18 &&
           token.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_address(std::string_view token) {
    return token == "-" ||
           (token.find_first_of(".:") != std::string_view::npos &&
            token.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos);
}

bool has_scheme(std::string_view url) {
    const std::size_t colon = url.find(':');
    if (colon == 0 || colon == std::string_view::npos || colon > 20) return false;
    return url.substr(0, colon).find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.") ==
           std::string_view::npos;
}

struct Head {
    std::string url;
    std::string date;
    std::string content_type;
    std::optional<std::uint64_t> length;
};

// Nothing for a line that is no record's.
std::optional<Head> read_head(std::string_view line) {
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (!has_scheme(line)) return std::nullopt;
    std::vector<std::string_view> tokens;
    for (std::size_t at = 0; at <= line.size();) {
        const std::size_t end = std::min(line.find(' ', at), line.size());
        tokens.push_back(line.substr(at, end - at));
        at = end + 1;
    }
    for (std::size_t i = tokens.size(); i-- > 2;) {
        if (!is_date(tokens[i]) || !is_address(tokens[i - 1])) continue;
        if (i + 2 >= tokens.size()) return std::nullopt;  // no type, no length
        Head head;
        head.url = line.substr(0, static_cast<std::size_t>(tokens[i - 1].data() - line.data()) - 1);
        head.date = tokens[i];
        head.content_type = tokens[i + 1];
        const std::string_view last = tokens.back();
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), value);
        if (error == std::errc() && end == last.data() + last.size()) head.length = value;
        return head;
    }
    return std::nullopt;
}

class Reading {
  public:
    Reading(ByteSource& source, const std::function<bool(Member)>& take, LeftOut left_out)
        : stream_(source), take_(take), names_(left_out) {}

    ContainerEnd run() {
        std::string line;
        for (;;) {
            if (stream_.at_gap()) stream_.pass_gap();
            const std::uint64_t begin = stream_.offset();
            if (!stream_.read_line(line, kMaxLineBytes)) {
                if (stream_.at_gap()) continue;
                break;
            }
            if (line == "\n" || line == "\r\n") continue;
            const std::optional<Head> head = read_head(line);
            if (!head) {
                // The lines below the head of a file whose length is wrong are no loss.
                strange_ += line.size();
                continue;
            }
            if (!record(*head, begin)) return {};
        }
        if (!skipped_.report(take_)) return {};
        return faults_.end(stream_, strange_);
    }

  private:
    // False where `take` said so.
    bool record(const Head& head, std::uint64_t begin) {
        WebCapture capture;
        capture.url = head.url;
        capture.date = head.date;
        capture.content_type = head.content_type;
        const bool is_file_head = head.url.starts_with("filedesc:");
        const bool is_dns = head.url.starts_with("dns:");
        if (is_file_head || is_dns) skipped_.add(is_file_head ? "filedesc" : "dns");
        if (!head.length) {
            faults_.add("the length of the record at byte " + std::to_string(begin) +
                        " cannot be read");
            return is_file_head || is_dns ||
                   take_(refused_capture(capture,
                                         names_,
                                         "the record's length cannot be read",
                                         RejectionCode::damaged));
        }
        if (is_file_head || is_dns || *head.length > kMaxWebRecordBytes) {
            if (stream_.skip(*head.length) < *head.length) faults_.add_cut(begin);
            if (is_file_head || is_dns) return true;
            return take_(too_large_capture(capture, names_, *head.length));
        }
        const auto length = static_cast<std::size_t>(*head.length);
        const std::size_t got = stream_.read(capture.block, length);
        if (got < length) {
            capture.warnings.push_back(cut_record(got, length));
            faults_.add_cut(begin);
        } else if (!stream_.peek(1).empty() && stream_.peek(1).find_first_of("\r\n") != 0) {
            capture.warnings.push_back(record_of_wrong_length(length));
            faults_.add("the length of the record at byte " + std::to_string(begin) + " is wrong");
        }
        capture.is_http = capture.block.starts_with("HTTP/");
        return take_(member_of(std::move(capture), names_));
    }

    RecordStream stream_;
    const std::function<bool(Member)>& take_;
    CaptureNamer names_;
    SkippedRecords skipped_;
    std::uint64_t strange_ = 0;
    RecordFaults faults_;
};

}  // namespace

ContainerEnd ArcReader::read_but(ByteSource& source,
                                 const std::function<bool(Member)>& take,
                                 LeftOut left_out) const {
    return Reading(source, take, left_out).run();
}

}  // namespace gazette
