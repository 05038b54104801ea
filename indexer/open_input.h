// Opens an input of a stranger: takes its compression off, says what it is, and takes apart what
// holds other inputs. This runs in an extract-worker process (open_worker.h); the indexer's end is
// input_opener.h.
#pragma once

#include "indexer/extract/container.h"
#include "indexer/extract/path_pattern.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gazette {

enum class OpenAs : std::uint8_t {
    head,     // what it is: an OpenedHead
    bytes,    // its bytes without compression: OpenedBytes
    members,  // of what container_for() knows: OpenedMembers
    rows,     // of CSV: OpenedRecords
    tree,     // of JSON or YAML, by a recipe's pointer: OpenedRecords
};
inline constexpr OpenAs kLastOpenAs = OpenAs::tree;

struct OpenRequest {
    OpenAs as = OpenAs::head;
    std::string name;             // of the file or member; helps to tell the format
    std::string media_type;       // believed where it is given: nothing is taken off then
    std::string reader;           // of members: container_for(); empty: by what it is
    std::uint64_t max_bytes = 0;  // of one row, and of one compressed member that is unpacked
    bool csv_backslash = false;   // of rows
    std::vector<std::string> csv_columns;
    std::string rule;       // of a tree: RecipeRule::json
    PathCaptures captures;  // the same

    // To go on where another process ended. Numbers count events (for bytes: bytes) from 0.
    std::uint64_t first = 0;               // those before it are Passed
    std::vector<std::uint64_t> leave_out;  // members whose contents are not looked into
    std::optional<std::uint64_t> stop_before;
    bool at_once = false;  // each event is sent when it is there
};

// What an input is once its compression is taken off.
struct OpenedHead {
    std::string name;
    std::string media_type;
    bool was_compressed = false;
    std::string bytes;    // the first ones, enough to tell formats apart
    std::string problem;  // why it cannot be read
    RejectionCode code = RejectionCode::damaged;
};

struct OpenedBytes {
    std::string bytes;
};

// A member as the container hands it over, and what it is without compression. Its `bytes` are
// those without compression, but as they are stored (`is_packed`) where they hold other inputs or
// are more than asked for.
struct OpenedMember {
    Member member;
    std::uint64_t stored_bytes = 0;
    OpenedHead head;  // without `bytes`; empty where the member has a why_not
    bool is_packed = false;
};

struct OpenedRecord {
    std::uint64_t number = 0;  // of the row, or its place in the tree, from 1
    std::string bytes;         // JSON
    std::uint64_t length = 0;  // in the input
    bool too_long = false;     // `bytes` is then empty
};

struct Passed {};

using OpenEvent =
    std::variant<OpenedHead, OpenedBytes, OpenedMember, OpenedRecord, Passed, ContainerEnd>;

// Emits what is asked for and at last a ContainerEnd, unless `emit` says false. Throws nothing but
// std::bad_alloc and what `emit` throws.
void open_input(ByteSource& source,
                const OpenRequest& request,
                const std::function<bool(OpenEvent)>& emit);

// Whether such an input is taken apart in the way of `members`, or line by line.
bool holds_inputs(std::string_view media_type);

}  // namespace gazette
