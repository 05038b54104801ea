// The manifest: which parts make up the index, and what made them. A new one is renamed into
// place after all that it names is on disk; so a reader that has read one sees one state.
// Contract: schemas/index_manifest.schema.json.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

inline constexpr int kIndexFormatVersion = 4;

struct PartEntry {
    std::string name;                // folder below parts/
    std::uint32_t documents = 0;     // docids in it, deleted ones counted
    std::uint32_t deleted = 0;       // of them
    std::string tombstones;          // file below parts/NAME/, empty where nothing is deleted
    std::uint64_t text_bytes = 0;    // of all its documents
    std::uint64_t total_length = 0;  // sum of the lengths of its documents that are not deleted
    std::map<std::string, std::uint32_t>
        languages;  // BCP 47 tag -> documents, deleted ones counted
};

struct Manifest {
    int format_version = kIndexFormatVersion;
    std::string analyzer;          // analyzer_fingerprint() of the program that made the index
    std::uint64_t revision = 0;    // grows by one with each publication
    std::string published_at;      // UTC, "2026-05-07T10:00:00Z"
    std::vector<PartEntry> parts;  // oldest first

    std::uint64_t documents() const;  // deleted ones not counted
};

std::filesystem::path manifest_path(const std::filesystem::path& index_dir);
std::filesystem::path part_path(const std::filesystem::path& index_dir,
                                const std::string& part_name);

// Files of a part, below its folder.
inline constexpr const char* kColumnsFile = "columns";
inline constexpr const char* kDocumentsFile = "documents";
inline constexpr const char* kPositionsFile = "positions";
inline constexpr const char* kAdjacentWordsFile = "adjacent";
inline constexpr const char* kWordFormsFile = "forms";
inline constexpr const char* kInUseFile = "in-use";  // readers hold a shared flock on it

// Nothing where there is no manifest. Throws IndexError where it cannot be read, is of another
// format version, or was made by another analyzer (`fingerprint` is not its own): the text says
// what to do.
std::optional<Manifest> read_manifest(const std::filesystem::path& index_dir,
                                      const std::string& fingerprint);

// Writes beside, fsyncs, renames, fsyncs the folder. Throws IndexError.
void replace_manifest(const std::filesystem::path& index_dir, const Manifest& manifest);

std::string to_json(const Manifest& manifest);
Manifest manifest_from_json(const std::string& json);  // throws IndexError

}  // namespace gazette
