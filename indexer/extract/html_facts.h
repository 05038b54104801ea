// Everything on a page that may be a fact about it, in document order. Which of these is believed
// is html_metadata.h's.
#pragma once

#include "indexer/extract/html_page.h"
#include "indexer/extract/json_ld.h"

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

namespace gazette {

struct HtmlFacts {
    // An element that says a time.
    struct Time {
        std::string value;
        bool says_published = false;
        bool in_article = false;
    };

    std::unordered_map<std::string, std::string> meta;  // by name, in lower case; the first of each
    std::string title;
    std::string lang;
    std::string canonical;
    std::string eli;
    std::vector<std::string> headings;  // h1
    std::vector<Time> times;
    std::vector<std::string> dated;  // what stands where pages write their date
    LinkedData linked;

    // The first of these names that has a value.
    std::string first_of(std::initializer_list<const char*> names) const {
        for (const char* name : names) {
            const auto found = meta.find(name);
            if (found != meta.end()) return found->second;
        }
        return {};
    }
};

// Copies what it takes: the page may go. Values that are too long, and times and dates beyond some
// thousand, are left out. Any thread may call it.
HtmlFacts gather_facts(const HtmlPage& page);

}  // namespace gazette
