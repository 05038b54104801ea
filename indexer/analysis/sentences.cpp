// The rules of UAX #29 find the boundaries; what this file adds is that a full stop after an
// abbreviation or a number of a provision ("Art. 5", "Smith v. Jones", "No. 12", "J. Doe") ends no
// sentence.
#include "indexer/analysis/sentences.h"

#include "indexer/analysis/sentence_scanner.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>

namespace gazette {
namespace {

// In lower case, without the stop. Words that are also common words at the end of a sentence
// ("no", "sec") stand in kBeforeNumbers.
constexpr std::string_view kAbbreviations[] = {
    // law, English
    "v",
    "vs",
    "cap",
    "caps",
    "ch",
    "cl",
    "cls",
    "para",
    "paras",
    "pt",
    "reg",
    "regs",
    "sch",
    "sched",
    "stat",
    "subsec",
    "subs",
    "supp",
    "cf",
    "viz",
    "ibid",
    "id",
    "seq",
    "seqq",
    "inc",
    "ltd",
    "corp",
    "plc",
    "llc",
    "dept",
    "gov",
    "hon",
    "cir",
    "dist",
    "fed",
    "app",
    "const",
    "u.s",
    "u.k",
    "u.n",
    "e.g",
    "i.e",
    "et al",
    "approx",
    "est",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "rev",
    "gen",
    "col",
    "lt",
    "sgt",
    "sen",
    "rep",
    "st",
    "jr",
    "sr",
    "messrs",
    // German
    "abs",
    "bzw",
    "ggf",
    "i.v.m",
    "vgl",
    "ziff",
    "nr",
    "nrn",
    "buchst",
    "usw",
    "u.a",
    "z.b",
    "d.h",
    "s.o",
    "bgbl",
    "gem",
    "evtl",
    "sog",
    "lit",
    "rdnr",
    "rn",
    "hs",
    "ff",
    "bd",
    "aufl",
    "hrsg",
    // French, Spanish, Italian, Portuguese
    "arts",
    "al",
    "art",
    "ss",
    "núm",
    "inc",
    "pág",
    "págs",
    "sr",
    "sra",
    "dña",
    "ud",
    "mme",
    "mlle",
    "cf",
    "comma",
    "lett",
    "par",
    "ex",
    "obs",
    // Slavic
    "ст",
    "п",
    "пп",
    "ч",
    "гл",
    "ул",
    "им",
    "др",
    "т.е",
    "т.д",
    "т.п",
    "ред",
    "ust",
    "poz",
    "č",
    "odst",
    "písm",
    "sb",
};
// Only where a digit follows: else they may be words that end a sentence.
constexpr std::string_view kBeforeNumbers[] = {
    "no",
    "nos",
    "n",
    "p",
    "pp",
    "s",
    "sec",
    "secs",
    "ss",
    "r",
    "rr",
    "vol",
    "fig",
    "tit",
    "r.s",
    "г",
    "гг",
    "§",
};

UBool is_letter_or_stop(UChar32 c) {
    return static_cast<UBool>(u_isalpha(c) || c == U'.' || c == U'§');
}

// The word before a full stop, in lower case: "Art" of "see Art. 5", "e.g" of "e.g. this".
std::string word_before_stop(std::string_view text, std::size_t stop) {
    static constexpr std::size_t kLongest = 24;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto at = static_cast<std::int32_t>(std::min(stop, kLongest));
    const std::size_t base = stop - static_cast<std::size_t>(at);
    std::string word;
    std::u32string reversed;
    while (at > 0) {
        UChar32 c = 0;
        U8_PREV(bytes + base, 0, at, c);
        if (c < 0 || !is_letter_or_stop(c)) break;
        reversed += static_cast<char32_t>(u_tolower(c));
    }
    for (auto i = reversed.rbegin(); i != reversed.rend(); ++i) {
        std::uint8_t unit[U8_MAX_LENGTH] = {};
        std::int32_t length = 0;
        U8_APPEND_UNSAFE(unit, length, static_cast<UChar32>(*i));
        word.append(reinterpret_cast<const char*>(unit), static_cast<std::size_t>(length));
    }
    return word;
}

template <typename Table>
bool has(const Table& table, std::string_view word) {
    return std::find(std::begin(table), std::end(table), word) != std::end(table);
}

// A single letter, as of a first name or an enumeration.
bool is_initial(std::string_view word) {
    if (word.empty() || word.size() > U8_MAX_LENGTH) return false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(word.data());
    std::int32_t at = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, at, static_cast<std::int32_t>(word.size()), c);
    return c >= 0 && u_isalpha(c) && static_cast<std::size_t>(at) == word.size() &&
           u_charType(u_toupper(c)) == U_UPPERCASE_LETTER;
}

// The rules end a sentence at every line break; in hard-wrapped text a line ends a sentence only
// where its last character does.
bool ends_in_terminator(std::string_view text) {
    static constexpr std::string_view kTerminators[] = {
        ".",  "!", "?", ":", ";", "…", "。", "！", "？", "；", "：",
        "．", "۔", "؟", "।", "॥", "။", "។",  "՞",  "։",  "፡",  "።",
    };
    static constexpr std::string_view kClosing[] = {
        "\"",
        "'",
        ")",
        "]",
        "»",
        "”",
        "’",
        "」",
        "』",
        "）",
        "】",
        "》",
    };
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view closing : kClosing) {
            if (!text.ends_with(closing)) continue;
            text.remove_suffix(closing.size());
            again = true;
        }
    }
    return std::any_of(std::begin(kTerminators), std::end(kTerminators), [&](std::string_view t) {
        return text.ends_with(t);
    });
}

// Whether a sentence starts at `at`, where the rules say that the one from `begin` ends.
bool is_sentence_start(std::string_view text, std::size_t begin, std::size_t at) {
    if (text[at] == '\n' || text[at] == '\r') return false;
    std::size_t stop = at;
    std::size_t line_breaks = 0;
    while (stop > 0 && (text[stop - 1] == ' ' || text[stop - 1] == '\t' || text[stop - 1] == '\r' ||
                        text[stop - 1] == '\n')) {
        --stop;
        if (text[stop] == '\n') ++line_breaks;
    }
    if (line_breaks > 1) return true;
    if (line_breaks == 1 && !ends_in_terminator(text.substr(0, stop))) return false;
    if (stop <= begin || text[stop - 1] != '.') return true;
    const std::string word = word_before_stop(text, stop - 1);
    if (has(kAbbreviations, word) || is_initial(word)) return false;
    const bool digit_follows = text[at] >= '0' && text[at] <= '9';
    return !(digit_follows && has(kBeforeNumbers, word));
}

enum class BreakKind { sentence, grapheme };

// Iterators are dear to make and hold state: one a thread, kind and language.
icu::BreakIterator* iterator_of(BreakKind kind, std::string_view language) {
    thread_local std::map<std::pair<BreakKind, std::string>, std::unique_ptr<icu::BreakIterator>>
        cache;
    const auto key = std::make_pair(kind, std::string(language));
    const auto found = cache.find(key);
    if (found != cache.end()) return found->second.get();
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale locale(key.second.c_str());
    std::unique_ptr<icu::BreakIterator> made(
        kind == BreakKind::sentence ? icu::BreakIterator::createSentenceInstance(locale, status)
                                    : icu::BreakIterator::createCharacterInstance(locale, status));
    if (U_FAILURE(status)) made.reset();
    return cache.emplace(key, std::move(made)).first->second.get();
}

// An iterator over `text`, for as long as this lives.
class Breaks {
  public:
    Breaks(BreakKind kind, std::string_view language, std::string_view text)
        : iterator_(iterator_of(kind, language)) {
        UErrorCode status = U_ZERO_ERROR;
        utext_openUTF8(&utext_, text.data(), static_cast<std::int64_t>(text.size()), &status);
        if (iterator_ != nullptr) iterator_->setText(&utext_, status);
        if (U_FAILURE(status)) iterator_ = nullptr;
    }
    ~Breaks() { utext_close(&utext_); }
    Breaks(const Breaks&) = delete;
    Breaks& operator=(const Breaks&) = delete;

    icu::BreakIterator* operator->() const { return iterator_; }
    explicit operator bool() const { return iterator_ != nullptr; }

  private:
    UText utext_ = UTEXT_INITIALIZER;
    icu::BreakIterator* iterator_;
};

// Far more than any grapheme cluster that a reader would call one character.
constexpr std::size_t kGraphemeWindow = 512;

std::size_t floor_of_code_point(std::string_view text, std::size_t offset) {
    while (offset > 0 && offset < text.size() &&
           (static_cast<unsigned char>(text[offset]) & 0xC0u) == 0x80u) {
        --offset;
    }
    return offset;
}

// The piece of `text` around `offset` in which clusters are looked for.
std::string_view window_around(std::string_view text, std::size_t offset, std::size_t& base) {
    base = floor_of_code_point(text, offset > kGraphemeWindow ? offset - kGraphemeWindow : 0);
    const std::size_t end =
        floor_of_code_point(text, std::min(text.size(), offset + kGraphemeWindow));
    return text.substr(base, end - base);
}

}  // namespace

namespace {

// Greek alone has rules of its own: its question mark looks like a semicolon.
constexpr std::string_view kTailored = "el";

// The rules do not end a sentence at the full-width semicolon, which parts the sentences of a
// Chinese provision.
void add_behind_semicolons(std::string_view text,
                           std::size_t begin,
                           std::size_t end,
                           std::vector<std::size_t>& starts) {
    static constexpr std::string_view kSemicolon = "；";
    text = text.substr(0, end);
    for (std::size_t at = text.find(kSemicolon, begin); at < end;
         at = text.find(kSemicolon, at + kSemicolon.size())) {
        std::size_t next = at + kSemicolon.size();
        for (bool again = true; again && next < end;) {
            again = text[next] == ' ' || text[next] == '\n' || text[next] == '\r';
            if (again) ++next;
            for (const std::string_view closing : {"”", "」", "』", "）", "\u3000"}) {
                if (text.substr(next, closing.size()) != closing) continue;
                next += closing.size();
                again = true;
            }
        }
        if (next < end && starts.back() < next) starts.push_back(next);
    }
}

}  // namespace

std::vector<std::size_t> sentence_starts(std::string_view text, LanguageId language) {
    std::vector<std::size_t> starts;
    if (text.empty()) return starts;
    starts.push_back(0);
    std::size_t from = 0;  // where the last sentence began, by the rules alone
    const auto add = [&](std::size_t at) {
        add_behind_semicolons(text, from, at, starts);
        if (at < text.size() && is_sentence_start(text, from, at)) starts.push_back(at);
        from = at;
    };
    if (language_of(language).tag != kTailored) {
        while (from < text.size()) add(sentence_end(text, from));
        return starts;
    }
    const Breaks breaks(BreakKind::sentence, kTailored, text);
    if (!breaks) return starts;
    breaks->first();
    for (std::int32_t next = breaks->next(); next != icu::BreakIterator::DONE;
         next = breaks->next()) {
        add(static_cast<std::size_t>(next));
    }
    return starts;
}

std::size_t grapheme_floor(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return text.size();
    std::size_t base = 0;
    const std::string_view piece = window_around(text, offset, base);
    const Breaks breaks(BreakKind::grapheme, "", piece);
    if (!breaks) return floor_of_code_point(text, offset);
    const auto local = static_cast<std::int32_t>(offset - base);
    if (breaks->isBoundary(local)) return offset;
    const std::int32_t before = breaks->preceding(local);
    return before == icu::BreakIterator::DONE ? base : base + static_cast<std::size_t>(before);
}

std::size_t grapheme_ceil(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return text.size();
    std::size_t base = 0;
    const std::string_view piece = window_around(text, offset, base);
    const Breaks breaks(BreakKind::grapheme, "", piece);
    if (!breaks) return floor_of_code_point(text, offset);
    const auto local = static_cast<std::int32_t>(offset - base);
    if (breaks->isBoundary(local)) return offset;
    const std::int32_t after = breaks->following(local);
    return after == icu::BreakIterator::DONE ? base + piece.size()
                                             : base + static_cast<std::size_t>(after);
}

}  // namespace gazette
