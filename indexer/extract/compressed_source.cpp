#include "indexer/extract/compressed_source.h"

#include "indexer/extract/archive_handle.h"
#include "indexer/extract/gzip_stream.h"
#include "indexer/extract/limits.h"

#include <algorithm>
#include <archive.h>
#include <iterator>

namespace gazette {
namespace {

constexpr std::string_view kGzip = "application/gzip";
constexpr std::string_view kCompressed[] = {
    kGzip, "application/x-bzip2", "application/x-xz", "application/zstd"};

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

namespace {

class Unpacker {
  public:
    virtual ~Unpacker() = default;
    // 0 at the end, and where there is a problem().
    virtual std::size_t read(char* buffer, std::size_t size) = 0;
    virtual std::string problem() const = 0;
    virtual std::uint64_t bytes_read() const = 0;
};

class GzipUnpacker final : public Unpacker {
  public:
    explicit GzipUnpacker(ByteSource& packed) : stream_(packed) {}
    std::size_t read(char* buffer, std::size_t size) override { return stream_.read(buffer, size); }
    std::string problem() const override { return stream_.problem(); }
    std::uint64_t bytes_read() const override { return stream_.bytes_read(); }

  private:
    GzipStream stream_;
};

// By libarchive: bzip2, xz, zstd.
class ArchiveUnpacker final : public Unpacker {
  public:
    explicit ArchiveUnpacker(ByteSource& packed) : handle_(packed) {
        archive* const reader = handle_.get();
        archive_read_support_filter_bzip2(reader);
        archive_read_support_filter_xz(reader);
        archive_read_support_filter_zstd(reader);
        archive_read_support_format_raw(reader);
        archive_read_support_format_empty(reader);
        archive_entry* entry = nullptr;
        if (handle_.open() != ARCHIVE_OK) {
            problem_ = handle_.problem();
            return;
        }
        const int found = archive_read_next_header(reader, &entry);
        if (found != ARCHIVE_OK && found != ARCHIVE_EOF) problem_ = handle_.problem();
    }
    std::size_t read(char* buffer, std::size_t size) override {
        if (!problem_.empty()) return 0;
        const auto got = archive_read_data(handle_.get(), buffer, size);
        if (got < 0) problem_ = handle_.problem();
        return got < 0 ? 0 : static_cast<std::size_t>(got);
    }
    std::string problem() const override { return problem_; }
    std::uint64_t bytes_read() const override { return handle_.bytes_read(); }

  private:
    ArchiveHandle handle_;
    std::string problem_;
};

}  // namespace

struct DecompressedSource::State {
    std::unique_ptr<Unpacker> unpacker;
    std::uint64_t unpacked = 0;
    std::string error;
    RejectionCode error_code = RejectionCode::damaged;
};

DecompressedSource::DecompressedSource(ByteSource& packed, std::string_view media_type)
    : state_(std::make_unique<State>()) {
    if (media_type == kGzip) {
        state_->unpacker = std::make_unique<GzipUnpacker>(packed);
    } else {
        state_->unpacker = std::make_unique<ArchiveUnpacker>(packed);
    }
    state_->error = state_->unpacker->problem();
}

DecompressedSource::~DecompressedSource() = default;

std::size_t DecompressedSource::read(char* buffer, std::size_t size) {
    State& state = *state_;
    if (!state.error.empty()) return 0;
    const std::size_t got = state.unpacker->read(buffer, size);
    state.unpacked += got;
    if (got == 0 && !state.unpacker->problem().empty()) {
        state.error = state.unpacker->problem() + ", after " + std::to_string(state.unpacked) +
                      " unpacked bytes";
        return 0;
    }
    const std::uint64_t packed = state.unpacker->bytes_read();
    const std::uint64_t allowed =
        std::max(extract_limits::kUnpackFloorBytes, extract_limits::kMaxUnpackRatio * packed);
    if (state.unpacked > allowed) {
        state.error = "unpacks to more than " + std::to_string(extract_limits::kMaxUnpackRatio) +
                      " times its size: " + std::to_string(state.unpacked) + " bytes from " +
                      std::to_string(packed);
        state.error_code = RejectionCode::over_limit;
        return 0;
    }
    return got;
}

std::string DecompressedSource::error() const {
    return state_->error;
}

RejectionCode DecompressedSource::error_code() const {
    return state_->error_code;
}

}  // namespace gazette
