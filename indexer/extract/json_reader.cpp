#include "indexer/extract/json_reader.h"

#include "indexer/extract/limits.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

// nlohmann calls one function an event; false stops it.
class Builder : public nlohmann::json_sax<Json> {
  public:
    Builder(Json& root, std::string& error) : root_(root), error_(error) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(number_integer_t value) override { return put(value); }
    bool number_unsigned(number_unsigned_t value) override { return put(value); }
    bool number_float(number_float_t value, const string_t& digits) override {
        const bool whole = digits.find_first_of(".eE") == std::string::npos;
        return whole ? put(digits) : put(value);
    }
    bool string(string_t& value) override { return put(std::move(value)); }
    bool binary(binary_t& /*value*/) override { return false; }
    bool start_object(std::size_t /*count*/) override { return open(Json::object()); }
    bool start_array(std::size_t /*count*/) override { return open(Json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (is_known(name)) {
            error_ = "the name \"" + name.substr(0, 100) + "\" is given twice in one object";
            return false;
        }
        name_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t position,
                     const std::string& /*last_token*/,
                     const Json::exception& problem) override {
        error_ = "not JSON, at byte " + std::to_string(position) + ": " + plain(problem.what());
        return false;
    }

  private:
    // Few names are compared one by one.
    static constexpr std::size_t kFewNames = 16;

    struct Open {
        Json* value;
        std::unordered_set<std::string> names;  // of an object that has more than a few
    };

    bool is_known(const std::string& name) {
        const auto& members = open_.back().value->get_ref<const Json::object_t&>();
        if (members.size() < kFewNames) {
            return std::any_of(members.begin(), members.end(), [&](const auto& member) {
                return member.first == name;
            });
        }
        auto& names = open_.back().names;
        if (names.empty()) {
            for (const auto& member : members) names.insert(member.first);
        }
        return !names.insert(name).second;
    }

    // Without the library's "[json.exception...] parse error at line 1, column 2: " in front.
    static std::string plain(std::string_view what) {
        const std::size_t colon = what.find(": ");
        return std::string(colon == std::string_view::npos ? what : what.substr(colon + 2));
    }

    Json* place(Json value) {
        if (open_.empty()) {
            root_ = std::move(value);
            return &root_;
        }
        Json& parent = *open_.back().value;
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        // key() has seen that the name is new.
        auto& members = parent.get_ref<Json::object_t&>();
        members.Container::emplace_back(std::move(name_), std::move(value));
        return &members.back().second;
    }
    template <typename Value>
    bool put(Value&& value) {
        place(Json(std::forward<Value>(value)));
        return true;
    }
    bool open(Json value) {
        if (open_.size() >= extract_limits::kMaxJsonDepth) {
            error_ = "JSON nested deeper than " + std::to_string(extract_limits::kMaxJsonDepth) +
                     " levels";
            return false;
        }
        open_.push_back({place(std::move(value)), {}});
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }

    Json& root_;
    std::string& error_;
    std::vector<Open> open_;
    std::string name_;
};

}  // namespace

bool read_json(std::string_view text, nlohmann::ordered_json& value, std::string& error) {
    Builder builder(value, error);
    return Json::sax_parse(text, &builder);
}

}  // namespace gazette
