// Patterns of paths with names for their pieces, as corpus recipes have them:
// "**/text/{published:date}-{author}-{number:digits}.txt".
//
//   *               what is in one folder or one name: any bytes but '/'
//   **              anything, '/' too; "**/" also stands for no folder at all
//   ?               one character but '/'
//   {name}          as *, but at least one byte, and remembered under the name
//   {name:date}     a day as 2020-03-25 or 20200325
//   {name:digits}   digits, at least one
//   {{              the brace itself
//
// Everything else stands for itself, byte by byte. The shortest pieces that fit are taken, from
// left to right.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

// In the order of the pattern.
using PathCaptures = std::vector<std::pair<std::string, std::string>>;

class PathPattern {
  public:
    // Nothing where the pattern is none: `error` says why and at which byte.
    static std::optional<PathPattern> parse(std::string_view text, std::string& error);

    // The whole path must fit. Time is bounded by pattern times path, whatever they are.
    std::optional<PathCaptures> match(std::string_view path) const;

    const std::string& text() const { return text_; }
    std::vector<std::string> names() const;  // of its pieces

  private:
    enum class Kind : std::uint8_t { literal, one, in_folder, any, folders, piece, date, digits };
    struct Element {
        Kind kind = Kind::literal;
        std::string text;  // of a literal, or the name of a piece
    };
    class Matcher;

    std::string text_;
    std::vector<Element> elements_;
};

}  // namespace gazette
