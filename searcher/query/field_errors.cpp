#include "searcher/query/field_errors.h"

#include "indexer/format/fields.h"
#include "searcher/query/operator_words.h"
#include "searcher/query/runs.h"

#include <algorithm>

namespace gazette {
namespace {

QueryPlace place(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    return {text.starts[begin], text.starts[end]};
}

std::string slice(const QueryCharacters& text, std::size_t begin, std::size_t end) {
    return std::string(text.slice(begin, end));
}

std::string segment_kinds() {
    std::string names;
    for (std::size_t kind = 0; kind < kSegmentKinds; ++kind) {
        names.append(names.empty() ? "" : ", ").append(name_of(static_cast<SegmentKind>(kind)));
    }
    return names;
}

}  // namespace

std::optional<QueryError> unknown_field_error(const QueryCharacters& text,
                                              std::size_t begin,
                                              std::size_t colon) {
    const std::string name = plain_text(text, begin, colon);
    const bool scheme = is_identifier_scheme(name);
    const bool full_width_colon = text.at(colon) != U':';
    const bool doubled_colon = text.at(colon + 1) == U':';
    if (scheme || full_width_colon || doubled_colon ||
        is_over_at(text, behind_invisible(text, colon + 1))) {
        return std::nullopt;
    }
    std::string known;
    for (const FieldRow& row : fields()) {
        known.append(known.empty() ? "" : ", ").append(row.name);
    }
    known += "; case, script and stem say how strictly a word is compared";
    const std::size_t end = std::max(run_end(text, begin), colon + 1);
    return QueryError{
        "unknown_field",
        "there is no field “" + name + "”; the fields are " + known,
        "to search for the words, put them in quotation marks: " + quoted(slice(text, begin, end)),
        place(text, begin, colon + 1)};
}

std::optional<QueryError> empty_field_error(const QueryCharacters& text,
                                            const std::string& name,
                                            std::size_t begin,
                                            std::size_t after_colon) {
    const std::size_t value = behind_invisible(text, after_colon);
    const bool bracket = is_open_bracket(text.at(value));
    const bool value_there = bracket || is_quote_at(text, value) || run_end(text, value) > value;
    if (!is_over_at(text, value) && value_there) return std::nullopt;
    return QueryError{"empty_field",
                      name + ": has no value",
                      "type the value directly behind the colon, or “" + name +
                          "” in quotation marks to search for the word",
                      place(text, begin, after_colon)};
}

std::optional<QueryError> in_error(const QueryCharacters& text,
                                   std::size_t begin,
                                   std::size_t value,
                                   std::size_t end) {
    const std::string name = ascii_lower_case(plain_text(text, value, end));
    if (!segment_kind_of(name)) {
        return QueryError{"bad_segment_kind",
                          "“" + name + "” is no kind of segment; the kinds are " + segment_kinds(),
                          "type for example in:annex(word)",
                          place(text, begin, std::max(end, value + 1))};
    }
    if (is_open_bracket(text.at(end))) return std::nullopt;
    return QueryError{
        "in_without_bracket",
        "in:" + name + " needs a bracket directly behind it, with what is to be found there",
        "type in:" + name + "(word), or has:" + name + " for documents that have one",
        place(text, begin, end)};
}

std::optional<QueryError> field_word_error(const QueryCharacters& text,
                                           const std::string& name,
                                           std::size_t value) {
    const std::size_t signs_end = behind_signs(text, value);
    if (signs_end > value && !is_over_at(text, behind_invisible(text, signs_end))) {
        return QueryError{"misplaced_sign",
                          "a sign stands between " + name + ": and its value",
                          "type the sign before the field: -" + name + ":word",
                          place(text, value, signs_end)};
    }
    const auto colon = colon_behind_name(text, value);
    if (!colon || is_url_at(text, value)) return std::nullopt;
    const std::string inner = plain_text(text, value, *colon);
    if (!field_of(inner) && !dial_of(inner)) return unknown_field_error(text, value, *colon);
    return QueryError{"nested_field",
                      "a field stands inside " + name + ":",
                      "put the value in quotation marks: " + name + ":" +
                          quoted(slice(text, value, run_end(text, value))),
                      place(text, value, *colon + 1)};
}

}  // namespace gazette
