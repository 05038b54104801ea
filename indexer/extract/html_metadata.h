// What a page says about itself: meta elements, JSON-LD, link and time elements, headings.
#pragma once

#include "indexer/extract/html_page.h"
#include "indexer/extract/json_ld.h"
#include "indexer/format/document.h"

#include <optional>
#include <string_view>

namespace gazette {

// Fills in title, dates, lang, url, source, publisher, kind, rights, work_id and metadata_json,
// each from the most trustworthy place that has it. What comes back is what the page's JSON-LD
// says.
LinkedData read_metadata(const HtmlPage& page, Document& document);

// A date as pages write it: ISO 8601, "2019/11/18", "18 Nov 2019", "Mon, 18 Nov 2019 10:00:00
// GMT", "November 18, 2019". Numbers whose order is not sure ("11/12/2019") are no date.
std::optional<CivilPeriod> parse_page_date(std::string_view text);

// `title` without the site's name, where `heading` or `site_name` shows which part that is:
// "Budget passed | The Herald" -> "Budget passed".
std::string title_without_site(std::string_view title,
                               std::string_view heading,
                               std::string_view site_name);

}  // namespace gazette
