// A cursor with any bytes in it and a right checksum: refused, or a search that is spelled again as
// a cursor of the same search.
#include "searcher/http/cursor.h"
#include "tests/http/cursor_words.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    gazette::decode_cursor(bytes);
    gazette::decode_similar_cursor(gazette::test::cursor_of(bytes));
    const auto decoded = gazette::decode_cursor(gazette::test::cursor_of(bytes));
    if (!decoded) return 0;
    const auto again = gazette::decode_cursor(gazette::encode_cursor(*decoded, *decoded->resume));
    if (!again || again->text != decoded->text || again->resume->id != decoded->resume->id ||
        again->languages != decoded->languages || again->limit != decoded->limit) {
        std::abort();
    }
    return 0;
}
