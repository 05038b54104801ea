#include "indexer/extract/content_coding.h"

#include "indexer/extract/limits.h"

#include <zstd.h>

#include <brotli/decode.h>
#include <cstdint>
#include <memory>
#include <zlib.h>

namespace gazette {
namespace {

using namespace extract_limits;

constexpr std::size_t kBufferBytes = 64u << 10;

// Adds a piece; false where a limit is met.
bool add(Uncoded& out, std::string_view piece, std::size_t coded, std::size_t max_bytes) {
    if (out.bytes.size() + piece.size() > max_bytes) {
        out.problem = "more than " + std::to_string(max_bytes) + " bytes when uncompressed";
        out.too_large = true;
        return false;
    }
    if (!is_believable_growth(coded, out.bytes.size() + piece.size())) {
        out.problem = "compressed data grow more than " + std::to_string(kMaxUnpackRatio) + ":1";
        out.too_large = true;
        return false;
    }
    out.bytes += piece;
    return true;
}

class Inflater {
  public:
    explicit Inflater(int window_bits) { ok_ = inflateInit2(&stream_, window_bits) == Z_OK; }
    ~Inflater() {
        if (ok_) inflateEnd(&stream_);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    bool ok() const { return ok_; }
    z_stream& stream() { return stream_; }

  private:
    z_stream stream_{};
    bool ok_ = false;
};

Uncoded inflate_all(std::string_view bytes, int window_bits, std::size_t max_bytes) {
    Uncoded out;
    Inflater inflater(window_bits);
    if (!inflater.ok()) {
        out.problem = "no memory to uncompress";
        return out;
    }
    z_stream& stream = inflater.stream();
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::string buffer(kBufferBytes, '\0');
    for (;;) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        const int result = inflate(&stream, Z_NO_FLUSH);
        const std::size_t got = buffer.size() - stream.avail_out;
        if (!add(out, std::string_view(buffer).substr(0, got), bytes.size(), max_bytes)) return out;
        if (result == Z_STREAM_END) {
            // Another member may follow (RFC 1952, 2.2).
            const bool more = stream.avail_in > 1 && stream.next_in[0] == 0x1F &&
                              stream.next_in[1] == 0x8B && inflateReset(&stream) == Z_OK;
            if (!more) return out;
            continue;
        }
        if (result != Z_OK || (got == 0 && stream.avail_in == 0)) {
            out.problem =
                stream.avail_in == 0 ? "compressed data are cut" : "compressed data are damaged";
            return out;
        }
    }
}

Uncoded unbrotli(std::string_view bytes, std::size_t max_bytes) {
    Uncoded out;
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    if (state == nullptr) {
        out.problem = "no memory to uncompress";
        return out;
    }
    std::string buffer(kBufferBytes, '\0');
    const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
    std::size_t rest = bytes.size();
    for (;;) {
        auto* to = reinterpret_cast<std::uint8_t*>(buffer.data());
        std::size_t room = buffer.size();
        const BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state.get(), &rest, &next, &room, &to, nullptr);
        const std::string_view piece = std::string_view(buffer).substr(0, buffer.size() - room);
        if (!add(out, piece, bytes.size(), max_bytes)) return out;
        if (result == BROTLI_DECODER_RESULT_SUCCESS) return out;
        if (result == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
        out.problem = result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT
                          ? "compressed data are cut"
                          : "compressed data are damaged";
        return out;
    }
}

Uncoded unzstd(std::string_view bytes, std::size_t max_bytes) {
    Uncoded out;
    const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> state(ZSTD_createDStream(),
                                                                           &ZSTD_freeDStream);
    if (state == nullptr) {
        out.problem = "no memory to uncompress";
        return out;
    }
    std::string buffer(kBufferBytes, '\0');
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    for (;;) {
        ZSTD_outBuffer to{buffer.data(), buffer.size(), 0};
        const std::size_t result = ZSTD_decompressStream(state.get(), &to, &in);
        if (ZSTD_isError(result) != 0) {
            out.problem = "compressed data are damaged";
            return out;
        }
        if (!add(out, std::string_view(buffer).substr(0, to.pos), bytes.size(), max_bytes)) {
            return out;
        }
        if (in.pos == in.size && to.pos < to.size) {
            if (result != 0) out.problem = "compressed data are cut";
            return out;
        }
    }
}

}  // namespace

bool is_believable_growth(std::size_t coded, std::size_t plain) {
    return plain <= kWebUnpackFloorBytes || plain / kMaxUnpackRatio <= coded;
}

std::optional<Uncoded> undo_coding(std::string_view coding,
                                   std::string_view bytes,
                                   std::size_t max_bytes) {
    static constexpr int kGzip = 15 + 16;
    static constexpr int kZlib = 15;
    static constexpr int kRaw = -15;
    if (coding == "gzip" || coding == "x-gzip") return inflate_all(bytes, kGzip, max_bytes);
    if (coding == "br") return unbrotli(bytes, max_bytes);
    if (coding == "zstd") return unzstd(bytes, max_bytes);
    if (coding != "deflate") return std::nullopt;
    // The standard means zlib's format; some servers send it without the head.
    Uncoded out = inflate_all(bytes, kZlib, max_bytes);
    return out.bytes.empty() && !out.problem.empty() && !out.too_large
               ? inflate_all(bytes, kRaw, max_bytes)
               : out;
}

}  // namespace gazette
