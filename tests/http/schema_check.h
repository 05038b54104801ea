// Checks JSON against the schemas of the repository.
#pragma once

#include <string>

namespace gazette::test {

// What is wrong with it, one line each; empty: nothing. `schema` is a file below schemas/.
std::string schema_errors(const std::string& schema, const std::string& json);

// A file below the source folder.
std::string source_file(const std::string& path);

}  // namespace gazette::test
