#include "indexer/extract/charset.h"
#include "tests/fuzz/extract_fuzz.h"

// The first byte chooses what is declared.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static constexpr std::string_view kDeclared[] = {
        "",
        "utf-8",
        "utf-16",
        "windows-1251",
        "gb18030",
        "big5",
        "euc-jp",
        "shift_jis",
        "iso-2022-jp",
        "euc-kr",
        "koi8-r",
        "no-such-charset",
    };
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const gazette::Decoded decoded =
        gazette::decode_text(bytes, kDeclared[data[0] % std::size(kDeclared)]);
    gazette::fuzz::require(gazette::is_utf8(decoded.text) && !decoded.charset.empty());
    return 0;
}
