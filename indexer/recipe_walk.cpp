#include "indexer/recipe_walk.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/registry.h"
#include "indexer/stream_hash.h"

#include <algorithm>
#include <utility>

namespace gazette {

std::optional<RuledOut> ruled_out(const RuleMatch& match) {
    if (!match) return std::nullopt;
    if (match.rule->is_companion) {
        return RuledOut{SkipReason::metadata,
                        "it describes documents beside it (recipe " + match.rule->recipe + ")"};
    }
    if (match.rule->leave_out.empty()) return std::nullopt;
    return RuledOut{SkipReason::left_out,
                    match.rule->leave_out + " (recipe " + match.rule->recipe + ")"};
}

std::string media_type_by(const RuleMatch& match, std::string_view sniffed) {
    if (!match) return std::string(sniffed);
    const std::string& wanted = match.rule->media_type;
    const std::string_view type = wanted.empty() ? sniffed : std::string_view(wanted);
    if (type != kRecordMediaType && type != kYamlMediaType) return std::string(type);
    if (!match.rule->records.empty()) return std::string(kRecordsMediaType);
    return std::string(type == kYamlMediaType ? kRecipeRecordMediaType : record_media_type(match));
}

std::string_view record_media_type(const RuleMatch& match) {
    return match && match.rule->finds_text() ? kRecipeRecordMediaType : kRecordMediaType;
}

RecipeUse recipe_use(const RuleMatch& match, std::string_view uri, const FindCompanion& find) {
    if (!match) return {};
    RecipeUse use;
    use.rule = match.rule->json;
    use.captures = match.captures;
    for (const auto& [name, pattern] : match.rule->companions) {
        Companion companion;
        companion.name = name;
        companion.path = RecipeSet::companion_path(pattern, uri, match.captures);
        if (companion.path.empty()) {
            companion.problem = "\"" + pattern + "\" leads nowhere";
        } else {
            companion.bytes = find(companion.path, companion.problem);
        }
        const auto& optional = match.rule->optional_companions;
        const bool can_do_without =
            std::find(optional.begin(), optional.end(), name) != optional.end();
        if (can_do_without && companion.bytes.empty()) companion.problem.clear();
        use.companions.push_back(std::move(companion));
    }
    return use;
}

std::string input_hash(std::string_view bytes,
                       const InputFacts& facts,
                       const RecipeUse& recipe,
                       std::string_view ocr) {
    std::string around;
    const auto add = [&around](const std::string& fact) {
        around += '\0';
        around += fact;
    };
    for (const std::string* fact : {&facts.url,
                                    &facts.title,
                                    &facts.charset,
                                    &facts.lang,
                                    &facts.published,
                                    &facts.fetched,
                                    &facts.kind,
                                    &facts.source,
                                    &facts.publisher,
                                    &facts.jurisdiction,
                                    &facts.rights}) {
        add(*fact);
    }
    if (!recipe.rule.empty()) {
        add(recipe.rule);
        for (const auto& [name, value] : recipe.captures) add(value);
        for (const Companion& companion : recipe.companions) add(companion.bytes);
    }
    if (!ocr.empty()) add("ocr " + std::string(ocr));
    const bool has_facts = std::any_of(around.begin(), around.end(), [](char c) { return c != 0; });
    StreamHash hash;
    hash.add(bytes);
    if (has_facts) hash.add(around);
    return hash.hex();
}

bool Companions::add(std::string uri, std::string bytes) {
    const std::size_t size = uri.size() + bytes.size();
    if (bytes_ + size > extract_limits::kMaxCompanionsBytes) {
        is_full_ = true;
        return false;
    }
    bytes_ += size;
    files_.insert_or_assign(std::move(uri), std::move(bytes));
    return true;
}

std::string Companions::find(const std::string& uri, std::string& problem) const {
    const auto found = files_.find(uri);
    if (found != files_.end()) return found->second;
    problem = is_full_ ? "the archive's files of metadata have more than " +
                             std::to_string(extract_limits::kMaxCompanionsBytes) +
                             " bytes: it was not kept"
                       : "it is not there, or no file of metadata by the recipe";
    return {};
}

}  // namespace gazette
