// Keeps the memory of a long run flat.
#pragma once

namespace gazette {

// Blocks of this many bytes or more are given back to the system when they are freed.
inline constexpr int kReturnedBlockBytes = 128 << 10;

// glibc raises that bound by itself, up to 32 MB, each time a larger block is freed; what an
// indexer frees after each part then stays in its arenas in pieces, more of them the longer it
// runs. Call it before the first thread. Does nothing where the library has no such setting.
void return_freed_memory();

}  // namespace gazette
