// Runs one input through extraction as the indexer does.
#pragma once

#include "indexer/extract/registry.h"
#include "tests/support/source_dir.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace gazette::test {

// `name` is a file name; the media type is sniffed from it and the bytes.
inline Extracted read(std::string name, std::string bytes) {
    Input input;
    input.uri = "/archive/" + name;
    input.default_id = std::move(name);
    input.collection = "samples";
    input.media_type = sniff_media_type(input.default_id, std::string_view(bytes).substr(0, 8192));
    input.bytes = std::move(bytes);
    return extract(input);
}

inline Document document_of(const Extracted& extracted) {
    if (const auto* rejection = std::get_if<Rejection>(&extracted)) {
        throw std::runtime_error("rejected: " + std::string(name_of(rejection->code)) + ": " +
                                 rejection->detail);
    }
    return std::get<Document>(extracted);
}

// "empty", "bad_field", ...; "" for a document.
inline std::string rejection_of(const Extracted& extracted) {
    const auto* rejection = std::get_if<Rejection>(&extracted);
    return rejection == nullptr ? std::string() : std::string(name_of(rejection->code));
}

inline std::string detail_of(const Extracted& extracted) {
    const auto* rejection = std::get_if<Rejection>(&extracted);
    return rejection == nullptr ? std::string() : rejection->detail;
}

inline std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
}

inline std::string repeated(std::string_view piece, std::size_t times) {
    std::string out;
    out.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += piece;
    return out;
}

}  // namespace gazette::test
