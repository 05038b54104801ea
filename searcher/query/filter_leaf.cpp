#include "searcher/query/filter_leaf.h"

#include "indexer/format/fields.h"
#include "searcher/query/field_values.h"

#include <string>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

QueryError bad_segment_kind(const Lexeme& lexeme) {
    return {"bad_segment_kind",
            "“" + lexeme.text + "” is no kind of segment that a document can have",
            "type has:page, has:annex, has:article, has:section, has:paragraph, has:heading or "
            "has:quoted",
            lexeme.place};
}

QueryError bad_date(const Lexeme& lexeme) {
    return {"bad_date",
            "“" + lexeme.text + "” is not a date or a range of dates that begins before it ends",
            "dates are date:2019, date:2019-05 or date:2019-05-07; ranges are "
            "date:2019..2021-06, date:2019.., date:..2020, date:>=2019, date:<2020",
            lexeme.place};
}

QueryError bad_language(const Lexeme& lexeme) {
    const std::string_view tag = tag_of_language_name(lexeme.text);
    return {"bad_language",
            "“" + lexeme.text + "” is not the code of a language",
            "type " + (tag.empty() ? "a code such as lang:en or lang:zh-Hant"
                                   : "lang:" + std::string(tag)),
            lexeme.place};
}

QueryError nothing_to_search(const Lexeme& lexeme, std::string suggestion) {
    return {"nothing_to_search",
            "“" + lexeme.text + "” has no letters or digits",
            std::move(suggestion),
            lexeme.place};
}

}  // namespace

std::variant<Node, QueryError> filter_leaf(const Lexeme& lexeme) {
    Node node;
    node.place = lexeme.place;
    node.field = lexeme.field;
    if (lexeme.field == Field::date || lexeme.field == Field::effective) {
        const auto range = parse_date_range(lexeme.text);
        if (!range) return bad_date(lexeme);
        node.kind = NodeKind::date;
        node.from = range->from;
        node.to = range->to;
        return node;
    }
    if (lexeme.field == Field::lang && !is_language_tag(lexeme.text)) return bad_language(lexeme);
    node.kind = NodeKind::filter;
    node.value = lexeme.text;
    if (lexeme.field == Field::has) {
        node.value = ascii_lower_case(lexeme.text);
        if (!segment_kind_of(node.value)) return bad_segment_kind(lexeme);
    }
    if (lexeme.field == Field::segment && label_terms(lexeme.text).empty()) {
        return nothing_to_search(lexeme, "type a label, as in segment:\"Article 12\"");
    }
    if (lexeme.field == Field::name && terms_of_name(lexeme.text).empty()) {
        return nothing_to_search(lexeme, "type a title or a citation, as in name:\"Cap. 486\"");
    }
    if (lexeme.field == Field::refers && terms_referring_to(lexeme.text).empty()) {
        return nothing_to_search(lexeme, "type what is referred to, as in refers:\"Cap. 486\"");
    }
    return node;
}

}  // namespace gazette
