#include "indexer/extract/recipe_reading.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/front_matter.h"
#include "indexer/extract/html_body.h"
#include "indexer/extract/json_reader.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/registry.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/xml_media_type.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

struct TextField {
    std::string_view name;
    std::string Document::*member;
};
constexpr TextField kTextFields[] = {
    {"id", &Document::id},
    {"work_id", &Document::work_id},
    {"title", &Document::title},
    {"kind", &Document::kind},
    {"source", &Document::source},
    {"publisher", &Document::publisher},
    {"jurisdiction", &Document::jurisdiction},
    {"url", &Document::url},
    {"status", &Document::status},
    {"rights", &Document::rights},
};

struct DateField {
    std::string_view name;
    CivilPeriod Document::*member;
};
constexpr DateField kDateFields[] = {
    {"published", &Document::published},
    {"effective", &Document::effective},
    {"effective_to", &Document::effective_to},
    {"modified", &Document::modified},
    {"fetched", &Document::fetched},
};

// What a document had there before the recipe is kept.
void keep(Document& document, const std::string& name, const std::string& text) {
    MetadataWriter more;
    more.add_text(name, text);
    document.metadata_json = joined_metadata(document.metadata_json, more.json());
}

void set_language(Document& document, const std::string& text, bool replaces) {
    const bool is_known = document.lang_source == LanguageSource::declared;
    if (is_known && !replaces) return;
    const auto tag = canonical_language_tag(text);
    if (!tag) {
        keep(document, "recipe_lang", text);
        document.origin.warnings.push_back("the recipe's language is no language tag: " + text);
        return;
    }
    if (*tag == "und") return;
    if (is_known && document.lang != *tag) keep(document, "stated_lang", document.lang);
    document.lang = *tag;
    document.lang_source = LanguageSource::declared;
}

std::string html_text(std::string_view html, std::vector<std::string>& warnings) {
    BlockText block;
    write_html_body(html, block, warnings);
    std::string text;
    std::vector<Segment> ignored;
    block.finish(text, ignored);
    return text;
}

// The members of the two lists side by side; one value goes with all.
std::string member_at(const std::vector<std::string>& values, std::size_t index) {
    if (values.size() == 1) return values[0];
    return index < values.size() ? values[index] : std::string();
}

}  // namespace

RecipeReading::RecipeReading(const Input& input)
    : input_(input), rule_(parse_recipe_rule(input.recipe.rule)), sources_(input, rule_) {}

bool RecipeReading::finds_text() const {
    return input_.media_type == kRecipeRecordMediaType ||
           (input_.media_type == kXmlMediaType && rule_.finds_text());
}

Extracted RecipeReading::read_text() {
    Document document;
    Rejection problem;
    if (input_.media_type == kXmlMediaType) {
        if (!sources_.load_xml_document(problem)) return problem;
        document.origin.warnings = sources_.xml().warnings;
    } else if (!sources_.load_record(problem)) {
        return problem;
    }
    if (rule_.segments) {
        write_segments(document);
    } else {
        write_text(document);
    }
    if (is_blank(document.text)) {
        return Rejection{RejectionCode::missing_field,
                         "the recipe " + rule_.recipe + " finds no text in it"};
    }
    if (input_.media_type != kXmlMediaType) keep_the_rest(document);
    return document;
}

void RecipeReading::write_text(Document& document) {
    BlockText block;
    for (const RecipeChoice& choice : rule_.text) {
        const RecipeValue* taken = nullptr;
        for (const std::string& text : sources_.values(choice, &taken)) {
            block.gap(BlockText::Gap::paragraph);
            if (taken->is_html) {
                write_html_body(text, block, document.origin.warnings);
            } else {
                block.preformatted(text);
            }
        }
    }
    block.finish(document.text, document.segments);
}

void RecipeReading::write_segments(Document& document) {
    for (const RecipeSources::Node& node : sources_.nodes(rule_.segments->each)) {
        std::string text;
        for (const RecipeChoice& choice : rule_.segments->text) {
            const RecipeValue* taken = nullptr;
            for (std::string& piece : sources_.values_in(choice, node, &taken)) {
                if (taken->is_html) piece = html_text(piece, document.origin.warnings);
                if (is_blank(piece)) continue;
                if (!text.empty()) text += "\n\n";
                text += trim_space(piece);
            }
        }
        if (text.empty()) continue;
        if (!document.text.empty()) document.text += "\n\n";
        Segment segment;
        segment.id = "s" + std::to_string(document.segments.size() + 1);
        segment.kind = rule_.segments->kind;
        const auto label = sources_.values_in(rule_.segments->label, node);
        if (!label.empty()) segment.label = collapse_space(label.front());
        segment.begin = static_cast<std::uint32_t>(document.text.size());
        document.text += text;
        segment.end = static_cast<std::uint32_t>(document.text.size());
        document.segments.push_back(std::move(segment));
    }
}

// Members of a record that no pointer begins with are metadata: nothing of it is lost.
void RecipeReading::keep_the_rest(Document& document) {
    std::set<std::string> used;
    const auto note = [&](const RecipeValue& value) {
        if (value.pointer && value.companion.empty()) used.insert(value.pointer->first_name());
    };
    const auto note_fields = [&](const std::vector<RecipeField>& fields) {
        for (const RecipeField& field : fields) {
            for (const RecipeValue& value : field.values) note(value);
        }
    };
    for (const RecipeChoice& choice : rule_.text) {
        for (const RecipeValue& value : choice) note(value);
    }
    if (rule_.segments) note(rule_.segments->each);
    note_fields(rule_.fields);
    note_fields(rule_.defaults);
    note_fields(rule_.metadata);
    for (const auto* rows : {&rule_.identifiers, &rule_.relations, &rule_.subjects}) {
        for (const RecipeRow& row : *rows) note_fields(row.members);
    }
    if (!sources_.record().is_object()) return;
    MetadataWriter metadata;
    for (const auto& [name, value] : sources_.record().items()) {
        const bool is_empty = value.is_null() || (value.is_string() && value == "");
        if (!is_empty && !used.contains(name))
            metadata.add_json(name, value.dump(-1, ' ', false, Json::error_handler_t::replace));
    }
    document.metadata_json = metadata.json();
}

void RecipeReading::complete(Document& document) {
    if (!sources_.has_tree()) {
        if (input_.media_type == "text/markdown") {
            sources_.set_metadata(front_matter_fields(input_.bytes));
        } else {
            Json metadata;
            std::string error;
            if (!read_json(document.metadata_json, metadata, error)) metadata = Json::object();
            sources_.set_metadata(std::move(metadata));
        }
    }
    // The language first: it helps to read dates.
    for (const bool is_language : {true, false}) {
        for (const RecipeField& field : rule_.fields) {
            if ((field.name == "lang") == is_language) set(document, field, true);
        }
        for (const RecipeField& field : rule_.defaults) {
            if ((field.name == "lang") == is_language) set(document, field, false);
        }
    }
    add_rows(document);
    add_metadata(document);
    for (std::string& warning : sources_.warnings()) {
        document.origin.warnings.push_back(std::move(warning));
    }
}

void RecipeReading::set(Document& document, const RecipeField& field, bool replaces) {
    const RecipeValue* taken = nullptr;
    const auto values = sources_.values(field.values, &taken);
    if (values.empty()) return;
    const std::string text = collapse_space(values.front());
    if (field.name == "lang") {
        set_language(document, text, replaces);
        return;
    }
    const auto* const plain =
        std::find_if(std::begin(kTextFields), std::end(kTextFields), [&](const TextField& f) {
            return f.name == field.name;
        });
    if (plain != std::end(kTextFields)) {
        std::string& member = document.*plain->member;
        if (!is_blank(member) && !replaces) return;
        if (!is_blank(member) && member != text) keep(document, "stated_" + field.name, member);
        member = text;
        return;
    }
    const auto* const date = std::find_if(std::begin(kDateFields),
                                          std::end(kDateFields),
                                          [&](const DateField& f) { return f.name == field.name; });
    if (date == std::end(kDateFields)) return;
    CivilPeriod& member = document.*date->member;
    if (member.known() && !replaces) return;
    if (const auto period = parse_date(text, {document.lang, taken->calendar})) {
        if (member.known() && *period != member) {
            keep(document, "stated_" + field.name, to_string(member));
        }
        member = *period;
        return;
    }
    keep(document, "recipe_" + field.name, text);
    document.origin.warnings.push_back("\"" + field.name + "\": the recipe's value \"" + text +
                                       "\" is no date that can be read; kept in the metadata");
}

void RecipeReading::add_rows(Document& document) {
    const auto each = [&](const RecipeRow& row, std::string_view required, const auto& take) {
        std::vector<std::vector<std::string>> lists;
        std::size_t count = 0;
        for (const RecipeField& member : row.members) {
            lists.push_back(sources_.values(member.values));
            if (member.name == required) count = lists.back().size();
        }
        for (std::size_t i = 0; i < count; ++i) {
            const auto named = [&](std::string_view name) {
                for (std::size_t m = 0; m < row.members.size(); ++m) {
                    if (row.members[m].name == name) return collapse_space(member_at(lists[m], i));
                }
                return std::string();
            };
            take(named);
        }
    };
    const auto add = [](auto& rows, auto row) {
        if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(std::move(row));
    };
    for (const RecipeRow& row : rule_.identifiers) {
        each(row, "value", [&](const auto& named) {
            add(document.identifiers, Identifier{named("scheme"), named("value")});
        });
    }
    for (const RecipeRow& row : rule_.relations) {
        each(row, "target", [&](const auto& named) {
            add(document.relations, Relation{named("type"), named("target"), named("label")});
        });
    }
    for (const RecipeRow& row : rule_.subjects) {
        each(row, "label", [&](const auto& named) {
            add(document.subjects, Subject{named("scheme"), named("code"), named("label")});
        });
    }
}

void RecipeReading::add_metadata(Document& document) {
    MetadataWriter metadata;
    for (const RecipeField& field : rule_.metadata) {
        const auto values = sources_.values(field.values);
        if (values.size() == 1) metadata.add_text(field.name, values.front());
        if (values.size() > 1) metadata.add_json(field.name, Json(values).dump());
    }
    document.metadata_json = joined_metadata(document.metadata_json, metadata.json());
}

}  // namespace gazette
