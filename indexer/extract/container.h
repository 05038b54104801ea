// An input that holds other inputs -> these, one after the other: a zip file its files, a mailbox
// its messages, a web archive its responses, an SGML file its stories. One file a kind; the list
// is in registry. Members may be containers again; the walker opens them, to a limit.
#pragma once

#include "indexer/extract/extractor.h"
#include "indexer/extract/skip_reason.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gazette {

// Bytes that come in order, in pieces as asked for. Throws nothing.
class ByteSource {
  public:
    virtual ~ByteSource() = default;
    // At most `size` bytes into `buffer`; 0 at the end, and where there is no reading on: error().
    virtual std::size_t read(char* buffer, std::size_t size) = 0;
    // Why there was no reading on: the system refused, compressed data are damaged, a limit. Empty
    // where there is no error.
    virtual std::string error() const = 0;
    virtual RejectionCode error_code() const { return RejectionCode::unreadable; }
    // Of the whole, where it is known beforehand and seek() works: a file, a member in memory.
    virtual std::optional<std::uint64_t> size() const { return std::nullopt; }
    // The next read() begins `offset` bytes from the beginning. False where that cannot be done.
    virtual bool seek(std::uint64_t /*offset*/) { return false; }
};

struct Member {
    // Its address below the container, as a person would write it: "inner/path.html" of a zip
    // file, "17" of a line. Unique in the container: the container sees to that, so that no input
    // hides another.
    std::string name;
    std::string media_type;  // empty: to be sniffed from name and bytes
    std::string bytes;
    InputFacts facts;
    // Set where the member cannot be handed over (encrypted, over a limit, damaged): `bytes` is
    // empty or incomplete, and the ledger gets this instead.
    std::string why_not;
    RejectionCode why_not_code = RejectionCode::damaged;
    // With `why_not`: it is left out on purpose, which is no rejection.
    std::optional<SkipReason> skipped = {};
};

// What is known when a container ends before its end: damaged, cut, over a limit. Members handed
// over before it count. Empty: all of it was read.
struct ContainerEnd {
    std::string problem;
    RejectionCode code = RejectionCode::damaged;
};

// Which members are not looked into, counted from 0, as they came with those before them left out.
using LeftOut = std::span<const std::uint64_t>;
inline bool is_left_out(LeftOut left_out, std::uint64_t member) {
    return std::find(left_out.begin(), left_out.end(), member) != left_out.end();
}

// Stateless; safe to share between threads. Memory is bounded by the largest member (a limit of
// extract/limits.h). Never throws for bad input.
class ContainerReader {
  public:
    virtual ~ContainerReader() = default;
    virtual std::string_view name() const = 0;  // "zip", "warc", ...
    virtual int version() const = 0;
    // Hands members to `take` in their order in the file, until that says false.
    ContainerEnd read(ByteSource& source, const std::function<bool(Member)>& take) const {
        return read_but(source, take, {});
    }
    // The same, but of the members that are left out the contents are not looked into: they have a
    // why_not, "left out".
    virtual ContainerEnd read_but(ByteSource& source,
                                  const std::function<bool(Member)>& take,
                                  LeftOut left_out) const = 0;
};

}  // namespace gazette
