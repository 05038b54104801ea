#include "indexer/input_names.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/format/document.h"
#include "indexer/format/stored_document.h"

#include <algorithm>

namespace gazette {

namespace {

constexpr std::size_t kMarkDigits = 8;
constexpr std::string_view kFileScheme = "file://";
constexpr std::string_view kHexDigits = "0123456789ABCDEF";

bool is_valid_utf8(std::string_view bytes) {
    std::size_t repaired = 0;
    repair_utf8(bytes, &repaired);
    return repaired == 0;
}

bool is_control(unsigned char byte) {
    return byte < 0x20 || byte == 0x7F;
}

template <typename MustEncode>
std::string percent_encoded(std::string_view bytes, MustEncode must_encode) {
    std::string result;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (!must_encode(byte)) {
            result += c;
            continue;
        }
        result += '%';
        result += kHexDigits[byte >> 4];
        result += kHexDigits[byte & 15U];
    }
    return result;
}

std::string file_uri(std::string_view path) {
    return std::string(kFileScheme) + percent_encoded(path, [](unsigned char byte) {
               return byte >= 0x80 || is_control(byte) || byte == '%' || byte == '?' || byte == '#';
           });
}

std::string shortened(std::string id) {
    if (id.size() <= kMaxDocumentIdBytes) return id;
    const std::string hash = content_hash(id);
    std::size_t keep = kMaxDocumentIdBytes - hash.size() - 1;
    while (keep > 0 && (static_cast<unsigned char>(id[keep]) & 0xC0U) == 0x80U) --keep;
    id.resize(keep);
    return id + "~" + hash;
}

}  // namespace

std::string path_uri(const std::filesystem::path& path) {
    const std::string& bytes = path.native();
    return is_valid_utf8(bytes) ? bytes : file_uri(bytes);
}

std::vector<std::string> uri_prefixes_below(const std::string& folder_uri) {
    if (folder_uri.starts_with(kFileScheme)) return {folder_uri + "/"};
    if (folder_uri == "/") return {"/", std::string(kFileScheme) + "/"};
    // A file whose own name is not UTF-8 may lie in a folder whose name is.
    return {folder_uri + "/", file_uri(folder_uri) + "/"};
}

std::string path_made_id(std::string_view collection, std::string_view relative) {
    std::string id(collection);
    id += '/';
    id += relative;
    const bool valid = is_valid_utf8(id);
    std::string name = percent_encoded(id, [&](unsigned char byte) {
        return is_control(byte) || (!valid && (byte >= 0x80 || byte == '%'));
    });
    // Another file may be called as this one is spelled now.
    if (name != id) name += "~" + content_hash(id).substr(0, kMarkDigits);
    return shortened(std::move(name));
}

}  // namespace gazette
