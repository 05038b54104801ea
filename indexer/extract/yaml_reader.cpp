#include "indexer/extract/yaml_reader.h"

#include "indexer/extract/limits.h"

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include <utility>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

class Reader {
  public:
    explicit Reader(std::size_t max_values) : max_values_(max_values) {}

    Json read(const YAML::Node& node, std::size_t depth = 0) {
        if (++values_ > max_values_) {
            throw YAML::Exception(YAML::Mark::null_mark(),
                                  "more than " + std::to_string(max_values_) + " values");
        }
        if (depth > extract_limits::kMaxJsonDepth) {
            throw YAML::Exception(
                YAML::Mark::null_mark(),
                "nested deeper than " + std::to_string(extract_limits::kMaxJsonDepth));
        }
        switch (node.Type()) {
            case YAML::NodeType::Scalar:
                return node.Scalar();
            case YAML::NodeType::Sequence: {
                Json list = Json::array();
                for (const YAML::Node& item : node) list.push_back(read(item, depth + 1));
                return list;
            }
            case YAML::NodeType::Map: {
                Json map = Json::object();
                for (const auto& member : node) {
                    std::string key =
                        member.first.IsScalar() ? member.first.Scalar() : "(not a name)";
                    // Without a look through all members, as operator[] would have.
                    map.get_ref<Json::object_t&>().Container::emplace_back(
                        std::move(key), read(member.second, depth + 1));
                }
                return map;
            }
            default:
                return nullptr;
        }
    }

  private:
    std::size_t max_values_;
    std::size_t values_ = 0;
};

}  // namespace

bool read_yaml(std::string_view text,
               std::size_t max_values,
               nlohmann::ordered_json& value,
               std::string& error) {
    try {
        value = Reader(max_values).read(YAML::Load(std::string(text)));
        return true;
    } catch (const YAML::Exception& problem) {
        error = problem.what();
        return false;
    }
}

}  // namespace gazette
