// The bookmarks of a PDF, found again as headings in its text.
#pragma once

#include "indexer/extract/pdf_running.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace gazette {

using PdfPlace = std::pair<std::size_t, std::size_t>;  // page, line of it; both from 0
using PdfHeadings = std::map<PdfPlace, std::size_t>;   // how many lines long

// Where the bookmarks' words stand as lines of their own, in this order, without regard to numbers
// in front of them, spaces and case of ASCII. None where most of them are not found. Any thread may
// call it.
PdfHeadings find_headings(const std::vector<PdfPage>& pages,
                          const std::vector<std::string>& outline);

}  // namespace gazette
