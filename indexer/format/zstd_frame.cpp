#include "indexer/format/zstd_frame.h"

#include "indexer/format/index_error.h"

#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

namespace gazette {
namespace {

// Documents are short: a higher level finds next to nothing more in them.
constexpr int kLevel = 1;
// A small frame can claim to hold gigabytes: memory is taken as the bytes really come.
constexpr std::size_t kFirstOutputBytes = 1U << 20;

struct FreeContext {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Making a context costs more than compressing a small document, so each thread keeps its own.
ZSTD_CCtx* compressor() {
    thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context = [] {
        std::unique_ptr<ZSTD_CCtx, FreeContext> made(ZSTD_createCCtx());
        if (!made) throw std::bad_alloc();
        ZSTD_CCtx_setParameter(made.get(), ZSTD_c_compressionLevel, kLevel);
        // Sizes and checksums lie in our own tables.
        ZSTD_CCtx_setParameter(made.get(), ZSTD_c_contentSizeFlag, 0);
        ZSTD_CCtx_setParameter(made.get(), ZSTD_c_checksumFlag, 0);
        return made;
    }();
    return context.get();
}

ZSTD_DCtx* decompressor() {
    thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
    if (!context) throw std::bad_alloc();
    return context.get();
}

[[noreturn]] void fail(std::string_view what, const char* why) {
    throw IndexError(std::string(what) + " is damaged: " + why);
}

// Twice as fast for pieces of some KB, which is what most are.
std::string unpack_at_once(ZSTD_DCtx& context,
                           std::string_view packed,
                           std::size_t raw_bytes,
                           std::string_view what) {
    // One frame alone: more of them would be taken for its rest.
    const std::size_t frame = ZSTD_findFrameCompressedSize(packed.data(), packed.size());
    if (ZSTD_isError(frame) != 0) fail(what, ZSTD_getErrorName(frame));
    if (frame != packed.size()) fail(what, "it unpacks to another size");
    std::string raw(raw_bytes, '\0');
    const std::size_t done =
        ZSTD_decompressDCtx(&context, raw.data(), raw.size(), packed.data(), packed.size());
    if (ZSTD_isError(done) != 0) fail(what, ZSTD_getErrorName(done));
    if (done != raw_bytes) fail(what, "it unpacks to another size");
    return raw;
}

}  // namespace

std::string pack(std::string_view bytes) {
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress2(compressor(), packed.data(), packed.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0) {
        throw IndexError(std::string("cannot compress: ") + ZSTD_getErrorName(size));
    }
    if (size >= bytes.size()) return std::string(bytes);
    packed.resize(size);
    return packed;
}

std::string unpack(std::string_view packed, std::size_t raw_bytes, std::string_view what) {
    if (packed.size() == raw_bytes) return std::string(packed);
    if (packed.size() > raw_bytes) fail(what, "it is larger packed than unpacked");
    ZSTD_DCtx* context = decompressor();
    ZSTD_DCtx_reset(context, ZSTD_reset_session_only);
    if (raw_bytes <= kFirstOutputBytes) return unpack_at_once(*context, packed, raw_bytes, what);
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    std::string raw;
    std::size_t done = 0;
    for (;;) {
        // One byte more than there should be, so that too much is noticed.
        raw.resize(std::min(raw_bytes + 1, std::max(kFirstOutputBytes, 2 * done)));
        ZSTD_outBuffer out{raw.data(), raw.size(), done};
        const std::size_t left = ZSTD_decompressStream(context, &out, &in);
        if (ZSTD_isError(left) != 0) fail(what, ZSTD_getErrorName(left));
        const bool stuck = out.pos == done && in.pos == in.size;
        done = out.pos;
        if (done > raw_bytes) fail(what, "it unpacks to more than it should");
        if (left == 0) break;
        if (stuck) fail(what, "it ends early");
    }
    if (done != raw_bytes || in.pos != in.size) fail(what, "it unpacks to another size");
    raw.resize(done);
    return raw;
}

}  // namespace gazette
