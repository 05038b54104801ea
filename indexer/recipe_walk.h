// What corpus recipes mean for a walk: which inputs are passed over, which format is read, and
// which files beside an input go with it.
#pragma once

#include "indexer/extract/container.h"
#include "indexer/recipe_set.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace gazette {

// A JSON or YAML file that a recipe takes for many records.
inline constexpr std::string_view kRecordsMediaType = "application/x-records";

// Why the rule passes an input over, and in which words.
struct RuledOut {
    SkipReason reason = SkipReason::left_out;
    std::string detail;
};
std::optional<RuledOut> ruled_out(const RuleMatch& match);

// As what an input is read, by the rule and by what it was sniffed as.
std::string media_type_by(const RuleMatch& match, std::string_view sniffed);
// As what a record of a file is read.
std::string_view record_media_type(const RuleMatch& match);

// Gives the bytes of a companion by its path; where there are none, `problem` says why.
using FindCompanion = std::function<std::string(const std::string& path, std::string& problem)>;

// What a worker needs to know; empty without a rule.
RecipeUse recipe_use(const RuleMatch& match, std::string_view uri, const FindCompanion& find);

// content_hash() of the bytes, or of the bytes with what is known from around them and how they are
// read.
std::string input_hash(std::string_view bytes,
                       const InputFacts& facts,
                       const RecipeUse& recipe,
                       std::string_view ocr = {});

// Files of metadata in one archive, by their uris; held until it is read.
class Companions {
  public:
    // False where they are too many: those that are not held are then missing, and say so.
    bool add(std::string uri, std::string bytes);
    std::string find(const std::string& uri, std::string& problem) const;

  private:
    std::map<std::string, std::string> files_;
    std::size_t bytes_ = 0;
    bool is_full_ = false;
};

}  // namespace gazette
