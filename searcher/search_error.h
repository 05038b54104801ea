// A search that cannot be answered although the query is right: the index is damaged or cannot be
// read, or the search took too long. The text says what happened and what to do.
#pragma once

#include <chrono>
#include <stdexcept>
#include <string>

namespace gazette {

class SearchError : public std::runtime_error {
  public:
    enum class Kind { index_unreadable, out_of_time };

    SearchError(Kind kind, const std::string& message) : std::runtime_error(message), kind_(kind) {}
    Kind kind() const { return kind_; }

  private:
    Kind kind_;
};

inline SearchError out_of_time(std::chrono::seconds limit) {
    return {SearchError::Kind::out_of_time,
            "the search took longer than " + std::to_string(limit.count()) +
                " s and was given up: narrow it with a rarer word or a filter"};
}

}  // namespace gazette
