// The program itself, as a process.
#pragma once

#include "searcher/http/socket.h"

#include <string>
#include <sys/types.h>
#include <vector>

namespace gazette::test {

// gazette with these arguments; its two streams in pipes. Killed at the latest with the test.
class Process {
  public:
    explicit Process(std::vector<std::string> arguments);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // Of standard output, without its end.
    std::string line() const;
    void send_signal(int signal) const;
    // Exit status, or 1000 and the signal that ended it.
    int wait();
    // All of standard error; call it last.
    std::string errors() const;

  private:
    pid_t pid_ = 0;
    Descriptor out_;
    Descriptor err_;
};

// Of the line that gazette serve says first.
int port_in(const std::string& line);

}  // namespace gazette::test
