// What goes wrong in real files, and what is done:
//   the length is wrong       the block is cut where the next record begins, or the next record
//                             is looked for behind it
//   there is no length        the next record is looked for
//   a gzip member is damaged  reading goes on with the next one (RecordStream)
//   the file is cut           the last capture is read as far as it goes, with a warning
#include "indexer/extract/warc.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/record_faults.h"
#include "indexer/extract/record_stream.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/web_capture.h"

#include <xxhash.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

namespace gazette {
namespace {

using namespace extract_limits;

constexpr std::string_view kVersion = "WARC/";
// Bytes that are read again because a length was wrong: beyond this, lengths are believed.
constexpr std::uint64_t kMaxReread = 16ull * kMaxWebRecordBytes;

struct Head {
    std::unordered_map<std::string, std::string> fields;  // names in lower case
    std::optional<std::uint64_t> length;

    std::string_view field(const std::string& name) const {
        const auto found = fields.find(name);
        return found == fields.end() ? std::string_view() : std::string_view(found->second);
    }
    std::string_view type() const { return field("warc-type"); }
    // wget writes <uri>.
    std::string_view url() const {
        std::string_view url = field("warc-target-uri");
        if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
        return url;
    }
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool is_blank_line(std::string_view line) {
    return line.find_first_not_of("\r\n \t") == std::string_view::npos;
}

// Where a record begins in a block whose length is wrong, or npos. `next` is what follows.
std::size_t record_inside(std::string_view block, std::string_view next) {
    static constexpr std::string_view kBegin = "\nWARC/";
    static constexpr std::size_t kVersionEnd = kBegin.size() + 3;  // "\nWARC/1.0"
    const auto find = [](std::string_view text) {
        for (std::size_t at = 0; (at = text.find(kBegin, at)) != std::string_view::npos; ++at) {
            const std::string_view line = text.substr(at, kVersionEnd);
            const bool is_version =
                line.size() == kVersionEnd && line[6] >= '0' && line[6] <= '9' && line[7] == '.';
            if (is_version) return at + 1;
        }
        return std::string_view::npos;
    };
    const std::size_t inside = find(block);
    if (inside != std::string_view::npos) return inside;
    // It may lie across the end of the block.
    const std::size_t tail = block.size() - std::min(block.size(), kVersionEnd);
    std::string border(block.substr(tail));
    border += next;
    const std::size_t across = find(border);
    return across == std::string_view::npos || tail + across >= block.size()
               ? std::string_view::npos
               : tail + across;
}

class Reading {
  public:
    Reading(ByteSource& source, const std::function<bool(Member)>& take, LeftOut left_out)
        : stream_(source), take_(take), names_(left_out) {}

    ContainerEnd run() {
        while (find_record()) {
            if (!record()) return {};
        }
        if (!skipped_.report(take_)) return {};
        return faults_.end(stream_);
    }

  private:
    // Up to the version line of the next record. False at the end.
    bool find_record() {
        std::uint64_t strange = 0;
        std::string line;
        for (;;) {
            if (stream_.at_gap()) stream_.pass_gap();
            const std::string_view next = stream_.peek(kVersion.size());
            if (next == kVersion) break;
            if (next.empty()) {
                if (stream_.at_gap()) continue;
                break;
            }
            stream_.read_line(line, kMaxWebHeadBytes);
            if (!is_blank_line(line)) strange += line.size();
        }
        if (strange > 0) faults_.add(std::to_string(strange) + " bytes belong to no record");
        return !stream_.peek(1).empty();
    }

    // False where `take` said so.
    bool record() {
        const std::uint64_t begin = stream_.offset();
        Head head;
        const bool head_is_whole = read_head(head);
        WebCapture capture = capture_of(head);
        if (!head_is_whole || !head.length) {
            faults_.add("a record without a readable " +
                        std::string(head_is_whole ? "length" : "head") + " at byte " +
                        std::to_string(begin));
            if (head.url().empty()) return true;
            return take_(refused_capture(capture,
                                         names_,
                                         head_is_whole ? "the record's length cannot be read"
                                                       : "the record's head is cut or too long",
                                         RejectionCode::damaged));
        }
        if (!is_capture(head)) {
            if (stream_.skip(*head.length) < *head.length) faults_.add_cut(begin);
            return other(head, capture);
        }
        if (*head.length > kMaxWebRecordBytes) {
            if (stream_.skip(*head.length) < *head.length) faults_.add_cut(begin);
            return take_(too_large_capture(capture, names_, *head.length));
        }
        read_block(head, capture, begin);
        return deliver(head, std::move(capture));
    }

    // The lines up to an empty one.
    bool read_head(Head& head) {
        std::string line;
        std::size_t bytes = 0;
        std::string last;
        stream_.read_line(line, kMaxWebHeadBytes);  // the version
        while (bytes <= kMaxWebHeadBytes && stream_.read_line(line, kMaxWebHeadBytes)) {
            bytes += line.size();
            if (line == "\r\n" || line == "\n") {
                head.length = length_of(head);
                return true;
            }
            const std::size_t colon = line.find(':');
            if ((line.front() == ' ' || line.front() == '\t') && !last.empty()) {
                head.fields[last] += " " + std::string(trim_space(line));
            } else if (colon != std::string::npos) {
                last = lower(trim_space(std::string_view(line).substr(0, colon)));
                head.fields.emplace(last, trim_space(std::string_view(line).substr(colon + 1)));
            }
        }
        return false;
    }

    static std::optional<std::uint64_t> length_of(const Head& head) {
        const std::string_view text = head.field("content-length");
        std::uint64_t value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
        return value;
    }

    static WebCapture capture_of(const Head& head) {
        WebCapture capture;
        capture.url = head.url();
        capture.date = head.field("warc-date");
        capture.content_type = head.field("content-type");
        capture.is_http = head.type() == "response" &&
                          lower(capture.content_type).starts_with("application/http");
        return capture;
    }

    static bool is_capture(const Head& head) {
        const std::string_view type = head.type();
        // What wget writes about itself.
        if (head.url().starts_with("metadata:")) return false;
        return type == "response" || type == "resource" || type == "conversion";
    }

    bool other(const Head& head, const WebCapture& capture) {
        if (head.type() != "revisit") {
            skipped_.add(head.url().starts_with("metadata:") ? "metadata" : head.type());
            return true;
        }
        const auto seen = payloads_.find(digest_of(head));
        std::string why = "the same content as ";
        if (seen != payloads_.end()) {
            why += seen->second;
        } else {
            const std::string_view url = head.field("warc-refers-to-target-uri");
            const std::string_view date = head.field("warc-refers-to-date");
            why += "an earlier capture that is not in this file";
            if (!url.empty()) why += ": " + std::string(url.substr(0, 300));
            if (!date.empty()) why += " of " + std::string(date.substr(0, 30));
        }
        return take_(skipped_capture(capture, names_, SkipReason::revisit, std::move(why)));
    }

    static std::uint64_t digest_of(const Head& head) {
        const std::string_view digest = head.field("warc-payload-digest");
        return digest.empty() ? 0 : XXH3_64bits(digest.data(), digest.size());
    }

    void read_block(const Head& head, WebCapture& capture, std::uint64_t begin) {
        const auto length = static_cast<std::size_t>(*head.length);
        const std::size_t got = stream_.read(capture.block, length);
        const bool next_begins = got == length && at_record_end();
        if (!next_begins && reread_ >= kMaxReread) {
            faults_.add("more than " + std::to_string(kMaxReread) +
                        " bytes read again for wrong lengths: the rest is read as its lengths say");
        } else if (!next_begins) {
            const std::size_t inside = record_inside(capture.block, stream_.peek(16));
            if (inside != std::string::npos) {
                const std::string rest = capture.block.substr(inside);
                reread_ += rest.size();
                stream_.put_back(rest);
                capture.block.resize(inside);
                capture.warnings.push_back("the record says it has " + std::to_string(length) +
                                           " bytes: the next one begins after " +
                                           std::to_string(inside));
                faults_.add("a record's length is wrong at byte " + std::to_string(begin));
                return;
            }
        }
        if (got < length) {
            capture.warnings.push_back(cut_record(got, length));
            faults_.add_cut(begin);
        } else if (!next_begins) {
            capture.warnings.push_back(record_of_wrong_length(length));
        }
    }

    // Behind a block: two empty lines, and another record or the end.
    bool at_record_end() {
        const std::string_view next = stream_.peek(16);
        const std::size_t begin = next.find_first_not_of("\r\n");
        if (begin == std::string_view::npos) return !stream_.at_gap();
        const std::string_view line = next.substr(begin);
        return line.starts_with(kVersion) || kVersion.starts_with(line);
    }

    bool deliver(const Head& head, WebCapture capture) {
        const std::string_view truncated = head.field("warc-truncated");
        if (!truncated.empty()) {
            capture.warnings.push_back("the crawler cut it: " +
                                       std::string(truncated.substr(0, 40)));
        }
        const std::uint64_t digest = digest_of(head);
        Member member = member_of(std::move(capture), names_);
        if (digest != 0 && payloads_.size() < kMaxRevisitable) {
            payloads_.emplace(digest, member.name);
        }
        return take_(std::move(member));
    }

    RecordStream stream_;
    const std::function<bool(Member)>& take_;
    CaptureNamer names_;
    SkippedRecords skipped_;
    std::unordered_map<std::uint64_t, std::string> payloads_;  // digest -> name of the capture
    std::uint64_t reread_ = 0;
    RecordFaults faults_;
};

}  // namespace

ContainerEnd WarcReader::read_but(ByteSource& source,
                                  const std::function<bool(Member)>& take,
                                  LeftOut left_out) const {
    return Reading(source, take, left_out).run();
}

}  // namespace gazette
