// Every file in fixtures/ is read, and what comes out compared with the file NAME.golden beside
// it. UPDATE_GOLDEN=1 writes those files.
#include "tests/extract/reading.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace gazette {
namespace {

namespace fs = std::filesystem;

std::string shown(const Extracted& extracted) {
    if (const auto* rejection = std::get_if<Rejection>(&extracted)) {
        return "rejected: " + std::string(name_of(rejection->code)) + ": " + rejection->detail +
               "\n";
    }
    const Document& document = std::get<Document>(extracted);
    std::ostringstream out;
    const auto field = [&out](const char* name, std::string_view value) {
        if (!value.empty()) out << name << ": " << value << "\n";
    };
    field("id", document.id);
    field("work_id", document.work_id);
    field("title", document.title);
    field("lang", document.lang);
    field("published", to_string(document.published));
    field("effective", to_string(document.effective));
    field("effective_to", to_string(document.effective_to));
    field("modified", to_string(document.modified));
    field("fetched", to_string(document.fetched));
    field("status", document.status);
    for (const Identifier& i : document.identifiers) {
        out << "identifier " << i.scheme << ": " << i.value << "\n";
    }
    for (const Relation& r : document.relations) {
        out << "relation " << r.type << ": " << r.target << " (" << r.label << ")\n";
    }
    for (const Subject& s : document.subjects) {
        out << "subject " << s.scheme << ": " << s.code << " (" << s.label << ")\n";
    }
    field("url", document.url);
    field("source", document.source);
    field("publisher", document.publisher);
    field("kind", document.kind);
    field("jurisdiction", document.jurisdiction);
    field("rights", document.rights);
    field("metadata", document.metadata_json);
    for (const std::string& warning : document.origin.warnings) field("warning", warning);
    for (const Segment& segment : document.segments) {
        const std::string text = document.text.substr(segment.begin, segment.end - segment.begin);
        out << "segment " << segment.id << " [" << name_of(segment.kind) << "] " << segment.label
            << ": " << text.substr(0, text.find('\n')) << " (" << segment.begin << ".."
            << segment.end << ")" << (segment.lang.empty() ? "" : " in " + segment.lang) << "\n";
    }
    out << "----\n" << document.text << "\n";
    return out.str();
}

TEST(GoldenFixtures, AreReadAsBefore) {
    const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator(test::source_dir() / "tests/extract/fixtures")) {
        if (entry.path().extension() != ".golden") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    ASSERT_GE(files.size(), 9u);
    for (const fs::path& file : files) {
        const std::string got = shown(test::read(file.filename(), test::file_bytes(file)));
        const fs::path golden = file.string() + ".golden";
        if (update) {
            std::ofstream(golden, std::ios::binary) << got;
        } else {
            EXPECT_EQ(got, test::file_bytes(golden)) << file;
        }
    }
}

}  // namespace
}  // namespace gazette
