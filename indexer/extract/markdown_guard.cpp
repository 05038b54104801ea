#include "indexer/extract/markdown_guard.h"

#include "indexer/extract/limits.h"

#include <algorithm>

namespace gazette {
namespace {

using extract_limits::kMaxMarkdownBrackets;
using extract_limits::kMaxMarkdownNesting;

// Block quotes and list items that the beginning of a line may open.
std::size_t containers_of(std::string_view line) {
    std::size_t count = 0;
    std::size_t at = 0;
    while (at < line.size()) {
        const char c = line[at];
        if (c == ' ' || c == '\t') {
            ++at;
        } else if (c == '>') {
            ++count;
            ++at;
        } else if ((c == '-' || c == '+' || c == '*') &&
                   (at + 1 == line.size() || line[at + 1] == ' ' || line[at + 1] == '\t')) {
            ++count;
            ++at;
        } else if (c >= '0' && c <= '9') {
            while (at < line.size() && line[at] >= '0' && line[at] <= '9') ++at;
            if (at == line.size() || (line[at] != '.' && line[at] != ')')) break;
            ++count;
            ++at;
        } else {
            break;
        }
    }
    return count;
}

bool is_delimiter_row(std::string_view line) {
    return line.find('-') != std::string_view::npos &&
           line.find_first_not_of(" \t|:-\r>") == std::string_view::npos &&
           line.find('|') != std::string_view::npos;
}

}  // namespace

MarkdownShape measure_markdown(std::string_view text) {
    MarkdownShape shape;
    std::size_t brackets = 0;  // of the paragraph
    std::size_t columns = 0;   // of the table that the last delimiter row began; 0 outside
    std::size_t cells = 0;
    std::size_t pipes = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t containers = containers_of(line);
        const bool blank = line.find_first_not_of(" \t\r>") == std::string_view::npos;
        if (blank || containers > 0 || line.starts_with('#')) brackets = 0;
        brackets += static_cast<std::size_t>(std::count(line.begin(), line.end(), '['));
        if (containers > kMaxMarkdownNesting) {
            shape.too_costly = "one line opens " + std::to_string(containers) +
                               " quotes or lists, more than " + std::to_string(kMaxMarkdownNesting);
            return shape;
        }
        if (brackets > kMaxMarkdownBrackets) {
            shape.too_costly =
                "one paragraph has more than " + std::to_string(kMaxMarkdownBrackets) + " brackets";
            return shape;
        }
        const auto pipes_here = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
        if (blank) columns = 0;
        if (is_delimiter_row(line)) columns = pipes_here + 1;
        cells += columns;
        pipes += columns > 0 ? pipes_here + 1 : 0;
    }
    static constexpr std::size_t kPaddingPerCell = 8;
    static constexpr std::size_t kSomePadding = 10000;
    shape.tables_explode = cells > kSomePadding + kPaddingPerCell * pipes;
    return shape;
}

}  // namespace gazette
