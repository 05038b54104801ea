// Bytes that claim to be lists of a part's files of positions, of adjacent words and of word forms,
// under headers that are right.
#include "indexer/format/adjacent_words.h"
#include "indexer/format/adjacent_words_layout.h"
#include "indexer/format/byte_codec.h"
#include "indexer/format/index_error.h"
#include "indexer/format/positions.h"
#include "indexer/format/positions_layout.h"
#include "indexer/format/word_forms.h"
#include "tests/fuzz/memory_file.h"

#include <xxhash.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

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

// A file of one group: its streams, and its directory.
std::string positions_file(std::string_view streams, std::string_view directory) {
    using namespace positions_layout;
    const GroupEntry entry{sizeof(Header), sizeof(Header) + streams.size(), 1};
    Header header;
    header.documents = kDocuments;
    header.groups = 1;
    header.index_at = entry.directory_at + directory.size();
    header.file_bytes = header.index_at + sizeof entry + 1;
    std::string file(reinterpret_cast<const char*>(&header), sizeof header);
    file.append(streams).append(directory);
    return file.append(reinterpret_cast<const char*>(&entry), sizeof entry).append("a");
}

void read_positions(const std::string& file) {
    constexpr std::uint32_t kMostPositions = 5000;
    const test::MemoryFile memory(file.data(), file.size());
    const Positions positions(memory.path());
    std::vector<std::uint32_t> places;
    for (const std::uint32_t step : {1U, 50U}) {
        for (const std::string_view term : {"a", "ab", "b"}) {
            try {
                PositionCursor cursor = positions.find(term);
                std::uint32_t last = 0;
                for (cursor.seek(1); cursor.document() != PositionCursor::kEnd;
                     cursor.seek(last + step)) {
                    if (cursor.document() <= last || cursor.document() > kDocuments) std::abort();
                    last = cursor.document();
                    cursor.read(kMostPositions, places);
                    for (std::size_t i = 1; i < places.size(); ++i) {
                        if (places[i] <= places[i - 1]) std::abort();
                    }
                }
            } catch (const IndexError&) {
                continue;
            }
        }
    }
    try {
        for (Positions::Terms terms(positions); terms.next();) terms.documents().seek(1);
        positions.verify();
    } catch (const IndexError&) {
        return;
    }
}

// The bytes as the stream of a term of so many documents as the first two say, and as a directory.
void read_positions_of(std::string_view bytes) {
    if (bytes.size() < 2) return;
    const auto low = static_cast<std::uint8_t>(bytes[0]);
    const auto high = static_cast<std::uint8_t>(bytes[1]);
    const std::string_view stream = bytes.substr(2);
    ByteWriter directory;
    directory.byte(0);
    directory.string("a");
    directory.varint(low + 256U * (high % 4U));
    directory.varint(stream.size());
    read_positions(positions_file(stream, directory.bytes()));
    const std::size_t half = stream.size() / 2;
    read_positions(positions_file(stream.substr(0, half), stream.substr(half)));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    read_adjacent_words(bytes);
    read_word_forms(bytes);
    read_positions_of(bytes);
    return 0;
}
