// What a PDF says about itself: its information dictionary and its XMP packet.
#pragma once

#include "indexer/extract/pdf_running.h"
#include "indexer/format/document.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// Values by the keys of the information dictionary ("Title", "CreationDate", ...; ISO 32000-1,
// 14.3.3), as UTF-8; `xmp` is the metadata stream, or empty. Fills in title (that of the metadata
// where it is one, else the biggest lines of the first page), dates and metadata_json. The day
// on which the file was made is kept in the metadata; it is not the day of publication.
void read_pdf_metadata(const std::map<std::string, std::string>& info,
                       std::string_view xmp,
                       const std::vector<PdfPage>& pages,
                       std::string_view file_name,
                       Document& document);

// "Microsoft Word - x.doc", "untitled", "bgbl1_2013.pdf", "Layout 1", ...: what programs put in.
bool is_junk_title(std::string_view title, std::string_view file_name);

// "D:20130806143000+02'00'" -> "2013-08-06"; empty for what is none.
std::string iso_day_of_pdf_date(std::string_view date);

}  // namespace gazette
