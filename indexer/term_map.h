// The terms of one document in a map: for the writer that hands them to Xapian, and for tests.
#pragma once

#include "indexer/term_sink.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gazette {

// One index term of a document.
struct EncodedTerm {
    std::uint32_t wdf = 0;
    // Ascending, distinct; empty for classes without; places for units and segments (fields.h).
    std::vector<std::uint32_t> positions;

    friend bool operator==(const EncodedTerm&, const EncodedTerm&) = default;
};

using TermMap = std::unordered_map<std::string, EncodedTerm>;

class TermMapSink : public TermSink {
  public:
    explicit TermMapSink(TermMap& terms) : terms_(terms) {}

    void add(std::string_view term, std::uint32_t wdf) override { find(term).wdf += wdf; }
    void add(std::string_view term, std::uint32_t wdf, std::uint32_t position) override {
        EncodedTerm& found = find(term);
        found.wdf += wdf;
        if (found.positions.empty() || found.positions.back() != position) {
            found.positions.push_back(position);
        }
    }

  private:
    EncodedTerm& find(std::string_view term) {
        name_.assign(term);
        return terms_[name_];
    }

    TermMap& terms_;
    std::string name_;
};

}  // namespace gazette
