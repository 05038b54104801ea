#include "indexer/extract/csv_row_reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gazette {
namespace {

constexpr std::size_t kBufferBytes = 64u << 10;

}  // namespace

CsvRowReader::CsvRowReader(ByteSource& source, std::size_t max_row_bytes, bool backslash)
    : source_(source), max_row_bytes_(max_row_bytes), backslash_(backslash) {}

bool CsvRowReader::get(char& c) {
    if (at_ == buffer_.size()) {
        buffer_.resize(kBufferBytes);
        std::size_t size = 0;
        while (size < kBufferBytes) {
            const std::size_t got = source_.read(buffer_.data() + size, kBufferBytes - size);
            if (got == 0) break;
            size += got;
        }
        buffer_.resize(size);
        at_ = 0;
        if (size == 0) return false;
    }
    c = buffer_[at_++];
    return true;
}

void CsvRowReader::find_separator() {
    begun_ = true;
    char c = 0;
    if (!get(c)) return;
    --at_;
    if (buffer_.starts_with("\xEF\xBB\xBF")) at_ += 3;
    std::array<std::pair<char, std::size_t>, 4> counts = {
        {{',', 0}, {';', 0}, {'\t', 0}, {'|', 0}}};
    bool quoted = false;
    for (std::size_t i = at_; i < buffer_.size(); ++i) {
        if (buffer_[i] == '"') quoted = !quoted;
        if (quoted) continue;
        if (buffer_[i] == '\n' || buffer_[i] == '\r') break;
        for (auto& [separator, count] : counts) count += buffer_[i] == separator ? 1 : 0;
    }
    separator_ = std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
                     return a.second < b.second;
                 })->first;
}

bool CsvRowReader::next(Row& row) {
    if (!begun_) find_separator();
    row = {};
    std::string field;
    bool any = false;     // something stands in this row
    bool quoted = false;  // inside quotes
    char c = 0;
    const auto end_field = [&] {
        if (!row.too_long) row.fields.push_back(std::exchange(field, {}));
    };
    const auto take = [&](char byte) {
        if (row.too_long) return;
        field += byte;
        if (row.bytes <= max_row_bytes_) return;
        row.too_long = true;
        row.fields.clear();
        std::string().swap(field);
    };
    while (get(c)) {
        ++row.bytes;
        if (quoted) {
            if (backslash_ && c == '\\') {
                if (!get(c)) break;
                ++row.bytes;
                take(c);
            } else if (c != '"') {
                take(c);
            } else if (char after = 0; get(after)) {
                if (after == '"' && !backslash_) {
                    ++row.bytes;
                    take('"');
                } else {
                    quoted = false;
                    --at_;
                }
            } else {
                quoted = false;
            }
            continue;
        }
        if (c == '"' && field.empty()) {
            quoted = true;
            any = true;
        } else if (c == separator_) {
            any = true;
            end_field();
        } else if (c == '\n' || c == '\r') {
            if (!any) {
                row.bytes = 0;
                continue;
            }
            if (char after = 0; c == '\r' && get(after) && after != '\n') --at_;
            end_field();
            row.number = ++rows_;
            return true;
        } else {
            any = true;
            take(c);
        }
    }
    is_cut_ = is_cut_ || quoted;
    if (!any || !source_.error().empty()) return false;
    end_field();
    row.number = ++rows_;
    return true;
}

}  // namespace gazette
