// The operation cannot go on: the index is damaged, of another version, locked, or the disk is
// full. The text says what happened, to what, and what to do.
#pragma once

#include <stdexcept>
#include <string>

namespace gazette {

class IndexError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace gazette
