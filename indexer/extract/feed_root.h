// Whether a text is a feed, by its root element.
#pragma once

#include <string_view>

namespace gazette {

// "application/atom+xml", "application/rss+xml" (RSS 0.9 to 2.0, RDF and CDF too), or empty.
// `text` is UTF-8, the beginning of a file.
std::string_view feed_media_type(std::string_view text);

}  // namespace gazette
