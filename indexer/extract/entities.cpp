// The table of names is gumbo's: each name that occurs is parsed once, as a page of its own.
#include "indexer/extract/entities.h"

#include "indexer/extract/utf8.h"

#include <gumbo.h>

#include <algorithm>
#include <charconv>

namespace gazette {
namespace {

constexpr std::size_t kLongestName = 32;  // CounterClockwiseContourIntegral has 31
// The standard has 2,231 names; more different ones are not names.
constexpr std::size_t kMaxLookups = 4096;

// Numbers 0x80 to 0x9F mean windows-1252 (HTML standard, 13.2.5.80).
constexpr char32_t kWindows1252[] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

char32_t as_character(unsigned long number) {
    if (number >= 0x80 && number <= 0x9F) return kWindows1252[number - 0x80];
    const bool valid = number != 0 && number <= 0x10FFFF && !(number >= 0xD800 && number <= 0xDFFF);
    return valid ? static_cast<char32_t>(number) : char32_t{0xFFFD};
}

// "#1575" or "#x627"; false where it is no number.
bool numeric(std::string_view reference, char32_t& character) {
    reference.remove_prefix(1);
    const bool hex = reference.starts_with('x') || reference.starts_with('X');
    if (hex) reference.remove_prefix(1);
    unsigned long number = 0;
    const char* const end = reference.data() + reference.size();
    const auto [stop, error] = std::from_chars(reference.data(), end, number, hex ? 16 : 10);
    if (reference.empty() || stop != end) return false;
    character = error == std::errc::result_out_of_range ? char32_t{0xFFFD} : as_character(number);
    return true;
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
}

}  // namespace

const std::string& EntityDecoder::named(const std::string& reference) {
    const auto found = named_.find(reference);
    if (found != named_.end()) return found->second;
    static const std::string none;
    if (named_.size() >= kMaxLookups) return none;
    std::string value;
    GumboOutput* output = gumbo_parse(reference.c_str());
    const GumboNode* node = output->root;
    // html, then body, then the text.
    while (node != nullptr && node->type == GUMBO_NODE_ELEMENT) {
        const GumboVector& children = node->v.element.children;
        node = children.length == 0 ? nullptr
                                    : static_cast<GumboNode*>(children.data[children.length - 1]);
    }
    if (node != nullptr && (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)) {
        value = node->v.text.text;
    }
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    if (value == reference) value.clear();
    return named_.emplace(reference, value).first->second;
}

std::string EntityDecoder::decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t ampersand = std::min(text.find('&'), text.size());
        out.append(text.substr(0, ampersand));
        text.remove_prefix(ampersand);
        if (text.empty()) break;
        std::size_t end = 1;
        while (end < text.size() && end <= kLongestName && is_name_character(text[end])) ++end;
        const bool closed = end < text.size() && text[end] == ';';
        const std::string_view name = text.substr(1, end - 1);
        char32_t character = 0;
        if (name.starts_with('#') && numeric(name, character)) {
            append_utf8(out, character);
            text.remove_prefix(end + (closed ? 1 : 0));
            continue;
        }
        if (!closed || name.empty() || named(std::string(text.substr(0, end + 1))).empty()) {
            out += '&';
            text.remove_prefix(1);
            continue;
        }
        out += named(std::string(text.substr(0, end + 1)));
        text.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace gazette
