#include "indexer/extract/gzip_stream.h"

#include <algorithm>
#include <climits>
#include <new>
#include <vector>
#include <zlib.h>

namespace gazette {
namespace {

constexpr std::size_t kReadBytes = 64u << 10;
constexpr int kGzipAlone = 15 + 16;  // the largest window, and gzip's head and trailer
constexpr unsigned char kFirstByte = 0x1F;

}  // namespace

struct GzipStream::State {
    explicit State(ByteSource& source) : packed(source), input(kReadBytes) {
        if (inflateInit2(&stream, kGzipAlone) != Z_OK) throw std::bad_alloc();
    }
    ~State() { inflateEnd(&stream); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    // Sees to it that there is input; false at the end of `packed`.
    bool fill() {
        if (stream.avail_in > 0) return true;
        const std::size_t got = packed.read(input.data(), input.size());
        stream.next_in = reinterpret_cast<Bytef*>(input.data());
        stream.avail_in = static_cast<uInt>(got);
        bytes_read += got;
        return got > 0;
    }

    // Behind a stream: begins the next one, or comes to the end.
    void go_on() {
        if (!fill() || *stream.next_in != kFirstByte) {
            is_over = true;
        } else {
            inflateReset(&stream);
        }
    }

    ByteSource& packed;
    std::vector<char> input;
    z_stream stream{};
    std::uint64_t bytes_read = 0;
    bool is_over = false;
    std::string problem;
};

GzipStream::GzipStream(ByteSource& packed) : state_(std::make_unique<State>(packed)) {}

GzipStream::~GzipStream() = default;

std::size_t GzipStream::read(char* buffer, std::size_t size) {
    State& state = *state_;
    z_stream& stream = state.stream;
    while (size > 0 && !state.is_over && state.problem.empty()) {
        if (!state.fill()) {
            state.problem =
                state.packed.error().empty() ? "the gzip file is cut off" : state.packed.error();
            break;
        }
        stream.next_out = reinterpret_cast<Bytef*>(buffer);
        stream.avail_out = static_cast<uInt>(std::min<std::size_t>(size, UINT_MAX));
        const uInt room = stream.avail_out;
        const int result = inflate(&stream, Z_NO_FLUSH);
        const std::size_t got = room - stream.avail_out;
        if (result == Z_STREAM_END) {
            state.go_on();
        } else if (result != Z_OK && result != Z_BUF_ERROR) {
            state.problem = std::string("the gzip file is damaged: ") +
                            (stream.msg == nullptr ? zError(result) : stream.msg);
        }
        if (got > 0) return got;
    }
    return 0;
}

const std::string& GzipStream::problem() const {
    return state_->problem;
}

std::uint64_t GzipStream::bytes_read() const {
    return state_->bytes_read;
}

}  // namespace gazette
