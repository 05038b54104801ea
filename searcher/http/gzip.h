// Answers in fewer bytes, for who takes that. No answer holds a secret beside what its request
// says: so its length tells nothing.
#pragma once

#include "searcher/http/message.h"

#include <string>
#include <string_view>

namespace gazette {

// One gzip member; empty where it saves less than a packet. `level`: zlib's, 1 to 9.
std::string gzipped(std::string_view bytes, int level);

// Whether the value of an Accept-Encoding field takes gzip: named, and not with a weight of
// nothing.
bool takes_gzip(std::string_view accept_encoding);

// Text of some length, made for this request, at the level that costs least.
void compress_for(const HttpRequest& request, HttpReply& reply);

}  // namespace gazette
