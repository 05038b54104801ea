#include "searcher/part_files.h"

#include "indexer/glass/database_writer.h"
#include "indexer/glass/term_cursor.h"
#include "indexer/glass/version_file.h"
#include "searcher/xapian_guard.h"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace gazette {

namespace {

std::string system_words() {
    return std::generic_category().message(errno);
}

int open_for_reading(const std::filesystem::path& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) return descriptor;
    const std::string message = "cannot open " + file.string() + ": " + system_words();
    if (errno == ENOENT || errno == ENOTDIR) throw PartVanished(message);
    throw IndexError(message);
}

// While somebody holds this shared lock, nobody sweeps the part.
void lock_against_sweeping(int descriptor, const std::filesystem::path& file) {
    if (::flock(descriptor, LOCK_SH | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) throw PartVanished(file.string() + " is being swept");
        throw IndexError("cannot lock " + file.string() + ": " + system_words());
    }
    struct stat state {};
    if (::fstat(descriptor, &state) != 0 || state.st_nlink == 0) {
        throw PartVanished(file.string() + " was swept");
    }
}

std::unique_ptr<Xapian::Database> open_database(const std::filesystem::path& folder) {
    return with_xapian(folder.filename().string(),
                       [&] { return std::make_unique<Xapian::Database>(folder.string()); });
}

std::atomic<std::uint64_t> parts_opened{0};

}  // namespace

PartFiles::File::~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

PartFiles::File::File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

PartFiles::File& PartFiles::File::operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

PartFiles::PartFiles(const std::filesystem::path& index_dir,
                     const PartEntry& entry,
                     std::shared_ptr<IdleRoom> idle_databases)
    : name_(entry.name),
      number_(parts_opened++),
      databases_([folder = part_path(index_dir, entry.name)] { return open_database(folder); },
                 std::move(idle_databases)) {
    const auto folder = part_path(index_dir, entry.name);
    in_use_ = File(open_for_reading(folder / kInUseFile));
    lock_against_sweeping(in_use_.descriptor(), folder / kInUseFile);
    documents_ = File(open_for_reading(folder / kDocumentsFile));
    columns_ = std::make_unique<Columns>(folder / kColumnsFile);
    positions_ = std::make_unique<Positions>(folder / kPositionsFile);
    adjacent_ = std::make_unique<AdjacentWords>(folder / kAdjacentWordsFile);
    forms_ = std::make_unique<WordForms>(folder / kWordFormsFile);
    const std::uint64_t in_database = with_xapian(name_, [&] {
        const auto database = databases_.lend();
        return std::uint64_t{database->get_doccount()};
    });
    for (const auto& [found, where] : {std::pair(in_database, "the database"),
                                       {std::uint64_t{columns_->size()}, "the columns"},
                                       {std::uint64_t{positions_->documents()}, "the positions"},
                                       {std::uint64_t{adjacent_->documents()}, "adjacent words"},
                                       {std::uint64_t{forms_->documents()}, "word forms"}}) {
        if (found == entry.documents) continue;
        throw IndexError("part " + folder.string() + " is damaged: the manifest says " +
                         std::to_string(entry.documents) + " documents, of " + where +
                         " there are " + std::to_string(found) +
                         ". Restore the index from a copy, or index again");
    }
    if (const auto version = glass::read_version_file(folder)) {
        postings_ =
            std::make_unique<glass::MappedTable>(folder / glass::kPostlistFile, version->postings);
    }
    for (std::uint32_t i = 0; i < columns_->value_count(FacetColumn::lang); ++i) {
        languages_.push_back(language_of(columns_->value(FacetColumn::lang, i)).id);
    }
    lengths_.resize(languages_.size(), 0);
    const auto ordinals = columns_->ordinals(FacetColumn::lang);
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
        if (ordinals[i] < lengths_.size()) lengths_[ordinals[i]] += columns_->lengths()[i];
    }
}

PartFiles::~PartFiles() = default;

bool PartFiles::are_in(const std::filesystem::path& index_dir) const {
    struct stat held {};
    struct stat there {};
    const auto file = part_path(index_dir, name_) / kInUseFile;
    return ::fstat(in_use_.descriptor(), &held) == 0 && ::stat(file.c_str(), &there) == 0 &&
           held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

void PartFiles::each_term(
    const Xapian::Database& database,
    std::string_view prefix,
    const std::function<bool(const std::string&, std::uint32_t)>& take) const {
    if (postings_ != nullptr) {
        glass::TermCursor terms(*postings_, prefix);
        while (terms.next() && take(terms.term(), terms.frequency())) {
        }
        return;
    }
    const std::string begin(prefix);
    const auto end = database.allterms_end(begin);
    for (auto term = database.allterms_begin(begin); term != end; ++term) {
        if (!take(*term, term.get_termfreq())) return;
    }
}

std::string PartFiles::read(std::uint64_t offset, std::uint64_t size) const {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got = ::pread(documents_.descriptor(),
                                    bytes.data() + done,
                                    bytes.size() - done,
                                    static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            throw IndexError("cannot read the documents of part " + name_ + ": " + system_words());
        }
        if (got == 0) {
            throw IndexError("the documents file of part " + name_ +
                             " ends too early: it is damaged. Run `gazette check` on the index");
        }
        done += static_cast<std::size_t>(got);
    }
    return bytes;
}

StoredDocument IndexPart::document(std::uint32_t docid) const {
    const std::uint64_t begin = columns().store_offset(docid);
    const std::uint64_t bytes = columns().store_size(docid);
    return StoredDocument(
        bytes, [open = files, begin, bytes](std::uint64_t offset, std::uint64_t size) {
            if (offset > bytes || size > bytes - offset) {
                throw IndexError("a stored document of part " + open->name() + " is damaged");
            }
            return open->read(begin + offset, size);
        });
}

}  // namespace gazette
