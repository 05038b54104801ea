// Opens inputs of strangers for the walk: in extract-worker processes, or in this one where no
// program is given (tests). Not for several threads at once.
#pragma once

#include "indexer/open_input.h"
#include "indexer/worker_process.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// A file or bytes in memory, which stay the caller's and must outlive this.
class OpenableInput {
  public:
    // `name` helps to tell the format; with `media_type` given it is believed, and nothing is
    // taken off.
    OpenableInput(int descriptor, std::string name, std::string media_type = {});
    OpenableInput(std::string_view bytes, std::string name, std::string media_type = {});
    ~OpenableInput();
    OpenableInput(const OpenableInput&) = delete;
    OpenableInput& operator=(const OpenableInput&) = delete;

    const std::string& name() const { return name_; }
    const std::string& media_type() const { return media_type_; }
    // To read it in this process.
    std::unique_ptr<ByteSource> source() const;
    // To pass it to another one. Throws IndexError where the system has none to give.
    int descriptor();

  private:
    int descriptor_ = -1;
    int in_memory_ = -1;  // a descriptor of the bytes
    std::string_view bytes_;
    std::string name_;
    std::string media_type_;
};

// What ends a process is tried once more in a new one. Throws IndexError where no process can be
// started.
class InputOpener {
  public:
    explicit InputOpener(ExtractClientOptions options) : options_(std::move(options)) {}

    OpenedHead head(OpenableInput& input);
    // Its bytes without compression; must not outlive the opener or the input.
    std::unique_ptr<ByteSource> bytes(OpenableInput& input);
    // Members, rows or records, as `request` says but for the input's name and type, until `take`
    // says false. A member that ends the process again has a why_not, and the others are read;
    // where the reader cannot leave it out, the container ends there.
    ContainerEnd take_apart(OpenableInput& input,
                            OpenRequest request,
                            const std::function<bool(OpenEvent)>& take);

  private:
    friend class RemoteBytes;
    struct Worker {
        std::unique_ptr<WorkerProcess> process;
        std::size_t requests = 0;
    };
    Worker borrow();
    void give_back(Worker worker);
    WorkerProcess::Ended send(Worker& worker, const OpenRequest& request, OpenableInput& input);
    WorkerProcess::Ended receive(Worker& worker, OpenEvent& event);
    bool is_here() const { return options_.program.empty(); }

    ExtractClientOptions options_;
    std::vector<Worker> idle_;
};

}  // namespace gazette
