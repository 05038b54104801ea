#include "indexer/encoder.h"

#include "indexer/format/fields.h"
#include "indexer/format/names.h"
#include "indexer/format/stored_document.h"
#include "indexer/segment_terms.h"
#include "indexer/written_words.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <string_view>

namespace gazette {
namespace {

// About so far apart lie the places in a text where analysis can be taken up again; and each
// segment begins with one, so that positions tell segments apart.
constexpr std::uint32_t kCheckpointBytes = 2048;

// Hands tokens on as index terms.
class TokenTerms {
  public:
    explicit TokenTerms(TermSink& terms) : terms_(terms) {}

    // Counts an occurrence of a token and puts down its position. (Two symbols in front of one
    // word share its position.)
    void count(const TokenView& token, std::uint32_t wdf) {
        if (const std::uint32_t number = number_of(token); number != 0) {
            if (in_main_stream(token.token_class)) {
                terms_.add_numbered(number, wdf, token.position);
            } else {
                terms_.add_numbered(number, wdf);
            }
            return;
        }
        const std::string_view term = spelled(token);
        if (in_main_stream(token.token_class)) {
            terms_.add(term, wdf, token.position);
        } else {
            terms_.add(term, wdf);
        }
    }
    void count_title_copy(const TokenView& token) {
        title_term_.clear();
        append_title_prefix(title_term_);
        title_term_ += spelled(token);
        terms_.add(title_term_, 1);
    }

  private:
    // As append_index_term() does.
    std::string_view spelled(const TokenView& token) {
        const char prefix = index_term_prefix(token);
        if (prefix == '\0') return token.term;
        term_[0] = prefix;
        std::memcpy(&term_[1], token.term.data(), token.term.size());
        return {term_.data(), token.term.size() + 1};
    }
    // 0 where it has none. Terms that come for the first time have none: of many it is the last,
    // too.
    std::uint32_t number_of(const TokenView& token) {
        const std::uint32_t id = terms_.numbering_id();
        if (id == 0 || token.note == nullptr) return 0;
        TermNote& note = *token.note;
        if (note.owner != id) {
            note = {id, 0};
        } else if (note.number == 0) {
            note.number = terms_.number_of(spelled(token));
        }
        return note.number;
    }

    TermSink& terms_;
    std::array<char, 1 + kMaxTermBytes> term_;
    std::string title_term_;
};

class TitleSink final : public TokenSink {
  public:
    TitleSink(TermSink& terms, SegmentTerms& segment_terms, WrittenWords& words)
        : terms_(terms), segment_terms_(segment_terms), words_(words) {}

    void token(const TokenView& token) override {
        words_.token(token);
        terms_.count(token, 1 + kTitleExtraWdf);
        const bool main_stream = in_main_stream(token.token_class);
        if (main_stream) length_ += 1 + kTitleExtraWdf;
        if (main_stream) segment_terms_.title_token(token);
        if (main_stream || token.token_class == TokenClass::bigram) {
            terms_.count_title_copy(token);
        }
    }
    std::uint32_t length() const { return length_; }

  private:
    TokenTerms terms_;
    SegmentTerms& segment_terms_;
    WrittenWords& words_;
    std::uint32_t length_ = 0;
};

class BodySink final : public TokenSink {
  public:
    BodySink(TermSink& terms,
             const Document& document,
             SegmentTerms& segment_terms,
             WrittenWords& words,
             std::uint32_t first_position)
        : terms_(terms),
          segments_(document.segments),
          segment_terms_(segment_terms),
          words_(words),
          first_position_(first_position) {}

    void token(const TokenView& token) override {
        words_.token(token);
        const std::uint32_t wdf = 1 + (in_heading(token.begin) ? kHeadingExtraWdf : 0);
        terms_.count(token, wdf);
        if (!in_main_stream(token.token_class)) return;
        segment_terms_.token(token);
        length_ += wdf;
        if (checkpoints_.empty()) {
            // All of the text analysed again gives the first token again, restartable or not.
            checkpoints_.push_back({first_position_, token.restartable ? token.begin : 0});
        } else if (token.restartable && token.position > checkpoints_.back().position &&
                   (token.begin >= checkpoints_.back().byte + kCheckpointBytes ||
                    place_of(token.begin) != last_place_)) {
            checkpoints_.push_back({token.position, token.begin});
        }
        last_place_ = place_of(token.begin);
    }
    std::uint32_t length() const { return length_; }
    const std::vector<Checkpoint>& checkpoints() const { return checkpoints_; }

  private:
    bool in_heading(std::uint32_t byte) {
        // A bigram comes after its second character but begins with its first.
        while (segment_ > 0 && byte < segments_[segment_ - 1].end) --segment_;
        while (segment_ < segments_.size() && segments_[segment_].end <= byte) ++segment_;
        return segment_ < segments_.size() && segments_[segment_].begin <= byte &&
               segments_[segment_].kind == SegmentKind::heading;
    }

    // Which segment the token lies in, or which it lies before; after in_heading() for it.
    std::size_t place_of(std::uint32_t byte) const {
        const bool inside = segment_ < segments_.size() && segments_[segment_].begin <= byte;
        return 2 * segment_ + (inside ? 1 : 0);
    }

    TokenTerms terms_;
    const std::vector<Segment>& segments_;
    SegmentTerms& segment_terms_;
    WrittenWords& words_;
    std::size_t segment_ = 0;  // the first that ends after the token
    std::size_t last_place_ = 0;
    std::uint32_t first_position_;
    std::uint32_t length_ = 0;
    std::vector<Checkpoint> checkpoints_;
};

// Of one document; a law has some, never thousands.
constexpr std::size_t kMaxSearchedIdentifiers = 1000;

void add_filter(TermSink& terms, Field field, std::string_view value) {
    if (!value.empty()) terms.add(filter_term(field, value), 0);
}

// A term for the tag and for each shorter one: zh-Hant-HK, zh-Hant, zh.
void add_language(TermSink& terms, std::string_view tag) {
    for (;;) {
        add_filter(terms, Field::lang, tag);
        const auto cut = tag.rfind('-');
        if (cut == tag.npos) return;
        tag = tag.substr(0, cut);
    }
}

void add_date(TermSink& terms, Field field, const CivilPeriod& period) {
    const CivilDate date = civil_date(period.first);
    if (!period.known() || date.month == 0) return;
    terms.add(year_term(date.year, field), 0);
    if (period.precision >= DatePrecision::month) {
        terms.add(month_term(date.year, date.month, field), 0);
    }
    if (period.precision >= DatePrecision::day) terms.add(day_term(period.first, field), 0);
}

// What its segments are, and are called.
void add_segments(TermSink& terms, const std::vector<Segment>& segments) {
    for (const Segment& segment : segments) {
        add_filter(terms, Field::has, name_of(segment.kind));
        if (segment.page > 0) add_filter(terms, Field::has, name_of(SegmentKind::page));
        for (const std::string& term : label_terms(segment.label)) terms.add(term, 0);
    }
}

void add_names(TermSink& terms, const Document& document) {
    const DocumentNames names = names_of(document);
    for (const std::string& key : names.whole) terms.add(name_term(key), 0);
    for (const std::string& key : names.part) terms.add(part_name_term(key), 0);
}

// The translation of a text, and a part of it, say nothing of what the text is worth.
bool is_citation(std::string_view type) {
    return type != "translation_of" && type != "part_of";
}

void add_references(TermSink& terms, const Document& document) {
    for (const Relation& relation : document.relations) {
        const std::string& named = relation.target.empty() ? relation.label : relation.target;
        const std::vector<std::string> keys = names_referred_to(named);
        for (const std::string& key : keys) terms.add(reference_term(key), 0);
        if (!keys.empty() && is_citation(relation.type)) terms.add(citation_term(keys.front()), 0);
    }
}

// As they are, and with their scheme: "32016R0679", "celex:32016R0679".
void add_identifiers(TermSink& terms, const Document& document) {
    add_filter(terms, Field::id, document.id);
    add_filter(terms, Field::id, document.work_id);
    std::size_t left = kMaxSearchedIdentifiers;
    for (const Identifier& identifier : document.identifiers) {
        if (identifier.value.empty() || left-- == 0) break;
        add_filter(terms, Field::id, identifier.value);
        add_filter(terms, Field::id, identifier.scheme + ":" + identifier.value);
    }
}

void add_filters(TermSink& terms, const Document& document) {
    add_identifiers(terms, document);
    add_language(terms, document.lang);
    add_filter(terms, Field::kind, document.kind);
    add_filter(terms, Field::source, document.source);
    add_filter(terms, Field::publisher, document.publisher);
    add_filter(terms, Field::jurisdiction, document.jurisdiction);
    add_filter(terms, Field::collection, document.collection);
    add_date(terms, Field::date, document.published);
    add_date(terms, Field::effective, document.effective);
    add_segments(terms, document.segments);
    add_names(terms, document);
    add_references(terms, document);
}

ColumnRow row_of(const Document& document, std::uint32_t length) {
    ColumnRow row;
    row.id = document.id;
    row.length = length;
    row.date_first = document.published.first;
    row.date_last = document.published.last;
    row.lang = document.lang;
    row.kind = document.kind;
    row.source = document.source;
    row.collection = document.collection;
    row.publisher = document.publisher;
    row.jurisdiction = document.jurisdiction;
    return row;
}

}  // namespace

DocumentRecord encode(const Document& document, Analyzer& analyzer, TermSink& terms) {
    const LanguageId language = language_of(document.lang).id;
    PositionLayout layout;

    SegmentTerms segment_terms(document, language);
    WrittenWords words(language, document.text.size());
    TitleSink title(terms, segment_terms, words);
    AnalysisOptions options;
    layout.title_tokens = analyzer.analyze(document.title, language, options, title);
    layout.body_begin = layout.title_tokens + kTitleGap;

    BodySink body(terms, document, segment_terms, words, layout.body_begin);
    options.first_position = layout.body_begin;
    layout.body_end = analyzer.analyze(document.text, language, options, body);
    for (const auto& [term, places] : segment_terms.take()) {
        for (const std::uint32_t place : places) terms.add(term, 0, place);
    }

    add_filters(terms, document);
    DocumentRecord record;
    record.row = row_of(document, title.length() + body.length());
    record.row.title_tokens = layout.title_tokens;
    record.stored = encode_document(document, layout, body.checkpoints());
    record.adjacent = words.take_adjacent();
    record.forms = encode_word_forms(words.take_forms());
    record.text_bytes = static_cast<std::uint32_t>(document.text.size());
    return record;
}

EncodedDocument encode(const Document& document, Analyzer& analyzer) {
    EncodedDocument encoded;
    TermMapSink terms(encoded.terms);
    static_cast<DocumentRecord&>(encoded) = encode(document, analyzer, terms);
    return encoded;
}

}  // namespace gazette
