// Of dates.h: 2021年8月20日, 2021년 8월 20일, eras, Chinese numerals.
#pragma once

#include "indexer/extract/dates.h"

#include <optional>
#include <string_view>

namespace gazette {

// `folded` as fold_date_text() made it, with the sign of a year in it.
std::optional<CivilPeriod> east_asian(std::string_view folded, const DateHint& hint);
// R3.5.1, H30/4/1: only where the language is known to be Japanese.
std::optional<CivilPeriod> japanese_initials(std::string_view folded);

}  // namespace gazette
