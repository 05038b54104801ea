// How a line of a law begins: as an article, a numbered paragraph, an item of a list. What is cut
// at such lines is provisions.h's.
//
// Lines are UTF-8 without their line break; lengths are bytes. Each function looks at its argument
// alone, takes any text, and may be called from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// "第三条", "第3條之1", "第三条の二", "제3조의2": its length, where it begins the line and what
// follows is no sentence about it; else 0.
std::size_t east_asian_head(std::string_view line);

// "Article 21", "Art. 5.", "§ 12", "Статья 5. ...": the same.
std::size_t western_head(std::string_view line);

// The number in front of a paragraph. Those of one article are written in one way; others are
// those of a list in it.
enum class NumberStyle : std::uint8_t { circled, bracketed, spaced, dotted };
struct ParagraphNumber {
    unsigned number = 0;
    NumberStyle style = NumberStyle::dotted;
};
std::optional<ParagraphNumber> paragraph_number(std::string_view line);

// Whether the line is an item of a list and no paragraph of its own: "一、", "（一）", "1.", "(a)",
// "-".
bool is_list_item(std::string_view line);

// "Article 12-1" -> "12-1", "第 12 條" -> "12", "第三十一条の二" -> "三十一条の二"; else as a slug.
std::string bare_article_number(std::string_view label);

// `line` without spaces, tabs and wide spaces at its beginning.
std::string_view without_leading_space(std::string_view line);

}  // namespace gazette
