// Pieces that several answers are spelled with, for json*.cpp alone.
#pragma once

#include "indexer/format/civil_date.h"
#include "indexer/format/document.h"
#include "searcher/response.h"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Keys in the order in which they are written.
using Json = nlohmann::ordered_json;

// One line of valid UTF-8.
std::string spelled(const Json& json);

// An object with room for so many members, for what an answer has hundreds of: a list of pairs in
// braces costs three times as much.
Json object_of(std::size_t members);
void add(Json& object, const char* key, Json value);

// Null for what is not known.
Json known(const std::string& text);
Json known(const CivilPeriod& date);

double to_thousandths(double value);

Json fragments_json(const std::vector<Fragment>& fragments);
Json place_json(const QueryPlace& place, std::string_view query);
Json query_json(const std::string& input,
                const std::string& canonical,
                const std::vector<Notice>& notices,
                Reading reading);
Json reading_json(const QueryReading& query);
Json spans_json(const std::vector<TextSpan>& spans);
// What a segment is called; where it lies is not part of it.
Json segment_name_json(const Segment& segment);
Json total_json(std::uint64_t value, CountRelation relation);
// Begin and end of a range in each unit, as keys of `into`.
void spell(const TextRange& range, Json& into);

}  // namespace gazette
