#include "tools/gazette/memory_return.h"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace gazette {

void return_freed_memory() {
#ifdef __GLIBC__
    // Setting either ends the adjusting of both (mallopt(3)).
    mallopt(M_MMAP_THRESHOLD, kReturnedBlockBytes);
    mallopt(M_TRIM_THRESHOLD, 2 * kReturnedBlockBytes);
#endif
}

}  // namespace gazette
