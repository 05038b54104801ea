// Bytes that claim to be lists of a part's files of adjacent words and of word forms, under headers
// that are right.
#include "indexer/format/adjacent_words.h"
#include "indexer/format/adjacent_words_layout.h"
#include "indexer/format/index_error.h"
#include "indexer/format/word_forms.h"
#include "tests/fuzz/memory_file.h"

#include <xxhash.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace {

using namespace gazette;

constexpr std::uint32_t kDocuments = 3000;

// All lists of the first group are the bytes.
std::string adjacent_words_file(std::string_view lists) {
    using namespace adjacent_words_layout;
    Begins begins;
    begins.fill(kListsAt + lists.size());
    begins[0] = kListsAt;
    Header header;
    header.documents = kDocuments;
    header.file_bytes = kListsAt + lists.size();
    header.begins_hash = XXH3_64bits(begins.data(), sizeof begins);
    std::string file(kListsAt, '\0');
    std::memcpy(file.data(), &header, sizeof header);
    std::memcpy(file.data() + sizeof header, begins.data(), sizeof begins);
    return file.append(lists);
}

void read_adjacent_words(std::string_view bytes) {
    const std::string file = adjacent_words_file(bytes);
    const test::MemoryFile memory(file.data(), file.size());
    const AdjacentWords words(memory.path());
    for (const std::uint32_t bucket : {0U, 1U, 5U, 63U, 64U, kAdjacencyBuckets - 1}) {
        try {
            std::uint32_t last = 0;
            AdjacencyCursor list = words.find(bucket);
            for (; list.document() != AdjacencyCursor::kEnd; list.seek(last + 1)) {
                if (list.document() <= last || list.document() > kDocuments) std::abort();
                last = list.document();
            }
        } catch (const IndexError&) {
        }
    }
}

// The bytes as one document's.
void read_word_forms(std::string_view bytes) {
    WordFormsWriter writer;
    writer.add(bytes);
    const test::MemoryFile memory("", 0);
    writer.write(memory.path());
    const WordForms forms(memory.path());
    try {
        const WordFormsOfDocument read = forms.of(1);
        if (!read) return;
        std::uint32_t last = 0;
        for (const FormPlace& place : *read) {
            if (place.position < last) std::abort();
            last = place.position;
        }
    } catch (const IndexError&) {
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    read_adjacent_words(bytes);
    read_word_forms(bytes);
    return 0;
}
