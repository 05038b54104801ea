#include "indexer/glass/posting_list.h"

#include "indexer/format/index_error.h"

namespace gazette::glass {
namespace {

// A chunk that has so many bytes takes no more postings.
constexpr std::size_t kChunkBytes = 2000;

// Xapian counts occurrences in 32 bits.
std::uint32_t checked_sum(std::uint64_t wdf) {
    if (wdf > UINT32_MAX) {
        throw IndexError("a term occurs " + std::to_string(wdf) +
                         " times in one part; 4294967295 are possible");
    }
    return static_cast<std::uint32_t>(wdf);
}

}  // namespace

void PostingListWriter::begin(std::string_view key, const PostingTotals& totals) {
    key_.assign(key);
    list_key_bytes_ = key.size();
    totals_ = totals;
    is_first_chunk_ = true;
    body_.clear();
}

void PostingListWriter::add(std::uint32_t docid, std::uint32_t wdf) {
    if (body_.size() >= kChunkBytes) write_chunk(false);
    if (body_.empty()) {
        first_docid_ = docid;
    } else {
        append_varint(body_, docid - last_docid_ - 1);
    }
    append_varint(body_, wdf);
    last_docid_ = docid;
}

void PostingListWriter::write_chunk(bool last) {
    tag_.clear();
    if (is_first_chunk_) {
        append_varint(tag_, totals_.documents);
        append_varint(tag_, checked_sum(totals_.wdf));
        append_varint(tag_, first_docid_ - 1);
    } else {
        key_.resize(list_key_bytes_);
        if (key_ != kLengthsKey) key_.push_back('\0');
        append_sortable(key_, first_docid_);
    }
    tag_.push_back(last ? '1' : '0');
    append_varint(tag_, last_docid_ - first_docid_);
    tag_ += body_;
    table_.add(key_, tag_);
    is_first_chunk_ = false;
    body_.clear();
}

bool PostingListReader::next_list() {
    if (!table_.next()) return false;
    key_.assign(table_.key());
    Decoder in(table_.tag(), name_);
    totals_.documents = in.varint();
    totals_.wdf = in.varint();
    const std::uint32_t before = in.varint();
    if (before == UINT32_MAX) in.fail("a document's number is too large");
    begin_chunk(in, before + 1);
    return true;
}

void PostingListReader::begin_chunk(Decoder in, std::uint32_t first_docid) {
    const std::uint8_t flag = in.byte();
    if (flag != '0' && flag != '1') in.fail("a chunk of postings does not begin as one does");
    is_last_chunk_ = flag == '1';
    const std::uint32_t further = in.varint();
    if (further > UINT32_MAX - first_docid) in.fail("a document's number is too large");
    last_docid_ = first_docid + further;
    docid_ = first_docid;
    is_at_first_ = true;
    body_ = in;
}

bool PostingListReader::next_chunk() {
    if (is_last_chunk_) return false;
    if (docid_ != last_docid_) body_.fail("a chunk of postings ends early");
    if (!table_.next()) body_.fail("a chunk of postings is missing");
    std::string_view key = table_.key();
    const bool fits = key.substr(0, key_.size()) == key_;
    if (!fits) body_.fail("a chunk of postings is missing");
    key.remove_prefix(key_.size());
    Decoder suffix(key, name_);
    if (key_ != kLengthsKey && suffix.byte() != 0) suffix.fail("a chunk of postings is missing");
    const std::uint32_t first = suffix.sortable();
    if (!suffix.at_end() || first <= docid_) suffix.fail("chunks of postings are out of order");
    begin_chunk(Decoder(table_.tag(), name_), first);
    return true;
}

bool PostingListReader::next() {
    if (body_.at_end() && !next_chunk()) {
        if (docid_ != last_docid_) body_.fail("a list of postings ends early");
        return false;
    }
    if (!is_at_first_) {
        const std::uint32_t gap = body_.varint();
        if (gap >= last_docid_ - docid_) body_.fail("a document's number is too large");
        docid_ += gap + 1;
    }
    is_at_first_ = false;
    wdf_ = body_.varint();
    return true;
}

}  // namespace gazette::glass
