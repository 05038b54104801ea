// Every bound of the server, with its reason. Over a bound the answer is a problem document.
#pragma once

#include <chrono>
#include <cstddef>

namespace gazette::http_limits {

// A query of query_limits::kMaxQueryBytes, each byte percent-encoded, and its filters.
inline constexpr std::size_t kMaxRequestTargetBytes = 32768;
// Request line and header fields together.
inline constexpr std::size_t kMaxHeadBytes = kMaxRequestTargetBytes + 16384;
inline constexpr std::size_t kMaxHeaderFields = 100;
// Before a request line, where they are skipped (RFC 9112, section 2.2).
inline constexpr std::size_t kMaxEmptyLines = 16;
// One field's line as cpp-httplib reads it (a % takes three bytes): its own bound, compiled in.
inline constexpr std::size_t kMaxFieldBytes = 8192;
inline constexpr std::size_t kMaxParameters = 256;
inline constexpr std::size_t kMaxFilterValues = 64;  // of one filter
inline constexpr std::size_t kMaxFilterValueBytes = 512;
// Of the one request that has a body. A connection may hold one: kMaxConnections of them together.
inline constexpr std::size_t kMaxBodyBytes = 256U << 10U;
// Of documents that are sent in, where that is switched on; and of such bodies together, while they
// are received and read.
inline constexpr std::size_t kMaxIngestBytes = 16U << 20U;
inline constexpr std::size_t kMaxReceivedBytes = 64U << 20U;
inline constexpr std::size_t kMaxIngestDocuments = 1000;  // in a request
inline constexpr std::size_t kMaxIngestDepth = 64;        // of a document's JSON
inline constexpr std::size_t kMaxBatchQueries = 100;
inline constexpr std::size_t kMaxBatchIdBytes = 512;
// Exports under way at once, each with 16 bytes for each of its hits and a state of the index.
inline constexpr int kMaxExports = 4;
inline constexpr std::uint32_t kFeedEntries = 50;
inline constexpr std::size_t kHitsInPiece = 32;   // of an export: what one turn of a worker makes
inline constexpr std::size_t kMaxBatchDepth = 8;  // of its JSON
// After this time no further query of a batch is begun; those left are answered with 503.
inline constexpr std::chrono::seconds kMaxBatchTime{30};
inline constexpr std::size_t kMaxWebFileBytes = 16U << 20U;  // of the folder given with --web
inline constexpr std::size_t kMaxTokenFileBytes = 4096;
inline constexpr std::size_t kMinTokenCharacters = 32;

// Of an answer that is compressed for its client: below, it is a few packets; above, it takes too
// long.
inline constexpr std::size_t kLeastCompressedBytes = 4096;
inline constexpr std::size_t kMostCompressedBytes = 4U << 20U;

inline constexpr int kListenBacklog = 1024;
// Open at once. One more takes the place of the one that has kept us waiting longest.
inline constexpr std::size_t kMaxConnections = 1024;
// Answers made but not yet taken by their clients, all together.
inline constexpr std::size_t kMaxUnsentBytes = 512U << 20U;
// Of what a client still sends after we refused its request; read so that it gets our answer.
inline constexpr std::size_t kMaxDrainedBytes = 1U << 20U;

// Which documents matched what was asked for last: 4 bytes each.
inline constexpr std::size_t kMatchCacheBytes = 64U << 20U;

// Running at once: twice as many as there are processors, within these. With many more, each would
// take as much longer; with no more, two long ones would let no other one run.
inline constexpr int kFewestConcurrentSearches = 4;
inline constexpr int kMostConcurrentSearches = 32;
inline constexpr int kQueuedSearches = 64;  // waiting; beyond: 503 with Retry-After
// A waiting search holds a thread: some are left for what never waits.
inline constexpr int kSpareWorkers = 8;
inline constexpr std::chrono::seconds kRetryAfter{2};

}  // namespace gazette::http_limits

namespace gazette {

// How long a client may take. The server sends and reads without blocking, so that a slow client
// costs a socket and a buffer, and no thread.
struct HttpTimeouts {
    std::chrono::milliseconds head{10'000};       // from the first byte of a request to its last
    std::chrono::milliseconds idle{60'000};       // between requests
    std::chrono::milliseconds stall{15'000};      // not one byte of the answer taken
    std::chrono::milliseconds response{300'000};  // for the whole answer
    // Of an answer that is made piece by piece (an export): for each piece, and for all of them.
    std::chrono::milliseconds piece{60'000};
    std::chrono::milliseconds stream{7'200'000};
    std::chrono::milliseconds linger{1'000};  // to take a refusal before we hang up
    std::chrono::milliseconds queue{10'000};  // a search may wait for its turn
    std::chrono::milliseconds stop{5'000};    // answers under way when the server stops
};

}  // namespace gazette
