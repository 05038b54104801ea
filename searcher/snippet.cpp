#include "searcher/snippet.h"

#include "searcher/character_steps.h"
#include "searcher/fragments.h"
#include "searcher/match/locate.h"
#include "searcher/match/text_scan.h"
#include "searcher/request.h"
#include "searcher/snippet_choice.h"
#include "searcher/snippet_cut.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
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
// And no less, if there is as much: a short segment may say little of the text.
constexpr std::uint32_t kLeastSampleBytes = 1024;

// Bounds of that estimate: long words, and characters of ligatures that expand to words.
constexpr double kMinPositions = 24;
constexpr double kMaxPositions = 2 * kSnippetCharacters;

// Bytes of the text.
struct Bytes {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

// Spans of a run, one for one.
struct LocatedRun {
    SpanRun run;
    std::vector<LocatedSpan> spans;
};

struct Window {
    Bytes bytes;
    std::vector<LocatedSpan> marks;  // in order, not overlapping, inside
    SpanRun spans;                   // those that it touches
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
          choice_(spans, query.clauses.size()) {
        for (const Span& span : spans) widest_ = std::max(widest_, span.last - span.first);
    }

    std::vector<Snippet> make();

  private:
    std::uint32_t positions_in_a_window() const;
    std::optional<SpanRun> best_run(std::uint32_t width);

    SpanRun spans_near(std::uint32_t first, std::uint32_t last) const;
    SpanRun spans_near(const Bytes& bytes) const;
    LocatedRun locate_run(const SpanRun& run);

    bool fits(std::uint32_t begin, std::uint32_t end) const;  // bytes in a window
    Bytes core_of(const SpanRun& run, const LocatedRun& located);
    Bytes with_whole_marks(Bytes core, const std::vector<LocatedSpan>& spans) const;
    Bytes room_around(const Bytes& core) const;
    Bytes cut_around(const Bytes& core) const;
    void keep_marks_whole(Bytes& bytes,
                          const Bytes& core,
                          const std::vector<LocatedSpan>& spans) const;
    static std::uint32_t last_whole_end(const Bytes& bytes,
                                        const Bytes& core,
                                        const std::vector<LocatedSpan>& spans);
    Window window_of(const SpanRun& run, std::uint32_t width);
    void take(Window window);

    Snippet snippet_of(const Window& window) const;

    const StoredDocument& document_;
    const CompiledQuery& query_;
    std::span<const Span> spans_;  // of the text
    Analyzer& analyzer_;
    LanguageId language_;
    SnippetChoice choice_;
    std::uint32_t widest_ = 0;     // positions that a span reaches over
    std::vector<Window> windows_;  // chosen; in order of the text
    // As read, up to now. All spans of a short document are located with the first window.
    std::vector<LocatedRun> located_;
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
        const std::optional<SpanRun> run = best_run(width);
        if (!run) break;
        take(window_of(*run, width));
    }
    for (const Window& window : windows_) snippets.push_back(snippet_of(window));
    return snippets;
}

// An estimate, by the text around the first span.
std::uint32_t SnippetMaker::positions_in_a_window() const {
    ScanRange range = scan_range(document_, spans_.front().first, spans_.front().last);
    while (range.end.byte < document_.text_bytes() &&
           range.end.byte - range.begin.byte < kLeastSampleBytes) {
        range.end = document_.checkpoint_after_byte(range.end.byte);
    }
    const std::uint32_t bytes = range.end.byte - range.begin.byte;
    const std::string sample =
        document_.text(range.begin.byte, range.begin.byte + std::min(bytes, kSampleBytes));
    if (sample.empty() || range.end.position <= range.begin.position) return kSnippetCharacters;
    const double characters_per_byte =
        static_cast<double>(count_characters(sample)) / static_cast<double>(sample.size());
    const double positions = range.end.position - range.begin.position;
    const double characters = characters_per_byte * bytes;
    return static_cast<std::uint32_t>(
        std::clamp(kSnippetCharacters * positions / characters, kMinPositions, kMaxPositions));
}

// The best run of spans that no chosen window touches.
std::optional<SpanRun> SnippetMaker::best_run(std::uint32_t width) {
    std::vector<SpanRun> free;
    std::size_t from = 0;
    for (const Window& window : windows_) {
        free.push_back({from, window.spans.begin});
        from = window.spans.end;
    }
    free.push_back({from, spans_.size()});
    return choice_.best(free, [&](std::size_t first, std::size_t i) {
        return spans_[i].last < std::uint64_t{spans_[first].first} + width;
    });
}

// All spans, and perhaps a few more, that reach into the positions [first, last].
SpanRun SnippetMaker::spans_near(std::uint32_t first, std::uint32_t last) const {
    const std::uint32_t from = first - std::min(first, widest_);
    const auto begin = std::partition_point(
        spans_.begin(), spans_.end(), [&](const Span& span) { return span.first < from; });
    const auto end = std::partition_point(
        begin, spans_.end(), [&](const Span& span) { return span.first <= last; });
    return {static_cast<std::size_t>(begin - spans_.begin()),
            static_cast<std::size_t>(end - spans_.begin())};
}

SpanRun SnippetMaker::spans_near(const Bytes& bytes) const {
    return spans_near(document_.checkpoint_before_byte(bytes.begin).position,
                      document_.checkpoint_after_byte(bytes.end - 1).position);
}

LocatedRun SnippetMaker::locate_run(const SpanRun& run) {
    auto known = std::find_if(located_.begin(), located_.end(), [&](const LocatedRun& located) {
        return located.run.begin <= run.begin && located.run.end >= run.end;
    });
    if (known == located_.end()) {
        const std::span<const Span> wanted = spans_.subspan(run.begin, run.end - run.begin);
        located_.push_back({run, locate(document_, query_, wanted, analyzer_)});
        known = std::prev(located_.end());
    }
    const auto begin = known->spans.begin() - static_cast<std::ptrdiff_t>(known->run.begin);
    return {run,
            {begin + static_cast<std::ptrdiff_t>(run.begin),
             begin + static_cast<std::ptrdiff_t>(run.end)}};
}

bool SnippetMaker::fits(std::uint32_t begin, std::uint32_t end) const {
    if (end <= begin + kSnippetCharacters) return true;
    if (end > begin + kSnippetCharacters * kMaxBytesPerCharacter) return false;
    return count_characters(document_.text(begin, end)) <= kSnippetCharacters;
}

// From the first to the last of the spans of `run` (all among those located) that a window has room
// for: the best of them, now that it is known how far apart they are.
Bytes SnippetMaker::core_of(const SpanRun& run, const LocatedRun& located) {
    const auto span = [&](std::size_t i) { return located.spans[i - located.run.begin]; };
    const auto span_fits = [&](std::size_t first, std::size_t i) {
        return fits(span(first).begin, span(i).end);
    };
    const SpanRun best = choice_.best(std::span(&run, 1), span_fits).value();
    Bytes core{span(best.begin).begin, span(best.begin).end};
    for (std::size_t i = best.begin; i < best.end; ++i) {
        core.begin = std::min(core.begin, span(i).begin);
        core.end = std::max(core.end, span(i).end);
    }
    return with_whole_marks(core, located.spans);
}

// The core, begun and ended where marks are, unless a mark alone is longer than a window, or lies
// in another one.
Bytes SnippetMaker::with_whole_marks(Bytes core, const std::vector<LocatedSpan>& spans) const {
    const std::vector<LocatedSpan> marks = merge_overlapping(spans);
    for (const LocatedSpan& mark : marks) {
        const bool cut = mark.begin < core.begin && core.begin < mark.end;
        if (cut && fits(mark.begin, mark.end) && mark.begin >= room_around(core).begin) {
            core.begin = mark.begin;
        }
    }
    std::uint32_t whole_end = core.begin;
    for (const LocatedSpan& mark : marks) {
        const bool inside = mark.begin >= core.begin && mark.begin < core.end;
        if (inside && fits(core.begin, mark.end)) whole_end = std::max(whole_end, mark.end);
    }
    if (whole_end > core.begin) return {core.begin, whole_end};
    const std::uint32_t longest = core.end;
    core.end = core.begin;
    for (const LocatedSpan& span : spans) {
        const bool first = span.begin == core.begin;
        const bool inside = span.begin >= core.begin && span.end <= longest;
        if (first || (inside && fits(core.begin, span.end)))
            core.end = std::max(core.end, span.end);
    }
    return core;
}

// Where a window around the core may lie: between those that were chosen before.
Bytes SnippetMaker::room_around(const Bytes& core) const {
    Bytes room{0, document_.text_bytes()};
    for (const Window& window : windows_) {
        if (window.bytes.end <= core.begin) room.begin = std::max(room.begin, window.bytes.end);
        if (window.bytes.begin >= core.end) room.end = std::min(room.end, window.bytes.begin);
    }
    return room;
}

Bytes SnippetMaker::cut_around(const Bytes& core) const {
    const Bytes room = room_around(core);
    const std::uint32_t core_end = std::min(core.end, core.begin + kContextBytes);
    const std::uint32_t before = std::min(core.begin - room.begin, kContextBytes);
    const std::uint32_t after = std::min(room.end - core_end, kContextBytes);
    const Bytes read{core.begin - before, core_end + after};
    const std::string bytes = document_.text(read.begin, read.end);
    const ByteRange whole = whole_characters(bytes);

    CutTask task;
    task.text = std::string_view(bytes).substr(whole.begin, whole.end - whole.begin);
    const auto base = static_cast<std::uint32_t>(read.begin + whole.begin);
    task.core = {core.begin - base, std::min<std::size_t>(core_end - base, task.text.size())};
    task.open_begin = read.begin == room.begin;
    task.open_end = read.end == room.end;
    task.language = language_;
    task.max_characters = kSnippetCharacters;
    const ByteRange cut = cut_window(task);
    return {base + static_cast<std::uint32_t>(cut.begin),
            base + static_cast<std::uint32_t>(cut.end)};
}

// The last end of a span that the window can show, at least that of the core's first; or the
// window's own where a single span is longer than it.
std::uint32_t SnippetMaker::last_whole_end(const Bytes& bytes,
                                           const Bytes& core,
                                           const std::vector<LocatedSpan>& spans) {
    std::uint32_t end = core.begin;
    for (const LocatedSpan& span : spans) {
        if (span.begin == core.begin && span.end > bytes.end) return bytes.end;
        if (span.begin >= core.begin && span.end <= bytes.end) end = std::max(end, span.end);
    }
    return end;
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
            } else {
                bytes.end = last_whole_end(bytes, core, spans);
            }
        }
    }
    const std::string text = document_.text(bytes.begin, bytes.end);
    const ByteRange trimmed = trim_white_space(text, {0, text.size()});
    bytes.end = bytes.begin + static_cast<std::uint32_t>(trimmed.end);
    bytes.begin += static_cast<std::uint32_t>(trimmed.begin);
}

Window SnippetMaker::window_of(const SpanRun& run, std::uint32_t width) {
    // What the window will hold, most likely: located at once.
    const std::uint32_t first = spans_[run.begin].first;
    const std::uint32_t last = spans_[run.end - 1].last;
    const ScanRange around = scan_range(document_, first - std::min(first, width), last + width);
    LocatedRun near = locate_run(spans_near(around.begin.position, around.end.position));
    const Bytes core = core_of(run, near);

    Window window;
    window.bytes = cut_around(core);
    const SpanRun needed = spans_near(window.bytes);
    if (needed.begin < near.run.begin || needed.end > near.run.end) near = locate_run(needed);
    keep_marks_whole(window.bytes, core, near.spans);

    window.spans = {spans_.size(), 0};
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
    for (const LocatedSpan& mark : window.marks) choice_.show(mark.clause);
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
