#include "tools/gazette/log_file.h"

#include <cerrno>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

Descriptor open_for_adding(const std::filesystem::path& file) {
    const auto wrong = [&](const std::string& what) {
        return std::invalid_argument("log file " + file.string() + ": " + what);
    };
    Descriptor descriptor(
        ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0600));
    struct stat status {};
    if (!descriptor || fstat(descriptor.get(), &status) != 0) {
        throw wrong(std::system_category().message(errno));
    }
    if (!S_ISREG(status.st_mode)) throw wrong("it is not a file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        throw wrong("others may read or change it; run: chmod 600 " + file.string());
    }
    return descriptor;
}

}  // namespace

LogFile::LogFile(std::filesystem::path file)
    : file_(std::move(file)), descriptor_(open_for_adding(file_)) {}

bool LogFile::add(const std::string& line) {
    const std::string bytes = line + "\n";
    const std::lock_guard lock(mutex_);
    return ::write(descriptor_.get(), bytes.data(), bytes.size()) ==
           static_cast<ssize_t>(bytes.size());
}

void LogFile::reopen() {
    Descriptor fresh = open_for_adding(file_);
    const std::lock_guard lock(mutex_);
    descriptor_ = std::move(fresh);
}

}  // namespace gazette
