// A file that lines are added to, by several threads, and that may be renamed meanwhile.
#pragma once

#include "searcher/http/socket.h"

#include <filesystem>
#include <mutex>
#include <string>

namespace gazette {

// Only its owner may read it. Thread-safe.
class LogFile {
  public:
    // Throws std::invalid_argument where it cannot be opened or others may read it.
    explicit LogFile(std::filesystem::path file);

    // `line` has no end. False where it could not be written whole.
    bool add(const std::string& line);
    // Opens the file of that name anew, after it was renamed; keeps the old one where that fails,
    // and throws std::invalid_argument.
    void reopen();

  private:
    const std::filesystem::path file_;
    std::mutex mutex_;  // guards descriptor_
    Descriptor descriptor_;
};

}  // namespace gazette
