#include "tests/support/archive_builder.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdexcept>

namespace gazette::test {
namespace {

void must(archive* writer, int result) {
    if (result < ARCHIVE_WARN) {
        const char* const words = archive_error_string(writer);
        throw std::runtime_error(words == nullptr ? "libarchive failed" : words);
    }
}

la_ssize_t append(archive* /*writer*/, void* target, const void* bytes, std::size_t size) {
    static_cast<std::string*>(target)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

void open(archive* writer, std::string& out) {
    must(writer, archive_write_set_bytes_per_block(writer, 0));
    must(writer, archive_write_open2(writer, &out, nullptr, append, nullptr, nullptr));
}

void add(archive* writer, const ArchiveEntry& given) {
    using Type = ArchiveEntry::Type;
    archive_entry* const entry = archive_entry_new();
    archive_entry_copy_pathname(entry, given.name.c_str());
    archive_entry_set_mtime(entry, 1'000'000'000, 0);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, 0);
    archive_entry_set_filetype(entry, AE_IFREG);
    if (given.type == Type::folder) archive_entry_set_filetype(entry, AE_IFDIR);
    if (given.type == Type::device) archive_entry_set_filetype(entry, AE_IFCHR);
    if (given.type == Type::hardlink) archive_entry_copy_hardlink(entry, given.target.c_str());
    if (given.type == Type::symlink) {
        archive_entry_set_filetype(entry, AE_IFLNK);
        archive_entry_copy_symlink(entry, given.target.c_str());
    }
    const bool has_bytes = given.type == Type::file;
    if (has_bytes) archive_entry_set_size(entry, static_cast<la_int64_t>(given.bytes.size()));
    must(writer, archive_write_header(writer, entry));
    if (has_bytes) archive_write_data(writer, given.bytes.data(), given.bytes.size());
    archive_entry_free(entry);
}

std::string write_all(archive* writer, const std::vector<ArchiveEntry>& entries) {
    std::string out;
    open(writer, out);
    for (const ArchiveEntry& entry : entries) add(writer, entry);
    must(writer, archive_write_close(writer));
    archive_write_free(writer);
    return out;
}

}  // namespace

std::string make_archive(const std::string& format, const std::vector<ArchiveEntry>& entries) {
    archive* const writer = archive_write_new();
    must(writer, archive_write_set_format_by_name(writer, format.c_str()));
    return write_all(writer, entries);
}

std::string make_locked_zip(const std::vector<ArchiveEntry>& entries) {
    archive* const writer = archive_write_new();
    must(writer, archive_write_set_format_zip(writer));
    must(writer, archive_write_set_options(writer, "zip:encryption=aes256"));
    must(writer, archive_write_set_passphrase(writer, "secret"));
    return write_all(writer, entries);
}

std::string compress(const std::string& filter, std::string_view bytes) {
    archive* const writer = archive_write_new();
    must(writer, archive_write_set_format_raw(writer));
    must(writer, archive_write_add_filter_by_name(writer, filter.c_str()));
    return write_all(writer, {{"data", std::string(bytes), ArchiveEntry::Type::file, {}}});
}

}  // namespace gazette::test
