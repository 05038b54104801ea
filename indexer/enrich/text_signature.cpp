#include "indexer/enrich/text_signature.h"

#include "indexer/extract/utf8.h"

#include <glib.h>
#include <memory>
#include <string_view>

namespace gazette {
namespace {

// Pieces of one document; each ends in a NUL, so that none runs into the next.
class Digest {
  public:
    Digest() : sum_(g_checksum_new(G_CHECKSUM_SHA256), &g_checksum_free) {}

    void add(std::string_view piece) {
        // Its lengths are signed, and of unsigned bytes.
        g_checksum_update(sum_.get(),
                          reinterpret_cast<const guchar*>(piece.data()),
                          static_cast<gssize>(piece.size()));
        g_checksum_update(sum_.get(), reinterpret_cast<const guchar*>("\0"), 1);
    }
    std::string hex() { return g_checksum_get_string(sum_.get()); }

  private:
    std::unique_ptr<GChecksum, decltype(&g_checksum_free)> sum_;
};

// The title was made from the name of the file, as far as one can see.
bool is_file_name(std::string_view title, std::string_view uri) {
    return uri.ends_with(title);
}

}  // namespace

std::string text_signature(const Document& document) {
    if (is_blank(document.text)) return {};
    Digest digest;
    digest.add(is_file_name(document.title, document.origin.uri) ? std::string_view()
                                                                 : document.title);
    digest.add(document.lang);
    for (const CivilPeriod* days :
         {&document.published, &document.effective, &document.effective_to, &document.modified}) {
        digest.add(to_string(*days));
    }
    digest.add(collapse_space(document.text));
    return digest.hex();
}

}  // namespace gazette
