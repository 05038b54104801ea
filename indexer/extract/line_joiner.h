// How two lines of print become running text: whether a hyphen at the end of the first one is part
// of the word, and whether there is a space between them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace gazette {

class LineJoiner {
  public:
    // The words of a line count as evidence of how the document writes them.
    void learn(std::string_view line);

    // Appends `line` to `text`, which ends in the line before it: "Verord-" + "nung" is one word,
    // "EU-" + "Richtlinie" and "long-" + "term" (where the document has "long-term" elsewhere) keep
    // the hyphen, "Ein-" + "und Ausfuhr" keeps the space too; there is none between Han, kana,
    // Thai, Lao, Khmer or Burmese.
    void join(std::string& text, std::string_view line) const;

  private:
    bool knows(std::string_view word) const;

    std::unordered_set<std::uint64_t> words_;  // hashes, ASCII letters in lower case
};

}  // namespace gazette
