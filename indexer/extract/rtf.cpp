#include "indexer/extract/rtf.h"

#include "indexer/extract/metadata_writer.h"
#include "indexer/extract/rtf_reader.h"
#include "indexer/extract/utf8.h"

#include <utility>
#include <vector>

namespace gazette {

Extracted RtfExtractor::extract(const Input& input) const {
    RtfContent content = read_rtf(input.bytes);
    Document document;
    if (!content.problem.empty()) {
        if (content.over_limit) return Rejection{RejectionCode::over_limit, content.problem};
        document.origin.warnings.push_back(content.problem);
    }
    if (content.replaced > 0) {
        document.origin.warnings.push_back(std::to_string(content.replaced) +
                                           " ill-formed sequences became U+FFFD");
    }
    document.title = collapse_space(content.title);
    if (document.title.empty()) document.title = content.body.first_heading();
    MetadataWriter metadata;
    for (const auto& [text, name] :
         {std::pair(&content.author, "author"), std::pair(&content.subject, "subject")}) {
        const std::string value = collapse_space(*text);
        if (!value.empty()) metadata.add_text(name, value);
    }
    document.modified = content.modified.period();
    const std::string created = to_string(content.created.period());
    if (!created.empty()) metadata.add_text("created", created);
    document.metadata_json = metadata.json();
    content.body.finish(document.text, document.segments);
    std::string notes;
    std::vector<Segment> none;
    content.notes.finish(notes, none);
    if (!notes.empty()) {
        if (!document.text.empty()) document.text += "\n\n";
        Segment segment;
        segment.id = "_footnotes";
        segment.label = "Footnotes";
        segment.begin = static_cast<std::uint32_t>(document.text.size());
        document.text += notes;
        segment.end = static_cast<std::uint32_t>(document.text.size());
        document.segments.push_back(std::move(segment));
    }
    if (is_blank(document.text)) {
        return Rejection{RejectionCode::empty, "the document has no text"};
    }
    return document;
}

}  // namespace gazette
