// Recursive descent, loosest operator first:
//
//   alternatives   all ( OR all )*
//   all            negated ( [AND] negated )*
//   negated        NOT negated | proximity
//   proximity      operand ( connector operand )*
//   operand        [+|-|!] ( word | "quotation" | any("words") | field:value |
//                            [field:]( alternatives ) )
//
// Only brackets and NOT recurse, and both are counted.

#include "searcher/query/parser.h"

#include "searcher/query/characters.h"
#include "searcher/query/connector_chain.h"
#include "searcher/query/connector_operands.h"
#include "searcher/query/filter_leaf.h"
#include "searcher/query/lexer.h"
#include "searcher/query/limits.h"
#include "searcher/query/only_words.h"
#include "searcher/query/operator_notices.h"
#include "searcher/query/pieces.h"
#include "searcher/query/plain_words.h"
#include "searcher/query/printer.h"
#include "searcher/query/query_text.h"
#include "searcher/query/wildcards.h"
#include "searcher/query/word_notices.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace gazette {
namespace {

// The first error stands in error_, and every step returns as soon as it is set.
class Parser {
  public:
    Parser(std::vector<Lexeme> lexemes, std::vector<Notice> notices)
        : lexemes_(std::move(lexemes)), notices_(std::move(notices)) {}

    std::variant<Node, QueryError> run() {
        if (peek().kind == LexemeKind::end) return Node{};
        Piece piece = alternatives();
        if (!error_ && peek().kind != LexemeKind::end) unexpected();
        if (error_) return std::move(*error_);
        const std::size_t deep = operators_deep(piece.node);
        if (deep > query_limits::kMaxQueryDepth) return too_deep(piece.node.place);
        return std::move(piece.node);
    }

    // In order of place.
    std::vector<Notice> take_notices() {
        std::stable_sort(notices_.begin(), notices_.end(), [](const Notice& a, const Notice& b) {
            return a.place.begin < b.place.begin;
        });
        return std::move(notices_);
    }

  private:
    const Lexeme& peek() const { return lexemes_[at_]; }
    const Lexeme& take() { return lexemes_[at_++]; }
    bool failed() const { return error_.has_value(); }

    Piece fail(std::string code, std::string message, std::string suggestion, QueryPlace place) {
        if (!error_) {
            error_ = QueryError{std::move(code), std::move(message), std::move(suggestion), place};
        }
        return {};
    }

    // Notices where they are due: for a node that stands between others without brackets.
    static bool is_open_connector(const Piece& piece) {
        return is_connector(piece.node) && !piece.bracketed;
    }

    // ---- the grammar

    Piece alternatives() {
        const std::size_t first_plus = pluses_.size();
        std::vector<Piece> pieces;
        pieces.push_back(all());
        while (!failed() && peek().kind == LexemeKind::or_operator) {
            take();
            pieces.push_back(all());
        }
        if (failed()) return {};
        if (pieces.size() == 1) return std::move(pieces.front());
        const bool mixed = std::any_of(
            pieces.begin(), pieces.end(), [](const Piece& piece) { return piece.joined; });
        const auto near = std::find_if(pieces.begin(), pieces.end(), is_open_connector);
        if (near != pieces.end()) notices_.push_back(near_beside_or(near->node));
        std::vector<Node> nodes;
        for (Piece& piece : pieces) {
            if (piece.node.kind == NodeKind::none_of) notices_.push_back(not_in_or(piece.node));
            nodes.push_back(std::move(piece.node));
        }
        Piece result;
        result.node = joined(NodeKind::any_of, std::move(nodes));
        if (mixed) notices_.push_back(mixed_and_or(result.node));
        if (pluses_.size() > first_plus) notices_.push_back(idle_plus(pluses_[first_plus]));
        pluses_.resize(first_plus);
        return result;
    }

    Piece all() {
        std::vector<Piece> pieces;
        bool by_space = false;
        pieces.push_back(negated());
        while (!failed()) {
            if (peek().kind == LexemeKind::and_operator) {
                take();
            } else if (begins_operand(peek().kind)) {
                by_space = true;
            } else {
                break;
            }
            pieces.push_back(negated());
        }
        if (failed()) return {};
        if (pieces.size() == 1) return std::move(pieces.front());
        std::vector<Node> nodes;
        for (Piece& piece : pieces) {
            if (by_space && is_open_connector(piece)) {
                notices_.push_back(near_beside_words(piece.node));
            }
            nodes.push_back(std::move(piece.node));
        }
        Piece result;
        result.node = joined(NodeKind::all_of, std::move(nodes));
        result.joined = true;
        return result;
    }

    Piece negated() {
        if (peek().kind != LexemeKind::not_operator) return proximity();
        const QueryPlace sign = take().place;
        if (++negations_ > query_limits::kMaxQueryDepth) {
            error_ = too_deep(sign);
            return {};
        }
        Piece child = negated();
        --negations_;
        if (failed()) return {};
        return negation(std::move(child.node), sign);
    }

    Piece proximity() {
        std::vector<Piece> pieces;
        std::vector<Lexeme> connectors;
        pieces.push_back(operand());
        while (!failed() && peek().kind == LexemeKind::connector) {
            connectors.push_back(take());
            pieces.push_back(operand());
        }
        if (failed()) return {};
        if (connectors.empty()) return std::move(pieces.front());
        auto chain = connect_chain(std::move(pieces), std::move(connectors), notices_);
        if (auto* error = std::get_if<QueryError>(&chain)) {
            error_ = std::move(*error);
            return {};
        }
        return std::get<Piece>(std::move(chain));
    }

    Piece operand() {
        switch (peek().kind) {
            case LexemeKind::word:
            case LexemeKind::quotation:
                return text();
            case LexemeKind::any_words:
                return any_words();
            case LexemeKind::filter:
                return filter();
            case LexemeKind::text_group:
                return text_group();
            case LexemeKind::at_least:
                return at_least();
            case LexemeKind::open_bracket:
                return bracket();
            case LexemeKind::plus_sign:
            case LexemeKind::minus_sign:
                return signed_operand();
            default:
                return unexpected();
        }
    }

    Piece signed_operand() {
        const Lexeme sign = take();
        if (!begins_operand(peek().kind) || peek().kind == LexemeKind::not_operator) {
            return dangling(sign);
        }
        Piece piece = operand();
        if (failed()) return {};
        if (sign.kind == LexemeKind::minus_sign) return negation(std::move(piece.node), sign.place);
        pluses_.push_back(sign.place);
        return piece;
    }

    Piece bracket() {
        const QueryPlace open = take().place;
        if (++brackets_ > query_limits::kMaxQueryDepth) {
            error_ = too_deep(open);
            return {};
        }
        if (peek().kind == LexemeKind::close_bracket) {
            return fail("empty_brackets",
                        "there is nothing between the brackets",
                        "type words between them, or remove them",
                        {open.begin, peek().place.end});
        }
        Piece piece = alternatives();
        if (failed()) return {};
        if (peek().kind != LexemeKind::close_bracket) return unclosed(open);
        piece.node.place = {open.begin, take().place.end};
        --brackets_;
        piece.bracketed = true;
        piece.joined = false;
        return piece;
    }

    Piece text_group() {
        const Lexeme field = take();
        if (field.dial != Dial::none) return dial_group(field);
        if (group_ || dial_ != Dial::none) return nested_field(field);
        group_ = field;
        Piece piece = bracket();
        group_.reset();
        if (failed()) return {};
        piece.node.place.begin = field.place.begin;
        // in:annex(…) is one segment with all of it; heading: and title: are said of each word.
        if (!field.segment || field.segment == SegmentKind::heading) return piece;
        return within(std::move(piece.node), *field.segment);
    }

    // case:(…) is said of each word.
    Piece dial_group(const Lexeme& lexeme) {
        if (dial_ != Dial::none) return nested_field(lexeme);
        dial_ = lexeme.dial;
        Piece piece = bracket();
        dial_ = Dial::none;
        if (failed()) return {};
        piece.node.place.begin = lexeme.place.begin;
        return piece;
    }

    Piece at_least() {
        const Lexeme lexeme = take();
        Piece piece = bracket();
        if (failed()) return {};
        if (!is_texts(piece.node)) {
            return fail("at_least_operand",
                        "atleast counts words, quotations, and brackets of these with OR between "
                        "them",
                        "type for example atleast5(bank OR \"credit union\")",
                        piece.node.place);
        }
        Piece result;
        result.node.kind = NodeKind::at_least;
        result.node.count = lexeme.count;
        result.node.place = {lexeme.place.begin, piece.node.place.end};
        result.node.children.push_back(std::move(piece.node));
        return result;
    }

    Piece text() {
        const Lexeme& lexeme = take();
        const bool in_group = group_ || dial_ != Dial::none;
        if (in_group && (lexeme.title_only || lexeme.segment)) return nested_field(lexeme);
        if (dial_ != Dial::none && lexeme.dial != Dial::none) return nested_field(lexeme);
        Piece result;
        result.node.kind = NodeKind::text;
        result.node.place = lexeme.place;
        result.node.text = lexeme.text;
        result.node.exact = lexeme.kind == LexemeKind::quotation;
        result.node.dial = dial_ != Dial::none ? dial_ : lexeme.dial;
        result.node.patterns = lexeme.patterns;
        result.node.similar = lexeme.similar;
        result.node.title_only = lexeme.title_only || (group_ && group_->title_only);
        const bool heading = lexeme.segment == SegmentKind::heading ||
                             (group_ && group_->segment == SegmentKind::heading);
        if (result.node.dial != Dial::none && (lexeme.patterns || lexeme.similar)) {
            return fail("dial_on_pattern",
                        std::string(name_of(result.node.dial)) +
                            ": takes words as they are, without wildcards and ~",
                        "leave one of the two out",
                        lexeme.place);
        }
        result = counted(std::move(result));
        if (failed() || !heading) return result;
        return within(std::move(result.node), SegmentKind::heading);
    }

    Piece any_words() {
        const Lexeme& lexeme = take();
        const bool of_each_word =
            group_ && (group_->title_only || group_->segment == SegmentKind::heading);
        if (of_each_word || dial_ != Dial::none) return nested_field(lexeme);
        Piece result;
        result.node = any_words_node(lexeme.text, lexeme.place);
        return counted(std::move(result));
    }

    Piece filter() {
        const Lexeme& lexeme = take();
        if (group_ || dial_ != Dial::none) return nested_field(lexeme);
        auto leaf = filter_leaf(lexeme);
        if (auto* error = std::get_if<QueryError>(&leaf)) {
            error_ = std::move(*error);
            return {};
        }
        Piece result;
        result.node = std::get<Node>(std::move(leaf));
        return counted(std::move(result));
    }

    Piece counted(Piece leaf) {
        if (++leaves_ <= query_limits::kMaxQueryTerms) return leaf;
        return fail("too_many_terms",
                    "the query has more than " + std::to_string(query_limits::kMaxQueryTerms) +
                        " words and values",
                    "search in steps, or for a part of the text",
                    leaf.node.place);
    }

    // ---- errors

    Piece dangling(const Lexeme& sign) {
        return fail("dangling_operator",
                    operator_name(sign) + " has nothing to act on",
                    "type a word behind it, or put it in quotation marks to search for the word",
                    sign.place);
    }

    // peek() is not what an operand begins with, or not what may follow one.
    Piece unexpected() {
        const Lexeme& found = peek();
        const bool after_operator = at_ > 0 && is_operator_lexeme(lexemes_[at_ - 1].kind);
        if (after_operator) return dangling(lexemes_[at_ - 1]);
        if (is_operator_lexeme(found.kind)) return dangling(found);
        if (found.kind == LexemeKind::close_bracket) {
            return fail("unbalanced_bracket",
                        "the bracket closes nothing",
                        "remove it, or open a bracket before",
                        found.place);
        }
        return unclosed(lexemes_[at_ > 0 ? at_ - 1 : 0].place);
    }

    Piece unclosed(QueryPlace open) {
        if (peek().kind != LexemeKind::end) return unexpected();
        return fail(
            "unbalanced_bracket", "the bracket is not closed", "add the closing bracket", open);
    }

    Piece nested_field(const Lexeme& lexeme) {
        return fail("nested_field",
                    "a field stands inside the bracket of another",
                    "move it out of the bracket",
                    lexeme.place);
    }

    std::vector<Lexeme> lexemes_;
    std::vector<Notice> notices_;
    std::size_t at_ = 0;
    std::size_t brackets_ = 0;
    std::size_t negations_ = 0;
    std::size_t leaves_ = 0;
    Dial dial_ = Dial::none;          // whose bracket this is in
    std::optional<Lexeme> group_;     // the field whose bracket this is in
    std::vector<QueryPlace> pluses_;  // that may stand beside an OR
    std::optional<QueryError> error_;
};

}  // namespace

std::variant<ParsedQuery, QueryError> parse_query(std::string_view text) {
    if (text.size() > query_limits::kMaxQueryBytes) return too_long(text.size(), "the query is");
    auto lexemes = lex_query(text);
    if (auto* error = std::get_if<QueryError>(&lexemes)) return std::move(*error);
    auto& lexed = std::get<std::vector<Lexeme>>(lexemes);
    std::vector<Notice> notices = word_notices(lexed);
    const bool only_words = are_only_words(lexed);
    const bool question = only_words && is_question(lexed);
    Parser parser(std::move(lexed), std::move(notices));
    auto root = parser.run();
    if (auto* error = std::get_if<QueryError>(&root)) return std::move(*error);

    ParsedQuery query;
    query.input = text;
    query.root = std::move(std::get<Node>(root));
    query.canonical = print_query(query.root);
    query.notices = parser.take_notices();
    query.only_words = only_words;
    query.question = question;
    if (query.canonical.size() > query_limits::kMaxQueryBytes) {
        QueryError error =
            too_long(query.canonical.size(), "with its operators written out the query is");
        error.place = query.root.place;
        return error;
    }
    return query;
}

}  // namespace gazette
