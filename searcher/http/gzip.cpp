#include "searcher/http/gzip.h"

#include "searcher/http/limits.h"

#include <algorithm>
#include <array>
#include <zlib.h>

namespace gazette {
namespace {

// What is long and text.
constexpr std::array<std::string_view, 4> kText = {
    "text/html", "application/json", "application/problem+json", "application/atom+xml"};

}  // namespace

std::string gzipped(std::string_view bytes, int level) {
    constexpr std::size_t kLeastSaving = 1024;
    constexpr int kGzip = 15 + 16;  // zlib's way to say so, with its largest window
    z_stream stream{};
    if (deflateInit2(&stream, level, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        return {};
    }
    std::string result(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in =
        const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));  // NOLINT: zlib's way
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    result.resize(stream.total_out);
    deflateEnd(&stream);
    if (!whole || result.size() + kLeastSaving > bytes.size()) return {};
    return result;
}

bool takes_gzip(std::string_view accept_encoding) {
    while (!accept_encoding.empty()) {
        const std::string_view one = accept_encoding.substr(0, accept_encoding.find(','));
        accept_encoding.remove_prefix(std::min(one.size() + 1, accept_encoding.size()));
        std::string plain;
        for (const char c : one) {
            if (c != ' ' && c != '\t')
                plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
        const std::string_view coding = std::string_view(plain).substr(0, plain.find(';'));
        if (coding != "gzip") continue;
        const auto weight = plain.find(";q=");
        return weight == std::string::npos ||
               plain.find_first_of("123456789", weight) != std::string::npos;
    }
    return false;
}

void compress_for(const HttpRequest& request, HttpReply& reply) {
    const bool is_text = std::any_of(kText.begin(), kText.end(), [&](std::string_view type) {
        return reply.content_type.starts_with(type);
    });
    const std::size_t size = reply.body.size();
    if (!is_text || reply.more || size < http_limits::kLeastCompressedBytes ||
        size > http_limits::kMostCompressedBytes) {
        return;
    }
    reply.headers.emplace_back("Vary", "Accept-Encoding");
    const std::string* accepted = request.header("accept-encoding");
    if (accepted == nullptr || !takes_gzip(*accepted)) return;
    std::string small = gzipped(reply.body, Z_BEST_SPEED);
    if (small.empty()) return;
    reply.body = std::move(small);
    reply.headers.emplace_back("Content-Encoding", "gzip");
}

}  // namespace gazette
