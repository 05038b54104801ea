// The query of a line of tools/bench/make_queries.py in Gazette's language.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gazette::bench {

// `words` are separated by single spaces. Nothing where the kind is not known.
std::optional<std::string> query_text(std::string_view kind, std::string_view words);

}  // namespace gazette::bench
