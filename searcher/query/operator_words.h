// Operators that are spelled like words, ours and those of other query languages, which must not
// be read as words. A connector that gets supported moves from `unsupported...` to a kind of its
// own here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

enum class OperatorWord : std::uint8_t {
    none,
    and_word,  // AND, &
    or_word,
    not_word,
    near_word,              // NEAR, NEAR/ and whatever follows; near/5
    unsupported_xor,        // XOR
    unsupported_at_least,   // ATLEAST5, before a bracket or not
    unsupported_connector,  // w/5, pre/s, /p: of the lawyers' languages
};

// `run` without white space, full-width forms as ASCII. AND, OR, NOT, XOR and NEAR are operators
// in capitals only; near/far is a word.
OperatorWord operator_word(std::string_view run);

// Whether a name before a colon begins an identifier and is no field: ECLI:EU:C:2014:317.
bool is_identifier_scheme(std::string_view name);

// ASCII letters in lower case.
std::string ascii_lower_case(std::string_view text);

}  // namespace gazette
