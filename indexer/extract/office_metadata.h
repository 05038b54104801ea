// What office documents and books say about themselves, in Dublin Core and what stands beside it.
#pragma once

#include "indexer/extract/office_package.h"
#include "indexer/format/document.h"

namespace gazette {

// From the children of `metadata` (docProps/core.xml, office:meta, an OPF package's metadata):
// title, language, day of change; author, subject, keywords and day of making go to metadata_json.
// `date_is_publication`: dc:date is the day of publication (EPUB), else that of the last change.
void read_office_metadata(const pugi::xml_node& metadata,
                          bool date_is_publication,
                          Document& document);

}  // namespace gazette
