// Document::metadata_json, member by member: in order, each name once, in time linear in the
// members (an ordered_json looks through all of them for each).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gazette {

class MetadataWriter {
  public:
    // `json` is a JSON value, `name` and `text` are UTF-8. A name given again replaces the value.
    void add_json(std::string name, std::string json);
    void add_text(std::string name, std::string_view text);

    bool empty() const { return members_.empty(); }
    // A JSON object, or empty where there is no member.
    std::string json() const;

  private:
    std::vector<std::pair<std::string, std::string>> members_;
    std::unordered_map<std::string, std::size_t> places_;
};

// Members of `first`, then those of `second`: each an object as json() gives it, or empty.
std::string joined_metadata(std::string first, std::string_view second);

}  // namespace gazette
