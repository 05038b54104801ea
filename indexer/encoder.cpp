#include "indexer/encoder.h"

#include "indexer/format/fields.h"
#include "indexer/format/stored_document.h"
#include "indexer/segment_terms.h"

#include <algorithm>

namespace gazette {
namespace {

using Terms = std::unordered_map<std::string, EncodedTerm>;

// About so far apart lie the places in a text where analysis can be taken up again.
constexpr std::uint32_t kCheckpointBytes = 2048;

// Counts an occurrence of a token and puts down its position.
void count(Terms& terms, const TokenView& token, std::uint32_t wdf) {
    EncodedTerm& term = terms[index_term(token)];
    term.wdf += wdf;
    if (!in_main_stream(token.token_class)) return;
    // Two symbols in front of one word share its position.
    if (term.positions.empty() || term.positions.back() != token.position) {
        term.positions.push_back(token.position);
    }
}

class TitleSink : public TokenSink {
  public:
    TitleSink(Terms& terms, SegmentTerms& segment_terms)
        : terms_(terms), segment_terms_(segment_terms) {}

    void token(const TokenView& token) override {
        count(terms_, token, 1 + kTitleExtraWdf);
        const bool main_stream = in_main_stream(token.token_class);
        if (main_stream) length_ += 1 + kTitleExtraWdf;
        if (main_stream) segment_terms_.title_token(token);
        if (main_stream || token.token_class == TokenClass::bigram) {
            ++terms_[title_term(index_term(token))].wdf;
        }
    }
    std::uint32_t length() const { return length_; }

  private:
    Terms& terms_;
    SegmentTerms& segment_terms_;
    std::uint32_t length_ = 0;
};

class BodySink : public TokenSink {
  public:
    BodySink(Terms& terms,
             const Document& document,
             SegmentTerms& segment_terms,
             std::uint32_t first_position)
        : terms_(terms),
          segments_(document.segments),
          segment_terms_(segment_terms),
          first_position_(first_position) {}

    void token(const TokenView& token) override {
        const std::uint32_t wdf = 1 + (in_heading(token.begin) ? kHeadingExtraWdf : 0);
        count(terms_, token, wdf);
        if (!in_main_stream(token.token_class)) return;
        segment_terms_.token(token);
        length_ += wdf;
        if (checkpoints_.empty()) {
            // All of the text analysed again gives the first token again, restartable or not.
            checkpoints_.push_back({first_position_, token.restartable ? token.begin : 0});
        } else if (token.restartable &&
                   token.begin >= checkpoints_.back().byte + kCheckpointBytes &&
                   token.position > checkpoints_.back().position) {
            checkpoints_.push_back({token.position, token.begin});
        }
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

    Terms& terms_;
    const std::vector<Segment>& segments_;
    SegmentTerms& segment_terms_;
    std::size_t segment_ = 0;  // the first that ends after the token
    std::uint32_t first_position_;
    std::uint32_t length_ = 0;
    std::vector<Checkpoint> checkpoints_;
};

void add_filter(Terms& terms, Field field, std::string_view value) {
    if (!value.empty()) terms.try_emplace(filter_term(field, value));
}

// A term for the tag and for each shorter one: zh-Hant-HK, zh-Hant, zh.
void add_language(Terms& terms, std::string_view tag) {
    for (;;) {
        add_filter(terms, Field::lang, tag);
        const auto cut = tag.rfind('-');
        if (cut == tag.npos) return;
        tag = tag.substr(0, cut);
    }
}

void add_date(Terms& terms, Field field, const CivilPeriod& period) {
    const CivilDate date = civil_date(period.first);
    if (!period.known() || date.month == 0) return;
    terms.try_emplace(year_term(date.year, field));
    if (period.precision >= DatePrecision::month) {
        terms.try_emplace(month_term(date.year, date.month, field));
    }
    if (period.precision >= DatePrecision::day) terms.try_emplace(day_term(period.first, field));
}

// What its segments are, and are called.
void add_segments(Terms& terms, const std::vector<Segment>& segments) {
    for (const Segment& segment : segments) {
        add_filter(terms, Field::has, name_of(segment.kind));
        if (segment.page > 0) add_filter(terms, Field::has, name_of(SegmentKind::page));
        for (const std::string& term : label_terms(segment.label)) terms.try_emplace(term);
    }
}

void add_filters(Terms& terms, const Document& document) {
    add_filter(terms, Field::id, document.id);
    add_language(terms, document.lang);
    add_filter(terms, Field::kind, document.kind);
    add_filter(terms, Field::source, document.source);
    add_filter(terms, Field::publisher, document.publisher);
    add_filter(terms, Field::jurisdiction, document.jurisdiction);
    add_filter(terms, Field::collection, document.collection);
    add_date(terms, Field::date, document.published);
    add_date(terms, Field::effective, document.effective);
    add_segments(terms, document.segments);
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

EncodedDocument encode(const Document& document, Analyzer& analyzer) {
    const LanguageId language = language_of(document.lang).id;
    EncodedDocument encoded;
    PositionLayout layout;

    SegmentTerms segment_terms(document, language);
    TitleSink title(encoded.terms, segment_terms);
    AnalysisOptions options;
    layout.title_tokens = analyzer.analyze(document.title, language, options, title);
    layout.body_begin = layout.title_tokens + kTitleGap;

    BodySink body(encoded.terms, document, segment_terms, layout.body_begin);
    options.first_position = layout.body_begin;
    layout.body_end = analyzer.analyze(document.text, language, options, body);
    for (auto& [term, places] : segment_terms.take()) {
        encoded.terms[term].positions = std::move(places);
    }

    add_filters(encoded.terms, document);
    encoded.row = row_of(document, title.length() + body.length());
    encoded.stored = encode_document(document, layout, body.checkpoints());
    encoded.text_bytes = static_cast<std::uint32_t>(document.text.size());
    return encoded;
}

}  // namespace gazette
