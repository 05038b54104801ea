// One writer for an index at a time.
#pragma once

#include <filesystem>

namespace gazette {

// Held from construction to destruction, and let go by the system when the process dies.
class WriteLock {
  public:
    // Makes the index folder where there is none. Throws IndexError where somebody else holds the
    // lock: the text says who (process, host, since when, command).
    explicit WriteLock(const std::filesystem::path& index_dir);
    ~WriteLock();
    WriteLock(const WriteLock&) = delete;
    WriteLock& operator=(const WriteLock&) = delete;

  private:
    int descriptor_ = -1;
};

// Somebody is writing to the index now.
bool is_being_written(const std::filesystem::path& index_dir);

}  // namespace gazette
