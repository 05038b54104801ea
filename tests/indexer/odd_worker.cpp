// An extract-worker that does what a hostile document might make it do: the first word of a
// document says what.
#include "indexer/extract/extract_worker.h"
#include "indexer/extract/registry.h"
#include "indexer/open_worker.h"

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <variant>
#include <vector>

namespace {

using gazette::Document;
using gazette::Extracted;
using gazette::Input;

int documents = 0;  // that this process has read

std::string tried(bool did) {
    return did ? "allowed" : "refused";
}

std::string try_to_escape() {
    const int secret = ::open("/etc/passwd", O_RDONLY);
    const int table = ::open("/usr/share/common-licenses/GPL-3", O_RDONLY);
    const int written = ::open("/tmp/escaped", O_WRONLY | O_CREAT, 0600);
    const int network = ::socket(AF_INET, SOCK_STREAM, 0);
    const pid_t child = ::fork();
    if (child == 0) ::_exit(0);
    return "read " + tried(secret >= 0) + ", table " + tried(table >= 0) + ", write " +
           tried(written >= 0) + ", network " + tried(network >= 0) + ", process " +
           tried(child > 0);
}

Extracted read_oddly(const Input& input) {
    ++documents;
    const std::string word = input.bytes.substr(0, input.bytes.find(' '));
    if (word == "CRASH") std::abort();
    if (word == "CRASH_LATER" && documents > 1) std::raise(SIGSEGV);
    if (word == "EXIT") std::exit(7);
    if (word == "STALL") {
        for (;;) ::usleep(1000);
    }
    if (word == "SPIN") {
        volatile unsigned count = 0;
        for (;;) static_cast<void>(count);
    }
    if (word == "MEMORY") {
        std::vector<std::string> all;
        for (;;) all.emplace_back(16u << 20, 'x');
    }
    if (word == "NONSENSE") {
        const std::string answer = gazette::frame_head(3) + "abc";
        if (::write(STDIN_FILENO, answer.data(), answer.size()) < 0) std::abort();
        return gazette::extract(input);
    }
    Input changed = input;
    if (word == "LARGE") changed.bytes.assign(1u << 20, 'x');
    if (word == "ESCAPE") changed.bytes = try_to_escape();
    Extracted extracted = gazette::extract(changed);
    if (word == "LIE") std::get<Document>(extracted).segments.push_back({"s", "", {}, 0, 5, 900});
    if (word == "COUNT") std::get<Document>(extracted).kind = std::to_string(documents);
    return extracted;
}

// The first word of a member does it, and that of a name even where the member is left out.
void open_oddly(gazette::ByteSource& source,
                const gazette::OpenRequest& request,
                const std::function<bool(gazette::OpenEvent)>& emit) {
    if (request.name.starts_with("CRASH_OPENED")) std::abort();
    gazette::open_input(source, request, [&](gazette::OpenEvent event) {
        if (const auto* opened = std::get_if<gazette::OpenedMember>(&event)) {
            const gazette::Member& member = opened->member;
            if (member.name.starts_with("CRASH_ALWAYS")) std::abort();
            if (member.bytes.starts_with("CRASH_MEMBER")) std::abort();
            if (member.bytes.find("CRASH_ANYWHERE") != std::string::npos) std::abort();
            if (member.bytes.starts_with("STALL_MEMBER")) {
                for (;;) ::usleep(1000);
            }
        }
        const auto* record = std::get_if<gazette::OpenedRecord>(&event);
        if (record != nullptr && record->bytes.find("CRASH_ROW") != std::string::npos) std::abort();
        return emit(std::move(event));
    });
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const auto cpu = static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10));
    const auto memory = std::strtoull(argv[3], nullptr, 10);
    const auto open =
        [](int socket, const gazette::WorkerLimits& limits, std::string_view request) {
            return gazette::open_for_indexer(socket, limits, request, open_oddly);
        };
    return gazette::run_extract_worker(STDIN_FILENO, {cpu, memory}, {read_oddly, open});
}
