#!/usr/bin/env bash
# clang-format's output is the format: nobody argues about it in a review.
set -euo pipefail
cd "$1"
format=$(command -v clang-format-14 || command -v clang-format)
find indexer searcher tools tests \( -name '*.h' -o -name '*.cpp' \) -print0 |
    xargs -0 -P 2 -n 20 "$format" --dry-run -Werror
