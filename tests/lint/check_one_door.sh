#!/usr/bin/env bash
# Each library is used in one place, so that two places cannot use it differently.
set -euo pipefail
cd "$1"
failed=0

# only PATTERN ALLOWED REASON: lines that match PATTERN stand only in files that match ALLOWED.
only() {
    local found
    found=$(grep -rnE "$1" indexer searcher tools web --include=*.h --include=*.cpp --include=*.js \
        --include=*.html | grep -vE "^($2)" || true)
    if [ -n "$found" ]; then
        echo "$found"
        echo "  -> only in $2: $3"
        failed=1
    fi
}

only '#include <unicode/' 'indexer/analysis/|indexer/extract/(charset|calendars)|searcher/http/page/(ui_language|wording)' \
    'one analyzer makes index terms, query terms and highlights; beside it: dates, numbers and names for people'
only 'Xapian::Stem' 'indexer/analysis/|tools/bench/peers/' 'one analyzer makes index terms, query terms and highlights'
only 'Xapian::(TermGenerator|QueryParser)|\.snippet\(' 'tools/bench/peers/' \
    'they drop signs, guess at queries and do not escape'
only 'Xapian::(Writable)?Database' \
    'indexer/(plain_writer|writer_choice|part_check|database_join)|searcher/(index_snapshot|part_files|part_documents|candidates|posting_cursor)|tools/bench/peers/' \
    'one edge to Xapian: another engine is to stand behind it'
only '#include "indexer/glass/' 'indexer/|tools/bench/|searcher/(part_files|part_documents|posting_cursor)' \
    "the bytes of Xapian's tables are known at the edge to them alone"
only '#include <httplib' 'searcher/http/[a-z_]*\.cpp' 'it is slow to compile and has no bounds of its own'
only 'nlohmann/json\.hpp' '[a-z_/]*\.cpp' 'it is slow to compile: headers take json_fwd.hpp'
only 'innerHTML|outerHTML|insertAdjacentHTML|document\.write' 'none' \
    'texts of documents are never read as HTML'
exit $failed
