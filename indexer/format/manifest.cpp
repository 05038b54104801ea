#include "indexer/format/manifest.h"

#include "indexer/format/durable_file.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <limits>
#include <set>
#include <sys/stat.h>

namespace gazette {
namespace {

using nlohmann::json;

constexpr const char* kManifestFile = "manifest.json";
constexpr const char* kPartsFolder = "parts";
constexpr std::size_t kMaxNameBytes = 100;

// A name that stays below the folder that it is put into.
bool is_file_name(const std::string& name) {
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '_' || c == '.';
    };
    return !name.empty() && name.size() <= kMaxNameBytes && name.front() != '.' &&
           std::all_of(name.begin(), name.end(), allowed);
}

[[noreturn]] void damaged(const std::string& why) {
    throw IndexError("the manifest is damaged: " + why);
}

template <typename Number>
Number number(const json& object, const char* key) {
    const json& value = object.at(key);
    if (!value.is_number_unsigned()) damaged(std::string(key) + " is not a whole number");
    const auto wide = value.get<std::uint64_t>();
    if (wide > static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) {
        damaged(std::string(key) + " is too large");
    }
    return static_cast<Number>(wide);
}

PartEntry part_of(const json& object) {
    PartEntry part;
    part.name = object.at("name").get<std::string>();
    part.documents = number<std::uint32_t>(object, "documents");
    part.deleted = number<std::uint32_t>(object, "deleted");
    part.tombstones = object.at("tombstones").get<std::string>();
    part.text_bytes = number<std::uint64_t>(object, "text_bytes");
    part.total_length = number<std::uint64_t>(object, "total_length");
    const json& languages = object.at("languages");
    if (!languages.is_object()) damaged("languages is not an object");
    for (const auto& item : languages.items()) {
        part.languages[item.key()] = number<std::uint32_t>(languages, item.key().c_str());
    }
    if (!is_file_name(part.name)) damaged("\"" + part.name + "\" is not the name of a part");
    if (!part.tombstones.empty() && !is_file_name(part.tombstones)) {
        damaged("\"" + part.tombstones + "\" is not the name of a file");
    }
    if (part.deleted > part.documents)
        damaged("part " + part.name + " has more deleted than it has");
    if (part.tombstones.empty() != (part.deleted == 0)) {
        damaged("part " + part.name + " does not say which documents are deleted");
    }
    return part;
}

json to_object(const PartEntry& part) {
    return {{"name", part.name},
            {"documents", part.documents},
            {"deleted", part.deleted},
            {"tombstones", part.tombstones},
            {"text_bytes", part.text_bytes},
            {"total_length", part.total_length},
            {"languages", part.languages}};
}

Manifest manifest_of(const json& object) {
    if (!object.is_object()) damaged("it is not a JSON object");
    Manifest manifest;
    manifest.format_version = number<int>(object, "format_version");
    // What another version has in its manifest is not ours to judge.
    if (manifest.format_version != kIndexFormatVersion) return manifest;
    manifest.analyzer = object.at("analyzer").get<std::string>();
    manifest.revision = number<std::uint64_t>(object, "revision");
    manifest.published_at = object.at("published_at").get<std::string>();
    const json& parts = object.at("parts");
    if (!parts.is_array()) damaged("parts is not an array");
    std::set<std::string> names;
    for (const json& part : parts) {
        manifest.parts.push_back(part_of(part));
        if (!names.insert(manifest.parts.back().name).second) {
            damaged("part " + manifest.parts.back().name + " is in it twice");
        }
    }
    return manifest;
}

}  // namespace

std::uint64_t Manifest::documents() const {
    std::uint64_t sum = 0;
    for (const auto& part : parts) sum += part.documents - part.deleted;
    return sum;
}

std::filesystem::path manifest_path(const std::filesystem::path& index_dir) {
    return index_dir / kManifestFile;
}

std::filesystem::path part_path(const std::filesystem::path& index_dir,
                                const std::string& part_name) {
    return index_dir / kPartsFolder / part_name;
}

std::string to_json(const Manifest& manifest) {
    json parts = json::array();
    for (const auto& part : manifest.parts) parts.push_back(to_object(part));
    const json object = {{"format_version", manifest.format_version},
                         {"analyzer", manifest.analyzer},
                         {"revision", manifest.revision},
                         {"published_at", manifest.published_at},
                         {"parts", parts}};
    return object.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

Manifest manifest_from_json(const std::string& text) {
    try {
        return manifest_of(json::parse(text));
    } catch (const json::exception& error) {
        damaged(error.what());
    }
}

std::optional<Manifest> read_manifest(const std::filesystem::path& index_dir,
                                      const std::string& fingerprint) {
    const auto file = manifest_path(index_dir);
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
        throw_file_error("look at", file, errno);
    }
    const std::string index = "index " + index_dir.string();
    Manifest manifest;
    try {
        manifest = manifest_from_json(read_whole_file(file));
    } catch (const IndexError& error) {
        throw IndexError(index + ": " + error.what() + "; restore " + file.string() +
                         " from a backup, or rebuild the index (gazette index --rebuild)");
    }
    if (manifest.format_version != kIndexFormatVersion) {
        throw IndexError(
            index + " has format version " + std::to_string(manifest.format_version) +
            ", this program reads and writes version " + std::to_string(kIndexFormatVersion) +
            ": rebuild it (gazette index --rebuild), or run the version of gazette that made it");
    }
    if (manifest.analyzer != fingerprint) {
        throw IndexError(
            index + " was made with \"" + manifest.analyzer + "\", this program has \"" +
            fingerprint +
            "\", and would cut words differently: rebuild it (gazette index --rebuild), or run the "
            "version of gazette that made it");
    }
    return manifest;
}

void replace_manifest(const std::filesystem::path& index_dir, const Manifest& manifest) {
    const auto file = manifest_path(index_dir);
    const std::filesystem::path beside = file.string() + ".new";
    write_durably(beside, to_json(manifest));
    if (std::rename(beside.c_str(), file.c_str()) != 0) throw_file_error("replace", file, errno);
    fsync_folder(index_dir);
}

}  // namespace gazette
