#include "indexer/stream_hash.h"

#include <xxhash.h>

#include <new>

namespace gazette {

StreamHash::StreamHash() : state_(XXH3_createState()) {
    if (state_ == nullptr) throw std::bad_alloc();
    XXH3_128bits_reset(state_);
}

StreamHash::~StreamHash() {
    XXH3_freeState(state_);
}

void StreamHash::add(std::string_view bytes) {
    XXH3_128bits_update(state_, bytes.data(), bytes.size());
}

std::string StreamHash::hex() const {
    static constexpr char kHex[] = "0123456789abcdef";
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state_));
    std::string text;
    for (const unsigned char byte : canonical.digest) {
        text += kHex[byte >> 4];
        text += kHex[byte & 15];
    }
    return text;
}

}  // namespace gazette
