#include "tools/bench/micro_benchmarks/texts.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>

namespace gazette::bench {
namespace {

std::vector<std::string> read_texts(std::string_view name) {
    const char* const folder = std::getenv("GAZETTE_BENCH_TEXTS");
    if (folder == nullptr) throw std::runtime_error("run tools/bench/micro");
    const std::string path = std::string(folder) + "/" + std::string(name);
    std::ifstream file(path);
    std::vector<std::string> texts;
    for (std::string line; std::getline(file, line);) {
        // Line breaks of a text are form feeds there.
        std::replace(line.begin(), line.end(), '\f', '\n');
        texts.push_back(std::move(line));
    }
    if (texts.empty()) throw std::runtime_error("no texts in " + path);
    return texts;
}

}  // namespace

const std::vector<std::string>& texts(std::string_view name) {
    static std::map<std::string, std::vector<std::string>, std::less<>> known;
    const auto found = known.find(name);
    if (found != known.end()) return found->second;
    return known.emplace(name, read_texts(name)).first->second;
}

LanguageId language_of_texts(std::string_view name) {
    if (name == "chinese") return language_of("zh").id;
    if (name == "thai") return language_of("th").id;
    if (name == "arabic") return language_of("ar").id;
    return language_of("en").id;
}

void counted(benchmark::internal::Benchmark* benchmark) {
    const char* const times = std::getenv("GAZETTE_BENCH_ITERATIONS");
    if (times != nullptr) benchmark->Iterations(std::atoi(times));
}

std::size_t bytes_of(const std::vector<std::string>& texts) {
    std::size_t bytes = 0;
    for (const std::string& text : texts) bytes += text.size();
    return bytes;
}

}  // namespace gazette::bench
