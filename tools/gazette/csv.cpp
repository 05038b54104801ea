#include "tools/gazette/csv.h"

#include "searcher/http/utf16.h"

#include <algorithm>

namespace gazette {

namespace {

// A record at the beginning of `bytes`: its fields, and how many bytes it takes with its line end.
struct Parsed {
    std::vector<std::string> fields;
    std::size_t bytes = 0;
    std::string error;
};

class Parser {
  public:
    explicit Parser(std::string_view bytes) : bytes_(bytes.substr(0, kMaxCsvRecordBytes)) {
        whole_ = bytes_.size() == bytes.size();
    }

    Parsed parse() {
        do {
            fields_.emplace_back();
            if (fields_.size() > kMaxCsvFields) {
                return wrong("it has more than " + std::to_string(kMaxCsvFields) + " fields");
            }
            const bool good = at_ < bytes_.size() && bytes_[at_] == '"' ? quoted() : plain();
            if (!good) return wrong(why_);
        } while (take(','));
        take('\r');
        if (!take('\n') && (at_ < bytes_.size() || !whole_)) return wrong(too_long());
        return {std::move(fields_), at_, {}};
    }

  private:
    bool take(char wanted) {
        const bool there = at_ < bytes_.size() && bytes_[at_] == wanted;
        if (there) ++at_;
        return there;
    }

    bool plain() {
        const std::size_t end = std::min(bytes_.find_first_of(",\"\r\n", at_), bytes_.size());
        fields_.back() = bytes_.substr(at_, end - at_);
        at_ = end;
        if (at_ < bytes_.size() && bytes_[at_] == '"') {
            return fail("a quotation mark stands inside of a field that does not begin with one");
        }
        if (at_ < bytes_.size() && bytes_[at_] == '\r' && bytes_.substr(at_, 2) != "\r\n") {
            return fail("a carriage return stands alone");
        }
        return true;
    }

    bool quoted() {
        ++at_;
        for (;;) {
            const std::size_t mark = bytes_.find('"', at_);
            if (mark == std::string_view::npos) {
                return fail(whole_ ? "a quotation mark is never closed" : too_long());
            }
            fields_.back() += bytes_.substr(at_, mark - at_);
            at_ = mark + 1;
            if (!take('"')) break;
            fields_.back() += '"';
        }
        const bool ended = at_ == bytes_.size() || bytes_[at_] == ',' || bytes_[at_] == '\n' ||
                           bytes_.substr(at_, 2) == "\r\n";
        return ended || fail("something follows a closing quotation mark");
    }

    bool fail(std::string why) {
        why_ = std::move(why);
        return false;
    }
    Parsed wrong(std::string why) { return {{}, 0, std::move(why)}; }
    static std::string too_long() {
        return "it is longer than " + std::to_string(kMaxCsvRecordBytes) + " bytes";
    }

    std::string_view bytes_;
    bool whole_ = true;  // no bytes follow these
    std::size_t at_ = 0;
    std::vector<std::string> fields_;
    std::string why_;
};

bool is_utf8(const std::vector<std::string>& fields) {
    return std::all_of(fields.begin(), fields.end(), [](const std::string& field) {
        return is_valid_utf8(field) && field.find('\0') == std::string::npos;
    });
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"') quoted += c;
        quoted += c;
    }
    return quoted + '"';
}

}  // namespace

CsvReader::CsvReader(std::string_view bytes) : rest_(bytes) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
}

std::optional<CsvRecord> CsvReader::next() {
    while (rest_.starts_with("\n") || rest_.starts_with("\r\n")) pass_line();
    if (rest_.empty()) return std::nullopt;
    return record();
}

CsvRecord CsvReader::record() {
    Parsed parsed = Parser(rest_).parse();
    CsvRecord record{line_, {}, std::move(parsed.error)};
    if (!record.error.empty()) {
        pass_line();
        return record;
    }
    if (is_utf8(parsed.fields)) {
        record.fields = std::move(parsed.fields);
    } else {
        record.error = "it is not UTF-8, or holds U+0000";
    }
    pass(parsed.bytes);
    return record;
}

void CsvReader::pass(std::size_t bytes) {
    const std::string_view passed = rest_.substr(0, bytes);
    line_ += static_cast<std::uint64_t>(std::count(passed.begin(), passed.end(), '\n'));
    rest_.remove_prefix(bytes);
}

void CsvReader::pass_line() {
    const std::size_t end = rest_.find('\n');
    pass(end == std::string_view::npos ? rest_.size() : end + 1);
}

std::string csv_line(const std::vector<std::string>& fields) {
    std::string line;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (i > 0) line += ',';
        line += csv_field(fields[i]);
    }
    return line + '\n';
}

}  // namespace gazette
