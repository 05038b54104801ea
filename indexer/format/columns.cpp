#include "indexer/format/columns.h"

#include "indexer/format/columns_layout.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "indexer/format/mapped_file.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace gazette {

using namespace columns_layout;

struct Columns::Mapping {
    std::filesystem::path path;
    MappedFile mapped;
    std::string_view bytes = mapped.bytes();
    Header header;

    explicit Mapping(const std::filesystem::path& file);

    [[noreturn]] void fail(const std::string& why) const {
        throw IndexError("the columns file " + path.string() + " is damaged: " + why);
    }
    void check_header() const;
    void check_section(Section section, std::uint64_t size) const;

    template <typename T>
    std::span<const T> array(Section section) const {
        const Extent& extent = header.extents[section];
        return {reinterpret_cast<const T*>(bytes.data() + extent.begin), extent.size / sizeof(T)};
    }
    std::string_view blob(Section section) const {
        const Extent& extent = header.extents[section];
        return bytes.substr(extent.begin, extent.size);
    }
    // String number `index` of those that lie in `blob_section` one behind the other.
    std::string_view string(Section begins, Section blob_section, std::size_t index) const {
        const auto at = array<std::uint64_t>(begins);
        const std::uint64_t begin = at[index];
        const std::uint64_t end = at[index + 1];
        const std::string_view all = blob(blob_section);
        if (begin > end || end > all.size()) fail("a string lies outside of it");
        return all.substr(begin, end - begin);
    }
    std::size_t slot(std::uint32_t docid) const {
        if (docid == 0 || docid > header.documents) {
            throw std::out_of_range("no document " + std::to_string(docid) + " in " +
                                    path.string());
        }
        return docid - 1;
    }
    std::string_view facet(FacetColumn column, std::uint32_t ordinal) const;
};

Columns::Mapping::Mapping(const std::filesystem::path& file) : path(file), mapped(file) {
    if (bytes.size() < sizeof(Header)) fail("it is cut off");
    std::memcpy(&header, bytes.data(), sizeof header);
    check_header();
}

void Columns::Mapping::check_section(Section section, std::uint64_t size) const {
    if (header.extents[section].size != size) fail("an array has a wrong size");
}

void Columns::Mapping::check_header() const {
    if (header.magic != kMagic) fail("it does not begin as a columns file of this version does");
    if (header.header_hash != hash_of(header)) fail("the checksum of its header is wrong");
    if (header.file_bytes != bytes.size()) fail("it is cut off");
    if (header.documents > UINT32_MAX || header.indexed > header.documents) {
        fail("its number of documents is wrong");
    }
    for (const Extent& extent : header.extents) {
        if (extent.begin % kAlignment != 0 || extent.begin > bytes.size() ||
            extent.size > bytes.size() - extent.begin) {
            fail("an array lies outside of it");
        }
    }
    const std::uint64_t n = header.documents;
    for (const Section s :
         {kLengths, kTitleTokens, kDateFirst, kDateLast, kNewestRank, kOldestRank}) {
        check_section(s, 4 * n);
    }
    for (const Section s : {kStoreOffset, kStoreSize, kContentHash}) check_section(s, 8 * n);
    check_section(kIdBegins, 8 * (n + 1));
    check_section(kIndexHashes, 4 * header.indexed);
    check_section(kIndexDocids, 4 * header.indexed);
    for (std::size_t column = 0; column < kFacetColumns; ++column) {
        check_section(ordinals_of(column), 4 * n);
        const std::uint64_t begins = header.extents[value_begins_of(column)].size;
        if (begins < 8 || begins % 8 != 0 || begins / 8 > UINT32_MAX) {
            fail("a dictionary has a wrong size");
        }
    }
}

std::string_view Columns::Mapping::facet(FacetColumn column, std::uint32_t ordinal) const {
    const Section begins = value_begins_of(static_cast<std::size_t>(column));
    if (ordinal >= array<std::uint64_t>(begins).size() - 1) fail("an ordinal is out of range");
    return string(begins, kValues, ordinal);
}

Columns::Columns(const std::filesystem::path& file) : mapping_(std::make_unique<Mapping>(file)) {}

Columns::~Columns() = default;

std::uint32_t Columns::size() const {
    return static_cast<std::uint32_t>(mapping_->header.documents);
}

std::span<const std::uint32_t> Columns::lengths() const {
    return mapping_->array<std::uint32_t>(kLengths);
}

std::span<const std::uint32_t> Columns::title_tokens() const {
    return mapping_->array<std::uint32_t>(kTitleTokens);
}

std::span<const CivilDay> Columns::date_first() const {
    return mapping_->array<CivilDay>(kDateFirst);
}

std::span<const CivilDay> Columns::date_last() const {
    return mapping_->array<CivilDay>(kDateLast);
}

std::span<const std::uint32_t> Columns::newest_rank() const {
    return mapping_->array<std::uint32_t>(kNewestRank);
}

std::span<const std::uint32_t> Columns::oldest_rank() const {
    return mapping_->array<std::uint32_t>(kOldestRank);
}

std::string_view Columns::id(std::uint32_t docid) const {
    return mapping_->string(kIdBegins, kIds, mapping_->slot(docid));
}

std::optional<std::uint32_t> Columns::find(std::string_view wanted) const {
    const auto hashes = mapping_->array<std::uint32_t>(kIndexHashes);
    const auto docids = mapping_->array<std::uint32_t>(kIndexDocids);
    const auto [first, last] = std::equal_range(hashes.begin(), hashes.end(), id_hash(wanted));
    std::optional<std::uint32_t> found;
    for (auto at = first - hashes.begin(); at < last - hashes.begin(); ++at) {
        const std::uint32_t docid = docids[static_cast<std::size_t>(at)];
        if (docid == 0 || docid > size()) mapping_->fail("the index of ids is wrong");
        if (id(docid) == wanted && docid > found.value_or(0)) found = docid;
    }
    return found;
}

std::uint64_t Columns::store_offset(std::uint32_t docid) const {
    return mapping_->array<std::uint64_t>(kStoreOffset)[mapping_->slot(docid)];
}

std::uint64_t Columns::store_size(std::uint32_t docid) const {
    return mapping_->array<std::uint64_t>(kStoreSize)[mapping_->slot(docid)];
}

std::uint64_t Columns::content_hash(std::uint32_t docid) const {
    return mapping_->array<std::uint64_t>(kContentHash)[mapping_->slot(docid)];
}

std::span<const std::uint32_t> Columns::ordinals(FacetColumn column) const {
    return mapping_->array<std::uint32_t>(ordinals_of(static_cast<std::size_t>(column)));
}

std::uint32_t Columns::value_count(FacetColumn column) const {
    const Section begins = value_begins_of(static_cast<std::size_t>(column));
    return static_cast<std::uint32_t>(mapping_->array<std::uint64_t>(begins).size() - 1);
}

std::string_view Columns::value(FacetColumn column, std::uint32_t ordinal) const {
    return mapping_->facet(column, ordinal);
}

std::string_view Columns::lang(std::uint32_t docid) const {
    return value(FacetColumn::lang, ordinals(FacetColumn::lang)[mapping_->slot(docid)]);
}

std::string_view Columns::kind(std::uint32_t docid) const {
    return value(FacetColumn::kind, ordinals(FacetColumn::kind)[mapping_->slot(docid)]);
}

std::string_view Columns::source(std::uint32_t docid) const {
    return value(FacetColumn::source, ordinals(FacetColumn::source)[mapping_->slot(docid)]);
}

std::string_view Columns::collection(std::uint32_t docid) const {
    return value(FacetColumn::collection, ordinals(FacetColumn::collection)[mapping_->slot(docid)]);
}

std::string_view Columns::publisher(std::uint32_t docid) const {
    return value(FacetColumn::publisher, ordinals(FacetColumn::publisher)[mapping_->slot(docid)]);
}

std::string_view Columns::jurisdiction(std::uint32_t docid) const {
    return value(FacetColumn::jurisdiction,
                 ordinals(FacetColumn::jurisdiction)[mapping_->slot(docid)]);
}

ColumnRow Columns::row(std::uint32_t docid) const {
    const std::size_t slot = mapping_->slot(docid);
    ColumnRow row;
    row.id = id(docid);
    row.length = lengths()[slot];
    row.title_tokens = title_tokens()[slot];
    row.date_first = date_first()[slot];
    row.date_last = date_last()[slot];
    row.store_offset = store_offset(docid);
    row.store_size = store_size(docid);
    row.content_hash = content_hash(docid);
    row.lang = lang(docid);
    row.kind = kind(docid);
    row.source = source(docid);
    row.collection = collection(docid);
    row.publisher = publisher(docid);
    row.jurisdiction = jurisdiction(docid);
    return row;
}

std::uint64_t Columns::total_length() const {
    return mapping_->header.total_length;
}

void Columns::release_pages() const {
    mapping_->mapped.release_pages();
}

void Columns::verify() const {
    const std::string_view body = mapping_->bytes.substr(sizeof(Header));
    if (XXH3_64bits(body.data(), body.size()) != mapping_->header.body_hash) {
        mapping_->fail("its checksum is wrong");
    }
}

}  // namespace gazette
