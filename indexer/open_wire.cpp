#include "indexer/open_wire.h"

#include "indexer/extract/wire_parts.h"

#include <utility>

namespace gazette {
namespace {

enum class Kind : std::uint8_t { head, bytes, member, record, passed, end };

template <typename Enum>
Enum read_enum(ByteReader& in, Enum last) {
    const std::uint8_t value = in.byte();
    if (value > static_cast<std::uint8_t>(last)) in.fail("a value is not known");
    return static_cast<Enum>(value);
}

void write(ByteWriter& out, const std::optional<std::uint64_t>& number) {
    out.byte(number ? 1 : 0);
    out.varint(number.value_or(0));
}

std::optional<std::uint64_t> read_number(ByteReader& in) {
    const bool is_there = in.byte() != 0;
    const std::uint64_t number = in.varint();
    return is_there ? std::optional(number) : std::nullopt;
}

// Every struct is taken apart by a structured binding: a member that is added and forgotten here
// does not compile.

void write(ByteWriter& out, const OpenedHead& head) {
    const auto& [name, media_type, was_compressed, bytes, problem, code] = head;
    for (const std::string* field : {&name, &media_type, &problem}) out.string(*field);
    out.byte(was_compressed ? 1 : 0);
    out.byte(static_cast<std::uint8_t>(code));
    static_cast<void>(bytes);
}

void read(ByteReader& in, OpenedHead& head) {
    for (std::string* field : {&head.name, &head.media_type, &head.problem}) *field = in.string();
    head.was_compressed = in.byte() != 0;
    head.code = read_enum(in, kLastRejectionCode);
}

void write(ByteWriter& out, const OpenedMember& opened) {
    const auto& [member, stored_bytes, head, is_packed] = opened;
    const auto& [name, media_type, bytes, facts, why_not, why_not_code, skipped] = member;
    for (const std::string* field : {&name, &media_type, &why_not}) out.string(*field);
    write_facts(out, facts);
    out.byte(static_cast<std::uint8_t>(why_not_code));
    out.byte(skipped ? static_cast<std::uint8_t>(static_cast<unsigned>(*skipped) + 1) : 0);
    out.varint(stored_bytes);
    write(out, head);
    out.byte(is_packed ? 1 : 0);
    static_cast<void>(bytes);
}

void read(ByteReader& in, OpenedMember& opened) {
    Member& member = opened.member;
    for (std::string* field : {&member.name, &member.media_type, &member.why_not}) {
        *field = in.string();
    }
    read_facts(in, member.facts);
    member.why_not_code = read_enum(in, kLastRejectionCode);
    const std::uint8_t skipped = in.byte();
    if (skipped > static_cast<std::uint8_t>(kLastSkipReason) + 1) in.fail("a value is not known");
    if (skipped > 0) member.skipped = static_cast<SkipReason>(skipped - 1);
    opened.stored_bytes = in.varint();
    read(in, opened.head);
    opened.is_packed = in.byte() != 0;
}

}  // namespace

std::string encode_request(const OpenRequest& request) {
    const auto& [as,
                 name,
                 media_type,
                 reader,
                 max_bytes,
                 csv_backslash,
                 csv_columns,
                 rule,
                 captures,
                 first,
                 leave_out,
                 stop_before,
                 at_once] = request;
    ByteWriter out;
    out.byte(static_cast<std::uint8_t>(as));
    for (const std::string* field : {&name, &media_type, &reader, &rule}) out.string(*field);
    out.varint(max_bytes);
    out.byte(csv_backslash ? 1 : 0);
    out.varint(csv_columns.size());
    for (const std::string& column : csv_columns) out.string(column);
    out.varint(captures.size());
    for (const auto& [key, value] : captures) {
        out.string(key);
        out.string(value);
    }
    out.varint(first);
    out.varint(leave_out.size());
    for (const std::uint64_t member : leave_out) out.varint(member);
    write(out, stop_before);
    out.byte(at_once ? 1 : 0);
    return out.take();
}

OpenRequest decode_request(std::string_view bytes) {
    ByteReader in(bytes, "what the extract-worker was sent");
    OpenRequest request;
    request.as = read_enum(in, kLastOpenAs);
    for (std::string* field :
         {&request.name, &request.media_type, &request.reader, &request.rule}) {
        *field = in.string();
    }
    request.max_bytes = in.varint();
    request.csv_backslash = in.byte() != 0;
    request.csv_columns.resize(in.count(1));
    for (std::string& column : request.csv_columns) column = in.string();
    request.captures.resize(in.count(2));
    for (auto& [key, value] : request.captures) {
        key = in.string();
        value = in.string();
    }
    request.first = in.varint();
    request.leave_out.resize(in.count(1));
    for (std::uint64_t& member : request.leave_out) member = in.varint();
    request.stop_before = read_number(in);
    request.at_once = in.byte() != 0;
    in.expect_end();
    return request;
}

std::string& bytes_of(OpenEvent& event) {
    static thread_local std::string none;
    if (auto* head = std::get_if<OpenedHead>(&event)) return head->bytes;
    if (auto* piece = std::get_if<OpenedBytes>(&event)) return piece->bytes;
    if (auto* opened = std::get_if<OpenedMember>(&event)) return opened->member.bytes;
    if (auto* record = std::get_if<OpenedRecord>(&event)) return record->bytes;
    none.clear();
    return none;
}

std::string encode_fields(const OpenEvent& event) {
    ByteWriter out;
    out.byte(static_cast<std::uint8_t>(event.index()));
    if (const auto* head = std::get_if<OpenedHead>(&event)) write(out, *head);
    if (const auto* member = std::get_if<OpenedMember>(&event)) write(out, *member);
    if (const auto* record = std::get_if<OpenedRecord>(&event)) {
        const auto& [number, bytes, length, too_long] = *record;
        out.varint(number);
        out.varint(length);
        out.byte(too_long ? 1 : 0);
        static_cast<void>(bytes);
    }
    if (const auto* end = std::get_if<ContainerEnd>(&event)) {
        const auto& [problem, code] = *end;
        out.string(problem);
        out.byte(static_cast<std::uint8_t>(code));
    }
    return out.take();
}

OpenEvent decode_event(std::string_view fields, std::string bytes) {
    ByteReader in(fields, "what the extract-worker says of an input");
    OpenEvent event;
    switch (read_enum(in, Kind::end)) {
        case Kind::head: {
            OpenedHead head;
            read(in, head);
            event = std::move(head);
            break;
        }
        case Kind::bytes:
            event = OpenedBytes{};
            break;
        case Kind::member: {
            OpenedMember member;
            read(in, member);
            event = std::move(member);
            break;
        }
        case Kind::record: {
            OpenedRecord record;
            record.number = in.varint();
            record.length = in.varint();
            record.too_long = in.byte() != 0;
            event = std::move(record);
            break;
        }
        case Kind::passed:
            event = Passed{};
            break;
        case Kind::end: {
            ContainerEnd end;
            end.problem = in.string();
            end.code = read_enum(in, kLastRejectionCode);
            event = std::move(end);
            break;
        }
    }
    in.expect_end();
    if (std::holds_alternative<Passed>(event) || std::holds_alternative<ContainerEnd>(event)) {
        if (!bytes.empty()) in.fail("bytes are left over");
    } else {
        bytes_of(event) = std::move(bytes);
    }
    return event;
}

}  // namespace gazette
