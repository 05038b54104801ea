// What an index said of some terms, kept for the next query: most have words of those before, and
// one query asks several times for the forms of its words in all languages.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gazette {

// Of one state of an index. Forgets all when it is full. Thread-safe.
template <class Value>
class Remembered {
  public:
    explicit Remembered(std::size_t most) : most_(most) {}

    // Nothing where it is not known.
    std::optional<Value> find(std::string_view key) const {
        const std::lock_guard lock(mutex_);
        return known(key);
    }
    // Of each key. For many at once: threads wait for each other once, not for each of them.
    std::vector<std::optional<Value>> find(std::span<const std::string> keys) const {
        std::vector<std::optional<Value>> values;
        values.reserve(keys.size());
        const std::lock_guard lock(mutex_);
        for (const std::string& key : keys) values.push_back(known(key));
        return values;
    }
    void keep(std::string_view key, Value value) {
        const std::lock_guard lock(mutex_);
        put(std::string(key), std::move(value));
    }
    // Pairs of a key and its value.
    void keep(std::vector<std::pair<std::string, Value>> values) {
        const std::lock_guard lock(mutex_);
        for (auto& [key, value] : values) put(std::move(key), std::move(value));
    }

  private:
    std::optional<Value> known(std::string_view key) const {
        const auto found = values_.find(key);
        return found == values_.end() ? std::nullopt : std::optional(found->second);
    }
    void put(std::string key, Value value) {
        if (values_.size() >= most_) values_.clear();
        values_.insert_or_assign(std::move(key), std::move(value));
    }

    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };

    const std::size_t most_;
    mutable std::mutex mutex_;
    std::unordered_map<std::string, Value, Hash, std::equal_to<>> values_;
};

}  // namespace gazette
