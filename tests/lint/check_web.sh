#!/usr/bin/env bash
# The page: text goes in as text, nothing is loaded from elsewhere, nothing inline, and it is small.
set -euo pipefail
cd "$1"
failed=0
readonly max_bytes=102400

if grep -nE 'innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTML|DOMParser|document\.write|\beval\(|new Function' \
    web/*.js; then
    echo "  -> text from documents must never be read as markup: use make() of dom.js"
    failed=1
fi
if grep -nE '<script[^>]*>[^<]|<style|[[:space:]](style|on[a-z]+)="' web/*.html; then
    echo "  -> the server's Content-Security-Policy forbids what is inline"
    failed=1
fi
if grep -nE '(src|href|action)="(https?:)?//|@import|url\((.?https?:)?//|fetch\(.https?:|import.*https?:' web/*.html web/*.css web/*.js; then
    echo "  -> the page loads nothing from elsewhere"
    failed=1
fi
# As the server sends it, each file by itself.
bytes=$(find web -type f -exec sh -c 'gzip -9 < "$1"' - {} \; | wc -c)
if [ "$bytes" -gt "$max_bytes" ]; then
    echo "web/ has $bytes bytes, compressed, more than $max_bytes"
    failed=1
fi
if grep -n '"resolved"' tests/browser/package-lock.json; then
    echo "  -> leave it out: npm then asks the registry that it is set to"
    failed=1
fi
exit $failed
