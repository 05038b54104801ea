// RTF's control words (Rich Text Format 1.9.1): how one is read, and which begin a destination or
// stand for text. What their numbers mean is rtf_values.h's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace gazette {

// Where text of a group goes.
enum class RtfDestination : std::uint8_t {
    body,
    skipped,
    font_table,
    note,
    title,
    author,
    subject,
    created,
    modified,
};

struct RtfControlWord {
    std::string_view word;  // a piece of the file
    bool has_number = false;
    int number = 0;  // no larger than about 1e9, whatever stands there
};

// The control word whose first letter stands at byte `at`, which comes to stand behind it and the
// space that ends it.
RtfControlWord read_rtf_control_word(std::string_view rtf, std::size_t& at);

// Of a word that begins a destination; nothing for others.
std::optional<RtfDestination> rtf_destination_of(std::string_view word);

// What \emdash and its like stand for, in UTF-8; empty for other words.
std::string_view rtf_sign_of(std::string_view word);

}  // namespace gazette
