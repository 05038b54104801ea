// Operators that are spelled like words, ours and those of other query languages, which must not
// be read as words.
#pragma once

#include "indexer/format/fields.h"
#include "searcher/query/ast.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

enum class OperatorWord : std::uint8_t {
    none,
    and_word,  // AND, &
    or_word,
    not_word,
    and_not_word,     // ANDNOT
    connector,        // w/5, pre/3, NEAR/5, /s, /p, /sec: connector_of() says which, or why none
    unsupported_xor,  // XOR
    at_least,         // ATLEAST5: count_of_at_least() says how often
};

// `run` without white space, full-width forms as ASCII. AND, OR, NOT, XOR and NEAR are operators
// in capitals only; near/far is a word. Connectors with a slash are read in any case.
OperatorWord operator_word(std::string_view run);

// The number of atleast5, 1 to kMaxAtLeast; nothing for another number.
std::optional<std::uint32_t> count_of_at_least(std::string_view run);

// How a connector joins its operands.
struct Connector {
    enum class Kind : std::uint8_t { words, unit } kind = Kind::words;
    std::uint32_t distance = 0;          // words
    bool ordered = false;                // the left before the right
    TextUnit unit = TextUnit::sentence;  // unit
    bool excluding = false;              // NOT before it
};

// What a run that operator_word() calls a connector says. Nothing where its distance is not 1 to
// kMaxNearDistance, or where there is no such connector (near/s).
std::optional<Connector> connector_of(std::string_view run);

// Before a colon, how strictly the text behind it is compared: case, script, stem. Case does not
// count. Nothing for other names.
std::optional<Dial> dial_of(std::string_view name);
std::string_view name_of(Dial dial);

// As it is printed: "NEAR/5", "PRE/5", "/s", "NOT /p".
std::string connector_text(const Connector& connector);

// Whether a name before a colon begins an identifier and is no field: ECLI:EU:C:2014:317.
bool is_identifier_scheme(std::string_view name);

// ASCII letters in lower case.
std::string ascii_lower_case(std::string_view text);

}  // namespace gazette
