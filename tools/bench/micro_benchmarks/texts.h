// Texts that the micro-benchmarks work on: documents of one language of a corpus that
// tools/bench/micro makes of the test collections.
#pragma once

#include "indexer/analysis/language.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

namespace gazette::bench {

// `name` is "latin", "chinese", "thai" or "arabic". Its texts are read once from the file of that
// name in the folder of the environment's GAZETTE_BENCH_TEXTS, a text a line. Throws
// std::runtime_error where there is none.
const std::vector<std::string>& texts(std::string_view name);

LanguageId language_of_texts(std::string_view name);

// For counting instructions: has the benchmark run as often as the environment's
// GAZETTE_BENCH_ITERATIONS says, whatever time that takes. Without it, Google Benchmark decides.
void counted(benchmark::internal::Benchmark* benchmark);

// Of all texts together.
std::size_t bytes_of(const std::vector<std::string>& texts);

}  // namespace gazette::bench
