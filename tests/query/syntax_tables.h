// The tables of schemas/query_syntax.md that the tests run: each stands below a comment with its
// name, <!-- examples -->.
#pragma once

#include "tests/support/source_dir.h"

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace gazette::test {

// Cells without their backticks; \| is |.
using TableRow = std::vector<std::string>;

inline std::string cell_text(std::string cell) {
    const auto first = cell.find_first_not_of(' ');
    const auto last = cell.find_last_not_of(' ');
    if (first == std::string::npos) return {};
    cell = cell.substr(first, last - first + 1);
    if (cell.size() >= 2 && cell.front() == '`' && cell.back() == '`') {
        return cell.substr(1, cell.size() - 2);
    }
    return cell;
}

inline TableRow table_row(const std::string& line) {
    TableRow row;
    std::string cell;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
            cell += line[++i];
        } else if (line[i] == '|') {
            row.push_back(cell_text(std::move(cell)));
            cell.clear();
        } else {
            cell += line[i];
        }
    }
    return row;
}

// The rows of all tables of that name, without their headings.
inline std::vector<TableRow> syntax_tables(const std::string& name) {
    const std::string path = (source_dir() / "schemas/query_syntax.md").string();
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    std::vector<TableRow> rows;
    int line_of_table = 0;  // 0: not in a table of this name
    for (std::string line; std::getline(file, line);) {
        if (line == "<!-- " + name + " -->") {
            line_of_table = 1;
        } else if (line.rfind("|", 0) != 0) {
            line_of_table = 0;
        } else if (line_of_table > 0 && ++line_of_table > 3) {
            rows.push_back(table_row(line));
        }
    }
    return rows;
}

}  // namespace gazette::test
