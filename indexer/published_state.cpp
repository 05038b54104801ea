#include "indexer/published_state.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace gazette {
namespace {

// A writer publishes a few times a second at most, and a reader may be slow at times.
constexpr int kAttempts = 50;
constexpr std::chrono::milliseconds kPause{20};

Manifest read_any_manifest(const std::filesystem::path& index_dir) {
    const auto file = manifest_path(index_dir);
    if (!std::filesystem::exists(file)) {
        throw IndexError("there is no index in " + index_dir.string() + ": " + file.string() +
                         " is not there");
    }
    return manifest_from_json(read_whole_file(file));
}

PublishedState attempt(const std::filesystem::path& index_dir) {
    PublishedState state;
    state.manifest = read_any_manifest(index_dir);
    state.ledger = std::make_unique<LedgerReader>(index_dir, state.manifest.revision);
    for (const PartEntry& entry : state.manifest.parts) {
        try {
            state.parts.push_back(std::make_unique<HeldPart>(index_dir, entry));
        } catch (const IndexError& error) {
            state.parts.push_back(nullptr);
            state.problems.emplace_back(error.what());
        }
    }
    return state;
}

}  // namespace

HeldPart::HeldPart(const std::filesystem::path& index_dir, const PartEntry& entry) {
    const auto folder = part_path(index_dir, entry.name);
    descriptor_ = ::open((folder / kInUseFile).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0) {
        const std::string words = std::generic_category().message(errno);
        throw IndexError(
            "the index " + index_dir.string() + " has lost its part " + entry.name + " with " +
            std::to_string(entry.documents) + " documents (" + folder.string() + ": " + words +
            "). Restore it from a copy, or index everything again (gazette index --rebuild)");
    }
    if (::flock(descriptor_, LOCK_SH | LOCK_NB) != 0) {
        ::close(descriptor_);
        throw IndexError("the part " + folder.string() + " is being removed");
    }
}

HeldPart::~HeldPart() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

PublishedState read_published(const std::filesystem::path& index_dir) {
    for (int i = 1;; ++i) {
        PublishedState state = attempt(index_dir);
        state.agrees = read_any_manifest(index_dir).revision == state.manifest.revision;
        // A part of the newest manifest may be locked for a moment: old files are swept from it.
        if ((state.agrees && state.problems.empty()) || i == kAttempts) return state;
        std::this_thread::sleep_for(kPause);
    }
}

}  // namespace gazette
