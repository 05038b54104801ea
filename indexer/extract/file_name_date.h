// The day that the name of a file or its folders say: "2020-03-25-minutes.txt",
// "news/2023/03/23/12.txt".
#pragma once

#include "indexer/format/civil_date.h"

#include <string_view>

namespace gazette {

// Of a name that begins or ends with a day in ISO 8601 form ("20200325" too), or of three folders
// year/month/day; unknown for anything else. The day must exist, from 1500 to 2099.
CivilPeriod date_of_file_name(std::string_view path);

}  // namespace gazette
