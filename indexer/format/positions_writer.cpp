#include "indexer/format/positions_writer.h"

#include "indexer/format/byte_codec.h"
#include "indexer/format/index_error.h"
#include "indexer/format/positions_layout.h"

#include <xxhash.h>

#include <algorithm>
#include <limits>
#include <new>
#include <stdexcept>

namespace gazette {

using namespace positions_layout;

namespace {

template <typename Struct>
std::string_view bytes_of(const Struct& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

std::uint8_t shared_bytes(std::string_view before, std::string_view term) {
    const std::size_t most = std::min({before.size(), term.size(), std::size_t{UINT8_MAX}});
    std::size_t shared = 0;
    while (shared < most && before[shared] == term[shared]) ++shared;
    return static_cast<std::uint8_t>(shared);
}

}  // namespace

void append_positions(std::string& out, std::span<const std::uint32_t> positions) {
    std::uint32_t next = 0;
    for (const std::uint32_t position : positions) {
        append_varint(out, position - next);
        next = position + 1;
    }
}

struct PositionsWriter::Hash {
    Hash() : state(XXH3_createState()) {
        if (state == nullptr) throw std::bad_alloc();
        XXH3_64bits_reset(state);
    }
    ~Hash() { XXH3_freeState(state); }
    Hash(const Hash&) = delete;
    Hash& operator=(const Hash&) = delete;

    XXH3_state_t* state;
};

PositionsWriter::PositionsWriter(const std::filesystem::path& file)
    : out_(file), hash_(std::make_unique<Hash>()) {
    out_.append(bytes_of(Header()));
    group_at_ = out_.size();
}

PositionsWriter::~PositionsWriter() = default;

void PositionsWriter::append(std::string_view bytes) {
    XXH3_64bits_update(hash_->state, bytes.data(), bytes.size());
    out_.append(bytes);
}

void PositionsWriter::begin_term(std::string_view term) {
    term_.assign(term);
    documents_ = 0;
    last_document_ = 0;
    blocks_ = 0;
    block_entries_.clear();
}

void PositionsWriter::add(std::uint32_t docid, std::string_view positions) {
    if (docid <= last_document_) throw std::logic_error("documents of a term ascend");
    if (documents_ == 0) {
        if (groups_ + in_group_ > 0 && term_ <= before_) {
            throw std::logic_error("terms of positions ascend");
        }
        stream_at_ = out_.size();
    }
    append_varint(block_documents_, docid - last_document_);
    append_varint(block_documents_, positions.size());
    block_positions_.append(positions);
    last_document_ = docid;
    ++documents_;
    if (++in_block_ == kDocumentsInBlock) end_block();
}

void PositionsWriter::end_block() {
    append(block_documents_);
    append(block_positions_);
    block_documents_.clear();
    block_positions_.clear();
    in_block_ = 0;
    ++blocks_;
    const std::uint64_t end = out_.size() - stream_at_;
    const BlockEntry entry{
        last_document_, static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(end >> 32)};
    block_entries_.append(bytes_of(entry));
}

void PositionsWriter::end_term() {
    if (documents_ == 0) return;
    if (in_block_ > 0) end_block();
    if (blocks_ > 1) append(block_entries_);
    if (in_group_ == 0) {
        first_terms_.append(term_);
        before_.clear();
    }
    const std::uint8_t shared = shared_bytes(before_, term_);
    directory_.push_back(static_cast<char>(shared));
    append_varint(directory_, term_.size() - shared);
    directory_.append(term_, shared);
    append_varint(directory_, documents_);
    append_varint(directory_, out_.size() - stream_at_);
    before_ = term_;
    if (++in_group_ == kTermsInGroup) end_group();
}

void PositionsWriter::end_group() {
    const GroupEntry entry{group_at_, out_.size(), first_terms_.size()};
    index_.append(bytes_of(entry));
    append(directory_);
    directory_.clear();
    group_at_ = out_.size();
    in_group_ = 0;
    ++groups_;
}

void PositionsWriter::finish(std::uint64_t documents) {
    if (in_group_ > 0) end_group();
    Header header;
    header.documents = documents;
    header.groups = groups_;
    header.index_at = out_.size();
    header.groups_hash = XXH3_64bits_digest(hash_->state);
    index_.append(first_terms_);
    header.index_hash = XXH3_64bits(index_.data(), index_.size());
    out_.append(index_);
    header.file_bytes = out_.size();
    out_.overwrite(0, bytes_of(header));
    out_.finish();
}

}  // namespace gazette
