#include "indexer/extract/office_metadata.h"

#include "indexer/extract/language_tag.h"
#include "indexer/extract/metadata_writer.h"

#include <string>

namespace gazette {

void read_office_metadata(const pugi::xml_node& metadata,
                          bool date_is_publication,
                          Document& document) {
    MetadataWriter writer;
    std::string authors;
    for (const pugi::xml_node& field : metadata.children()) {
        const std::string_view name = local_name(field);
        const std::string value = text_below(field);
        // Sphinx writes "unknown" where nothing is known.
        if (value.empty() || value == "unknown") continue;
        if (name == "title") {
            if (document.title.empty()) document.title = value;
        } else if (name == "creator" || name == "initial-creator") {
            // An OPF package has one element an author; OpenDocument names who changed it last.
            if (authors.find(value) == std::string::npos) {
                authors += authors.empty() ? value : "; " + value;
            }
        } else if (name == "language") {
            const auto tag = canonical_language_tag(value);
            if (tag && document.lang_source == LanguageSource::unknown) {
                document.lang = *tag;
                document.lang_source = LanguageSource::declared;
            }
        } else if (name == "publisher") {
            if (document.publisher.empty()) document.publisher = value;
        } else if (name == "rights") {
            if (document.rights.empty()) document.rights = value;
        } else if (name == "date") {
            CivilPeriod& day = date_is_publication ? document.published : document.modified;
            if (const auto period = parse_iso_date(value); period && !day.known()) day = *period;
        } else if (name == "modified") {
            if (const auto period = parse_iso_date(value)) document.modified = *period;
        } else if (name == "created" || name == "creation-date") {
            writer.add_text("created", value.substr(0, 10));
        } else if (name == "subject" || name == "keywords" || name == "keyword" ||
                   name == "description" || name == "identifier" || name == "category") {
            writer.add_text(std::string(name), value);
        }
    }
    if (!authors.empty()) writer.add_text("author", authors);
    document.metadata_json = writer.json();
}

}  // namespace gazette
