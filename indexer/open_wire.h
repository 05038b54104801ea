// What goes between the indexer and an extract-worker process that opens an input.
//
//   indexer                                    process
//   frame: kOpenInput, OpenRequest         ->
//   one byte, with the open file's descriptor ->
//                                          <-  OpenEvents, the last a ContainerEnd
//
// An event is two lengths of 8 bytes, low first, then its fields, then its bytes.
#pragma once

#include "indexer/open_input.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace gazette {

std::string encode_request(const OpenRequest& request);
// Throws IndexError for bytes that are none, as all below.
OpenRequest decode_request(std::string_view bytes);

inline constexpr std::size_t kEventHeadBytes = 16;
// The bytes of what an event holds, which travel apart from its fields so as not to be copied.
std::string& bytes_of(OpenEvent& event);
std::string encode_fields(const OpenEvent& event);
OpenEvent decode_event(std::string_view fields, std::string bytes);

}  // namespace gazette
