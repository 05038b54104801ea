// What a view of the page is made from, and what it gives.
#pragma once

#include "searcher/http/page/html.h"
#include "searcher/http/page/page_address.h"
#include "searcher/http/page/wording.h"
#include "searcher/response.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct PageContext {
    const Wording& words;
    const PageAddress& address;
};

struct PageView {
    Html content;
    std::string summary;   // how many hits
    std::string title;     // of the window, before the name of the program
    bool ordered = false;  // hits that can be put in an order
    bool filterable = false;
    bool in_document = false;
    bool by_server = false;  // the script leaves it as it is
    Html filters;            // in the place of the counts by value
};

// Pieces of several views.

bool is_known_language(std::string_view tag);
// Of an element with text in this language, and of a language's own name.
HtmlAttributes text_attributes(std::string_view lang);
HtmlAttributes language_name_attributes(std::string_view lang);
std::string language_name(const Wording& words, std::string_view lang);
// Names of kinds; others are shown as they are.
std::string kind_name(const Wording& words, const std::string& kind);
// "Article 5, page 3": the label, and the page where it does not say it itself.
std::string segment_name(const Wording& words, const Segment& segment);
Html marked(const std::vector<Fragment>& fragments);
// The query with one part of it marked; `place` in bytes. `how`: as a "fault", or as the "spot"
// that is spoken of.
Html query_with_place(const std::string& query, const QueryPlace& place, const std::string& how);
// "the bracket is not closed" -> "The bracket is not closed."
std::string sentence(std::string text);
// What a notice or an error says: by its code in the reader's language, else in English, marked as
// such on a page in another one. `named`: words that stand behind the text in another language,
// where the English has them in itself.
Html told(const Wording& words,
          const std::string& name,
          std::string_view code,
          const std::string& english,
          const std::vector<std::string>& named = {});
// A text with a piece of code where its {name} stands.
Html with_code(const Wording& words,
               std::string_view text,
               std::string_view name,
               HtmlAttributes attributes,
               const std::string& code);
// Addresses in documents are data: only these are ever made into links.
bool is_web_address(std::string_view url);
// A page of an original that is a PDF, as its viewer takes it; other addresses as they are. 0:
// none.
std::string original_address(const std::string& url, std::uint32_t page);
// "eur-lex.europa.eu" of a web address.
std::string host_of(std::string_view url);
Html outward_link(const std::string& url, HtmlAttributes attributes, Html content);
// The filters in force, each a link that takes it away; nothing where there are none.
Html chosen_filters(const PageContext& page);

}  // namespace gazette
