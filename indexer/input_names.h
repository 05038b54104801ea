// What inputs are called: their uris in the ledger, and the document ids of those that have none
// of their own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

// A path as a uri: as it is where it is valid UTF-8, else as file:// with percent signs (RFC
// 8089), which no absolute path begins with.
std::string path_uri(const std::filesystem::path& path);

// What the uris of all that lies below a folder begin with, given the folder's own uri.
std::vector<std::string> uri_prefixes_below(const std::string& folder_uri);

// "collection/relative": valid UTF-8 without control characters (percent signs stand for other
// bytes, and a hash at the end says so), at most kMaxDocumentIdBytes long (the end of a longer one
// is replaced by a hash).
std::string path_made_id(std::string_view collection, std::string_view relative);

}  // namespace gazette
