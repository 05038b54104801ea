#include "searcher/text_measure.h"

#include <algorithm>
#include <numeric>

namespace gazette {

namespace {

constexpr std::uint32_t kBlockBytes = 16 * 1024;
// Shorter texts are measured again faster than they are looked up.
constexpr std::uint32_t kRememberedFrom = 256 * 1024;
// The largest text has a measure of 512 KB.
constexpr std::size_t kRemembered = 32;

// Counts what begins in the bytes given to it: a piece may begin or end inside of a code point.
struct Count {
    std::uint32_t utf16 = 0;
    std::uint32_t codepoint = 0;

    void add(char c) {
        const auto byte = static_cast<unsigned char>(c);
        const bool begins = (byte & 0xC0U) != 0x80U;
        codepoint += begins ? 1U : 0U;
        utf16 += begins ? (byte >= 0xF0U ? 2U : 1U) : 0U;
    }
};

// Indices of `bytes` in ascending order of what they hold.
std::vector<std::size_t> ascending(const std::vector<std::uint32_t>& bytes) {
    std::vector<std::size_t> order(bytes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return bytes[a] < bytes[b]; });
    return order;
}

}  // namespace

std::vector<TextPlace> text_places(std::string_view text, const std::vector<std::uint32_t>& bytes) {
    std::vector<TextPlace> places(bytes.size());
    std::size_t passed = 0;
    Count count;
    for (const std::size_t which : ascending(bytes)) {
        const std::size_t byte = std::min<std::size_t>(bytes[which], text.size());
        for (; passed < byte; ++passed) count.add(text[passed]);
        places[which] = {static_cast<std::uint32_t>(byte), count.utf16, count.codepoint};
    }
    return places;
}

TextMeasure::TextMeasure(const StoredDocument& document) {
    Count count;
    for (std::uint32_t begin = 0; begin < document.text_bytes(); begin += kBlockBytes) {
        before_.push_back({count.utf16, count.codepoint});
        for (const char c : document.text(begin, begin + kBlockBytes)) count.add(c);
    }
    before_.push_back({count.utf16, count.codepoint});
}

std::vector<TextPlace> TextMeasure::places(const StoredDocument& document,
                                           const std::vector<std::uint32_t>& bytes) const {
    std::vector<TextPlace> places(bytes.size());
    std::uint32_t block = UINT32_MAX;
    std::string text;
    std::size_t passed = 0;  // bytes of it
    Count count;
    for (const std::size_t which : ascending(bytes)) {
        const std::uint32_t byte = std::min(bytes[which], document.text_bytes());
        if (byte / kBlockBytes != block) {
            block = byte / kBlockBytes;
            text = document.text(block * kBlockBytes, (block + 1) * kBlockBytes);
            passed = 0;
            count = {before_.at(block).utf16, before_.at(block).codepoint};
        }
        for (; passed < byte - block * kBlockBytes; ++passed) count.add(text[passed]);
        places[which] = {byte, count.utf16, count.codepoint};
    }
    return places;
}

std::shared_ptr<const TextMeasure> TextMeasures::of(const StoredDocument& document) const {
    if (document.text_bytes() < kRememberedFrom) {
        return std::make_shared<const TextMeasure>(document);
    }
    {
        const std::lock_guard lock(mutex_);
        const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
            return entry.text_hash == document.text_hash();
        });
        if (found != entries_.end()) {
            entries_.splice(entries_.begin(), entries_, found);
            return entries_.front().measure;
        }
    }
    auto measure = std::make_shared<const TextMeasure>(document);
    const std::lock_guard lock(mutex_);
    entries_.push_front({document.text_hash(), measure});
    if (entries_.size() > kRemembered) entries_.pop_back();
    return measure;
}

}  // namespace gazette
