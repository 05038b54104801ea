// How the character set of some bytes is found, in this order:
//
//   1. byte order mark              decides
//   2. declared (HTTP, markup)      believed unless it breaks, or unless the bytes are UTF-8
//   3. NUL bytes in every 2nd/4th   UTF-16 / UTF-32 without a mark
//   4. valid, or nearly valid UTF-8 UTF-8
//   5. uchardet, corrected by ICU   see vote()
#include "indexer/extract/charset.h"

#include "indexer/extract/charset_names.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <uchardet.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ucsdet.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kDetectBytes = 64u << 10;
// Text that is UTF-8 but for one ill-formed sequence in this many well-formed ones is UTF-8.
constexpr std::size_t kNearlyUtf8 = 20;
// As many multibyte sequences as this, and none ill-formed, are not in a single-byte set by chance.
constexpr std::size_t kSurelyUtf8 = 4;

// One U+FFFD an ill-formed sequence, counted.
void U_CALLCONV count_and_substitute(const void* context,
                                     UConverterToUnicodeArgs* args,
                                     const char* /*units*/,
                                     std::int32_t /*length*/,
                                     UConverterCallbackReason reason,
                                     UErrorCode* status) {
    if (reason <= UCNV_IRREGULAR) {
        ++*static_cast<std::size_t*>(const_cast<void*>(context));
        static constexpr UChar kSubstitute = 0xFFFD;
        *status = U_ZERO_ERROR;
        ucnv_cbToUWriteUChars(args, &kSubstitute, 1, 0, status);
        return;
    }
}

std::optional<Decoded> decode_as(std::string_view bytes, const Charset& charset) {
    Decoded decoded;
    decoded.charset = charset.name;
    if (charset.name == "utf-8") {
        decoded.text = repair_utf8(bytes, decoded.repaired);
        return decoded;
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
        ucnv_open(std::string(charset.icu).c_str(), &status), &ucnv_close);
    if (U_FAILURE(status)) return std::nullopt;
    ucnv_setToUCallBack(
        converter.get(), &count_and_substitute, &decoded.repaired, nullptr, nullptr, &status);
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    std::array<UChar, 8192> buffer{};
    icu::UnicodeString carry;  // a high surrogate whose mate comes with the next piece
    do {
        status = U_ZERO_ERROR;
        UChar* target = buffer.data();
        ucnv_toUnicode(converter.get(),
                       &target,
                       buffer.data() + buffer.size(),
                       &source,
                       source_end,
                       nullptr,
                       true,
                       &status);
        if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return std::nullopt;
        carry.append(buffer.data(), static_cast<std::int32_t>(target - buffer.data()));
        UChar high = 0;
        if (status == U_BUFFER_OVERFLOW_ERROR && !carry.isEmpty() &&
            U16_IS_LEAD(carry[carry.length() - 1])) {
            high = carry[carry.length() - 1];
            carry.truncate(carry.length() - 1);
        }
        carry.toUTF8String(decoded.text);
        carry.remove();
        if (high != 0) carry.append(high);
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return decoded;
}

// Whether so many replacements mean that the text is not in this character set.
bool breaks(const Decoded& decoded) {
    if (decoded.repaired == 0) return false;
    const Utf8Census census = utf8_census(decoded.text);
    return static_cast<double>(decoded.repaired) >
               extract_limits::kMaxReplacedShare * static_cast<double>(census.characters) ||
           decoded.repaired * 2 > census.multibyte;
}

struct Mark {
    std::string_view bytes;
    std::string_view charset;
};
using namespace std::string_view_literals;
constexpr Mark kMarks[] = {
    {"\xEF\xBB\xBF"sv, "utf-8"},
    {"\xFF\xFE\x00\x00"sv, "utf-32le"},
    {"\x00\x00\xFE\xFF"sv, "utf-32be"},
    {"\xFF\xFE"sv, "utf-16le"},
    {"\xFE\xFF"sv, "utf-16be"},
    {"\x84\x31\x95\x33"sv, "gb18030"},
};

// UTF-16 and UTF-32 without a mark: text has NUL bytes only there, and (but for a few Han
// characters, such as U+4E00) always at the same place of each unit.
const Charset* wide_without_mark(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, kDetectBytes);
    std::array<std::size_t, 4> nul{};
    for (std::size_t i = 0; i < head.size(); ++i) {
        if (head[i] == '\0') ++nul[i % 4];
    }
    const std::size_t quarter = head.size() / 4;
    if (nul[0] + nul[1] + nul[2] + nul[3] == 0) return nullptr;
    const auto mostly = [&](std::size_t a) { return nul[a] * 10 >= quarter * 9 && quarter > 0; };
    const Charset* guess = nullptr;
    if (bytes.size() % 4 == 0 && mostly(3) && mostly(2) && nul[0] == 0) {
        guess = charset_named("utf-32le");
    } else if (bytes.size() % 4 == 0 && mostly(0) && mostly(1) && nul[3] == 0) {
        guess = charset_named("utf-32be");
    } else if (bytes.size() % 2 == 0 && nul[1] + nul[3] >= 2 * (nul[0] + nul[2])) {
        guess = charset_named("utf-16le");
    } else if (bytes.size() % 2 == 0 && nul[0] + nul[2] >= 2 * (nul[1] + nul[3])) {
        guess = charset_named("utf-16be");
    }
    if (guess == nullptr) return nullptr;
    const std::optional<Decoded> decoded = decode_as(head.substr(0, quarter * 4), *guess);
    if (!decoded || decoded->repaired > 1) return nullptr;
    // Binary data decodes to a mixture of controls and unassigned characters.
    std::size_t odd = 0;
    std::size_t all = 0;
    for (std::string_view rest = decoded->text; !rest.empty(); ++all) {
        const Utf8Step step = utf8_step(rest);
        const char32_t c = step.code_point;
        if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') ||
            (c >= 0xE000 && c < 0xF900) || (c >= 0xFFF0 && c != 0xFFFD)) {
            ++odd;
        }
        rest.remove_prefix(step.length == 0 ? step.bad_length : step.length);
    }
    return odd * 100 > all ? nullptr : guess;
}

// The lines that say something about the character set, up to kDetectBytes of them: in a long
// page the first letters outside ASCII may come late.
std::string telling_sample(std::string_view bytes) {
    if (bytes.size() <= kDetectBytes) return std::string(bytes);
    std::string sample;
    while (!bytes.empty() && sample.size() < kDetectBytes) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1);
        const std::string_view line = bytes.substr(0, std::min(end + 1, kDetectBytes));
        if (std::any_of(line.begin(), line.end(), [](char c) {
                return static_cast<unsigned char>(c) >= 0x80 || c == '\x1B';
            })) {
            sample += line;
        }
        bytes.remove_prefix(end + 1);
    }
    return sample;
}

std::string ask_uchardet(const std::string& sample) {
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(),
                                                                         &uchardet_delete);
    if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
    uchardet_data_end(detector.get());
    return uchardet_get_charset(detector.get());
}

std::string ask_icu(const std::string& sample) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                              &ucsdet_close);
    if (U_FAILURE(status)) return {};
    ucsdet_setText(
        detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &status);
    if (U_FAILURE(status) || match == nullptr) return {};
    const char* name = ucsdet_getName(match, &status);
    return U_FAILURE(status) || name == nullptr ? std::string() : std::string(name);
}

// uchardet is the better of the two, but for some answers that are nearly always slips on French,
// Italian and Dutch.
bool is_slip(std::string_view answer) {
    return answer.empty() || answer.starts_with("IBM") || answer.starts_with("MAC") ||
           answer == "ISO-8859-3" || answer == "ISO-8859-10" || answer == "ISO-8859-16" ||
           answer == "ASCII";
}

Decoded vote(std::string_view bytes) {
    const std::string sample = telling_sample(bytes);
    const std::string first = ask_uchardet(sample);
    std::optional<Decoded> best;
    const auto consider = [&](std::string_view name) {
        const Charset* charset = charset_named(name);
        if (charset == nullptr || charset->name == "utf-8") return false;
        // Russian and Ukrainian letters differ in a handful of places where KOI8-R has box lines.
        if (charset->name == "koi8-r") charset = charset_named("koi8-u");
        if (charset->name == "gbk") charset = charset_named("gb18030");
        std::optional<Decoded> decoded = decode_as(bytes, *charset);
        if (!decoded) return false;
        const bool good = !breaks(*decoded);
        if (!best || good || decoded->repaired < best->repaired) best = std::move(decoded);
        return good;
    };
    if (!is_slip(first) && consider(first)) return *std::move(best);
    if (consider(ask_icu(sample))) return *std::move(best);
    consider("windows-1252");
    return *std::move(best);
}

bool has_escape_sequences(std::string_view bytes) {
    return bytes.find("\x1B$") != std::string_view::npos ||
           bytes.find("\x1B(") != std::string_view::npos;
}

}  // namespace

Decoded decode_text(std::string_view bytes, std::string_view declared_charset) {
    for (const Mark& mark : kMarks) {
        if (!bytes.starts_with(mark.bytes)) continue;
        if (auto decoded =
                decode_as(bytes.substr(mark.bytes.size()), *charset_named(mark.charset))) {
            decoded->declared = true;
            return *std::move(decoded);
        }
    }
    const Utf8Census census = utf8_census(bytes);
    const Charset* declared = charset_named(declared_charset);
    // Markup that could be read as ASCII is not in UTF-16, whatever it says.
    if (declared != nullptr && declared->name.starts_with("utf-16") &&
        bytes.find('\0') == std::string_view::npos) {
        declared = charset_named("utf-8");
    }
    const bool surely_utf8 = census.ill_formed == 0 && census.multibyte >= kSurelyUtf8;
    if (declared != nullptr && !(declared->single_byte && surely_utf8)) {
        auto decoded = decode_as(bytes, *declared);
        if (decoded && !breaks(*decoded)) {
            decoded->declared = true;
            return *std::move(decoded);
        }
    }
    // A stray NUL in UTF-8 does not make it UTF-16, though it would decode.
    static constexpr std::size_t kStrayNuls = 10;
    const bool nearly_utf8 = census.ill_formed * kNearlyUtf8 <= census.multibyte;
    const auto nuls = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
    const bool stray_nuls = nearly_utf8 && nuls * kStrayNuls < bytes.size();
    if (const Charset* wide = stray_nuls ? nullptr : wide_without_mark(bytes)) {
        if (auto decoded = decode_as(bytes, *wide)) return *std::move(decoded);
    }
    const bool escapes = census.multibyte == 0 && has_escape_sequences(bytes);
    if (nearly_utf8 && !escapes) {
        return *decode_as(bytes, *charset_named("utf-8"));
    }
    if (escapes && ask_uchardet(telling_sample(bytes)) != "ISO-2022-JP") {
        return *decode_as(bytes, *charset_named("utf-8"));
    }
    return vote(bytes);
}

}  // namespace gazette
