#include "searcher/match/exactness.h"

#include "searcher/match/literal_words.h"
#include "searcher/query/text_clause.h"

#include <algorithm>
#include <string_view>

namespace gazette {

// Main-stream tokens, each under its surface form. A surface token comes after the main-stream
// tokens of its position, and belongs to the one that is not a symbol.
class Exactness::Collector : public TokenSink {
  public:
    explicit Collector(std::vector<SurfaceToken>& tokens) : tokens_(tokens) { tokens_.clear(); }

    void token(const TokenView& token) override {
        if (in_main_stream(token.token_class)) {
            const bool symbol = token.token_class == TokenClass::symbol;
            tokens_.push_back(
                {token.position, symbol, std::string(token.term), token.begin, token.end});
        } else if (token.token_class == TokenClass::surface) {
            set_surface(token);
        }
    }

  private:
    void set_surface(const TokenView& token) {
        for (auto at = tokens_.rbegin(); at != tokens_.rend(); ++at) {
            if (at->position != token.position) return;
            if (at->symbol) continue;
            at->surface = token.term;
            return;
        }
    }

    std::vector<SurfaceToken>& tokens_;
};

Exactness::Exactness(const StoredDocument& document, Analyzer& analyzer)
    : document_(document), analyzer_(analyzer) {}

const std::vector<Exactness::SurfaceToken>& Exactness::tokens_around(const Span& span) {
    if (span.first < document_.layout().title_tokens) {
        if (!title_known_) {
            Collector collector(title_);
            scan_title(document_, {}, analyzer_, collector);
            title_known_ = true;
        }
        return title_;
    }
    if (text_known_ && range_.holds(span.first) && range_.holds(span.last)) return text_;
    text_known_ = false;
    range_ = scan_range(document_, span.first, span.last);
    Collector collector(text_);
    scan_text(document_, range_, {}, analyzer_, collector);
    text_known_ = true;
    return text_;
}

bool Exactness::is_spelled(const Slot& slot,
                           const SurfaceToken& token,
                           Dial dial,
                           bool in_title) const {
    if (dial == Dial::none) return true;
    const std::string word =
        in_title ? document_.header().title.substr(token.begin, token.end - token.begin)
                 : document_.text(token.begin, token.end);
    return spelling_of(dial, word) == slot.spelling;
}

bool Exactness::is_surely_exact_somewhere(const TextClause& clause, const Span& span) {
    if (clause.dial != Dial::none || clause.title_only) return false;
    if (span.first < document_.layout().title_tokens) return false;
    std::vector<std::string_view> words;
    for (const Slot& slot : clause.slots) {
        const bool is_next = slot.offset == clause.slots.front().offset + words.size();
        if (!slot.exact || slot.symbol || slot.surfaces.size() != 1 || !is_next) return false;
        words.push_back(slot.surfaces.front());
    }
    const ScanRange range = scan_range(document_, span.first, span.last);
    return words_stand_literally(document_.text(range.begin.byte, range.end.byte), words);
}

bool Exactness::is_exact(const TextClause& clause, const Span& span) {
    const std::vector<SurfaceToken>& tokens = tokens_around(span);
    auto token = std::partition_point(tokens.begin(), tokens.end(), [&](const SurfaceToken& t) {
        return t.position < span.first;
    });
    const bool in_title = span.first < document_.layout().title_tokens;
    for (const Slot& slot : clause.slots) {
        const std::uint32_t position = span.first + slot.offset - clause.slots.front().offset;
        if (!slot.exact) continue;
        token = std::find_if(token, tokens.end(), [&](const SurfaceToken& t) {
            return t.position > position ||
                   (t.position == position && slot.has_surface(t.surface) &&
                    is_spelled(slot, t, clause.dial, in_title));
        });
        if (token == tokens.end() || token->position > position) return false;
        ++token;
    }
    return true;
}

}  // namespace gazette
