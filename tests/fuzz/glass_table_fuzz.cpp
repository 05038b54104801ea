// Bytes that claim to be a table of a part, read by the searcher's cursors. The first two bytes say
// where the tree begins: the level of its root, and the root's block.
#include "indexer/format/index_error.h"
#include "indexer/glass/mapped_table.h"
#include "indexer/glass/posting_cursor.h"
#include "indexer/glass/term_cursor.h"
#include "tests/fuzz/memory_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using gazette::IndexError;
using gazette::glass::MappedTable;
using gazette::test::MemoryFile;

constexpr std::uint32_t kDocuments = 5000;
constexpr std::string_view kTerms[] = {"a", "all", "long", "w1", "w2"};

// All documents, or some of them, of each term.
void read_postings(const MappedTable& table) {
    for (std::uint32_t step = 1; step < 1000; step *= 30) {
        for (const std::string_view term : kTerms) {
            gazette::glass::PostingCursor cursor(table, term, kDocuments);
            for (std::uint32_t last = 0; cursor.document() != cursor.kNoMoreDocuments;) {
                if (cursor.document() <= last || cursor.document() > kDocuments) std::abort();
                last = cursor.document();
                cursor.seek(last + step);
            }
        }
    }
}

void read_terms(const MappedTable& table) {
    for (const std::string_view prefix : {"", "a", "w"}) {
        gazette::glass::TermCursor cursor(table, prefix);
        for (std::string last; cursor.next(); last = cursor.term()) {
            if (cursor.term() <= last) std::abort();
            static_cast<void>(cursor.frequency());
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const MemoryFile file(data + 2, size - 2);
    gazette::glass::TableRoot root;
    root.level = data[0];
    root.root_block = data[1];
    root.blocks = 1;
    for (const auto read : {read_postings, read_terms}) {
        try {
            read(MappedTable(file.path(), root));
        } catch (const IndexError&) {
            continue;
        }
    }
    return 0;
}
