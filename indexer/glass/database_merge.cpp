#include "indexer/glass/database_merge.h"

#include "indexer/format/index_error.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/encoding.h"
#include "indexer/glass/posting_list.h"
#include "indexer/glass/table_reader.h"
#include "indexer/glass/version_file.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace gazette::glass {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kListsPerStep = 1024;

VersionFile known_version(const fs::path& folder) {
    auto version = read_version_file(folder);
    if (!version) throw IndexError("the database in " + folder.string() + " cannot be merged");
    return *version;
}

// One table of a source.
struct Source {
    Source(const fs::path& file, const TableRoot& root, std::uint32_t count, std::uint32_t before)
        : name(file.string()), table(name, root), documents(count), documents_before(before) {}

    // A docid of the source as it is in the target.
    std::uint32_t numbered(std::uint32_t docid) const {
        if (docid == 0 || docid > documents) {
            throw IndexError(name + " is damaged: there is no document " + std::to_string(docid));
        }
        return documents_before + docid;
    }

    std::string name;
    TableReader table;
    std::uint32_t documents;
    std::uint32_t documents_before;
};

// The posting lists of a source.
struct PostingSource : Source {
    PostingSource(const fs::path& folder, const VersionFile& version, std::uint32_t before)
        : Source(folder / kPostlistFile, version.postings, version.totals.documents, before),
          lists(table, name) {}

    bool next() { return lists.next_list(); }
    std::string_view key() const { return lists.key(); }

    PostingListReader lists;
};

// Sources by their keys: those of the least key come out together, in the order of the sources.
template <typename Table>
class KeyOrder {
  public:
    void add(std::unique_ptr<Table> source) {
        if (!source->next()) return;
        sources_.push_back(std::move(source));
        push(sources_.size() - 1);
    }

    // Empty at the end. Each source that comes back must be given to advance() or push().
    const std::vector<std::size_t>& least() {
        least_.clear();
        while (!heap_.empty() &&
               (least_.empty() || at(heap_.front()).key() == at(least_.front()).key())) {
            std::pop_heap(heap_.begin(), heap_.end(), after_);
            least_.push_back(heap_.back());
            heap_.pop_back();
        }
        return least_;
    }
    Table& at(std::size_t index) { return *sources_[index]; }
    void advance(std::size_t index) {
        if (at(index).next()) push(index);
    }
    // For a source that has gone on already.
    void push(std::size_t index) {
        heap_.push_back(index);
        std::push_heap(heap_.begin(), heap_.end(), after_);
    }

  private:
    struct After {
        const std::vector<std::unique_ptr<Table>>* sources;
        bool operator()(std::size_t a, std::size_t b) const {
            const int order = (*sources)[a]->key().compare((*sources)[b]->key());
            return order != 0 ? order > 0 : a > b;
        }
    };

    std::vector<std::unique_ptr<Table>> sources_;
    After after_{&sources_};
    std::vector<std::size_t> heap_;
    std::vector<std::size_t> least_;
};

class Merge {
  public:
    Merge(std::span<const fs::path> sources,
          const fs::path& target,
          const std::function<void()>& step)
        : out_(target), step_(step) {
        for (const auto& source : sources) {
            const VersionFile version = known_version(source);
            postings_.add(std::make_unique<PostingSource>(source, version, totals_.documents));
            totals_.add(version.totals);
        }
    }

    std::uint32_t run() {
        copy_lengths();
        for (unsigned lists = 1; copy_list(); ++lists) {
            if (lists % kListsPerStep == 0 && step_) step_();
        }
        out_.finish(totals_.largest_wdf);
        return totals_.documents;
    }

  private:
    void copy_lengths();
    bool copy_list();

    DatabaseWriter out_;
    const std::function<void()>& step_;
    KeyOrder<PostingSource> postings_;
    DatabaseTotals totals_;
    std::string term_;
};

void Merge::copy_lengths() {
    // Sources without documents have no list of lengths.
    std::uint32_t documents = 0;
    for (const std::size_t index : std::vector(postings_.least())) {
        PostingSource& source = postings_.at(index);
        if (source.key() != kLengthsKey) throw IndexError(source.name + " has no lengths");
        while (source.lists.next()) {
            if (source.numbered(source.lists.docid()) != ++documents) {
                throw IndexError(source.name + " is damaged: a document has no length");
            }
            out_.add_length(source.lists.wdf());
        }
        postings_.advance(index);
    }
    if (documents != totals_.documents) {
        throw IndexError("databases to merge have " + std::to_string(totals_.documents) +
                         " documents and " + std::to_string(documents) +
                         " lengths: run gazette check on the index");
    }
}

bool Merge::copy_list() {
    const auto& sources = postings_.least();
    if (sources.empty()) return false;
    PostingTotals totals;
    for (const std::size_t index : sources) {
        totals.documents += postings_.at(index).lists.totals().documents;
        totals.wdf += postings_.at(index).lists.totals().wdf;
    }
    term_.assign(postings_.at(sources.front()).key());
    out_.begin_term(term_, totals);
    for (const std::size_t index : sources) {
        PostingSource& source = postings_.at(index);
        while (source.lists.next()) {
            out_.add_posting(source.numbered(source.lists.docid()), source.lists.wdf());
        }
        postings_.advance(index);
    }
    out_.end_term();
    return true;
}

}  // namespace

bool can_merge(std::span<const fs::path> sources) {
    return std::all_of(sources.begin(), sources.end(), [](const fs::path& source) {
        return read_version_file(source).has_value();
    });
}

std::uint32_t merge_databases(std::span<const fs::path> sources,
                              const fs::path& target,
                              const std::function<void()>& step) {
    return Merge(sources, target, step).run();
}

}  // namespace gazette::glass
