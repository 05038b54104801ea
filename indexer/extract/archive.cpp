#include "indexer/extract/archive.h"

#include "indexer/extract/archive_handle.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/member_sink.h"
#include "indexer/extract/utf8.h"

#include <xxhash.h>

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <string>
#include <sys/stat.h>
#include <unordered_set>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kReadBytes = 64u << 10;

std::string percent_encoded(std::string_view bytes) {
    static constexpr char kHex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && c != '%') {
            out += c;
            continue;
        }
        out += '%';
        out += kHex[byte >> 4];
        out += kHex[byte & 15u];
    }
    return out;
}

std::string name_of_entry(archive_entry* entry) {
    // The first is nothing where the archive's bytes are not UTF-8, the second where they do not
    // fit into the character set of the process.
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    std::string_view bytes = name == nullptr ? "" : name;
    while (bytes.starts_with("./")) bytes.remove_prefix(2);
    if (bytes.empty()) return "(no name)";
    return is_utf8(bytes) ? std::string(bytes) : percent_encoded(bytes);
}

// Tells whether a name came before: by a hash of it, because there may be millions.
class UniqueNames {
  public:
    std::string unique(const std::string& name) {
        if (add(name)) return name;
        for (std::uint64_t count = 2;; ++count) {
            std::string next = name + "~" + std::to_string(count);
            if (add(next)) return next;
        }
    }

  private:
    bool add(const std::string& name) {
        return seen_.insert(XXH3_64bits(name.data(), name.size())).second;
    }
    std::unordered_set<std::uint64_t> seen_;
};

class Reading {
  public:
    Reading(ByteSource& source, const std::function<bool(Member)>& take, LeftOut left_out)
        : source_(source), handle_(source), members_(take, left_out) {}

    archive* reader() { return handle_.get(); }

    ContainerEnd run() {
        if (handle_.open() < ARCHIVE_WARN) return failed(handle_.problem());
        for (;;) {
            archive_entry* entry = nullptr;
            const int found = archive_read_next_header(reader(), &entry);
            if (found == ARCHIVE_EOF) break;
            if (++entries_ > extract_limits::kMaxArchiveMembers) {
                return over_limit("more than " +
                                  std::to_string(extract_limits::kMaxArchiveMembers) + " entries");
            }
            if (found == ARCHIVE_FATAL) return failed(handle_.problem());
            if (found == ARCHIVE_RETRY || found == ARCHIVE_FAILED) {
                // A damaged header; the next one may be whole.
                if (end_.problem.empty()) end_ = failed(handle_.problem());
                continue;
            }
            if (archive_entry_filetype(entry) == AE_IFDIR) continue;
            Member member;
            member.name = names_.unique(name_of_entry(entry));
            if (members_.leaves_out_next()) {
                if (!members_.give_left_out(std::move(member.name))) return {};
                continue;
            }
            fill(member, entry);
            if (!members_.give(std::move(member))) return {};
            if (stop_) break;
        }
        return std::move(end_);
    }

  private:
    ContainerEnd failed(std::string problem) const {
        const bool by_source = !source_.error().empty();
        return {std::move(problem), by_source ? source_.error_code() : RejectionCode::damaged};
    }
    ContainerEnd over_limit(std::string problem) const {
        return {std::move(problem), RejectionCode::over_limit};
    }

    void fill(Member& member, archive_entry* entry) {
        const auto type = archive_entry_filetype(entry);
        const char* target = archive_entry_hardlink(entry);
        if (target == nullptr && type == AE_IFLNK) target = archive_entry_symlink(entry);
        if (target != nullptr || type == AE_IFLNK) {
            std::size_t repaired = 0;
            member.why_not = "a link to " + repair_utf8(target == nullptr ? "?" : target, repaired);
            member.skipped = SkipReason::linked;
        } else if (type != AE_IFREG && type != 0) {
            member.why_not = "a device or a pipe, which holds no document";
            member.why_not_code = RejectionCode::unsupported_format;
        } else if (archive_entry_is_data_encrypted(entry) != 0) {
            member.why_not = "it is encrypted";
            member.why_not_code = RejectionCode::locked;
        } else if (archive_entry_size_is_set(entry) != 0 &&
                   is_too_large(archive_entry_size(entry))) {
            refuse_size(member, static_cast<std::uint64_t>(archive_entry_size(entry)));
        } else {
            read_bytes(member);
        }
    }

    static bool is_too_large(std::int64_t size) {
        return size < 0 || static_cast<std::uint64_t>(size) > extract_limits::kMaxMemberBytes;
    }
    static void refuse_size(Member& member, std::uint64_t size) {
        member.bytes = {};
        member.why_not = std::to_string(size) + " bytes, more than " +
                         std::to_string(extract_limits::kMaxMemberBytes);
        member.why_not_code = RejectionCode::too_large;
    }

    void read_bytes(Member& member) {
        std::string& bytes = member.bytes;
        std::size_t done = 0;
        for (;;) {
            if (done == bytes.size()) bytes.resize(std::max(kReadBytes, done * 2));
            const auto got = archive_read_data(reader(), bytes.data() + done, bytes.size() - done);
            if (got == ARCHIVE_RETRY) continue;
            if (got < 0) {
                member.why_not = handle_.problem();
                member.why_not_code = failed({}).code;
                if (got == ARCHIVE_FATAL) {
                    end_ = failed(handle_.problem());
                    stop_ = true;
                }
                break;
            }
            if (got == 0) break;
            done += static_cast<std::size_t>(got);
            unpacked_ += static_cast<std::uint64_t>(got);
            if (done > extract_limits::kMaxMemberBytes) {
                refuse_size(member, done);
                return;
            }
            if (is_bomb()) {
                member.why_not = "the archive" + bomb_words();
                member.why_not_code = RejectionCode::over_limit;
                end_ = over_limit("it" + bomb_words());
                stop_ = true;
                break;
            }
        }
        bytes.resize(done);
    }

    // Of a stream that is compressed as a whole, its own source keeps count.
    bool is_bomb() const {
        const auto packed = source_.size();
        if (!packed || unpacked_ <= extract_limits::kUnpackFloorBytes) return false;
        return unpacked_ / extract_limits::kMaxUnpackRatio >= *packed;
    }
    std::string bomb_words() const {
        return " unpacks to more than " + std::to_string(extract_limits::kMaxUnpackRatio) +
               " times its size: " + std::to_string(unpacked_) + " bytes from " +
               std::to_string(source_.size().value_or(0));
    }

    ByteSource& source_;
    ArchiveHandle handle_;
    MemberSink members_;
    UniqueNames names_;
    std::uint64_t entries_ = 0;  // with folders and damaged headers
    std::uint64_t unpacked_ = 0;
    ContainerEnd end_;
    bool stop_ = false;
};

}  // namespace

std::string_view ArchiveReader::name() const {
    switch (format_) {
        case ArchiveFormat::tar:
            return "tar";
        case ArchiveFormat::zip:
            return "zip";
        case ArchiveFormat::seven_zip:
            return "7zip";
    }
    return "archive";
}

ContainerEnd ArchiveReader::read_but(ByteSource& source,
                                     const std::function<bool(Member)>& take,
                                     LeftOut left_out) const {
    Reading reading(source, take, left_out);
    switch (format_) {
        case ArchiveFormat::tar:
            archive_read_support_format_tar(reading.reader());
            break;
        case ArchiveFormat::zip:
            archive_read_support_format_zip(reading.reader());
            break;
        case ArchiveFormat::seven_zip:
            archive_read_support_format_7zip(reading.reader());
            break;
    }
    return reading.run();
}

}  // namespace gazette
