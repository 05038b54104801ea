#include "searcher/http/json_parts.h"

#include "searcher/http/utf16.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gazette {
namespace {

// Byte ranges of one text with their UTF-16 twins, worked out in one pass.
class Ranges {
  public:
    void add(std::uint32_t begin, std::uint32_t end) {
        bytes_.push_back(begin);
        bytes_.push_back(end);
    }
    void measure(std::string_view text) { units_ = utf16_offsets(text, bytes_); }

    // Of the range that was added as number `index`.
    void spell(std::size_t index, Json& into) const {
        into["begin"] = bytes_[2 * index];
        into["end"] = bytes_[2 * index + 1];
        into["utf16_begin"] = units_[2 * index];
        into["utf16_end"] = units_[2 * index + 1];
    }

  private:
    std::vector<std::uint32_t> bytes_;
    std::vector<std::uint32_t> units_;
};

}  // namespace

std::string spelled(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json object_of(std::size_t members) {
    Json object = Json::object();
    object.get_ref<Json::object_t&>().reserve(members);
    return object;
}

void add(Json& object, const char* key, Json value) {
    object.get_ref<Json::object_t&>().std::vector<Json::object_t::value_type>::emplace_back(
        key, std::move(value));
}

Json known(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json known(const CivilPeriod& date) {
    return date.known() ? Json(to_string(date)) : Json(nullptr);
}

double to_thousandths(double value) {
    return std::isfinite(value) ? std::round(value * 1000.0) / 1000.0 : 0.0;
}

Json fragments_json(const std::vector<Fragment>& fragments) {
    Json list = Json::array();
    list.get_ref<Json::array_t&>().reserve(fragments.size());
    for (const Fragment& fragment : fragments) {
        Json json = object_of(2);
        add(json, "text", fragment.text);
        add(json, "match", fragment.match);
        list.push_back(std::move(json));
    }
    return list;
}

Json place_json(const QueryPlace& place, std::string_view query) {
    Ranges ranges;
    ranges.add(place.begin, place.end);
    ranges.measure(query);
    Json json = Json::object();
    ranges.spell(0, json);
    return json;
}

Json query_json(const std::string& input,
                const std::string& canonical,
                const std::vector<Notice>& notices,
                Reading reading) {
    Json list = Json::array();
    for (const Notice& notice : notices) {
        list.push_back({{"code", notice.code},
                        {"message", notice.message},
                        {"place", place_json(notice.place, input)},
                        {"instead", known(notice.instead)},
                        {"words", notice.words}});
    }
    return {{"input", input},
            {"canonical", canonical},
            {"reading", reading == Reading::any_words ? "any" : "query"},
            {"notices", std::move(list)}};
}

Json reading_json(const QueryReading& query) {
    Json json = query_json(query.input, query.canonical, query.notices, query.reading);
    Json clauses = Json::array();
    for (const QueryPlace& place : query.clauses) {
        const std::size_t begin = std::min<std::size_t>(place.begin, query.input.size());
        const std::size_t end = std::clamp<std::size_t>(place.end, begin, query.input.size());
        clauses.push_back({{"text", query.input.substr(begin, end - begin)},
                           {"place", place_json(place, query.input)}});
    }
    json["clauses"] = std::move(clauses);
    if (query.added.empty()) return json;
    Json words = Json::array();
    for (const AddedWord& word : query.added) {
        words.push_back({{"text", word.text}, {"weight", to_thousandths(word.weight)}});
    }
    json["added"] = std::move(words);
    return json;
}

void spell(const TextRange& range, Json& into) {
    add(into, "begin", range.begin.byte);
    add(into, "end", range.end.byte);
    add(into, "utf16_begin", range.begin.utf16);
    add(into, "utf16_end", range.end.utf16);
    add(into, "codepoint_begin", range.begin.codepoint);
    add(into, "codepoint_end", range.end.codepoint);
}

Json spans_json(const std::vector<TextSpan>& spans) {
    Json list = Json::array();
    for (const TextSpan& span : spans) {
        Json json = object_of(8);
        spell(span.range, json);
        add(json, "clause", span.clause);
        add(json, "match", span.match);
        list.push_back(std::move(json));
    }
    return list;
}

Json segment_name_json(const Segment& segment) {
    return {{"id", segment.id},
            {"label", known(segment.label)},
            {"kind", name_of(segment.kind)},
            {"page", segment.page == 0 ? Json(nullptr) : Json(segment.page)},
            {"lang", known(segment.lang)}};
}

Json total_json(std::uint64_t value, CountRelation relation) {
    return {{"value", value}, {"relation", relation == CountRelation::exact ? "eq" : "gte"}};
}

}  // namespace gazette
