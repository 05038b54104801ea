// The bulk writer: see term_writer.h.
#include "indexer/format/manifest.h"
#include "indexer/format/positions_writer.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/inverter.h"
#include "indexer/term_writer.h"

#include <atomic>
#include <utility>

namespace gazette {
namespace {

// One for each writer of this process. Not 0, also where there were so many that they begin anew.
std::uint32_t next_numbering_id() {
    static std::atomic<std::uint32_t> last = 0;
    const std::uint32_t id = ++last;
    return id != 0 ? id : ++last;
}

class BulkWriter final : public TermWriter {
  public:
    BulkWriter(std::filesystem::path folder, std::size_t memory_bytes)
        : TermWriter(next_numbering_id()),
          folder_(std::move(folder)),
          memory_bytes_(memory_bytes),
          inverter_(memory_bytes) {}

    void add(std::string_view term, std::uint32_t wdf) override { inverter_.add(term, wdf); }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        inverter_.add(term, wdf, position);
    }
    std::uint32_t number_of(std::string_view term) override { return inverter_.number_of(term); }
    void add_numbered(std::uint32_t number, std::uint32_t wdf) override {
        inverter_.add_numbered(number, wdf);
    }
    void add_numbered(std::uint32_t number, std::uint32_t wdf, std::uint32_t position) override {
        inverter_.add_numbered(number, wdf, position);
    }
    void end_document() override { inverter_.end_document(); }
    bool is_full() const override { return inverter_.memory_bytes() >= memory_bytes_; }
    void finish() override {
        glass::DatabaseWriter out(folder_);
        PositionsWriter positions(folder_ / kPositionsFile);
        inverter_.write(out, positions);
    }

  private:
    std::filesystem::path folder_;
    std::size_t memory_bytes_;
    glass::Inverter inverter_;
};

}  // namespace

std::unique_ptr<TermWriter> make_bulk_writer(const std::filesystem::path& folder,
                                             std::size_t memory_bytes) {
    return std::make_unique<BulkWriter>(folder, memory_bytes);
}

}  // namespace gazette
