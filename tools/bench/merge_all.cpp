// merge_all INDEX: all parts of an index into one, as merging does it, and what that took. Prints a
// line: parts, documents, bytes of text, wall seconds, CPU seconds, bytes of the parts, bytes of
// the one made. The index stays as it is: the part that was made is removed.
#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/fingerprint.h"
#include "indexer/folder_size.h"
#include "indexer/format/manifest.h"
#include "indexer/merger.h"
#include "indexer/write_lock.h"

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <exception>
#include <filesystem>
#include <iostream>

int main(int argc, char** argv) {
    using namespace gazette;
    if (argc != 2) {
        std::cerr << "usage: merge_all INDEX\n";
        return 2;
    }
    try {
        const std::filesystem::path index = argv[1];
        const WriteLock lock(index);
        const auto manifest = read_manifest(index, analyzer_fingerprint());
        if (!manifest || manifest->parts.empty()) {
            std::cerr << "merge_all: nothing to merge in " << index << "\n";
            return 1;
        }
        std::uint64_t text_bytes = 0;
        std::uint64_t before = 0;
        for (const PartEntry& part : manifest->parts) {
            text_bytes += part.text_bytes;
            before += folder_bytes(part_path(index, part.name));
        }
        Analyzer analyzer;
        MergeControl control;
        control.analyzer = &analyzer;
        const auto begin = std::chrono::steady_clock::now();
        const std::clock_t begin_cpu = std::clock();
        const auto merged = merge_parts(index, manifest->parts, "merge_all", control);
        const double wall =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        const double cpu = static_cast<double>(std::clock() - begin_cpu) / CLOCKS_PER_SEC;
        const auto made = part_path(index, "merge_all");
        std::printf("%zu\t%u\t%llu\t%.2f\t%.2f\t%llu\t%llu\n",
                    manifest->parts.size(),
                    merged->documents,
                    static_cast<unsigned long long>(text_bytes),
                    wall,
                    cpu,
                    static_cast<unsigned long long>(before),
                    static_cast<unsigned long long>(folder_bytes(made)));
        std::filesystem::remove_all(made);
    } catch (const std::exception& error) {
        std::cerr << "merge_all: " << error.what() << "\n";
        return 1;
    }
    return 0;
}
