#include "indexer/extract/input_facts.h"

#include "indexer/extract/language_tag.h"
#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/utf8.h"

#include <utility>

namespace gazette {
namespace {

void fill(std::string& field, const std::string& fact) {
    if (field.empty()) field = fact;
}

void fill_language(Document& document, const std::string& fact, MetadataWriter& unread) {
    if (fact.empty() || document.lang_source == LanguageSource::declared) return;
    const auto tag = canonical_language_tag(fact);
    if (tag && *tag != "und") {
        document.lang = *tag;
        document.lang_source = LanguageSource::declared;
        return;
    }
    unread.add_text("stated_language", fact);
    document.origin.warnings.push_back("the language stated for it is no language tag: " + fact);
}

void fill_published(Document& document, const std::string& fact, MetadataWriter& unread) {
    if (fact.empty() || document.published.known()) return;
    if (const auto period = parse_iso_date(fact)) {
        document.published = *period;
        return;
    }
    unread.add_text("stated_date", fact);
    document.origin.warnings.push_back("the date stated for it cannot be read: " + fact);
}

}  // namespace

void fill_from_facts(Document& document, const InputFacts& facts) {
    fill(document.url, facts.url);
    if (is_blank(document.title)) document.title = facts.title;
    fill(document.kind, facts.kind);
    fill(document.source, facts.source);
    fill(document.publisher, facts.publisher);
    fill(document.jurisdiction, facts.jurisdiction);
    fill(document.rights, facts.rights);
    for (const std::string& warning : facts.warnings) document.origin.warnings.push_back(warning);
    MetadataWriter more;
    fill_language(document, facts.lang, more);
    fill_published(document, facts.published, more);
    if (!facts.fetched.empty()) {
        if (const auto day = parse_iso_date(facts.fetched); day && !document.fetched.known()) {
            document.fetched = *day;
        }
        // With the time, which a day has not.
        more.add_text("fetched", facts.fetched);
    }
    document.metadata_json = joined_metadata(more.json(), document.metadata_json);
}

}  // namespace gazette
