#!/usr/bin/env bash
# The repository speaks of the product alone, and holds nothing half done.
set -euo pipefail
cd "$1"
failed=0
files=(README.md ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md CMakeLists.txt indexer searcher tools
       web schemas corpora tests docs .ci)

if grep -rnIE '\b(TODO|FIXME|XXX|HACK)\b' "${files[@]}" --include=*.{h,cpp,js,mjs,css,html,sh,md,txt} \
    --exclude-dir=node_modules --exclude-dir=samples --exclude-dir=corpus --exclude=check_repository.sh; then
    echo "  -> finish it, or open an issue"
    failed=1
fi
if grep -rnIE '(^|[^A-Za-z0-9_."])/(work|root)/' "${files[@]}" --exclude-dir=node_modules \
    --exclude-dir=corpus --exclude=check_repository.sh; then
    echo "  -> paths of one machine"
    failed=1
fi
long=$(find indexer searcher tools \( -name '*.h' -o -name '*.cpp' \) -exec wc -l {} + |
    awk '$2 != "total" && $1 > 600 { print $2 ": " $1 " lines" }')
if [ -n "$long" ]; then
    echo "$long"
    echo "  -> one concept a file"
    failed=1
fi
exit $failed
