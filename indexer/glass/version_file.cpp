#include "indexer/glass/version_file.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/encoding.h"

#include <algorithm>
#include <random>

namespace gazette::glass {
namespace {

constexpr std::size_t kUuidBytes = 16;
constexpr std::uint32_t kRevision = 1;
constexpr unsigned kSequentialFlag = 2;
constexpr unsigned kNoTreeFlag = 1;
constexpr std::uint32_t kBlockUnit = 2048;
// Tags of the postings and positions are never compressed; those of the other tables from 19 bytes
// on.
constexpr std::uint32_t kNeverCompressed = 0;
constexpr std::uint32_t kCompressedAbove = 18;

std::string random_uuid() {
    std::random_device device;
    std::string uuid;
    while (uuid.size() < kUuidBytes) uuid.push_back(static_cast<char>(device()));
    return uuid;
}

// What Xapian would need to write to the table again: no block is free before the end.
std::string free_list(const TableRoot& root) {
    std::string list;
    append_varint(list, kRevision);
    append_varint(list, root.blocks);
    list.append(4, '\0');
    return list;
}

void append_root(std::string& out, const TableRoot& root, std::uint32_t compressed_above) {
    append_varint(out, root.root_block);
    append_varint(out, root.level << 2 | kSequentialFlag | (root.is_empty() ? kNoTreeFlag : 0U));
    append_varint(out, root.entries);
    append_varint(out, kBlockBytes / kBlockUnit);
    append_varint(out, compressed_above);
    const std::string list = root.is_empty() ? std::string() : free_list(root);
    append_varint(out, list.size());
    out += list;
}

struct ReadRoot {
    TableRoot root;
    bool has_known_blocks = true;
};

ReadRoot read_root(Decoder& in) {
    ReadRoot read;
    read.root.root_block = in.varint();
    const std::uint32_t flags = in.varint();
    read.root.level = flags >> 2;
    read.root.sequential = (flags & kSequentialFlag) != 0;
    read.root.entries = in.varint64();
    read.has_known_blocks = std::uint64_t{in.varint()} * kBlockUnit == kBlockBytes;
    in.varint();  // from which size on tags are compressed
    Decoder list(in.string(), "a list of free blocks");
    if ((flags & kNoTreeFlag) == 0) {
        list.varint();  // revision
        read.root.blocks = list.varint();
    }
    return read;
}

}  // namespace

void DatabaseTotals::add_document(std::uint32_t document_length) {
    ++documents;
    length += document_length;
    longest = std::max(longest, document_length);
    if (document_length > 0 && (shortest == 0 || document_length < shortest)) {
        shortest = document_length;
    }
}

void DatabaseTotals::add(const DatabaseTotals& other) {
    if (other.documents > UINT32_MAX - documents) {
        throw IndexError("too many documents for one part");
    }
    documents += other.documents;
    length += other.length;
    longest = std::max(longest, other.longest);
    largest_wdf = std::max(largest_wdf, other.largest_wdf);
    if (other.shortest > 0 && (shortest == 0 || other.shortest < shortest)) {
        shortest = other.shortest;
    }
}

void write_version_file(const std::filesystem::path& folder, const VersionFile& version) {
    std::string out(kVersionMark);
    out += random_uuid();
    append_varint(out, kRevision);
    const TableRoot none;
    append_root(out, version.postings, kNeverCompressed);
    append_root(out, none, kCompressedAbove);  // document data
    append_root(out, none, kCompressedAbove);  // terms by document
    append_root(out, version.positions, kNeverCompressed);
    append_root(out, none, kCompressedAbove);  // spelling
    append_root(out, none, kCompressedAbove);  // synonyms
    const DatabaseTotals& totals = version.totals;
    append_varint(out, totals.documents);
    append_varint(out, 0);  // last docid - documents
    append_varint(out, totals.shortest);
    append_varint(out, totals.largest_wdf);
    append_varint(out, totals.longest - totals.largest_wdf);
    append_varint(out, 0);  // oldest changeset
    append_varint(out, totals.length);
    append_varint(out, 0);  // bound for spelling
    write_durably(folder / "iamglass", out);
}

std::optional<VersionFile> read_version_file(const std::filesystem::path& folder) {
    const auto file = folder / "iamglass";
    const std::string name = file.string();
    const std::string bytes = read_whole_file(file);
    if (!bytes.starts_with(kVersionMark)) return std::nullopt;
    const std::size_t head = kVersionMark.size() + kUuidBytes;
    if (bytes.size() < head) throw IndexError(name + " is damaged: it ends early");
    Decoder in(std::string_view(bytes).substr(head), name);
    in.varint();  // revision
    VersionFile version;
    bool known = true;
    for (int table = 0; table < 6; ++table) {
        const ReadRoot read = read_root(in);
        if (table == 0) version.postings = read.root;
        if (table == 3) version.positions = read.root;
        const bool ours = table == 0 || table == 3;
        if (ours && !(read.has_known_blocks && read.root.sequential)) known = false;
        if (!ours && !read.root.is_empty()) known = false;
    }
    if (in.at_end()) return known ? std::optional(version) : std::nullopt;
    DatabaseTotals& totals = version.totals;
    totals.documents = in.varint();
    if (in.varint() != 0) known = false;  // docids without a document
    totals.shortest = in.varint();
    totals.largest_wdf = in.varint();
    const std::uint32_t further = in.varint();
    if (further > UINT32_MAX - totals.largest_wdf) in.fail("a length is too large");
    totals.longest = totals.largest_wdf + further;
    in.varint();  // oldest changeset
    totals.length = in.varint64();
    return known ? std::optional(version) : std::nullopt;
}

}  // namespace gazette::glass
