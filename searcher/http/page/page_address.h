// The address of the page, which is its whole state: what web/state.js makes of one, and makes into
// one. Links and forms change it, and nothing else is remembered.
#pragma once

#include "searcher/http/message.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

inline constexpr std::uint32_t kHitsOnAPage = 20;

// Filters that may have several values; each also with a hyphen before it, which excludes.
inline constexpr std::array<std::string_view, 6> kPageFilters = {
    "lang", "kind", "source", "jurisdiction", "publisher", "collection"};

class PageAddress {
  public:
    // Names that the page does not know, empty values, and values after the first of what has but
    // one are left out.
    explicit PageAddress(const std::vector<Parameter>& given);

    // Of a name that has one value: it, or nothing.
    std::string value(std::string_view name) const;
    bool has(std::string_view name) const;
    std::vector<std::string> values(std::string_view name) const;
    const std::vector<Parameter>& parameters() const { return parameters_; }
    std::uint32_t page() const;
    bool has_filters() const;
    bool is_home() const;  // nothing is asked for

    PageAddress with(std::string_view name, std::string value) const;  // in place of others
    PageAddress plus(std::string_view name, std::string value) const;  // beside others
    PageAddress without(std::string_view name) const;
    PageAddress without(std::string_view name, std::string_view value) const;
    PageAddress without_filters() const;

    std::string text() const;  // "./?q=water&page=2", "./" for home

    // What the API is asked for these hits, for this document, and for numbers beside the hits.
    HttpRequest search_request() const;
    HttpRequest document_request() const;
    HttpRequest count_request() const;

  private:
    PageAddress() = default;

    std::vector<Parameter> parameters_;
};

}  // namespace gazette
