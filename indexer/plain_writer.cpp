// The plain writer: see term_writer.h.
#include "indexer/database_join.h"
#include "indexer/format/file_writer.h"
#include "indexer/format/index_error.h"
#include "indexer/format/manifest.h"
#include "indexer/format/positions_writer.h"
#include "indexer/term_map.h"
#include "indexer/term_writer.h"

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gazette {
namespace {

namespace fs = std::filesystem;

// No table of the terms by document: nothing reads it, and it is a fifth of the whole.
constexpr int kDatabaseFlags =
    Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;

// What a key of the database has room for. A NUL takes two bytes.
constexpr std::size_t kMaxXapianTermBytes = 245;
// Small parts, so that there is something to publish now and then.
constexpr std::uint32_t kMaxDocuments = 500;
// Positions are held until the part is full.
constexpr std::size_t kMaxPositionBytes = 64U << 20;

void check_term(const std::string& term) {
    const auto bytes =
        term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
    if (term.empty() || bytes > kMaxXapianTermBytes) {
        throw IndexError("an index term has " + std::to_string(bytes) + " bytes; 1 to " +
                         std::to_string(kMaxXapianTermBytes) + " are possible");
    }
}

void add_terms(Xapian::Document& target, const TermMap& terms) {
    for (const auto& [name, term] : terms) {
        check_term(name);
        target.add_term(name, term.wdf);
    }
}

// The positions of all documents, by term.
class PositionsInMemory {
  public:
    // Of the next document.
    void add(const TermMap& terms) {
        ++documents_;
        for (const auto& [name, term] : terms) {
            if (term.positions.empty()) continue;
            auto& places = terms_[name].emplace_back(documents_, std::string());
            append_positions(places.second, term.positions);
            bytes_ += name.size() + sizeof places + places.second.size();
        }
    }
    std::size_t bytes() const { return bytes_; }
    void write(const fs::path& file) const {
        std::vector<const Places*> sorted;
        sorted.reserve(terms_.size());
        for (const auto& term : terms_) sorted.push_back(&term);
        std::sort(sorted.begin(), sorted.end(), [](const Places* a, const Places* b) {
            return a->first < b->first;
        });
        PositionsWriter out(file);
        for (const Places* term : sorted) {
            out.begin_term(term->first);
            for (const auto& [docid, places] : term->second) out.add(docid, places);
            out.end_term();
        }
        out.finish(documents_);
    }

  private:
    using Terms =
        std::unordered_map<std::string, std::vector<std::pair<std::uint32_t, std::string>>>;
    using Places = Terms::value_type;

    Terms terms_;
    std::uint32_t documents_ = 0;
    std::size_t bytes_ = 0;
};

class PlainWriter : public TermWriter {
  public:
    PlainWriter(fs::path folder, const BatchLimits& limits)
        : folder_(std::move(folder)), limits_(limits), sink_(terms_) {}

    void add(std::string_view term, std::uint32_t wdf) override { sink_.add(term, wdf); }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        sink_.add(term, wdf, position);
    }
    void end_document() override {
        guarded([this] { add_document(); });
    }
    bool is_full() const override {
        return documents_ >= kMaxDocuments || positions_.bytes() >= kMaxPositionBytes;
    }
    void finish() override {
        guarded([this] {
            if (batches_.empty()) open_batch();
            close_batch();
            join_batches(folder_);
        });
        positions_.write(folder_ / kPositionsFile);
    }

  private:
    void add_document();
    void open_batch();
    void close_batch();
    void join_batches(const fs::path& target);
    fs::path next_batch() { return folder_ / ("batch-" + std::to_string(++batches_made_)); }

    template <typename Action>
    void guarded(Action action) {
        try {
            action();
        } catch (const Xapian::Error& error) {
            throw IndexError("cannot write the part " + folder_.string() + ": " +
                             error.get_description());
        }
    }

    fs::path folder_;
    BatchLimits limits_;
    TermMap terms_;  // of the document being added
    TermMapSink sink_;
    PositionsInMemory positions_;
    std::uint32_t documents_ = 0;
    std::optional<Xapian::WritableDatabase> batch_;  // the last of `batches_`, still open
    std::vector<fs::path> batches_;
    std::uint32_t batches_made_ = 0;
    std::uint32_t batch_documents_ = 0;
    std::uint64_t batch_postings_ = 0;
};

void PlainWriter::open_batch() {
    if (batches_.size() == kMaxJoinedDatabases) {
        const fs::path joined = next_batch();
        join_batches(joined);
        batches_.push_back(joined);
    }
    batches_.push_back(next_batch());
    batch_.emplace(batches_.back().string(), kDatabaseFlags);
    batch_documents_ = 0;
    batch_postings_ = 0;
}

void PlainWriter::close_batch() {
    if (!batch_) return;
    batch_->commit();
    batch_->close();
    batch_.reset();
}

// Makes one database of all batches, which go.
void PlainWriter::join_batches(const fs::path& target) {
    join_databases(batches_, documents_, target, WriterKind::plain);
    for (const auto& done : batches_) {
        std::error_code error;
        fs::remove_all(done, error);
        if (error) throw_file_error("remove", done, error.value());
    }
    batches_.clear();
}

void PlainWriter::add_document() {
    if (!batch_) open_batch();
    Xapian::Document target;
    add_terms(target, terms_);
    batch_postings_ += terms_.size();
    positions_.add(terms_);
    terms_.clear();
    if (batch_->add_document(target) != ++batch_documents_) {
        throw std::logic_error("docids of a batch count from 1");
    }
    ++documents_;
    const bool large = batch_postings_ >= limits_.postings && batch_documents_ >= limits_.documents;
    if (large || batch_postings_ >= limits_.most_postings) close_batch();
}

}  // namespace

std::unique_ptr<TermWriter> make_plain_writer(const fs::path& folder, const BatchLimits& limits) {
    return std::make_unique<PlainWriter>(folder, limits);
}

}  // namespace gazette
