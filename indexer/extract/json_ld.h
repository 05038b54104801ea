// What the JSON-LD blocks of a page say about the document that the page is about (schema.org).
#pragma once

#include <string>
#include <string_view>

namespace gazette {

struct LinkedData {
    std::string headline;
    std::string date_published;
    std::string date_modified;
    std::string language;
    std::string publisher;
    std::string author;
    std::string kind;  // news, law; empty where unknown
    std::string work_id;
    bool is_article = false;
    bool is_law = false;
};

// Adds what a block says and `data` does not know yet. Blocks that are no JSON are passed over.
void read_json_ld(std::string_view json, LinkedData& data);

}  // namespace gazette
