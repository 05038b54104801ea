// The file: a header; for each document the bytes of encode_word_forms(), one behind the other; for
// each document where its bytes end, 8 bytes each, little-endian.

#include "indexer/format/word_forms.h"

#include "indexer/format/byte_codec.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"

#include <xxhash.h>

#include <array>
#include <bit>
#include <cstring>

namespace gazette {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::array<char, 8> kMagic = {'G', 'Z', 'F', 'O', 'R', 'M', 0, 1};

struct Header {
    std::array<char, 8> magic = kMagic;
    std::uint64_t documents = 0;
    std::uint64_t forms_bytes = 0;
    std::uint64_t hash = 0;  // XXH3 of the hashes of the forms and of the ends
};

// The first byte of a document's forms. No bytes: none of its terms has several forms.
enum Known : std::uint8_t { kUnknown = 0, kList = 1 };

std::uint64_t hash_of(std::string_view forms, std::string_view ends) {
    return XXH3_64bits_withSeed(ends.data(), ends.size(), XXH3_64bits(forms.data(), forms.size()));
}

std::string_view bytes_of(const std::vector<std::uint64_t>& ends) {
    return {reinterpret_cast<const char*>(ends.data()), ends.size() * sizeof(std::uint64_t)};
}

std::string_view bytes_of(const Header& header) {
    return {reinterpret_cast<const char*>(&header), sizeof header};
}

}  // namespace

std::uint8_t form_of(std::uint64_t surface_key) {
    return static_cast<std::uint8_t>(1 + surface_key % 255);
}

std::string encode_word_forms(const WordFormsOfDocument& forms) {
    ByteWriter out;
    if (!forms) {
        out.byte(kUnknown);
    } else if (!forms->empty()) {
        out.byte(kList);
        std::uint32_t last = 0;
        for (const FormPlace& place : *forms) {
            out.varint(place.position - last);
            out.byte(place.form);
            last = place.position;
        }
    }
    return out.take();
}

void WordFormsWriter::add(std::string_view encoded) {
    bytes_.append(encoded);
    ends_.push_back(bytes_.size());
}

void WordFormsWriter::write(const std::filesystem::path& file) const {
    Header header;
    header.documents = ends_.size();
    header.forms_bytes = bytes_.size();
    header.hash = hash_of(bytes_, bytes_of(ends_));
    FileWriter out(file);
    out.append(bytes_of(header));
    out.append(bytes_);
    out.append(bytes_of(ends_));
    out.finish();
}

void WordForms::fail(const char* why) const {
    throw IndexError("the file of word forms " + path_.string() + " is damaged: " + why);
}

WordForms::WordForms(const std::filesystem::path& file) : path_(file), mapped_(file) {
    const std::string_view bytes = mapped_.bytes();
    Header header;
    if (bytes.size() < sizeof header) fail("it is cut off");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (header.magic != kMagic) fail("it does not begin as one of this version does");
    const std::uint64_t rest = bytes.size() - sizeof header;
    if (header.documents >= UINT32_MAX || header.forms_bytes > rest ||
        rest - header.forms_bytes != header.documents * sizeof(std::uint64_t)) {
        fail("it has not the size that its header says");
    }
    documents_ = static_cast<std::uint32_t>(header.documents);
    forms_ = bytes.substr(sizeof header, header.forms_bytes);
    ends_ = bytes.substr(sizeof header + header.forms_bytes);
}

std::uint64_t WordForms::end_of(std::uint32_t docid) const {
    std::uint64_t end = 0;
    if (docid > 0) std::memcpy(&end, ends_.data() + sizeof end * (docid - 1), sizeof end);
    return end;
}

WordFormsOfDocument WordForms::of(std::uint32_t docid) const {
    if (docid == 0 || docid > documents_) fail("a document is missing");
    const std::uint64_t begin = end_of(docid - 1);
    const std::uint64_t end = end_of(docid);
    if (begin > end || end > forms_.size()) fail("a document lies outside of it");
    std::vector<FormPlace> places;
    ByteReader in(forms_.substr(begin, end - begin), "a document's word forms");
    if (in.left() == 0) return places;
    if (in.byte() != kList) return std::nullopt;
    std::uint64_t position = 0;
    while (in.left() > 0) {
        position += in.varint32();
        if (position > UINT32_MAX) in.fail("a position is too large");
        places.push_back({static_cast<std::uint32_t>(position), in.byte()});
    }
    return places;
}

void WordForms::verify() const {
    Header header;
    std::memcpy(&header, mapped_.bytes().data(), sizeof header);
    if (hash_of(forms_, ends_) != header.hash) fail("a checksum is wrong");
    for (std::uint32_t docid = 1; docid <= documents_; ++docid) of(docid);
}

void merge_word_forms(std::span<const std::filesystem::path> files,
                      const std::filesystem::path& target) {
    FileWriter out(target);
    out.append(bytes_of(Header{}));
    std::vector<std::uint64_t> ends;
    std::uint64_t before = 0;
    XXH3_state_t* const hash = XXH3_createState();
    if (hash == nullptr) throw std::bad_alloc();
    const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> owner(hash, &XXH3_freeState);
    XXH3_64bits_reset(hash);
    for (const auto& file : files) {
        const WordForms source(file);
        for (std::uint32_t docid = 1; docid <= source.documents(); ++docid) {
            ends.push_back(before + source.end_of(docid));
        }
        before += source.forms_.size();
        XXH3_64bits_update(hash, source.forms_.data(), source.forms_.size());
        out.append(source.forms_);
    }
    const std::string_view end_bytes = bytes_of(ends);
    out.append(end_bytes);
    Header header;
    header.documents = ends.size();
    header.forms_bytes = before;
    header.hash =
        XXH3_64bits_withSeed(end_bytes.data(), end_bytes.size(), XXH3_64bits_digest(hash));
    out.overwrite(0, bytes_of(header));
    out.finish();
}

}  // namespace gazette
