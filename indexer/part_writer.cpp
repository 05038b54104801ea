#include "indexer/part_writer.h"

#include "indexer/format/adjacent_words_writer.h"
#include "indexer/format/columns.h"
#include "indexer/format/durable_file.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "indexer/format/word_forms.h"

#include <stdexcept>
#include <system_error>
#include <utility>

namespace gazette {
namespace {

namespace fs = std::filesystem;

void make_part_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder.parent_path(), error);
    if (error) throw_file_error("make the folder", folder.parent_path(), error.value());
    const bool is_new = fs::create_directory(folder, error);
    if (error) throw_file_error("make the folder", folder, error.value());
    if (!is_new) {
        throw IndexError("cannot make the part " + folder.string() + ": it is there already");
    }
}

}  // namespace

struct PartWriter::State {
    fs::path folder;
    PartEntry entry;
    std::unique_ptr<TermWriter> terms;
    ColumnsWriter columns;
    AdjacentWordsWriter adjacent;
    WordFormsWriter forms;
    FileWriter documents;
    bool finished = false;

    State(const fs::path& path, const std::string& name, std::unique_ptr<TermWriter> term_writer)
        : folder(path), terms(std::move(term_writer)), documents(folder / kDocumentsFile) {
        entry.name = name;
    }
};

PartWriter::PartWriter(const fs::path& index_dir,
                       std::string name,
                       WriterKind kind,
                       const BatchLimits& plain_limits,
                       std::size_t bulk_memory_bytes) {
    const fs::path folder = part_path(index_dir, name);
    make_part_folder(folder);
    auto terms = kind == WriterKind::bulk ? make_bulk_writer(folder, bulk_memory_bytes)
                                          : make_plain_writer(folder, plain_limits);
    state_ = std::make_unique<State>(folder, name, std::move(terms));
}

PartWriter::~PartWriter() = default;

TermSink& PartWriter::terms() {
    return *state_->terms;
}

std::uint32_t PartWriter::add(const DocumentRecord& document) {
    State& s = *state_;
    if (s.finished) throw std::logic_error("a finished part takes no documents");
    s.terms->end_document();
    ColumnRow row = document.row;
    row.store_offset = s.documents.size();
    row.store_size = document.stored.size();
    s.documents.append(document.stored);
    s.columns.add(row);
    s.adjacent.add(document.adjacent);
    s.forms.add(document.forms);
    ++s.entry.documents;
    s.entry.text_bytes += document.text_bytes;
    s.entry.total_length += row.length;
    ++s.entry.languages[row.lang];
    return s.entry.documents;
}

std::uint32_t PartWriter::add(const EncodedDocument& document) {
    for (const auto& [name, term] : document.terms) {
        terms().add(name, term.wdf);
        for (const std::uint32_t position : term.positions) terms().add(name, 0, position);
    }
    return add(static_cast<const DocumentRecord&>(document));
}

std::uint32_t PartWriter::documents() const {
    return state_->entry.documents;
}

std::uint64_t PartWriter::text_bytes() const {
    return state_->entry.text_bytes;
}

bool PartWriter::is_full() const {
    return state_->terms->is_full();
}

PartEntry PartWriter::finish() {
    State& s = *state_;
    if (s.finished) throw std::logic_error("a part is finished once");
    s.finished = true;
    s.terms->finish();
    s.documents.finish();
    s.columns.write(s.folder / kColumnsFile);
    s.adjacent.write(s.folder / kAdjacentWordsFile);
    s.forms.write(s.folder / kWordFormsFile);
    FileWriter(s.folder / kInUseFile).finish();
    fsync_tree(s.folder);
    fsync_folder(s.folder.parent_path());
    return s.entry;
}

}  // namespace gazette
