#include "tools/bench/search_queries.h"

namespace gazette::bench {
namespace {

std::string joined(std::string_view words, std::string_view between) {
    std::string text;
    for (const char c : words) {
        if (c == ' ') {
            text += between;
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace

std::optional<std::string> query_text(std::string_view kind, std::string_view words) {
    if (kind.starts_with("term_")) return std::string(words);
    if (kind.starts_with("and_")) return joined(words, " AND ");
    if (kind.starts_with("or_")) return joined(words, " OR ");
    if (kind.starts_with("phrase_")) return '"' + std::string(words) + '"';
    if (kind.starts_with("within_10")) return joined(words, " w/10 ");
    if (kind.starts_with("ordered_10")) return joined(words, " pre/10 ");
    if (kind.starts_with("sentence_")) return joined(words, " /s ");
    if (kind.starts_with("paragraph_")) return joined(words, " /p ");
    if (kind.starts_with("prefix_")) return std::string(words) + "*";
    return std::nullopt;
}

}  // namespace gazette::bench
