#include "searcher/snippet.h"

#include "searcher/match/locate.h"
#include "searcher/match/text_scan.h"
#include "searcher/request.h"
#include "searcher/snippet_cut.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace gazette {
namespace {

using request_limits::kMaxSnippets;
using request_limits::kSnippetCharacters;

constexpr std::uint32_t kMaxBytesPerCharacter = 4;
// Text on either side of the core that a window can need, and a little more, so that sentences and
// words at its edges are whole.
constexpr std::uint32_t kContextBytes = (kSnippetCharacters + 32) * kMaxBytesPerCharacter;
// So much is read to see how many characters a position takes.
constexpr std::uint32_t kSampleBytes = 4096;

// Bytes of the text.
struct Bytes {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// Indices of spans.
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Spans of a run, one for one.
struct LocatedRun {
    Run run;
    std::vector<LocatedSpan> spans;
};

struct Window {
    Bytes bytes;
    std::vector<LocatedSpan> marks;  // in order, not overlapping, inside
    Run spans;                       // those that it touches
};

// Spans that overlap become one; in order.
std::vector<LocatedSpan> merge_overlapping(std::vector<LocatedSpan> spans) {
    std::sort(spans.begin(), spans.end());
    std::vector<LocatedSpan> merged;
    for (const LocatedSpan& span : spans) {
        if (!merged.empty() && span.begin < merged.back().end) {
            merged.back().end = std::max(merged.back().end, span.end);
        } else {
            merged.push_back(span);
        }
    }
    return merged;
}

// `text` are the bytes from `begin` on; `marks` lie in it.
std::vector<Fragment> fragments_of(std::string_view text,
                                   std::uint32_t begin,
                                   std::span<const LocatedSpan> marks) {
    std::vector<Fragment> fragments;
    std::size_t at = 0;
    const auto add = [&](std::size_t end, bool match) {
        if (end > at) fragments.push_back({std::string(text.substr(at, end - at)), match});
        at = end;
    };
    for (const LocatedSpan& mark : marks) {
        add(mark.begin - begin, false);
        add(mark.end - begin, true);
    }
    add(text.size(), false);
    return fragments;
}

// Counts, for a run of spans that moves along, the clauses in it that are worth showing.
class ClauseCounter {
  public:
    explicit ClauseCounter(std::size_t clauses) : counts_(clauses, 0), shown_(clauses, false) {}

    void add(std::uint32_t clause) {
        if (counts_[clause]++ > 0) return;
        ++distinct_;
        if (!shown_[clause]) ++unseen_;
    }
    void remove(std::uint32_t clause) {
        if (--counts_[clause] > 0) return;
        --distinct_;
        if (!shown_[clause]) --unseen_;
    }
    void show(std::uint32_t clause) { shown_[clause] = true; }

    std::size_t distinct() const { return distinct_; }
    std::size_t unseen() const { return unseen_; }

  private:
    std::vector<std::uint32_t> counts_;
    std::vector<bool> shown_;
    std::size_t distinct_ = 0;
    std::size_t unseen_ = 0;
};

struct Candidate {
    Run run;
    std::size_t unseen = 0;
    std::size_t distinct = 0;

    bool better_than(const Candidate& other) const {
        if (unseen != other.unseen) return unseen > other.unseen;
        if (distinct != other.distinct) return distinct > other.distinct;
        return run.end - run.begin > other.run.end - other.run.begin;
    }
};

class SnippetMaker {
  public:
    SnippetMaker(const StoredDocument& document,
                 const CompiledQuery& query,
                 std::span<const Span> spans,
                 Analyzer& analyzer)
        : document_(document),
          query_(query),
          spans_(spans),
          analyzer_(analyzer),
          language_(language_of(document.header().lang).id),
          counter_(query.clauses.size()) {
        for (const Span& span : spans) widest_ = std::max(widest_, span.last - span.first);
    }

    std::vector<Snippet> make();

  private:
    std::uint32_t positions_in_a_window() const;
    std::optional<Candidate> best_in(const Run& run, std::uint32_t width);
    std::optional<Run> best_core(std::uint32_t width);

    Run spans_near(std::uint32_t first, std::uint32_t last) const;
    Run spans_near(const Bytes& bytes) const;
    LocatedRun locate_run(const Run& run) const;

    Bytes fitting_core(std::span<const LocatedSpan> spans) const;
    Bytes cut_around(const Bytes& core) const;
    void keep_marks_whole(Bytes& bytes,
                          const Bytes& core,
                          const std::vector<LocatedSpan>& spans) const;
    Window window_of(const Run& run, std::uint32_t width) const;
    void take(Window window);

    Snippet snippet_of(const Window& window) const;

    const StoredDocument& document_;
    const CompiledQuery& query_;
    std::span<const Span> spans_;  // of the text
    Analyzer& analyzer_;
    LanguageId language_;
    ClauseCounter counter_;
    std::uint32_t widest_ = 0;     // positions that a span reaches over
    std::vector<Window> windows_;  // chosen; in order of the text
};

std::vector<Snippet> SnippetMaker::make() {
    std::vector<Snippet> snippets;
    if (spans_.empty()) {
        const std::uint32_t first_token = document_.checkpoint_before(0).byte;
        const Window window{cut_around({first_token, first_token}), {}, {}};
        if (window.bytes.begin < window.bytes.end) snippets.push_back(snippet_of(window));
        return snippets;
    }
    const std::uint32_t width = positions_in_a_window();
    while (windows_.size() < kMaxSnippets) {
        const std::optional<Run> core = best_core(width);
        if (!core) break;
        take(window_of(*core, width));
    }
    for (const Window& window : windows_) snippets.push_back(snippet_of(window));
    return snippets;
}

// An estimate, by the text around the first span.
std::uint32_t SnippetMaker::positions_in_a_window() const {
    const ScanRange range = scan_range(document_, spans_.front().first, spans_.front().last);
    const std::uint32_t bytes = range.end.byte - range.begin.byte;
    const std::string sample =
        document_.text(range.begin.byte, range.begin.byte + std::min(bytes, kSampleBytes));
    if (sample.empty() || range.end.position <= range.begin.position) return kSnippetCharacters;
    const double characters_per_byte =
        static_cast<double>(count_characters(sample)) / static_cast<double>(sample.size());
    const double positions = range.end.position - range.begin.position;
    const double characters = characters_per_byte * bytes;
    return static_cast<std::uint32_t>(
        std::clamp(kSnippetCharacters * positions / characters, 1.0, 2.0 * kSnippetCharacters));
}

// The best run of spans within `width` positions, by one pass over the run.
std::optional<Candidate> SnippetMaker::best_in(const Run& run, std::uint32_t width) {
    std::optional<Candidate> best;
    std::size_t end = run.begin;
    for (std::size_t begin = run.begin; begin < run.end; ++begin) {
        const std::uint64_t limit = std::uint64_t{spans_[begin].first} + width;
        while (end < run.end && (end == begin || spans_[end].last < limit)) {
            counter_.add(spans_[end++].clause);
        }
        const Candidate candidate{{begin, end}, counter_.unseen(), counter_.distinct()};
        if (!best || candidate.better_than(*best)) best = candidate;
        counter_.remove(spans_[begin].clause);
    }
    return best;
}

// The best run of spans that no chosen window touches.
std::optional<Run> SnippetMaker::best_core(std::uint32_t width) {
    std::optional<Candidate> best;
    std::size_t from = 0;
    for (std::size_t i = 0; i <= windows_.size(); ++i) {
        const std::size_t to = i < windows_.size() ? windows_[i].spans.begin : spans_.size();
        if (from < to) {
            const std::optional<Candidate> candidate = best_in({from, to}, width);
            if (!best || candidate->better_than(*best)) best = candidate;
        }
        if (i < windows_.size()) from = windows_[i].spans.end;
    }
    if (!best) return std::nullopt;
    return best->run;
}

// All spans, and perhaps a few more, that reach into the positions [first, last].
Run SnippetMaker::spans_near(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t from = first - std::min(first, widest_);
    const auto begin = std::partition_point(
        spans_.begin(), spans_.end(), [&](const Span& span) { return span.first < from; });
    const auto end = std::partition_point(
        begin, spans_.end(), [&](const Span& span) { return span.first <= last; });
    return {static_cast<std::size_t>(begin - spans_.begin()),
            static_cast<std::size_t>(end - spans_.begin())};
}

Run SnippetMaker::spans_near(const Bytes& bytes) const {
    return spans_near(document_.checkpoint_before_byte(bytes.begin).position,
                      document_.checkpoint_after_byte(bytes.end - 1).position);
}

LocatedRun SnippetMaker::locate_run(const Run& run) const {
    return {run,
            locate(document_, query_, spans_.subspan(run.begin, run.end - run.begin), analyzer_)};
}

// From the first of the spans to the last that a window has room for.
Bytes SnippetMaker::fitting_core(std::span<const LocatedSpan> spans) const {
    Bytes core{spans.front().begin, spans.front().end};
    for (const LocatedSpan& span : spans) {
        if (span.begin >= core.begin) continue;
        core = {span.begin, std::max(core.end, span.end)};  // a symbol before the first word
    }
    const std::string text =
        document_.text(core.begin, core.begin + kSnippetCharacters * kMaxBytesPerCharacter);
    for (const LocatedSpan& span : spans) {
        const std::size_t bytes = span.end - core.begin;
        if (bytes > text.size()) continue;
        const std::size_t characters = count_characters(std::string_view(text).substr(0, bytes));
        if (characters <= kSnippetCharacters) core.end = std::max(core.end, span.end);
    }
    return core;
}

// The window around a core, between those that were chosen before.
Bytes SnippetMaker::cut_around(const Bytes& core) const {
    Bytes room{0, document_.text_bytes()};
    for (const Window& window : windows_) {
        if (window.bytes.end <= core.begin) room.begin = std::max(room.begin, window.bytes.end);
        if (window.bytes.begin >= core.end) room.end = std::min(room.end, window.bytes.begin);
    }
    const std::uint32_t core_end = std::min(core.end, core.begin + kContextBytes);
    const std::uint32_t before = std::min(core.begin - room.begin, kContextBytes);
    const std::uint32_t after = std::min(room.end - core_end, kContextBytes);
    const Bytes read{core.begin - before, core_end + after};
    const std::string bytes = document_.text(read.begin, read.end);
    const TextRange whole = whole_characters(bytes);

    CutTask task;
    task.text = std::string_view(bytes).substr(whole.begin, whole.end - whole.begin);
    const auto base = static_cast<std::uint32_t>(read.begin + whole.begin);
    task.core = {core.begin - base, std::min<std::size_t>(core_end - base, task.text.size())};
    task.open_begin = read.begin == room.begin;
    task.open_end = read.end == room.end;
    task.language = language_;
    task.max_characters = kSnippetCharacters;
    const TextRange cut = cut_window(task);
    return {base + static_cast<std::uint32_t>(cut.begin),
            base + static_cast<std::uint32_t>(cut.end)};
}

// Moves the window's ends out of marks. What overlaps the core in an endless chain is cut where one
// of its spans begins or ends.
void SnippetMaker::keep_marks_whole(Bytes& bytes,
                                    const Bytes& core,
                                    const std::vector<LocatedSpan>& spans) const {
    for (const LocatedSpan& mark : merge_overlapping(spans)) {
        if (mark.begin < bytes.begin && bytes.begin < mark.end) {
            bytes.begin = std::min(mark.end, core.begin);
        }
        if (mark.begin < bytes.end && bytes.end < mark.end) {
            if (mark.begin >= core.end) {
                bytes.end = mark.begin;
            } else if (core.end <= bytes.end) {
                const std::uint32_t limit = bytes.end;
                bytes.end = core.end;
                for (const LocatedSpan& span : spans) {
                    if (span.end <= limit) bytes.end = std::max(bytes.end, span.end);
                }
            }
        }
    }
    const std::string text = document_.text(bytes.begin, bytes.end);
    const TextRange trimmed = trim_white_space(text, {0, text.size()});
    bytes.end = bytes.begin + static_cast<std::uint32_t>(trimmed.end);
    bytes.begin += static_cast<std::uint32_t>(trimmed.begin);
}

Window SnippetMaker::window_of(const Run& run, std::uint32_t width) const {
    // What the window will hold, most likely: located at once.
    const std::uint32_t first = spans_[run.begin].first;
    const std::uint32_t last = spans_[run.end - 1].last;
    const ScanRange around = scan_range(document_, first - std::min(first, width), last + width);
    LocatedRun near = locate_run(spans_near(around.begin.position, around.end.position));
    const Bytes core = fitting_core(
        std::span(near.spans).subspan(run.begin - near.run.begin, run.end - run.begin));

    Window window;
    window.bytes = cut_around(core);
    const Run needed = spans_near(window.bytes);
    if (needed.begin < near.run.begin || needed.end > near.run.end) near = locate_run(needed);
    keep_marks_whole(window.bytes, core, near.spans);

    window.spans = {run.begin, run.begin + 1};
    for (std::size_t i = 0; i < near.spans.size(); ++i) {
        LocatedSpan span = near.spans[i];
        if (span.end <= window.bytes.begin || span.begin >= window.bytes.end) continue;
        const std::size_t index = near.run.begin + i;
        window.spans.begin = std::min(window.spans.begin, index);
        window.spans.end = std::max(window.spans.end, index + 1);
        const bool too_long = span.begin == core.begin && core.end > window.bytes.end;
        if (too_long) span.end = std::min(span.end, window.bytes.end);
        if (span.begin < window.bytes.begin || span.end > window.bytes.end) continue;
        window.marks.push_back(span);
    }
    return window;
}

void SnippetMaker::take(Window window) {
    for (const LocatedSpan& mark : window.marks) counter_.show(mark.clause);
    window.marks = merge_overlapping(std::move(window.marks));
    const auto after = std::find_if(windows_.begin(), windows_.end(), [&](const Window& other) {
        return other.bytes.begin > window.bytes.begin;
    });
    windows_.insert(after, std::move(window));
}

Snippet SnippetMaker::snippet_of(const Window& window) const {
    Snippet snippet;
    snippet.begin = window.bytes.begin;
    snippet.end = window.bytes.end;
    const std::uint32_t place = window.marks.empty() ? snippet.begin : window.marks.front().begin;
    if (const Segment* segment = document_.segment_at(place)) snippet.segment = *segment;
    snippet.fragments =
        fragments_of(document_.text(snippet.begin, snippet.end), snippet.begin, window.marks);
    return snippet;
}

}  // namespace

std::vector<Snippet> make_snippets(const StoredDocument& document,
                                   const CompiledQuery& query,
                                   std::span<const Span> spans,
                                   Analyzer& analyzer) {
    return SnippetMaker(document, query, text_part(spans, document.layout()), analyzer).make();
}

std::vector<Fragment> title_fragments(const StoredDocument& document,
                                      const CompiledQuery& query,
                                      std::span<const Span> spans,
                                      Analyzer& analyzer) {
    const std::vector<LocatedSpan> marks = merge_overlapping(
        locate_in_title(document, query, title_part(spans, document.layout()), analyzer));
    return fragments_of(document.header().title, 0, marks);
}

}  // namespace gazette
