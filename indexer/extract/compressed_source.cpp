#include "indexer/extract/compressed_source.h"

#include "indexer/extract/archive_handle.h"
#include "indexer/extract/limits.h"

#include <algorithm>
#include <archive.h>
#include <iterator>

namespace gazette {
namespace {

constexpr std::string_view kCompressed[] = {
    "application/gzip", "application/x-bzip2", "application/x-xz", "application/zstd"};

struct Suffix {
    std::string_view packed;
    std::string_view unpacked;
};
constexpr Suffix kSuffixes[] = {
    {".gz", ""},
    {".bz2", ""},
    {".xz", ""},
    {".zst", ""},
    {".zstd", ""},
    {".tgz", ".tar"},
    {".tbz", ".tar"},
    {".tbz2", ".tar"},
    {".txz", ".tar"},
    {".tzst", ".tar"},
};

bool ends_with_ignoring_case(std::string_view text, std::string_view lower) {
    if (text.size() < lower.size()) return false;
    text.remove_prefix(text.size() - lower.size());
    return std::equal(lower.begin(), lower.end(), text.begin(), [](char want, char got) {
        return want == (got >= 'A' && got <= 'Z' ? static_cast<char>(got - 'A' + 'a') : got);
    });
}

}  // namespace

bool is_compressed(std::string_view media_type) {
    return std::find(std::begin(kCompressed), std::end(kCompressed), media_type) !=
           std::end(kCompressed);
}

std::string uncompressed_name(std::string_view name) {
    for (const Suffix& suffix : kSuffixes) {
        if (name.size() > suffix.packed.size() && ends_with_ignoring_case(name, suffix.packed)) {
            name.remove_suffix(suffix.packed.size());
            return std::string(name) + std::string(suffix.unpacked);
        }
    }
    return std::string(name);
}

struct DecompressedSource::State {
    explicit State(ByteSource& packed) : handle(packed) {}

    void fail(std::string words, RejectionCode code) {
        error = std::move(words);
        error_code = code;
    }

    ArchiveHandle handle;
    std::uint64_t unpacked = 0;
    std::string error;
    RejectionCode error_code = RejectionCode::damaged;
};

DecompressedSource::DecompressedSource(ByteSource& packed)
    : state_(std::make_unique<State>(packed)) {
    archive* const reader = state_->handle.get();
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_bzip2(reader);
    archive_read_support_filter_xz(reader);
    archive_read_support_filter_zstd(reader);
    archive_read_support_format_raw(reader);
    archive_read_support_format_empty(reader);
    archive_entry* entry = nullptr;
    if (state_->handle.open() != ARCHIVE_OK) {
        state_->fail(state_->handle.problem(), RejectionCode::damaged);
        return;
    }
    const int found = archive_read_next_header(reader, &entry);
    if (found != ARCHIVE_OK && found != ARCHIVE_EOF) {
        state_->fail(state_->handle.problem(), RejectionCode::damaged);
    }
}

DecompressedSource::~DecompressedSource() = default;

std::size_t DecompressedSource::read(char* buffer, std::size_t size) {
    if (!state_->error.empty()) return 0;
    const auto got = archive_read_data(state_->handle.get(), buffer, size);
    if (got < 0) {
        state_->fail(state_->handle.problem() + ", after " + std::to_string(state_->unpacked) +
                         " unpacked bytes",
                     RejectionCode::damaged);
        return 0;
    }
    state_->unpacked += static_cast<std::uint64_t>(got);
    const std::uint64_t allowed =
        std::max(extract_limits::kUnpackFloorBytes,
                 extract_limits::kMaxUnpackRatio * state_->handle.bytes_read());
    if (state_->unpacked > allowed) {
        state_->fail("unpacks to more than " + std::to_string(extract_limits::kMaxUnpackRatio) +
                         " times its size: " + std::to_string(state_->unpacked) + " bytes from " +
                         std::to_string(state_->handle.bytes_read()),
                     RejectionCode::over_limit);
        return 0;
    }
    return static_cast<std::size_t>(got);
}

std::string DecompressedSource::error() const {
    return state_->error;
}

RejectionCode DecompressedSource::error_code() const {
    return state_->error_code;
}

}  // namespace gazette
