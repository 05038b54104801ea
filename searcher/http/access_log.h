// One line a request for whoever runs the server; control characters are escaped, so that no
// request can forge a line.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace gazette {

// "GET /api/v1/search 200 5321 bytes 12.3 ms"
std::string access_line(std::string_view method,
                        std::string_view path,
                        int status,
                        std::size_t bytes,
                        std::chrono::microseconds took);

// Printable ASCII and valid UTF-8 as they are, other bytes and control characters as \xNN; cut
// after 1000 bytes, with "..." to say so.
std::string escaped_for_log(std::string_view text);

}  // namespace gazette
