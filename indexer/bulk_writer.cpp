// The bulk writer: see term_writer.h.
#include "indexer/format/manifest.h"
#include "indexer/format/positions_writer.h"
#include "indexer/glass/database_writer.h"
#include "indexer/glass/inverter.h"
#include "indexer/term_writer.h"

#include <utility>

namespace gazette {
namespace {

class BulkWriter : public TermWriter {
  public:
    BulkWriter(std::filesystem::path folder, std::size_t memory_bytes)
        : folder_(std::move(folder)), memory_bytes_(memory_bytes), inverter_(memory_bytes) {}

    void add(std::string_view term, std::uint32_t wdf) override { inverter_.add(term, wdf); }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        inverter_.add(term, wdf, position);
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
