#!/usr/bin/env bash
# The arrows of ARCHITECTURE.md: a folder includes only what it may know of. Nothing includes
# tests or tools, so that a library never depends on a program.
set -euo pipefail
cd "$1"
failed=0

# allow FOLDER PATTERN: quoted includes of the files directly in FOLDER must match PATTERN.
allow() {
    local folder=$1 pattern=$2 file line
    while IFS= read -r -d '' file; do
        while IFS= read -r line; do
            if ! [[ $line =~ ^($pattern)/ ]]; then
                echo "$file includes $line: $folder may include only $pattern"
                failed=1
            fi
        done < <(sed -nE 's/^ *#include "([^"]+)".*/\1/p' "$file")
    done < <(find "$folder" -maxdepth 1 \( -name '*.h' -o -name '*.cpp' \) -print0)
}

analysis='indexer/analysis'
format="$analysis|indexer/format"
allow indexer/analysis "$analysis"
allow indexer/format "$format"
allow indexer/extract "$format|indexer/extract"
allow indexer/enrich "$format|indexer/extract|indexer/enrich"
allow indexer/glass "$format|indexer/glass"
allow indexer "indexer"
allow searcher/query "$format|searcher/query"
allow searcher/match "$format|searcher/query|searcher/match"
allow searcher "$format|indexer/glass|searcher/query|searcher/match|searcher"
allow searcher/http "indexer/format|searcher"
allow tools/gazette "indexer|searcher|tools"

# "searcher" and "indexer" above stand for any folder below them: these may not be among them.
if grep -rnE '^ *#include "searcher/http/' searcher --include=*.h --include=*.cpp | grep -v '^searcher/http/'; then
    echo "the searcher does not know that there is HTTP"
    failed=1
fi
exit $failed
