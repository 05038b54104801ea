#include "indexer/extract/rtf_words.h"

#include <unordered_map>

namespace gazette {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

RtfControlWord read_rtf_control_word(std::string_view rtf, std::size_t& at) {
    const std::size_t begin = at;
    static constexpr std::size_t kLongestWord = 32;
    while (at < rtf.size() && at - begin < kLongestWord && is_letter(rtf[at])) ++at;
    RtfControlWord control{rtf.substr(begin, at - begin)};
    const bool negative = at < rtf.size() && rtf[at] == '-';
    if (negative) ++at;
    static constexpr int kLargest = 100'000'000;
    while (at < rtf.size() && rtf[at] >= '0' && rtf[at] <= '9') {
        control.has_number = true;
        if (control.number < kLargest) control.number = control.number * 10 + (rtf[at] - '0');
        ++at;
    }
    if (negative) control.number = -control.number;
    if (at < rtf.size() && rtf[at] == ' ') ++at;
    return control;
}

std::optional<RtfDestination> rtf_destination_of(std::string_view word) {
    using Destination = RtfDestination;
    static const std::unordered_map<std::string_view, Destination> destinations = {
        {"fonttbl", Destination::font_table}, {"footnote", Destination::note},
        {"annotation", Destination::skipped}, {"title", Destination::title},
        {"author", Destination::author},      {"subject", Destination::subject},
        {"creatim", Destination::created},    {"revtim", Destination::modified},
        {"colortbl", Destination::skipped},   {"stylesheet", Destination::skipped},
        {"pict", Destination::skipped},       {"object", Destination::skipped},
        {"info", Destination::skipped},       {"header", Destination::skipped},
        {"headerl", Destination::skipped},    {"headerr", Destination::skipped},
        {"headerf", Destination::skipped},    {"footer", Destination::skipped},
        {"footerl", Destination::skipped},    {"footerr", Destination::skipped},
        {"footerf", Destination::skipped},    {"fldinst", Destination::skipped},
        {"xe", Destination::skipped},         {"tc", Destination::skipped},
        {"nonshppict", Destination::skipped}, {"listtext", Destination::body},
        {"pntext", Destination::body},        {"operator", Destination::skipped},
        {"company", Destination::skipped},    {"keywords", Destination::skipped},
        {"comment", Destination::skipped},    {"doccomm", Destination::skipped},
        {"manager", Destination::skipped},    {"category", Destination::skipped},
        {"hlinkbase", Destination::skipped},  {"sp", Destination::skipped},
        {"printim", Destination::skipped},    {"buptim", Destination::skipped},
        {"filetbl", Destination::skipped},    {"revtbl", Destination::skipped},
        {"listtable", Destination::skipped}};
    const auto found = destinations.find(word);
    if (found == destinations.end()) return std::nullopt;
    return found->second;
}

std::string_view rtf_sign_of(std::string_view word) {
    static const std::unordered_map<std::string_view, std::string_view> signs = {
        {"emdash", "—"},
        {"endash", "–"},
        {"bullet", "•"},
        {"lquote", "‘"},
        {"rquote", "’"},
        {"ldblquote", "“"},
        {"rdblquote", "”"},
        {"emspace", " "},
        {"enspace", " "},
        {"qmspace", " "},
    };
    const auto sign = signs.find(word);
    return sign == signs.end() ? std::string_view() : sign->second;
}

}  // namespace gazette
