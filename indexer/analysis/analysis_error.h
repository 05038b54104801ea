// What the analyzer throws: the libraries under it do not work as they should (data missing, out of
// memory). No text makes it throw.
#pragma once

#include <stdexcept>

namespace gazette {

class AnalysisError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace gazette
