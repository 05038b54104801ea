#include "tests/indexer/index_fixture.h"

#include "indexer/format/columns.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/stored_document.h"
#include "indexer/format/tombstones.h"
#include "indexer/index_check.h"
#include "indexer/published_state.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <random>
#include <stdexcept>

namespace gazette::test {

namespace fs = std::filesystem;

IndexFixture::IndexFixture()
    : sources_(fs::canonical(dir_.path()) / "src"), index_(dir_.path() / "index") {
    fs::create_directories(sources_);
}

IndexFixture::IndexFixture(fs::path sources, fs::path index)
    : sources_(std::move(sources)), index_(std::move(index)) {}

void IndexFixture::write(const std::string& name, std::string_view bytes) const {
    fs::create_directories(source(name).parent_path());
    std::ofstream out(source(name), std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::runtime_error("cannot write " + source(name).string());
}

void IndexFixture::remove(const std::string& name) const {
    fs::remove_all(source(name));
}

IndexOptions IndexFixture::options() const {
    IndexOptions options;
    options.index_dir = index_;
    options.paths = {sources_};
    options.jobs = 2;
    return options;
}

IndexReport IndexFixture::run_and_delete_missing() const {
    IndexOptions all = options();
    all.delete_missing = true;
    return run_index(all);
}

std::map<std::string, std::string> IndexFixture::documents() const {
    std::map<std::string, std::string> documents;
    const PublishedState state = read_published(index_);
    for (const PartEntry& entry : state.manifest.parts) {
        const fs::path folder = part_path(index_, entry.name);
        const Columns columns(folder / kColumnsFile);
        const FileReader file(folder / kDocumentsFile);
        Tombstones deleted;
        if (!entry.tombstones.empty()) deleted = read_tombstones(folder / entry.tombstones);
        for (std::uint32_t docid = 1; docid <= columns.size(); ++docid) {
            if (deleted.contains(docid)) continue;
            const std::uint64_t begin = columns.store_offset(docid);
            const StoredDocument stored(columns.store_size(docid),
                                        [&](std::uint64_t offset, std::uint64_t size) {
                                            return file.read(begin + offset, size);
                                        });
            const bool is_new =
                documents.emplace(std::string(columns.id(docid)), stored.whole_text()).second;
            if (!is_new)
                throw std::runtime_error("two documents " + std::string(columns.id(docid)));
        }
    }
    return documents;
}

std::map<std::string, LedgerRow> IndexFixture::rows() const {
    std::map<std::string, LedgerRow> rows;
    const PublishedState state = read_published(index_);
    const std::string prefix = sources_.string() + "/";
    std::vector<LedgerRow> all;
    state.ledger->each([&](const LedgerRow& row) { all.push_back(row); });
    for (const LedgerRow& row : all) {
        std::string uri = row.name;
        if (row.container != 0) uri = uri_of(state.ledger->get(row.container)->name, row);
        if (uri.starts_with(prefix)) uri.erase(0, prefix.size());
        rows.emplace(uri, row);
    }
    return rows;
}

std::map<std::string, std::string> IndexFixture::outcomes() const {
    std::map<std::string, std::string> outcomes;
    for (const auto& [uri, row] : rows()) {
        outcomes[uri] = std::string(name_of(row.outcome));
        if (!row.reason.empty()) outcomes[uri] += " " + row.reason;
    }
    return outcomes;
}

std::vector<std::string> IndexFixture::findings() const {
    return check_index(index_, {}).lines;
}

std::vector<std::string> differences(const std::map<std::string, std::string>& one,
                                     const std::map<std::string, std::string>& other) {
    constexpr std::size_t kMost = 10;
    std::vector<std::string> ids;
    const auto compare = [&](const auto& from, const auto& with) {
        for (const auto& [id, text] : from) {
            const auto found = with.find(id);
            const bool same = found != with.end() && found->second == text;
            if (!same && ids.size() < kMost) {
                ids.push_back(id + ": \"" + text + "\", not " +
                              (found == with.end() ? "there" : "\"" + found->second + "\""));
            }
        }
    };
    compare(one, other);
    compare(other, one);
    return ids;
}

std::string record(const std::string& id, const std::string& text) {
    return nlohmann::ordered_json{{"id", id}, {"text", text}}.dump() + "\n";
}

std::string many_records(const std::string& prefix, int count, unsigned seed) {
    static const char* const kWords[] = {"law",
                                         "court",
                                         "Gesetz",
                                         "Straße",
                                         "закон",
                                         "суд",
                                         "法律",
                                         "新聞",
                                         "قانون",
                                         "νόμος",
                                         "loi",
                                         "arrêt",
                                         "ข่าว",
                                         "कानून",
                                         "judge",
                                         "treaty",
                                         "2019",
                                         "§"};
    std::mt19937 random(seed);
    std::string lines;
    for (int i = 0; i < count; ++i) {
        std::string text;
        const std::size_t words = 3 + random() % 30;
        for (std::size_t word = 0; word < words; ++word) {
            text += kWords[random() % std::size(kWords)];
            text += ' ';
        }
        lines += record(prefix + std::to_string(i), text);
    }
    return lines;
}

}  // namespace gazette::test
