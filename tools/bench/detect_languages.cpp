// Lines of text -> the language that each is in: tools/bench/languages.py reads it.
#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/language_detector.h"

#include <iostream>
#include <string>

int main() {
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << gazette::detect_language(gazette::repair_utf8(line)).tag << "\n";
    }
}
