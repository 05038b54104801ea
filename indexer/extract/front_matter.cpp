#include "indexer/extract/front_matter.h"

#include "indexer/extract/dates.h"
#include "indexer/extract/language_tag.h"
#include "indexer/extract/limits.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"
#include "indexer/extract/yaml_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gazette {
namespace {

using Json = nlohmann::ordered_json;

enum class Field : std::uint8_t {
    id,
    work_id,
    title,
    lang,
    published,
    effective,
    effective_to,
    modified,
    status,
    url,
    source,
    kind,
    publisher,
    jurisdiction,
    collection,
    rights,
};

struct Name {
    std::string_view name;  // in lower case, '_' for '-' and ' '
    Field field;
};
// Where a block has several names of one field, the first here wins; the others are metadata.
// "identifier" names the work: several versions of one law carry the same.
constexpr Name kNames[] = {
    {"id", Field::id},
    {"work_id", Field::work_id},
    {"eli", Field::work_id},
    {"ecli", Field::work_id},
    {"celex", Field::work_id},
    {"identifier", Field::work_id},
    {"법령id", Field::work_id},
    {"title", Field::title},
    {"titel", Field::title},
    {"titre", Field::title},
    {"titulo", Field::title},
    {"título", Field::title},
    {"titolo", Field::title},
    {"заголовок", Field::title},
    {"название", Field::title},
    {"标题", Field::title},
    {"標題", Field::title},
    {"タイトル", Field::title},
    {"제목", Field::title},
    {"lang", Field::lang},
    {"language", Field::lang},
    {"locale", Field::lang},
    {"published", Field::published},
    {"publication_date", Field::published},
    {"date_published", Field::published},
    {"published_at", Field::published},
    {"pubdate", Field::published},
    {"date", Field::published},
    {"datum", Field::published},
    {"fecha", Field::published},
    {"発行日", Field::published},
    {"公布日期", Field::published},
    {"ausfertigungsdatum", Field::published},
    {"发布日期", Field::published},
    {"공포일자", Field::published},
    {"effective", Field::effective},
    {"effective_date", Field::effective},
    {"enforced_at", Field::effective},
    {"entry_into_force", Field::effective},
    {"valid_from", Field::effective},
    {"施行日期", Field::effective},
    {"施行日", Field::effective},
    {"시행일자", Field::effective},
    {"valid_to", Field::effective_to},
    {"effective_to", Field::effective_to},
    {"repealed_at", Field::effective_to},
    {"status", Field::status},
    {"상태", Field::status},
    {"modified", Field::modified},
    {"last_updated", Field::modified},
    {"last_modified", Field::modified},
    {"updated", Field::modified},
    {"updated_at", Field::modified},
    {"date_modified", Field::modified},
    {"lastmod", Field::modified},
    {"url", Field::url},
    {"permalink", Field::url},
    {"canonical", Field::url},
    {"canonical_url", Field::url},
    {"link", Field::url},
    {"source", Field::source},
    {"출처", Field::source},
    {"来源", Field::source},
    {"來源", Field::source},
    {"kind", Field::kind},
    {"type", Field::kind},
    {"publisher", Field::publisher},
    {"authority", Field::publisher},
    {"소관부처", Field::publisher},
    {"jurisdiction", Field::jurisdiction},
    {"country", Field::jurisdiction},
    {"collection", Field::collection},
    {"rights", Field::rights},
    {"license", Field::rights},
    {"licence", Field::rights},
};

std::string folded(std::string_view key) {
    std::string out;
    for (const char c : trim_space(key)) {
        if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c - 'A' + 'a');
        } else {
            out += c == '-' || c == ' ' ? '_' : c;
        }
    }
    return out;
}

// Text of a value that is one string, or a list of strings; nothing for anything deeper.
std::optional<std::string> plain_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array() || value.empty()) return std::nullopt;
    std::string out;
    for (const Json& item : value) {
        if (!item.is_string()) return std::nullopt;
        if (!out.empty()) out += ", ";
        out += item.get<std::string>();
    }
    return out;
}

bool set_once(std::string& field, const std::string& text) {
    if (!field.empty()) return false;
    field = text;
    return true;
}

bool set_date(CivilPeriod& field, const std::string& text, std::string_view lang) {
    const auto period = parse_date(text, {lang, std::nullopt});
    if (!period || field.known()) return false;
    field = *period;
    return true;
}

bool is_url(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

// False where the value has to be kept as metadata.
bool assign(Document& document, Field field, const std::string& text) {
    switch (field) {
        case Field::id:
            return set_once(document.id, text);
        case Field::work_id:
            return set_once(document.work_id, text);
        case Field::title:
            return set_once(document.title, text);
        case Field::published:
            return set_date(document.published, text, document.lang);
        case Field::effective:
            return set_date(document.effective, text, document.lang);
        case Field::effective_to:
            return set_date(document.effective_to, text, document.lang);
        case Field::modified:
            return set_date(document.modified, text, document.lang);
        case Field::status:
            return set_once(document.status, text);
        case Field::url:
            return set_once(document.url, text);
        case Field::source:
            return set_once(is_url(text) ? document.url : document.source, text);
        case Field::kind:
            return set_once(document.kind, text);
        case Field::publisher:
            return set_once(document.publisher, text);
        case Field::jurisdiction:
            return set_once(document.jurisdiction, text);
        case Field::collection:
            return set_once(document.collection, text);
        case Field::rights:
            return set_once(document.rights, text);
        case Field::lang: {
            const auto tag = canonical_language_tag(text);
            if (!tag || *tag == "und" || document.lang_source == LanguageSource::declared) {
                return false;
            }
            document.lang = *tag;
            document.lang_source = LanguageSource::declared;
            return true;
        }
    }
    return false;
}

bool is_date(Field field) {
    return field == Field::published || field == Field::effective || field == Field::effective_to ||
           field == Field::modified;
}

void take_fields(Json fields, Document& document) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : fields.items()) keys.push_back(folded(key));
    std::vector<bool> used(keys.size(), false);
    for (const Name& row : kNames) {
        const auto found = std::find(keys.begin(), keys.end(), row.name);
        if (found == keys.end()) continue;
        const auto index = static_cast<std::size_t>(found - keys.begin());
        const auto member = std::next(fields.begin(), static_cast<std::ptrdiff_t>(index));
        const auto text = plain_text(*member);
        if (!text || is_blank(*text)) continue;
        const std::string tidy = collapse_space(*text);
        used[index] = assign(document, row.field, tidy);
        if (!used[index] && is_date(row.field) &&
            !parse_date(tidy, {document.lang, std::nullopt})) {
            document.origin.warnings.push_back(
                "\"" + member.key() + "\" is no date that can be read; kept in the metadata");
        }
    }
    // The families of law archives call the kind of law so.
    const auto names_a_law = [](const std::string& key) {
        return key == "rank" || key == "jurabk" || key == "법령구분";
    };
    if (document.kind.empty() && std::any_of(keys.begin(), keys.end(), names_a_law)) {
        document.kind = "law";
    }
    MetadataWriter metadata;
    std::size_t index = 0;
    for (const auto& [key, value] : fields.items()) {
        const bool is_empty = value.is_null() || (value.is_string() && value == "");
        if (!used[index++] && !is_empty) metadata.add_json(key, value.dump());
    }
    document.metadata_json = metadata.json();
}

// Without a look through all members: a name given twice stays twice, and the last is kept in the
// metadata.
void add_member(Json& object, std::string name, Json value) {
    object.get_ref<Json::object_t&>().Container::emplace_back(std::move(name), std::move(value));
}

std::string_view without_quotes(std::string_view value) {
    const bool quoted = value.size() >= 2 && value.front() == value.back() &&
                        (value.front() == '"' || value.front() == '\'');
    return quoted ? value.substr(1, value.size() - 2) : value;
}

// "name: value" lines at the left margin. For blocks that a YAML parser refuses, most often
// because of a colon in an unquoted title.
Json read_lines(std::string_view block) {
    Json fields = Json::object();
    while (!block.empty() && fields.size() < extract_limits::kMaxFrontMatterNodes) {
        const std::size_t end = std::min(block.find('\n'), block.size());
        const std::string_view line = block.substr(0, end);
        block.remove_prefix(std::min(end + 1, block.size()));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || colon == 0 || line.front() == ' ' ||
            line.front() == '#' || line.front() == '-') {
            continue;
        }
        const std::string_view value = without_quotes(trim_space(line.substr(colon + 1)));
        if (value.empty()) continue;
        add_member(fields, std::string(trim_space(line.substr(0, colon))), value);
    }
    return fields;
}

struct Block {
    std::string_view yaml;
    std::string_view rest;
};

std::string_view first_line(std::string_view text) {
    std::string_view line = text.substr(0, text.find('\n'));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
        line.remove_suffix(1);
    }
    return line;
}

std::optional<Block> front_block(std::string_view text) {
    if (first_line(text) != "---") return std::nullopt;
    std::size_t at = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::size_t begin = at;
    while (at < text.size() && at - begin <= extract_limits::kMaxFrontMatterBytes) {
        const std::string_view line = first_line(text.substr(at));
        const std::size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
        if (line == "---" || line == "...") {
            return Block{text.substr(begin, at - begin), text.substr(next)};
        }
        at = next;
    }
    return std::nullopt;
}

}  // namespace

std::string_view read_front_matter(std::string_view text, Document& document) {
    const std::optional<Block> block = front_block(text);
    if (!block) return text;
    Json fields;
    std::string error;
    if (read_yaml(block->yaml, extract_limits::kMaxFrontMatterNodes, fields, error)) {
        if (fields.is_null()) return block->rest;
        // Text between two rules is no front matter.
        if (!fields.is_object()) return text;
    } else {
        fields = read_lines(block->yaml);
        if (fields.empty()) return text;
        document.origin.warnings.push_back(
            "the front matter is no valid YAML and was read line by line: " + error);
    }
    take_fields(std::move(fields), document);
    return block->rest;
}

nlohmann::ordered_json front_matter_fields(std::string_view text) {
    const std::optional<Block> block = front_block(text);
    if (!block) return nullptr;
    Json fields;
    std::string error;
    if (read_yaml(block->yaml, extract_limits::kMaxFrontMatterNodes, fields, error)) return fields;
    return read_lines(block->yaml);
}

void read_definitions(std::string_view text, Document& document) {
    static constexpr std::size_t kHeadBytes = 4096;
    std::string_view rest =
        text.substr(0, code_point_floor(text, std::min(text.size(), kHeadBytes)));
    std::string_view term;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (!line.starts_with(':') || is_blank(term)) {
            term = line;
            continue;
        }
        const std::string key = folded(term);
        const auto* const row = std::find_if(std::begin(kNames),
                                             std::end(kNames),
                                             [&](const Name& name) { return name.name == key; });
        const std::string value = collapse_space(line.substr(1));
        if (row != std::end(kNames) && is_date(row->field)) assign(document, row->field, value);
        term = {};
    }
}

}  // namespace gazette
