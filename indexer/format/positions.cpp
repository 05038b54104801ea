#include "indexer/format/positions.h"

#include "indexer/format/byte_codec.h"
#include "indexer/format/index_error.h"
#include "indexer/format/positions_layout.h"

#include <xxhash.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace gazette {

using namespace positions_layout;

namespace {

template <typename Entry>
Entry entry_at(std::string_view bytes, std::uint64_t index) {
    Entry entry;
    std::memcpy(&entry, bytes.data() + index * sizeof entry, sizeof entry);
    return entry;
}

bool read_long_varint(const char*& at, const char* end, std::uint32_t& value) {
    value = 0;
    for (unsigned shift = 0; shift < 35 && at != end; shift += 7) {
        const auto next = static_cast<std::uint8_t>(*at++);
        if (shift == 28 && next > 0x0F) return false;
        value |= (next & 0x7FU) << shift;
        if (next < 0x80) return true;
    }
    return false;
}

// A varint of at most 32 bits, or false. Most are of a byte or two.
inline bool read_varint(const char*& at, const char* end, std::uint32_t& value) {
    if (end - at >= 2) {
        const auto first = static_cast<std::uint8_t>(at[0]);
        if (first < 0x80) {
            value = first;
            ++at;
            return true;
        }
        const auto second = static_cast<std::uint8_t>(at[1]);
        if (second < 0x80) {
            value = (first & 0x7FU) | std::uint32_t{second} << 7;
            at += 2;
            return true;
        }
    }
    return read_long_varint(at, end, value);
}

// One term of a directory.
struct DirectoryEntry {
    std::size_t shared = 0;  // bytes of the term before that this one begins with
    std::string_view rest;
    std::uint32_t documents = 0;
    std::uint64_t stream_bytes = 0;
};

// Takes it off the front; `length` is that of the term before, and becomes its own.
DirectoryEntry take_entry(std::string_view& directory, std::size_t& length) {
    ByteReader in(directory, "a directory of positions");
    DirectoryEntry entry;
    entry.shared = in.byte();
    if (entry.shared > length) in.fail("a term is wrong");
    entry.rest = in.raw(static_cast<std::size_t>(in.varint()));
    length = entry.shared + entry.rest.size();
    entry.documents = in.varint32();
    entry.stream_bytes = in.varint();
    directory.remove_prefix(directory.size() - in.left());
    return entry;
}

}  // namespace

PositionCursor::PositionCursor(const Positions& file,
                               std::string_view stream,
                               std::uint32_t documents)
    : file_(&file),
      stream_(stream),
      documents_(documents),
      blocks_(documents / kDocumentsInBlock + (documents % kDocumentsInBlock != 0 ? 1 : 0)) {
    if (documents > stream.size() / kFewestDocumentBytes) {
        file.fail("a term has more documents than bytes");
    }
    if (documents == 0) {
        document_ = kEnd;
    } else if (blocks_ > 1) {
        const std::uint64_t entries = std::uint64_t{blocks_} * sizeof(BlockEntry);
        if (entries > stream.size() || end_of(blocks_ - 1) != stream.size() - entries) {
            file.fail("a list of blocks is wrong");
        }
    }
}

std::uint32_t PositionCursor::last_document_of(std::uint32_t block) const {
    std::uint32_t last = 0;
    const std::size_t from_end = std::size_t{blocks_ - block} * sizeof(BlockEntry);
    std::memcpy(&last, stream_.data() + stream_.size() - from_end, sizeof last);
    return last;
}

std::uint64_t PositionCursor::end_of(std::uint32_t block) const {
    if (blocks_ == 1) return stream_.size();
    BlockEntry entry;
    const std::size_t from_end = std::size_t{blocks_ - block} * sizeof entry;
    std::memcpy(&entry, stream_.data() + stream_.size() - from_end, sizeof entry);
    return std::uint64_t{entry.end_high} << 32 | entry.end_low;
}

// Reads what its documents are, and where their positions lie.
void PositionCursor::enter_block(std::uint32_t block) {
    const std::uint64_t begin = block == 0 ? 0 : end_of(block - 1);
    const std::uint64_t end = end_of(block);
    if (begin > end || end > stream_.size()) file_->fail("a block lies outside of its list");
    block_ = block;
    in_block_ =
        block + 1 < blocks_ ? kDocumentsInBlock : documents_ - (blocks_ - 1) * kDocumentsInBlock;
    docids_.resize(in_block_);
    begins_.resize(in_block_ + 1);
    const char* at = stream_.data() + begin;
    const char* const stop = stream_.data() + end;
    std::uint32_t docid = block == 0 ? 0 : last_document_of(block - 1);
    std::uint64_t positions_at = 0;
    for (std::uint32_t i = 0; i < in_block_; ++i) {
        std::uint32_t distance = 0;
        std::uint32_t size = 0;
        if (!read_varint(at, stop, distance) || !read_varint(at, stop, size)) {
            file_->fail("a block ends early");
        }
        if (distance == 0 || distance > file_->documents() - docid) {
            file_->fail("a block has a document that is not there");
        }
        docids_[i] = docid += distance;
        begins_[i] = positions_at;
        positions_at += size;
    }
    begins_[in_block_] = positions_at;
    const auto first = static_cast<std::uint64_t>(at - stream_.data());
    if (positions_at != end - first) file_->fail("a block has other positions than it says");
    if (blocks_ > 1 && docid != last_document_of(block)) file_->fail("a list of blocks is wrong");
    for (std::uint64_t& each : begins_) each += first;
}

// To the first document at or behind `docid`.
void PositionCursor::advance(std::uint32_t docid) {
    if (document_ == kEnd) return;
    if (in_block_ == 0 || docid > docids_[in_block_ - 1]) {
        std::uint32_t block = in_block_ == 0 ? 0 : block_ + 1;
        if (blocks_ > 1) {
            // Doubling steps, then halves.
            std::uint32_t high = block;
            for (std::uint32_t step = 1; high < blocks_ && last_document_of(high) < docid;
                 step *= 2) {
                block = high + 1;
                high = step < blocks_ - high ? high + step : blocks_;
            }
            while (block < high) {
                const std::uint32_t middle = block + (high - block) / 2;
                if (last_document_of(middle) < docid) {
                    block = middle + 1;
                } else {
                    high = middle;
                }
            }
        }
        if (block >= blocks_) {
            document_ = kEnd;
            return;
        }
        enter_block(block);
        at_ = 0;
        if (docid > docids_[in_block_ - 1]) {
            if (block + 1 < blocks_) file_->fail("a list of blocks is wrong");
            document_ = kEnd;
            return;
        }
    }
    const std::uint32_t* at = docids_.data() + at_;
    while (*at < docid) ++at;
    at_ = static_cast<std::uint32_t>(at - docids_.data());
    document_ = *at;
}

std::string_view PositionCursor::bytes() const {
    return stream_.substr(begins_[at_], begins_[at_ + 1] - begins_[at_]);
}

void PositionCursor::read(std::uint32_t most, std::vector<std::uint32_t>& positions) const {
    const std::string_view all = bytes();
    positions.resize(all.size());  // of each a byte at least
    std::uint32_t* out = positions.data();
    const char* at = all.data();
    const char* const end = at + all.size();
    std::uint64_t next = 0;
    while (at != end) {
        std::uint32_t distance = 0;
        if (!read_varint(at, end, distance)) file_->fail("positions end early");
        next += distance;
        if (next > UINT32_MAX) file_->fail("a position is too large");
        *out++ = static_cast<std::uint32_t>(next);
        ++next;
    }
    positions.resize(static_cast<std::size_t>(out - positions.data()));
    if (positions.empty() || positions.size() > most) {
        file_->fail("a term stands in a document more often than words do");
    }
}

void Positions::fail(const char* why) const {
    throw IndexError("the positions file " + path_.string() + " is damaged: " + why +
                     ". Run `gazette check` on the index");
}

Positions::Positions(const std::filesystem::path& file) : path_(file), mapped_(file) {
    const std::string_view bytes = mapped_.bytes();
    if (bytes.size() < sizeof(Header)) fail("it is cut off");
    const auto header = entry_at<Header>(bytes, 0);
    if (header.magic != kMagic) fail("it does not begin as one of this version does");
    if (header.file_bytes != bytes.size()) fail("it is cut off");
    if (header.index_at < sizeof(Header) || header.index_at > bytes.size() ||
        header.groups > (bytes.size() - header.index_at) / sizeof(GroupEntry)) {
        fail("its index lies outside of it");
    }
    if (header.documents >= PositionCursor::kEnd) fail("its number of documents is wrong");
    documents_ = static_cast<std::uint32_t>(header.documents);
    groups_ = header.groups;
    index_ = bytes.substr(header.index_at, groups_ * sizeof(GroupEntry));
    first_terms_ = bytes.substr(header.index_at + index_.size());
}

std::string_view Positions::first_term(std::uint64_t group) const {
    const std::uint64_t begin = group == 0 ? 0 : entry_at<GroupEntry>(index_, group - 1).term_end;
    const std::uint64_t end = entry_at<GroupEntry>(index_, group).term_end;
    if (begin > end || end > first_terms_.size()) fail("a term lies outside of its index");
    return first_terms_.substr(begin, end - begin);
}

std::string_view Positions::directory_of(std::uint64_t group, std::uint64_t& streams_at) const {
    const auto entry = entry_at<GroupEntry>(index_, group);
    const std::uint64_t end =
        group + 1 < groups_ ? entry_at<GroupEntry>(index_, group + 1).streams_at
                            : static_cast<std::uint64_t>(index_.data() - mapped_.bytes().data());
    if (entry.streams_at < sizeof(Header) || entry.streams_at > entry.directory_at ||
        entry.directory_at > end || end > mapped_.bytes().size()) {
        fail("a group of terms lies outside of it");
    }
    streams_at = entry.streams_at;
    return mapped_.bytes().substr(entry.directory_at, end - entry.directory_at);
}

// Those whose first term is not behind `term`.
std::uint64_t Positions::groups_before(std::string_view term) const {
    const auto known = places_->find(term);
    if (known && known->block < groups_ && first_term(known->block) <= term &&
        (known->block + 1 == groups_ || first_term(known->block + 1) > term)) {
        return std::uint64_t{known->block} + 1;
    }
    std::uint64_t low = 0;
    std::uint64_t high = groups_;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        if (first_term(middle) <= term) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low > 0 && low <= UINT32_MAX) places_->keep(term, {static_cast<std::uint32_t>(low - 1), 0});
    return low;
}

PositionCursor Positions::find(std::string_view term) const {
    const std::uint64_t groups = groups_before(term);
    if (groups == 0) return {*this, {}, 0};
    std::uint64_t stream_at = 0;
    std::string_view directory = directory_of(groups - 1, stream_at);
    std::size_t length = 0;  // of the term before, which stands before `term`
    std::size_t common = 0;  // what the two begin with
    while (!directory.empty()) {
        const DirectoryEntry entry = take_entry(directory, length);
        const std::string_view bytes = mapped_.bytes();
        if (entry.stream_bytes > bytes.size() - stream_at) fail("a list lies outside of it");
        // Where it shares more with the one before than `term` does, it stands before `term`, too.
        if (entry.shared <= common) {
            common = entry.shared;
            const std::string_view rest = term.substr(common);
            const auto [own, other] =
                std::mismatch(entry.rest.begin(), entry.rest.end(), rest.begin(), rest.end());
            if (own == entry.rest.end() && other == rest.end()) {
                return {*this, bytes.substr(stream_at, entry.stream_bytes), entry.documents};
            }
            const bool is_behind = own != entry.rest.end() &&
                                   (other == rest.end() || static_cast<unsigned char>(*own) >
                                                               static_cast<unsigned char>(*other));
            if (is_behind) break;
            common += static_cast<std::size_t>(own - entry.rest.begin());
        }
        stream_at += entry.stream_bytes;
    }
    return {*this, {}, 0};
}

bool Positions::Terms::next() {
    stream_at_ += stream_bytes_;
    stream_bytes_ = 0;
    if (directory_.empty()) {
        if (group_ == file_.groups_) return false;
        directory_ = file_.directory_of(group_, stream_at_);
        if (directory_.empty()) file_.fail("a group has no terms");
        ++group_;
    }
    const std::string before = term_;
    std::size_t length = term_.size();
    const DirectoryEntry entry = take_entry(directory_, length);
    term_.resize(entry.shared);
    term_.append(entry.rest);
    if (before >= term_) file_.fail("its terms are out of order");
    documents_ = entry.documents;
    stream_bytes_ = entry.stream_bytes;
    if (stream_bytes_ > file_.mapped_.bytes().size() - stream_at_) {
        file_.fail("a list lies outside of it");
    }
    return true;
}

PositionCursor Positions::Terms::documents() const {
    return {file_, file_.mapped_.bytes().substr(stream_at_, stream_bytes_), documents_};
}

void Positions::verify() const {
    const std::string_view bytes = mapped_.bytes();
    const auto header = entry_at<Header>(bytes, 0);
    const std::string_view groups = bytes.substr(sizeof header, header.index_at - sizeof header);
    const std::string_view index = bytes.substr(header.index_at);
    if (XXH3_64bits(groups.data(), groups.size()) != header.groups_hash ||
        XXH3_64bits(index.data(), index.size()) != header.index_hash) {
        fail("a checksum is wrong");
    }
    std::vector<std::uint32_t> positions;
    for (Terms terms(*this); terms.next();) {
        PositionCursor documents = terms.documents();
        std::uint32_t found = 0;
        for (documents.seek(1); documents.document() != PositionCursor::kEnd;
             documents.seek(documents.document() + 1)) {
            documents.read(UINT32_MAX, positions);
            ++found;
        }
        if (found == 0 || found != documents.documents()) fail("a term has no such documents");
    }
}

}  // namespace gazette
