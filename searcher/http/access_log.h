// One line a request for whoever runs the server; control characters are escaped, so that no
// request can forge a line.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

enum class LogFormat : std::uint8_t {
    text,  // "GET /api/v1/search 200 5321 bytes 12.3 ms"; the time is left to who keeps the lines
    json,  // an object a line
};

struct AccessRecord {
    std::string_view method;
    std::string_view path;
    int status = 0;
    std::size_t bytes = 0;  // of the answer's body
    std::chrono::microseconds took{0};
};

// As text or, in one line:
// {"time":"2026-05-07T10:00:00.123Z","event":"request","method":"GET","path":"/api/v1/search",
//  "status":200,"bytes":5321,"ms":12.3}
std::string access_line(LogFormat format, const AccessRecord& record);

// What went wrong inside: as it is, or {"time":...,"event":"error","message":...}.
std::string error_line(LogFormat format, std::string_view message);

// What was asked, for the audit log: {"time":...,"event":"query","target":...,"body":...,"status":
// 200,"ms":12.3}. Nothing of it is cut.
std::string audit_line(const AccessRecord& record, std::string_view body);

// Printable ASCII and valid UTF-8 as they are, other bytes and control characters as \xNN; cut
// after 1000 bytes, with "..." to say so.
std::string escaped_for_log(std::string_view text);

}  // namespace gazette
