#include "indexer/extract/metadata_writer.h"

#include <nlohmann/json.hpp>

namespace gazette {
namespace {

// Ill-formed UTF-8 becomes U+FFFD: dump() would throw.
std::string json_string(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void MetadataWriter::add_json(std::string name, std::string json) {
    const auto [place, is_new] = places_.emplace(name, members_.size());
    if (is_new) {
        members_.emplace_back(std::move(name), std::move(json));
    } else {
        members_[place->second].second = std::move(json);
    }
}

void MetadataWriter::add_text(std::string name, std::string_view text) {
    add_json(std::move(name), json_string(text));
}

std::string MetadataWriter::json() const {
    if (members_.empty()) return {};
    std::string out = "{";
    for (const auto& [name, value] : members_) {
        if (out.size() > 1) out += ',';
        out += json_string(name);
        out += ':';
        out += value;
    }
    return out + "}";
}

std::string joined_metadata(std::string first, std::string_view second) {
    if (first.size() <= 2) return std::string(second);
    if (second.size() <= 2) return first;
    first.back() = ',';
    first += second.substr(1);
    return first;
}

}  // namespace gazette
