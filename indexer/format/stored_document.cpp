// The bytes of a stored document:
//
//   'G' 'D', version                                                  3 bytes
//   varint packed size of the table, varint its size before packing
//   XXH3-64 of all that stands before and of the packed table         8 bytes
//   the table, packed if it is not small: sizes and hash of the text, layout, metadata, segments,
//   description, checkpoints, chunks
//   the chunks of the text, packed one by one, without gaps
//
// The table has the checksum of each chunk, or leaves it to the hash of the text where there is
// one chunk only (or none). Lists lie in it field by field, because like things pack better
// together.
#include "indexer/format/stored_document.h"

#include "indexer/format/byte_codec.h"
#include "indexer/format/stored_fields.h"
#include "indexer/format/zstd_frame.h"

#include <xxhash.h>

#include <algorithm>
#include <utility>

namespace gazette {
namespace {

constexpr std::string_view kMagic("GD", 2);
// Version 2 added put_described_fields() to the table. Both are read.
constexpr std::uint8_t kFirstVersion = 1;
constexpr std::uint8_t kVersion = 2;
constexpr std::uint32_t kChunkBytes = 16384;
// A table of fewer bytes is hardly smaller when it is packed, and stays as it is.
constexpr std::size_t kLeastPackedTableBytes = 300;
// What is read at first: a small document whole, of a large one the size of its table.
constexpr std::uint64_t kFirstReadBytes = 8192;
// More than kMaxTextBytes and kMaxHeaderBytes together can make it.
constexpr std::uint64_t kMaxTableBytes = 1U << 30;
constexpr std::size_t kRememberedChunks = 4;
constexpr const char* kWhat = "a stored document";

// A digest of 128 bits, high half first.
struct TextHash {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const TextHash&, const TextHash&) = default;
};

TextHash hash_of(std::string_view bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

std::string to_hex(const TextHash& hash) {
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string hex;
    for (const std::uint64_t half : {hash.high, hash.low}) {
        for (int shift = 60; shift >= 0; shift -= 4) hex.push_back(kDigits[half >> shift & 15]);
    }
    return hex;
}

std::uint32_t short_hash(std::string_view bytes) {
    return static_cast<std::uint32_t>(XXH3_64bits(bytes.data(), bytes.size()));
}

// Over the bytes before the checksum and the packed table.
std::uint64_t table_hash(std::string_view prologue, std::string_view packed) {
    return XXH3_64bits_withSeed(
        packed.data(), packed.size(), XXH3_64bits(prologue.data(), prologue.size()));
}

struct Chunk {
    std::uint32_t begin = 0;  // in the text
    std::uint32_t end = 0;
    std::uint64_t packed_begin = 0;  // in the stored bytes
    std::uint64_t packed_size = 0;
    std::uint32_t hash = 0;
};

// Where a chunk that begins at `begin` ends: on a code point boundary.
std::size_t chunk_end(std::string_view text, std::size_t begin) {
    if (text.size() - begin <= kChunkBytes) return text.size();
    std::size_t end = begin + kChunkBytes;
    for (int back = 0; back < 3 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80;
         ++back) {
        --end;
    }
    return end;
}

std::uint8_t short_of_full(std::size_t chunk_bytes) {
    return static_cast<std::uint8_t>(kChunkBytes - chunk_bytes);
}

void put_checkpoints(ByteWriter& out, std::span<const Checkpoint> checkpoints) {
    out.varint(checkpoints.size());
    std::uint32_t before = 0;
    for (const auto& c : checkpoints) out.varint(c.position - std::exchange(before, c.position));
    before = 0;
    for (const auto& c : checkpoints) out.varint(c.byte - std::exchange(before, c.byte));
}

std::vector<Checkpoint> get_checkpoints(ByteReader& in,
                                        const PositionLayout& layout,
                                        std::uint32_t text_bytes) {
    std::vector<Checkpoint> checkpoints(in.count(2));
    std::uint64_t position = 0;
    for (auto& c : checkpoints) {
        position += in.varint32();
        if (position < layout.body_begin || position >= layout.body_end) {
            in.fail("a checkpoint's position is out of range");
        }
        c.position = static_cast<std::uint32_t>(position);
    }
    std::uint64_t byte = 0;
    for (auto& c : checkpoints) {
        byte += in.varint32();
        if (byte >= text_bytes) in.fail("a checkpoint lies outside of the text");
        c.byte = static_cast<std::uint32_t>(byte);
    }
    return checkpoints;
}

// The chunks' part of the table, and the chunks themselves.
void put_chunks(ByteWriter& table, ByteWriter& chunks, std::string_view text) {
    std::vector<std::string_view> pieces;
    for (std::size_t begin = 0; begin < text.size(); begin += pieces.back().size()) {
        pieces.push_back(text.substr(begin, chunk_end(text, begin) - begin));
    }
    table.varint(pieces.size());
    for (const auto piece : pieces) {
        const std::string packed = pack(piece);
        table.varint(packed.size());
        chunks.raw(packed);
    }
    for (std::size_t i = 0; i + 1 < pieces.size(); ++i) table.byte(short_of_full(pieces[i].size()));
    if (pieces.size() < 2) return;
    for (const auto piece : pieces) table.fixed32(short_hash(piece));
}

// `packed_begin` is where the first chunk begins in the stored bytes, `size_bytes` their size.
std::vector<Chunk> get_chunks(ByteReader& in,
                              std::uint32_t text_bytes,
                              std::uint64_t packed_begin,
                              std::uint64_t size_bytes) {
    std::vector<Chunk> chunks(in.count(1));
    for (auto& chunk : chunks) {
        chunk.packed_begin = packed_begin;
        chunk.packed_size = in.varint();
        if (chunk.packed_size > size_bytes - packed_begin) in.fail("its chunks are cut off");
        packed_begin += chunk.packed_size;
    }
    if (packed_begin != size_bytes) in.fail("its chunks do not fill it");
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < chunks.size(); ++i) {
        const bool last = i + 1 == chunks.size();
        const std::uint32_t size = last ? text_bytes - begin : kChunkBytes - in.byte();
        if (size == 0 || size > kChunkBytes || size > text_bytes - begin) {
            in.fail("its chunks do not make up the text");
        }
        chunks[i].begin = begin;
        begin += size;
        chunks[i].end = begin;
    }
    if (begin != text_bytes) in.fail("its chunks do not make up the text");
    if (chunks.size() > 1) {
        for (auto& chunk : chunks) chunk.hash = in.fixed32();
    }
    return chunks;
}

std::string too_large(const char* what, std::uint64_t bytes, std::uint64_t limit) {
    return std::string(what) + " has " + std::to_string(bytes) + " bytes; at most " +
           std::to_string(limit) + " can be stored";
}

}  // namespace

std::optional<std::string> why_not_storable(const Document& document) {
    if (document.id.empty()) return "the document has no id";
    if (document.id.size() > kMaxDocumentIdBytes) {
        return too_large("the document's id", document.id.size(), kMaxDocumentIdBytes);
    }
    if (document.text.size() > kMaxTextBytes) {
        return too_large("the text", document.text.size(), kMaxTextBytes);
    }
    if (const auto bytes = stored_fields_bytes(document); bytes > kMaxHeaderBytes) {
        return too_large("the metadata and the segments together", bytes, kMaxHeaderBytes);
    }
    std::uint32_t end = 0;
    for (const auto& s : document.segments) {
        if (s.begin < end || s.end < s.begin || s.end > document.text.size()) {
            return "segment \"" + s.id + "\" is out of order or outside of the text";
        }
        end = s.end;
    }
    return std::nullopt;
}

std::string encode_document(const Document& document,
                            const PositionLayout& layout,
                            std::span<const Checkpoint> checkpoints) {
    if (const auto why = why_not_storable(document)) {
        throw IndexError("cannot store document \"" + document.id + "\": " + *why);
    }
    ByteWriter table;
    const TextHash hash = hash_of(document.text);
    table.varint(document.text.size());
    table.fixed64(hash.high);
    table.fixed64(hash.low);
    table.varint(layout.title_tokens);
    table.varint(layout.body_begin);
    table.varint(layout.body_end - layout.body_begin);
    put_header_fields(table, document);
    put_segments(table, document.segments);
    put_described_fields(table, document);
    put_checkpoints(table, checkpoints);
    ByteWriter chunks;
    put_chunks(table, chunks, document.text);

    const bool is_small = table.bytes().size() < kLeastPackedTableBytes;
    const std::string packed = is_small ? std::string(table.bytes()) : pack(table.bytes());
    ByteWriter stored;
    stored.raw(kMagic);
    stored.byte(kVersion);
    stored.varint(packed.size());
    stored.varint(table.bytes().size());
    stored.fixed64(table_hash(stored.bytes(), packed));
    stored.raw(packed);
    stored.raw(chunks.bytes());
    return stored.take();
}

struct StoredDocument::Parts {
    std::uint64_t size_bytes = 0;
    ReadBytes read;
    std::string head;  // the first bytes, as read at once
    Document header;
    PositionLayout layout;
    std::uint32_t text_bytes = 0;
    TextHash hash;
    std::string hash_hex;
    std::vector<Checkpoint> checkpoints;
    std::vector<Chunk> chunks;
    // Unpacked lately, the last one at the end.
    mutable std::vector<std::pair<std::size_t, std::string>> remembered;

    std::string bytes(std::uint64_t begin, std::uint64_t size) const;
    void read_table();
    std::string unpack_chunk(std::size_t index) const;
    const std::string& chunk_text(std::size_t index) const;
    Checkpoint no_checkpoint() const { return {layout.body_begin, 0}; }
};

std::string StoredDocument::Parts::bytes(std::uint64_t begin, std::uint64_t size) const {
    if (begin + size <= head.size()) return head.substr(begin, size);
    std::string bytes = read(begin, size);
    if (bytes.size() != size) throw IndexError(std::string(kWhat) + " is damaged: it is cut off");
    return bytes;
}

void StoredDocument::Parts::read_table() {
    head = bytes(0, std::min(size_bytes, kFirstReadBytes));
    ByteReader prologue(head, kWhat);
    if (prologue.raw(kMagic.size()) != kMagic) prologue.fail("it does not begin as one does");
    const std::uint8_t version = prologue.byte();
    if (version < kFirstVersion || version > kVersion) {
        prologue.fail("its version is not known");
    }
    const std::uint64_t packed_bytes = prologue.varint();
    const std::uint64_t raw_bytes = prologue.varint();
    const std::size_t hashed = head.size() - prologue.left();
    const std::uint64_t checksum = prologue.fixed64();
    const std::uint64_t table_begin = head.size() - prologue.left();
    if (packed_bytes > size_bytes - table_begin) prologue.fail("its table is cut off");
    if (raw_bytes > kMaxTableBytes) prologue.fail("its table is too large");

    const std::string packed = bytes(table_begin, packed_bytes);
    if (table_hash(std::string_view(head).substr(0, hashed), packed) != checksum) {
        prologue.fail("the checksum of its table is wrong");
    }
    const std::string table = unpack(packed, static_cast<std::size_t>(raw_bytes), kWhat);
    ByteReader in(table, kWhat);
    text_bytes = in.varint32();
    hash.high = in.fixed64();
    hash.low = in.fixed64();
    hash_hex = to_hex(hash);
    layout.title_tokens = in.varint32();
    layout.body_begin = in.varint32();
    const std::uint32_t body_size = in.varint32();
    if (layout.title_tokens > layout.body_begin || body_size > UINT32_MAX - layout.body_begin) {
        in.fail("its positions are out of range");
    }
    layout.body_end = layout.body_begin + body_size;
    header = get_header_fields(in);
    header.segments = get_segments(in, text_bytes);
    if (version >= 2) get_described_fields(in, header);
    checkpoints = get_checkpoints(in, layout, text_bytes);
    chunks = get_chunks(in, text_bytes, table_begin + packed_bytes, size_bytes);
    in.expect_end();
}

std::string StoredDocument::Parts::unpack_chunk(std::size_t index) const {
    const Chunk& chunk = chunks[index];
    const std::string packed = bytes(chunk.packed_begin, chunk.packed_size);
    std::string text = unpack(packed, chunk.end - chunk.begin, kWhat);
    const bool same = chunks.size() == 1 ? hash_of(text) == hash : short_hash(text) == chunk.hash;
    if (!same)
        throw IndexError(std::string(kWhat) + " is damaged: the checksum of its text is wrong");
    return text;
}

const std::string& StoredDocument::Parts::chunk_text(std::size_t index) const {
    const auto found = std::find_if(
        remembered.begin(), remembered.end(), [&](const auto& r) { return r.first == index; });
    if (found != remembered.end()) {
        std::rotate(found, found + 1, remembered.end());
    } else {
        std::string text = unpack_chunk(index);
        if (remembered.size() == kRememberedChunks) remembered.erase(remembered.begin());
        remembered.emplace_back(index, std::move(text));
    }
    return remembered.back().second;
}

StoredDocument::StoredDocument(std::uint64_t size_bytes, ReadBytes read) {
    auto parts = std::make_shared<Parts>();
    parts->size_bytes = size_bytes;
    parts->read = std::move(read);
    parts->read_table();
    parts_ = std::move(parts);
}

const Document& StoredDocument::header() const {
    return parts_->header;
}

const PositionLayout& StoredDocument::layout() const {
    return parts_->layout;
}

std::uint32_t StoredDocument::text_bytes() const {
    return parts_->text_bytes;
}

const std::string& StoredDocument::text_hash() const {
    return parts_->hash_hex;
}

std::string StoredDocument::text(std::uint32_t begin, std::uint32_t end) const {
    end = std::min(end, parts_->text_bytes);
    std::string text;
    if (begin >= end) return text;
    text.reserve(end - begin);
    const auto& chunks = parts_->chunks;
    const auto first =
        std::upper_bound(chunks.begin(), chunks.end(), begin, [](std::uint32_t at, const Chunk& c) {
            return at < c.end;
        });
    for (auto index = static_cast<std::size_t>(first - chunks.begin());
         index < chunks.size() && chunks[index].begin < end;
         ++index) {
        const Chunk& chunk = chunks[index];
        const std::uint32_t from = std::max(begin, chunk.begin) - chunk.begin;
        const std::uint32_t to = std::min(end, chunk.end) - chunk.begin;
        text.append(parts_->chunk_text(index), from, to - from);
    }
    return text;
}

std::string StoredDocument::whole_text() const {
    return text(0, text_bytes());
}

Checkpoint StoredDocument::checkpoint_before(std::uint32_t position) const {
    const auto& all = parts_->checkpoints;
    if (all.empty()) return parts_->no_checkpoint();
    const auto after = std::upper_bound(
        all.begin(), all.end(), position, [](std::uint32_t p, const Checkpoint& c) {
            return p < c.position;
        });
    return after == all.begin() ? all.front() : *(after - 1);
}

Checkpoint StoredDocument::checkpoint_after_byte(std::uint32_t byte) const {
    const auto& all = parts_->checkpoints;
    const auto after =
        std::upper_bound(all.begin(), all.end(), byte, [](std::uint32_t b, const Checkpoint& c) {
            return b < c.byte;
        });
    if (after == all.end()) return {parts_->layout.body_end, parts_->text_bytes};
    return *after;
}

Checkpoint StoredDocument::checkpoint_before_byte(std::uint32_t byte) const {
    const auto& all = parts_->checkpoints;
    if (all.empty()) return parts_->no_checkpoint();
    const auto after =
        std::upper_bound(all.begin(), all.end(), byte, [](std::uint32_t b, const Checkpoint& c) {
            return b < c.byte;
        });
    return after == all.begin() ? all.front() : *(after - 1);
}

const Segment* StoredDocument::segment_at(std::uint32_t byte) const {
    const auto& all = parts_->header.segments;
    const auto after =
        std::upper_bound(all.begin(), all.end(), byte, [](std::uint32_t b, const Segment& s) {
            return b < s.begin;
        });
    if (after == all.begin() || byte >= (after - 1)->end) return nullptr;
    return &*(after - 1);
}

std::string content_hash(std::string_view bytes) {
    return to_hex(hash_of(bytes));
}

}  // namespace gazette
