#include "indexer/open_input.h"

#include "indexer/extract/csv_row_reader.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/opened_input.h"
#include "indexer/table_records.h"

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

// Bytes without compression go over in pieces.
constexpr std::size_t kPieceBytes = 256u << 10;

class Opening {
  public:
    Opening(ByteSource& source,
            const OpenRequest& request,
            const std::function<bool(OpenEvent)>& emit)
        : request_(request), emit_(emit), opened_(source, request.name, request.media_type) {}

    void run() {
        if (request_.as == OpenAs::head && !emit_(head())) return;
        ContainerEnd end = read();
        if (!stopped_) emit_(std::move(end));
    }

  private:
    ContainerEnd read() {
        if (request_.stop_before && *request_.stop_before <= number_) return {};
        switch (request_.as) {
            case OpenAs::head:
                return {};
            case OpenAs::bytes:
                return read_bytes();
            case OpenAs::members:
                return read_members();
            case OpenAs::rows:
                return read_rows();
            case OpenAs::tree:
                return read_tree();
        }
        return {};
    }

    OpenedHead head() {
        OpenedHead head;
        head.name = opened_.name();
        head.media_type = opened_.media_type();
        head.was_compressed = opened_.was_compressed();
        head.bytes = opened_.head();
        head.problem = opened_.source().error();
        head.code = opened_.source().error_code();
        return head;
    }

    // Counts it. False where there is to be no more.
    template <typename Event>
    bool give(Event event) {
        const bool passed = number_ < request_.first;
        ++number_;
        if (!(passed ? emit_(Passed{}) : emit_(std::move(event)))) stopped_ = true;
        return !stopped_ && !(request_.stop_before && *request_.stop_before <= number_);
    }

    ContainerEnd source_end() { return {opened_.source().error(), opened_.source().error_code()}; }

    ContainerEnd read_bytes() {
        std::uint64_t at = 0;
        for (;;) {
            OpenedBytes piece;
            piece.bytes.resize(kPieceBytes);
            const std::size_t got = opened_.source().read(piece.bytes.data(), piece.bytes.size());
            if (got == 0) return source_end();
            piece.bytes.resize(got);
            const std::uint64_t known = std::min<std::uint64_t>(
                got, request_.first > at ? request_.first - at : std::uint64_t{0});
            at += got;
            piece.bytes.erase(0, static_cast<std::size_t>(known));
            const bool goes_on = piece.bytes.empty() ? emit_(Passed{}) : emit_(std::move(piece));
            if (!goes_on) {
                stopped_ = true;
                return {};
            }
        }
    }

    ContainerEnd read_members() {
        const ContainerReader* const reader =
            container_for(request_.reader.empty() ? opened_.media_type() : request_.reader);
        if (reader == nullptr) {
            return {"no reader takes apart " + opened_.media_type(),
                    RejectionCode::unsupported_format};
        }
        return reader->read_but(
            opened_.source(),
            [this](Member member) {
                if (number_ < request_.first) return give(Passed{});
                return give(opened_member(std::move(member)));
            },
            request_.leave_out);
    }

    OpenedMember opened_member(Member member) const {
        OpenedMember out;
        out.stored_bytes = member.bytes.size();
        if (!member.why_not.empty()) {
            member.bytes.clear();
            out.member = std::move(member);
            return out;
        }
        std::string unpacked;
        {
            MemorySource memory(member.bytes);
            OpenedInput opened(memory, member.name, member.media_type);
            out.head.name = opened.name();
            out.head.media_type = opened.media_type();
            out.head.was_compressed = opened.was_compressed();
            out.is_packed = opened.was_compressed();
            if (opened.was_compressed() && !holds_inputs(opened.media_type())) {
                unpacked = read_all(opened.source(), request_.max_bytes + 1);
                out.is_packed = unpacked.size() > request_.max_bytes;
            }
            out.head.problem = opened.source().error();
            out.head.code = opened.source().error_code();
        }
        if (out.head.was_compressed && !out.is_packed) member.bytes = std::move(unpacked);
        if (!out.head.problem.empty()) member.bytes.clear();
        out.member = std::move(member);
        return out;
    }

    // A row of a table is an object with its columns as members.
    ContainerEnd read_rows() {
        CsvRowReader rows(
            opened_.source(), static_cast<std::size_t>(request_.max_bytes), request_.csv_backslash);
        std::vector<std::string> columns = request_.csv_columns;
        CsvRowReader::Row row;
        while (rows.next(row)) {
            if (columns.empty() && !row.too_long) {
                columns = row.fields;
                continue;
            }
            OpenedRecord record{row.number, {}, row.bytes, row.too_long};
            if (!row.too_long) record.bytes = record_of_row(columns, row.fields);
            if (!give(std::move(record))) return {};
        }
        if (!opened_.source().error().empty()) {
            return {"could be read up to row " + std::to_string(row.number) +
                        " only: " + opened_.source().error(),
                    opened_.source().error_code()};
        }
        if (rows.is_cut()) return {"it ends inside quotes", RejectionCode::damaged};
        return {};
    }

    // What the rule's pointer leads to in a JSON or YAML file.
    ContainerEnd read_tree() {
        const std::string text =
            read_all(opened_.source(), extract_limits::kMaxRecordsFileBytes + 1);
        if (!opened_.source().error().empty()) return source_end();
        if (text.size() > extract_limits::kMaxRecordsFileBytes) {
            return {"more than " + std::to_string(extract_limits::kMaxRecordsFileBytes) +
                        " bytes of records in one tree",
                    RejectionCode::too_large};
        }
        std::vector<std::string> records;
        const std::string problem =
            records_of_tree(text, parse_recipe_rule(request_.rule), request_.captures, records);
        if (!problem.empty()) return {problem, RejectionCode::damaged};
        std::uint64_t number = 0;
        for (std::string& record : records) {
            const std::uint64_t length = record.size();
            if (!give(OpenedRecord{++number, std::move(record), length, false})) return {};
        }
        return {};
    }

    const OpenRequest& request_;
    const std::function<bool(OpenEvent)>& emit_;
    OpenedInput opened_;
    std::uint64_t number_ = 0;  // of the next event
    bool stopped_ = false;
};

}  // namespace

bool holds_inputs(std::string_view media_type) {
    return media_type == kJsonLinesMediaType || media_type == kCsvMediaType ||
           container_for(media_type) != nullptr;
}

void open_input(ByteSource& source,
                const OpenRequest& request,
                const std::function<bool(OpenEvent)>& emit) {
    Opening(source, request, emit).run();
}

}  // namespace gazette
