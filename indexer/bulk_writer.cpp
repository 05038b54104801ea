// The bulk writer: see term_writer.h.
#include "indexer/format/manifest.h"
#include "indexer/format/positions_writer.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/inverter.h"
#include "indexer/term_writer.h"

#include <utility>

namespace gazette {
namespace {

// A part is full when its terms take so much memory: enough that a few parts make up an archive,
// and little enough for one in each thread.
constexpr std::size_t kMaxMemoryBytes = 16U << 20;

class BulkWriter : public TermWriter {
  public:
    explicit BulkWriter(std::filesystem::path folder) : folder_(std::move(folder)) {}

    void add(std::string_view term, std::uint32_t wdf) override { inverter_.add(term, wdf); }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        inverter_.add(term, wdf, position);
    }
    void end_document() override { inverter_.end_document(); }
    bool is_full() const override { return inverter_.memory_bytes() >= kMaxMemoryBytes; }
    void finish() override {
        glass::DatabaseWriter out(folder_);
        PositionsWriter positions(folder_ / kPositionsFile);
        inverter_.write(out, positions);
    }

  private:
    std::filesystem::path folder_;
    glass::Inverter inverter_{kMaxMemoryBytes};
};

}  // namespace

std::unique_ptr<TermWriter> make_bulk_writer(const std::filesystem::path& folder) {
    return std::make_unique<BulkWriter>(folder);
}

}  // namespace gazette
