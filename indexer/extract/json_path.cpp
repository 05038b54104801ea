#include "indexer/extract/json_path.h"

#include "indexer/extract/limits.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

// "~1" is '/', "~0" is '~'. Nothing where a '~' stands for neither.
std::optional<std::string> unescaped(std::string_view step) {
    std::string out;
    for (std::size_t i = 0; i < step.size(); ++i) {
        if (step[i] != '~') {
            out += step[i];
            continue;
        }
        if (i + 1 == step.size() || (step[i + 1] != '0' && step[i + 1] != '1')) return std::nullopt;
        out += step[++i] == '0' ? '~' : '/';
    }
    return out;
}

// With each "{name}" replaced by what is known under it; a name that is not known stays.
std::string filled_in(std::string_view text, const PathCaptures& names) {
    std::string out;
    while (!text.empty()) {
        const std::size_t begin = text.find('{');
        const std::size_t end = text.find('}', std::min(begin, text.size()));
        if (end == std::string_view::npos) break;
        const std::string_view name = text.substr(begin + 1, end - begin - 1);
        const auto found = std::find_if(
            names.begin(), names.end(), [&](const auto& known) { return known.first == name; });
        out += text.substr(0, begin);
        out += found == names.end() ? text.substr(begin, end - begin + 1)
                                    : std::string_view(found->second);
        text.remove_prefix(end + 1);
    }
    return out + std::string(text);
}

bool has_value(const Json& element, const std::string& member, const std::string& value) {
    if (!element.is_object()) return false;
    const auto found = element.find(member);
    if (found == element.end()) return false;
    return found->is_string() ? found->get_ref<const std::string&>() == value
                              : !found->is_structured() && found->dump() == value;
}

}  // namespace

std::optional<JsonPath> JsonPath::parse(std::string_view text, std::string& error) {
    JsonPath path;
    if (!text.empty() && text.front() != '/') {
        error = "a JSON pointer begins with '/', or is empty";
        return std::nullopt;
    }
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::size_t end = std::min(text.find('/'), text.size());
        const auto name = unescaped(text.substr(0, end));
        if (!name) {
            error = "in a JSON pointer '~' is written \"~0\", and '/' \"~1\"";
            return std::nullopt;
        }
        text.remove_prefix(end);
        Step step;
        step.name = *name;
        if (step.name == "*") step.kind = Step::Kind::all;
        if (step.name.size() >= 2 && step.name.front() == '[' && step.name.back() == ']') {
            step.kind = Step::Kind::where;
            std::string_view inner = std::string_view(step.name).substr(1, step.name.size() - 2);
            while (!inner.empty()) {
                const std::size_t comma = std::min(inner.find(','), inner.size());
                const std::string_view one = inner.substr(0, comma);
                const std::size_t equals = one.find('=');
                if (equals == std::string_view::npos || equals == 0) {
                    error = "\"" + step.name + "\" is no [member=value,...]";
                    return std::nullopt;
                }
                step.where.emplace_back(one.substr(0, equals), one.substr(equals + 1));
                inner.remove_prefix(std::min(comma + 1, inner.size()));
            }
        }
        path.steps_.push_back(std::move(step));
    }
    return path;
}

std::vector<const Json*> JsonPath::find(const Json& root, const PathCaptures& names) const {
    std::vector<const Json*> found = {&root};
    for (const Step& step : steps_) {
        std::vector<const Json*> next;
        std::vector<std::pair<std::string, std::string>> where = step.where;
        for (auto& [member, value] : where) value = filled_in(value, names);
        const auto take = [&](const Json& value) {
            if (next.size() < extract_limits::kMaxRecipeValues) next.push_back(&value);
        };
        for (const Json* value : found) {
            if (step.kind != Step::Kind::name) {
                if (!value->is_structured()) continue;
                for (const Json& element : *value) {
                    const bool fits = std::all_of(where.begin(), where.end(), [&](const auto& w) {
                        return has_value(element, w.first, w.second);
                    });
                    if (fits) take(element);
                }
            } else if (value->is_object()) {
                const auto member = value->find(filled_in(step.name, names));
                if (member != value->end()) take(*member);
            } else if (value->is_array()) {
                std::size_t index = value->size();
                const char* const end = step.name.data() + step.name.size();
                const auto read = std::from_chars(step.name.data(), end, index);
                const bool is_number = read.ec == std::errc() && read.ptr == end;
                if (is_number && index < value->size()) take((*value)[index]);
            }
        }
        found = std::move(next);
    }
    return found;
}

const std::string& JsonPath::first_name() const {
    static const std::string none;
    const bool is_name = !steps_.empty() && steps_.front().kind == Step::Kind::name;
    return is_name ? steps_.front().name : none;
}

}  // namespace gazette
