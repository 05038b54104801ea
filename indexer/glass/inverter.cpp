#include "indexer/glass/inverter.h"

#include "indexer/analysis/same_bytes.h"
#include "indexer/format/index_error.h"
#include "indexer/glass/encoding.h"

// Small keys are hashed several times as fast in place as by a call.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <stdexcept>
#include <utility>

namespace gazette::glass {
namespace {

constexpr std::size_t kFirstTableSize = 1U << 12;
constexpr std::size_t kBytesForSlot = 256;  // of chains: fewer slots than there will be

[[noreturn, gnu::cold]] void throw_too_many(std::uint64_t sum, const char* what) {
    throw IndexError(std::string(what) + " of a document is " + std::to_string(sum) +
                     "; 4294967295 is possible");
}

std::uint32_t checked(std::uint64_t sum, const char* what) {
    if (sum > UINT32_MAX) throw_too_many(sum, what);
    return static_cast<std::uint32_t>(sum);
}

std::uint32_t hash_of(std::string_view text) {
    return static_cast<std::uint32_t>(XXH3_64bits(text.data(), text.size()));
}

// The first eight bytes, so that most comparisons need not look at the text.
std::uint64_t beginning_of(std::string_view text) {
    std::uint64_t value = 0;
    if (std::endian::native == std::endian::little && text.size() >= sizeof value) {
        std::memcpy(&value, text.data(), sizeof value);
        return __builtin_bswap64(value);
    }
    for (std::size_t i = 0; i < 8; ++i) {
        value = value << 8 | (i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0U);
    }
    return value;
}

// Asks for memory that is looked at soon.
void prefetch(const void* at) {
    __builtin_prefetch(at);
}

void check_term(std::string_view term) {
    const auto bytes =
        term.size() + static_cast<std::size_t>(std::count(term.begin(), term.end(), '\0'));
    if (term.empty() || bytes > kMaxTermKeyBytes) {
        throw IndexError("an index term has " + std::to_string(bytes) + " bytes; 1 to " +
                         std::to_string(kMaxTermKeyBytes) + " are possible");
    }
}

}  // namespace

Inverter::Inverter(std::size_t expected_bytes)
    : table_(std::max(kFirstTableSize, std::bit_floor(expected_bytes / kBytesForSlot))) {
    chains_.reserve(expected_bytes);
    terms_.reserve(expected_bytes / sizeof(Term));
    texts_.reserve(expected_bytes / 4);
}

void Inverter::enlarge_table() {
    HugeVector<Slot> larger(table_.size() * 2);
    const std::size_t mask = larger.size() - 1;
    for (const Slot& slot : table_) {
        if (slot.number == 0) continue;
        std::size_t at = slot.hash & mask;
        while (larger[at].number != 0) at = (at + 1) & mask;
        larger[at] = slot;
    }
    table_ = std::move(larger);
}

void Inverter::wait(std::string_view text, Occurrence occurrence) {
    // No text can be longer and fit into a key.
    static_assert(kMaxTermKeyBytes <= kMostTextBytes);
    if (text.empty() || text.size() > kMaxTermKeyBytes) check_term(text);
    occurrence.text = waiting_bytes_;
    occurrence.size = static_cast<std::uint8_t>(text.size());
    occurrence.hash = hash_of(text);
    std::memcpy(waiting_texts_.data() + waiting_bytes_, text.data(), text.size());
    waiting_bytes_ += static_cast<std::uint32_t>(text.size());
    prefetch(&table_[occurrence.hash & (table_.size() - 1)]);
    waiting_[waiting_count_++] = occurrence;
    if (waiting_count_ == kBatch) put_down_waiting();
}

// In three passes, so that what one asks for has come when the next needs it.
void Inverter::put_down_waiting() {
    const std::span waiting(waiting_.data(), waiting_count_);
    for (Occurrence& occurrence : waiting) {
        if (occurrence.size == 0) continue;
        occurrence.likely = likely_term(occurrence.hash);
        if (occurrence.likely != 0) prefetch(&terms_[occurrence.likely - 1]);
    }
    for (const Occurrence& occurrence : waiting) {
        if (occurrence.likely == 0) continue;
        const Term& term = terms_[occurrence.likely - 1];
        if (occurrence.size != 0) prefetch(texts_.data() + term.text);
        chains_.prefetch_end(term.postings);
        chains_.prefetch_end(term.positions);
    }
    waiting_count_ = 0;
    waiting_bytes_ = 0;
    for (const Occurrence& occurrence : waiting) put_down(occurrence);
}

std::uint32_t Inverter::likely_term(std::uint32_t hash) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    while (table_[at].number != 0 && table_[at].hash != hash) at = (at + 1) & mask;
    return table_[at].number;
}

std::uint32_t Inverter::find(const Occurrence& occurrence) {
    if (occurrence.size == 0) return occurrence.likely;
    const std::string_view text(waiting_texts_.data() + occurrence.text, occurrence.size);
    if (occurrence.likely != 0 && same_bytes(text_of(terms_[occurrence.likely - 1]), text)) {
        return occurrence.likely;
    }
    return find(text, occurrence.hash);
}

std::uint32_t Inverter::find(std::string_view text, std::uint32_t hash) {
    const std::size_t mask = table_.size() - 1;
    std::size_t at = hash & mask;
    for (; table_[at].number != 0; at = (at + 1) & mask) {
        if (table_[at].hash != hash) continue;
        if (same_bytes(text_of(terms_[table_[at].number - 1]), text)) return table_[at].number;
    }
    check_term(text);
    if (texts_.size() > UINT32_MAX - 256) throw IndexError("too many distinct terms in one part");
    Term term;
    term.text = static_cast<std::uint32_t>(texts_.size());
    texts_.push_back(static_cast<char>(text.size()));
    texts_ += text;
    terms_.push_back(term);
    const auto number = static_cast<std::uint32_t>(terms_.size());
    table_[at] = {hash, number};
    if (terms_.size() * 2 > table_.size()) enlarge_table();
    return number;
}

std::uint32_t Inverter::number_of(std::string_view term) {
    return find(term, hash_of(term));
}

Inverter::Term& Inverter::count(Term& term, std::uint32_t wdf) {
    const std::uint32_t docid = documents() + 1;
    if (term.docid != docid) {
        if (term.docid != 0) put_posting(term);
        ++term.documents;
        term.docid = docid;
        term.wdf = 0;
        term.positions_there = 0;
    }
    term.wdf = checked(std::uint64_t{term.wdf} + wdf, "the number of occurrences of a term");
    term.total_wdf += wdf;
    largest_wdf_ = std::max(largest_wdf_, term.wdf);
    length_ += wdf;
    return term;
}

void Inverter::put_down(const Occurrence& occurrence) {
    Term& term = count(terms_[find(occurrence) - 1], occurrence.wdf);
    if (!occurrence.has_position) return;
    const std::uint32_t position = occurrence.position;
    if (term.positions_there > 0) {
        if (position == term.last_position) return;
        if (position < term.last_position) {
            throw std::logic_error("positions of a term ascend in a document");
        }
        chains_.append_varint(term.positions, position - term.last_position - 1);
    } else {
        chains_.append_varint(term.positions, position);
    }
    ++term.positions_there;
    term.last_position = position;
}

void Inverter::put_posting(Term& term) {
    chains_.append_varint(term.postings, term.docid);
    chains_.append_varint(term.postings, term.wdf);
    chains_.append_varint(term.postings, term.positions_there);
}

void Inverter::end_document() {
    put_down_waiting();
    lengths_.push_back(checked(length_, "the length"));
    length_ = 0;
}

std::size_t Inverter::memory_bytes() const {
    return chains_.memory_bytes() + terms_.size() * (sizeof(Term) + 2 * sizeof(Slot)) +
           texts_.size() + lengths_.size() * sizeof(std::uint32_t);
}

std::vector<std::uint32_t> Inverter::sorted_terms() const {
    struct Entry {
        std::uint64_t beginning;
        std::uint64_t behind;  // the next eight bytes: of many terms the first say the language
        std::uint32_t number;
    };
    HugeVector<Entry> entries;
    entries.reserve(terms_.size());
    for (std::uint32_t number = 0; number < terms_.size(); ++number) {
        if (terms_[number].documents == 0) continue;  // it has a number, and nothing more
        const std::string_view text = text_of(terms_[number]);
        entries.push_back({beginning_of(text),
                           beginning_of(text.substr(std::min<std::size_t>(8, text.size()))),
                           number});
    }
    std::sort(entries.begin(), entries.end(), [this](const Entry& a, const Entry& b) {
        if (a.beginning != b.beginning) return a.beginning < b.beginning;
        if (a.behind != b.behind) return a.behind < b.behind;
        return text_of(terms_[a.number]) < text_of(terms_[b.number]);
    });
    std::vector<std::uint32_t> numbers;
    numbers.reserve(entries.size());
    for (const Entry& entry : entries) numbers.push_back(entry.number);
    return numbers;
}

void Inverter::prefetch_term(std::uint32_t number) const {
    const Term& term = terms_[number];
    prefetch(texts_.data() + term.text);
    chains_.prefetch_begin(term.postings);
    chains_.prefetch_begin(term.positions);
}

void Inverter::prefetch_term_further(std::uint32_t number) const {
    const Term& term = terms_[number];
    chains_.prefetch_second(term.postings);
    chains_.prefetch_second(term.positions);
}

void Inverter::write_term(const Term& term, DatabaseWriter& out, PositionsWriter& places) {
    key_.clear();
    append_term(key_, text_of(term));
    out.begin_term(key_, {term.documents, term.total_wdf});
    places.begin_term(text_of(term));
    ByteChains::Reader postings(chains_, term.postings);
    ByteChains::Reader positions(chains_, term.positions);
    for (;;) {
        const bool last = postings.at_end();
        const std::uint32_t docid = last ? term.docid : postings.varint();
        out.add_posting(docid, last ? term.wdf : postings.varint());
        const std::uint32_t count = last ? term.positions_there : postings.varint();
        if (count > 0) {
            tag_.clear();
            positions.copy_varints(count, tag_);
            places.add(docid, tag_);
        }
        if (last) break;
    }
    out.end_term();
    places.end_term();
}

void Inverter::write(DatabaseWriter& out, PositionsWriter& positions) {
    for (const std::uint32_t length : lengths_) out.add_length(length);
    // So many terms before one is written, it is asked for, and later what it points to.
    constexpr std::size_t kFirstAhead = 24;
    constexpr std::size_t kSecondAhead = 16;
    constexpr std::size_t kThirdAhead = 8;
    const std::vector<std::uint32_t> numbers = sorted_terms();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i + kFirstAhead < numbers.size()) prefetch(&terms_[numbers[i + kFirstAhead]]);
        if (i + kSecondAhead < numbers.size()) prefetch_term(numbers[i + kSecondAhead]);
        if (i + kThirdAhead < numbers.size()) prefetch_term_further(numbers[i + kThirdAhead]);
        write_term(terms_[numbers[i]], out, positions);
    }
    out.finish(largest_wdf_);
    positions.finish(lengths_.size());
}

}  // namespace gazette::glass
