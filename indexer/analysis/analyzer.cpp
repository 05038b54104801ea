#include "indexer/analysis/analyzer.h"

#include "indexer/analysis/character_run.h"
#include "indexer/analysis/dictionary_breaker.h"
#include "indexer/analysis/fold.h"
#include "indexer/analysis/scanner.h"
#include "indexer/analysis/utf8.h"
#include "indexer/analysis/word_parts.h"
#include "indexer/analysis/word_terms.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace gazette {
namespace {

// A run is taken apart in pieces of about so many characters, which bounds memory; dictionary
// words do not reach over the cut, all other tokens do not see it.
constexpr std::size_t kRunPiece = 4096;

// A word as it was cut, for those who need more than one language's terms of it.
struct CutWord {
    std::string text;
    bool acronym = false;
};

// What is scanned: the text itself, or what one of its characters stands for. All tokens of the
// latter have the range of that character.
struct Source {
    std::string_view text;
    bool expanded = false;
    std::size_t begin = 0;
    std::size_t end = 0;
};

// What a pass works with; kept from one text to the next.
struct Tools {
    WordTermsCache words;
    DictionaryBreaker breaker;
    std::vector<RunCharacter> run;
    std::vector<DictionaryWord> dictionary;
    std::string sign;
    std::string sign_scratch;
    std::string dictionary_term;
    std::string dictionary_scratch;

    // Of characters that are common.
    TermNote* note_of(char32_t character) {
        return character < kNotedCharacters ? &character_notes[character] : nullptr;
    }

  private:
    static constexpr std::size_t kNotedCharacters = 0x10000;
    std::vector<TermNote> character_notes = std::vector<TermNote>(kNotedCharacters);
};

// One pass over one text.
class Pass {
  public:
    Pass(Tools& tools,
         LanguageId language,
         const AnalysisOptions& options,
         TokenSink& sink,
         std::vector<CutWord>* cut_words = nullptr)
        : tools_(tools),
          language_(language),
          position_(options.first_position),
          with_extras_(!options.main_stream_and_surface_only && options.only_at.empty()),
          selects_(!options.only_at.empty()),
          left_(options.only_at),
          sink_(sink),
          cut_words_(cut_words) {}

    std::uint32_t run(std::string_view text) {
        scan({.text = text});
        return position_ + (symbol_waits_ ? 1 : 0);
    }

  private:
    // A piece, and for a word the hash under which its terms are kept, if it is all one part.
    struct ScannedAhead {
        ScannedPiece piece;
        std::uint64_t hash = 0;
    };
    // So many pieces are scanned before they are taken: by then, what is known of their words has
    // come from memory.
    static constexpr std::size_t kAhead = 16;

    void scan(const Source& source) {
        if (selects_) return scan_for_selected(source);
        Scanner scanner(source.text);
        std::array<ScannedAhead, kAhead> ahead;
        for (std::size_t count = kAhead; count == kAhead;) {
            count = 0;
            while (count < kAhead && scanner.next(ahead[count].piece)) {
                expect(source, ahead[count++]);
            }
            for (std::size_t i = 0; i < count; ++i) {
                if (ahead[i].piece.kind == ScanKind::word) {
                    tools_.words.prefetch_terms(ahead[i].hash);
                }
            }
            for (std::size_t i = 0; i < count; ++i) take(source, ahead[i]);
        }
    }

    // Words are not looked up ahead, since of most it is enough that they are there.
    void scan_for_selected(const Source& source) {
        Scanner scanner(source.text);
        ScannedAhead next;
        while (!past_selected() && scanner.next(next.piece)) {
            const bool is_plain = next.piece.kind == ScanKind::word && next.piece.plain_ascii &&
                                  next.piece.end - next.piece.begin <= kMaxTokenBytes;
            if (is_plain && !is_selected()) {
                pass_token();
                continue;
            }
            if (next.piece.kind == ScanKind::word) {
                const std::size_t bytes = next.piece.end - next.piece.begin;
                next.hash = WordTermsCache::hash(
                    source.text.substr(next.piece.begin, bytes), false, language_);
            }
            take(source, next);
        }
    }

    // Whether the token at position_ is wanted.
    bool is_selected() {
        if (!selects_) return true;
        while (!left_.empty() && left_.front() < position_) left_ = left_.subspan(1);
        return !left_.empty() && left_.front() == position_;
    }
    bool past_selected() const { return selects_ && (left_.empty() || left_.back() < position_); }

    // As if it had been made out.
    void pass_token() {
        symbol_waits_ = false;
        first_of_expansion_ = false;
        ++position_;
    }

    void expect(const Source& source, ScannedAhead& ahead) {
        const ScannedPiece& piece = ahead.piece;
        if (piece.kind != ScanKind::word) return;
        const auto word = source.text.substr(piece.begin, piece.end - piece.begin);
        ahead.hash = WordTermsCache::hash(word, false, language_);
        tools_.words.prefetch(ahead.hash);
    }

    void take(const Source& source, const ScannedAhead& ahead) {
        const ScannedPiece& piece = ahead.piece;
        switch (piece.kind) {
            case ScanKind::word:
                word(source, ahead);
                break;
            case ScanKind::run:
                characters(source, piece);
                break;
            case ScanKind::symbol:
            case ScanKind::emoji:
                sign(source, piece);
                break;
            case ScanKind::compatible:
                compatible(source, piece);
                break;
        }
    }

    void word(const Source& source, const ScannedAhead& ahead) {
        const ScannedPiece& piece = ahead.piece;
        if (piece.plain_ascii && piece.end - piece.begin <= kMaxTokenBytes) {
            word_part(source, {.begin = piece.begin, .end = piece.end}, ahead.hash);
            return;
        }
        WordPart part;
        std::size_t offset = piece.begin;
        while (next_word_part(source.text, piece.end, offset, part)) {
            const bool whole = part.begin == piece.begin && part.end == piece.end && !part.acronym;
            word_part(source, part, whole ? ahead.hash : hash_of(source, part));
        }
    }

    std::uint64_t hash_of(const Source& source, const WordPart& part) const {
        return WordTermsCache::hash(
            source.text.substr(part.begin, part.end - part.begin), part.acronym, language_);
    }

    void word_part(const Source& source, const WordPart& part, std::uint64_t hash) {
        const std::string_view word = source.text.substr(part.begin, part.end - part.begin);
        const WordTerms terms = tools_.words.find(word, part.acronym, language_, hash);
        if (terms.term.empty()) return;
        if (terms.is_text) return expand(source, part.begin, part.end, std::string(terms.term));
        if (!is_selected()) return pass_token();
        TokenView token = placed(source, part.begin, part.end);
        token.term = terms.term;
        token.token_class = terms.is_number ? TokenClass::number : TokenClass::word;
        token.stemmed_by = terms.stemmed_by;
        token.restartable = token.restartable && part.restartable;
        if (cut_words_ != nullptr) cut_words_->push_back({std::string(word), part.acronym});
        if (terms.kept != nullptr) {
            token.hash = terms.kept->term_hash;
            token.note = &terms.kept->term_note;
        }
        emit_main(token);
        if (!terms.surface.empty()) {
            token.hash = terms.kept != nullptr ? terms.kept->surface_hash : 0;
            token.note = terms.kept != nullptr ? &terms.kept->surface_note : nullptr;
            token.term = terms.surface;
            token.token_class = TokenClass::surface;
            token.stemmed_by = LanguageId::und;
            token.restartable = false;
            sink_.token(token);
        }
        ++position_;
    }

    void characters(const Source& source, const ScannedPiece& segment) {
        std::size_t offset = segment.begin;
        while (offset < segment.end && !past_selected()) {
            tools_.run.clear();
            tools_.dictionary.clear();
            offset = read_run(source.text, offset, segment.end, kRunPiece, tools_.run);
            if (with_extras_) tools_.breaker.words(tools_.run, tools_.dictionary);
            auto dictionary_word = tools_.dictionary.begin();
            for (std::size_t i = 0; i < tools_.run.size(); ++i) {
                if (i + kAhead < tools_.run.size()) {
                    __builtin_prefetch(tools_.note_of(tools_.run[i + kAhead].folded));
                }
                if (!is_selected()) {
                    pass_token();
                    continue;
                }
                character(source, tools_.run[i]);
                if (dictionary_word != tools_.dictionary.end() && dictionary_word->begin == i) {
                    dictionary(source, *dictionary_word++);
                }
                ++position_;
            }
        }
    }

    void character(const Source& source, const RunCharacter& character) {
        TokenView token = placed(source, character.begin, character.end);
        token.restartable = token.restartable && character.restartable;
        // The last character and this one stand side by side: see bigram().
        const std::size_t bytes = encode(character.folded);
        if (with_extras_ && last_bytes_ != 0 && last_position_ + 1 == position_) bigram(token);
        std::memmove(pair_.data(), pair_.data() + last_bytes_, bytes);
        last_bytes_ = bytes;
        last_position_ = position_;
        last_begin_ = token.begin;
        token.token_class = TokenClass::character;
        token.term = {pair_.data(), bytes};
        token.note = tools_.note_of(character.folded);
        emit_main(token);
    }

    // Writes a character behind the one before it.
    std::size_t encode(char32_t c) {
        const std::size_t bytes = put_code_point(pair_.data() + last_bytes_, c);
        pair_bytes_ = last_bytes_ + bytes;
        return bytes;
    }

    void bigram(const TokenView& second) {
        TokenView token;
        token.term = {pair_.data(), pair_bytes_};
        token.token_class = TokenClass::bigram;
        token.position = last_position_;
        token.begin = last_begin_;
        token.end = second.end;
        sink_.token(token);
    }

    void dictionary(const Source& source, const DictionaryWord& word) {
        tools_.dictionary_term.clear();
        for (std::size_t i = word.begin; i < word.end; ++i) {
            append_code_point(tools_.dictionary_term, tools_.run[i].folded);
        }
        TokenView token =
            placed(source, tools_.run[word.begin].begin, tools_.run[word.end - 1].end);
        token.term = bounded_term(tools_.dictionary_term, tools_.dictionary_scratch);
        token.token_class = TokenClass::dictionary;
        token.restartable = false;
        sink_.token(token);
    }

    void sign(const Source& source, const ScannedPiece& segment) {
        if (!is_selected()) {
            first_of_expansion_ = false;
            if (segment.kind == ScanKind::emoji) return pass_token();
            symbol_waits_ = true;
            return;
        }
        fold_sign(source.text.substr(segment.begin, segment.end - segment.begin), tools_.sign);
        TokenView token = placed(source, segment.begin, segment.end);
        token.term = bounded_term(tools_.sign, tools_.sign_scratch);
        if (segment.kind == ScanKind::emoji) {
            token.token_class = TokenClass::emoji;
            emit_main(token);
            ++position_;
            return;
        }
        token.token_class = TokenClass::symbol;
        sink_.token(token);
        symbol_waits_ = true;
    }

    // ½, ㍿, ①; and numbers that are only themselves: Ethiopic ፩.
    void compatible(const Source& source, const ScannedPiece& segment) {
        if (source.expanded) {
            const WordPart part{.begin = segment.begin, .end = segment.end};
            return word_part(source, part, hash_of(source, part));
        }
        std::string folded;
        fold_compatible(source.text.substr(segment.begin, segment.end - segment.begin), folded);
        expand(source, segment.begin, segment.end, std::move(folded));
    }

    void expand(const Source& source, std::size_t begin, std::size_t end, std::string text) {
        if (source.expanded) return;
        first_of_expansion_ = true;
        scan({.text = text, .expanded = true, .begin = begin, .end = end});
    }

    // A token at the next position. Of those that share a range only the first is restartable.
    TokenView placed(const Source& source, std::size_t begin, std::size_t end) {
        TokenView token;
        token.position = position_;
        token.restartable = !source.expanded || first_of_expansion_;
        first_of_expansion_ = false;
        token.begin = static_cast<std::uint32_t>(source.expanded ? source.begin : begin);
        token.end = static_cast<std::uint32_t>(source.expanded ? source.end : end);
        return token;
    }

    void emit_main(const TokenView& token) {
        symbol_waits_ = false;
        sink_.token(token);
    }

    Tools& tools_;
    LanguageId language_;
    std::uint32_t position_;
    bool with_extras_;
    bool selects_;
    std::span<const std::uint32_t> left_;  // positions of selected tokens that are to come
    TokenSink& sink_;
    std::vector<CutWord>* cut_words_;

    bool first_of_expansion_ = false;
    bool symbol_waits_ = false;  // a symbol has position_, and nothing else yet
    // The last character token, then the one being made.
    std::array<char, 16> pair_{};
    std::size_t last_bytes_ = 0;
    std::size_t pair_bytes_ = 0;
    std::uint32_t last_position_ = 0;
    std::uint32_t last_begin_ = 0;
};

class Collector final : public TokenSink {
  public:
    explicit Collector(std::vector<Token>& tokens) : tokens_(tokens) {}
    void token(const TokenView& token) override {
        tokens_.push_back({std::string(token.term),
                           token.token_class,
                           token.stemmed_by,
                           token.position,
                           token.begin,
                           token.end,
                           token.restartable});
    }

  private:
    std::vector<Token>& tokens_;
};

// More letters i than these are taken for dotted ones behind the first.
constexpr std::size_t kMaxDotlessLetters = 10;

// All words that are written so but for the dots of their letters i.
std::vector<std::string> with_dotless_i(std::string_view surface) {
    std::vector<std::string> words = {std::string()};
    std::size_t letters = 0;
    for (const char c : surface) {
        const std::size_t before = words.size();
        if (c == 'i' && ++letters <= kMaxDotlessLetters) {
            for (std::size_t i = 0; i < before; ++i) words.push_back(words[i] + "\u0131");
        }
        for (std::size_t i = 0; i < before; ++i) words[i] += c;
    }
    return words;
}

void add_variant(QueryToken& token, const WordTerms& terms) {
    const QueryVariant variant{std::string(terms.term), terms.stemmed_by};
    if (std::find(token.variants.begin(), token.variants.end(), variant) == token.variants.end()) {
        token.variants.push_back(variant);
    }
}

}  // namespace

struct Analyzer::State {
    Tools tools;
};

Analyzer::Analyzer() : state_(std::make_unique<State>()) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

std::uint32_t Analyzer::analyze(std::string_view text,
                                LanguageId language,
                                const AnalysisOptions& options,
                                TokenSink& sink) {
    return Pass(state_->tools, language, options, sink).run(text);
}

std::vector<Token> Analyzer::analyze(std::string_view text, LanguageId language) {
    std::vector<Token> tokens;
    Collector collector(tokens);
    analyze(text, language, {}, collector);
    return tokens;
}

std::vector<QueryToken> Analyzer::query_tokens(std::string_view text,
                                               std::span<const LanguageId> languages) {
    std::vector<Token> tokens;
    std::vector<CutWord> words;
    Collector collector(tokens);
    Pass(state_->tools, LanguageId::und, {.main_stream_and_surface_only = true}, collector, &words)
        .run(text);
    std::vector<QueryToken> query;
    auto word = words.begin();
    for (const Token& token : tokens) {
        if (!in_main_stream(token.token_class)) continue;
        QueryToken& made = query.emplace_back();
        made.token_class = token.token_class;
        made.position = token.position;
        made.begin = token.begin;
        made.end = token.end;
        const bool is_cut =
            token.token_class == TokenClass::word || token.token_class == TokenClass::number;
        if (!is_cut || word == words.end()) {
            made.surface = token.term;
            made.variants.push_back({token.term, LanguageId::und});
            continue;
        }
        made.surface = state_->tools.words.surface(word->text, word->acronym);
        made.unstemmed_is_exact =
            !has_script_variants(made.surface) && !is_vietnamese_tone_fold(made.surface);
        add_variant(made, state_->tools.words.find(word->text, word->acronym, LanguageId::und));
        for (const LanguageId language : languages) {
            add_variant(made, state_->tools.words.find(word->text, word->acronym, language));
        }
        ++word;
    }
    return query;
}

QueryToken Analyzer::written_word(std::string_view surface, std::span<const LanguageId> languages) {
    QueryToken made;
    made.end = static_cast<std::uint32_t>(surface.size());
    made.surface = surface;
    made.unstemmed_is_exact =
        !has_script_variants(made.surface) && !is_vietnamese_tone_fold(made.surface);
    add_variant(made, state_->tools.words.find(surface, false, LanguageId::und));
    for (const LanguageId language : languages) {
        if (!has_turkish_casing(language_of(language))) {
            add_variant(made, state_->tools.words.find(surface, false, language));
            continue;
        }
        // The i of a surface form may have been one without a dot, which its stem keeps.
        for (const std::string& word : with_dotless_i(surface)) {
            add_variant(made, state_->tools.words.find(word, false, language));
        }
    }
    return made;
}

}  // namespace gazette
