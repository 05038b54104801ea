// Character references of HTML, for text that no tree was made of.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace gazette {

// "&amp; &#1575; &eacute;" -> "& ا é". What is no reference stays as it is. Not thread-safe: it
// keeps what it has looked up.
class EntityDecoder {
  public:
    std::string decode(std::string_view text);

  private:
    const std::string& named(const std::string& reference);

    std::unordered_map<std::string, std::string> named_;
};

}  // namespace gazette
