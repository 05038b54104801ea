// JSON pointers (RFC 6901) with two more kinds of step, as corpus recipes have them:
//
//   /title                          a member
//   /events/0/text                  an element
//   /events/*/text                  of every element, or every member
//   /names/[lang=en,kind=short]/v   of every element whose members have these values
//
// In names and in values between '[' and ']', "{name}" stands for what the caller gives under that
// name.
#pragma once

#include "indexer/extract/path_pattern.h"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gazette {

class JsonPath {
  public:
    // Nothing where the text is no such pointer: `error` says why.
    static std::optional<JsonPath> parse(std::string_view text, std::string& error);

    // What it leads to, in the order of the document; at most extract_limits::kMaxRecipeValues.
    std::vector<const nlohmann::ordered_json*> find(const nlohmann::ordered_json& root,
                                                    const PathCaptures& names) const;
    // Of its first step, where that is a name; else empty.
    const std::string& first_name() const;

  private:
    struct Step {
        enum class Kind : std::uint8_t { name, all, where } kind = Kind::name;
        std::string name;
        std::vector<std::pair<std::string, std::string>> where;  // member, value
    };
    std::vector<Step> steps_;
};

}  // namespace gazette
