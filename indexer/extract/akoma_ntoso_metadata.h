// The <meta> of an Akoma Ntoso document: FRBR names, dates, languages and relations, and the JOLUX
// of Legilux where it stands in it.
#pragma once

#include "indexer/format/document.h"

#include <pugixml.hpp>

namespace gazette {

// What `meta` says goes into fields of the document that say nothing yet.
void read_akoma_ntoso_metadata(const pugi::xml_node& meta, Document& document);

}  // namespace gazette
