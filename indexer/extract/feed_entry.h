// One entry of a feed, out of its element.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace gazette {

struct FeedEntry {
    std::string id;    // as the feed gives it: guid, atom:id, rdf:about
    std::string link;  // to the page
    std::string title;
    std::string author;
    std::string published;  // ISO 8601 where it can be read, else as it is
    std::string modified;
    std::string lang;
    std::string rights;
    std::string keywords;  // separated by ", "
    std::string summary;   // plain text
    std::string body;      // HTML; of the full text, else of the summary
};

// Of an <item> or <entry>, or what is called so in another case.
FeedEntry read_feed_entry(const pugi::xml_node& element);

// What the feed says of all its entries.
struct FeedFacts {
    std::string title;
    std::string lang;
    std::string rights;
    std::string publisher;
};
// Of a <channel> or <feed>.
FeedFacts read_feed_facts(const pugi::xml_node& element);

// "dc:creator" -> "creator", in lower case.
std::string local_name(std::string_view name);

}  // namespace gazette
