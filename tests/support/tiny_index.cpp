#include "tests/support/tiny_index.h"

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/fingerprint.h"
#include "indexer/encoder.h"
#include "indexer/format/columns.h"
#include "indexer/format/tombstones.h"
#include "indexer/part_writer.h"

#include <algorithm>
#include <fcntl.h>
#include <optional>
#include <set>
#include <stdexcept>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace gazette::test {

namespace {

Manifest manifest_of(const std::filesystem::path& index_dir) {
    auto manifest = read_manifest(index_dir, analyzer_fingerprint());
    if (manifest) return *std::move(manifest);
    Manifest fresh;
    fresh.analyzer = analyzer_fingerprint();
    return fresh;
}

Manifest publish(const std::filesystem::path& index_dir, Manifest manifest) {
    ++manifest.revision;
    manifest.published_at = "2026-05-07T10:00:00Z";
    replace_manifest(index_dir, manifest);
    return manifest;
}

PartEntry write_part(const std::filesystem::path& index_dir,
                     const std::string& name,
                     const std::vector<Document>& documents,
                     WriterKind kind = WriterKind::bulk) {
    Analyzer analyzer;
    PartWriter writer(index_dir, name, kind);
    for (const Document& document : documents) {
        writer.add(encode(document, analyzer, writer.terms()));
    }
    return writer.finish();
}

// As the indexer does: a part that a reader holds stays.
void sweep(const std::filesystem::path& folder) {
    const auto file = folder / kInUseFile;
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) throw std::runtime_error("cannot open " + file.string());
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) std::filesystem::remove_all(folder);
    ::close(descriptor);
}

}  // namespace

Document make_document(std::string id,
                       std::string lang,
                       std::string title,
                       std::string text,
                       const std::string& published) {
    Document document;
    document.id = std::move(id);
    document.lang = std::move(lang);
    document.lang_source = LanguageSource::declared;
    document.title = std::move(title);
    document.text = std::move(text);
    if (!published.empty()) {
        const auto period = parse_iso_date(published);
        if (!period) throw std::invalid_argument("not a date: " + published);
        document.published = *period;
    }
    return document;
}

Manifest build_index(const std::filesystem::path& index_dir,
                     const std::vector<Document>& documents,
                     std::size_t parts,
                     WriterKind writer) {
    Manifest manifest = manifest_of(index_dir);
    const std::size_t count = std::min(parts, documents.size());
    for (std::size_t number = 0; number < count; ++number) {
        const auto at = [&](std::size_t part) {
            return documents.begin() + static_cast<std::ptrdiff_t>(documents.size() * part / count);
        };
        manifest.parts.push_back(write_part(index_dir,
                                            "part-" + std::to_string(number),
                                            std::vector<Document>(at(number), at(number + 1)),
                                            writer));
    }
    return publish(index_dir, std::move(manifest));
}

Manifest add_part(const std::filesystem::path& index_dir, const std::vector<Document>& documents) {
    Manifest manifest = manifest_of(index_dir);
    const std::string name = "added-" + std::to_string(manifest.revision + 1);
    manifest.parts.push_back(write_part(index_dir, name, documents));
    return publish(index_dir, std::move(manifest));
}

Manifest delete_documents(const std::filesystem::path& index_dir,
                          const std::vector<std::string>& ids) {
    Manifest manifest = manifest_of(index_dir);
    std::set<std::string> left(ids.begin(), ids.end());
    for (PartEntry& part : manifest.parts) {
        const auto folder = part_path(index_dir, part.name);
        const Columns columns(folder / kColumnsFile);
        std::vector<std::uint32_t> deleted;
        if (!part.tombstones.empty()) deleted = read_tombstones(folder / part.tombstones).docids();
        const std::size_t before = deleted.size();
        for (const std::string& id : ids) {
            const auto docid = columns.find(id);
            if (!docid || std::find(deleted.begin(), deleted.end(), *docid) != deleted.end()) {
                continue;
            }
            left.erase(id);
            deleted.push_back(*docid);
            part.total_length -= columns.lengths()[*docid - 1];
        }
        if (deleted.size() == before) continue;
        part.tombstones = "deleted-" + std::to_string(manifest.revision + 1);
        part.deleted = static_cast<std::uint32_t>(deleted.size());
        write_tombstones(folder / part.tombstones, Tombstones(std::move(deleted)));
    }
    if (!left.empty()) throw std::invalid_argument("no such document: " + *left.begin());
    return publish(index_dir, std::move(manifest));
}

Manifest replace_parts(const std::filesystem::path& index_dir,
                       const std::vector<Document>& documents) {
    Manifest manifest = manifest_of(index_dir);
    const std::vector<PartEntry> old = std::exchange(manifest.parts, {});
    const std::string name = "merged-" + std::to_string(manifest.revision + 1);
    manifest.parts.push_back(write_part(index_dir, name, documents));
    Manifest published = publish(index_dir, std::move(manifest));
    for (const PartEntry& part : old) sweep(part_path(index_dir, part.name));
    return published;
}

}  // namespace gazette::test
