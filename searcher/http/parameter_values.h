// The value of one parameter -> a field of a request, or what is wrong with it. Which names an
// endpoint takes, and what they may not say together, is parameters.h's.
//
// Each function sets or adds to its second argument and returns nothing, or returns a Problem of
// status 400 that names the parameter, and leaves the argument alone but where said otherwise. They
// keep nothing, never throw for what a client sends, and may be called from any thread.
#pragma once

#include "indexer/format/civil_date.h"
#include "searcher/http/message.h"
#include "searcher/request.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gazette {

// `expected` goes on with the sentence "The value of "NAME" ...", without its full stop.
Problem bad_value(const Parameter& parameter, const std::string& expected);

// One value more of a filter: not empty, at most kMaxFilterValueBytes, at most kMaxFilterValues of
// them.
std::optional<Problem> add_value(const Parameter& parameter, std::vector<std::string>& values);

// The same for a language: BCP 47, subtags of 1 to 8 letters or digits with hyphens between them.
std::optional<Problem> add_language(const Parameter& parameter, std::vector<std::string>& values);

// The same for a value that `field` must not have; the number is counted for each field.
std::optional<Problem> add_excluded(const Parameter& parameter,
                                    Field field,
                                    std::vector<FieldValue>& excluded);

// 2019, 2019-05 or 2019-05-07, spelled just so.
std::optional<Problem> set_date(const Parameter& parameter, CivilPeriod& date);

// A whole number from `least` to `most`, in digits.
std::optional<Problem> set_number(const Parameter& parameter,
                                  std::uint32_t least,
                                  std::uint32_t most,
                                  std::uint32_t& number);

// 0 or 1.
std::optional<Problem> set_flag(const Parameter& parameter, bool& flag);

std::optional<Problem> set_sort(const Parameter& parameter, SortOrder& sort);

// One or both, between commas. Where a later one is wrong, those before it are set.
std::optional<Problem> set_prior(const Parameter& parameter, PriorChoice& prior);

std::optional<Problem> set_reading(const Parameter& parameter, Reading& reading);

}  // namespace gazette
