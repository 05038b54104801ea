#include "searcher/query/named_documents.h"

#include "indexer/analysis/name_key.h"
#include "indexer/format/fields.h"
#include "indexer/format/names.h"
#include "searcher/query/provision.h"

#include <optional>
#include <string>
#include <utility>

namespace gazette {
namespace {

// Words of a title beside a provision.
constexpr std::size_t kMaxTitleWords = 6;

Node filter_node(Field field, std::string_view value, QueryPlace place) {
    Node node;
    node.kind = NodeKind::filter;
    node.field = field;
    node.value = value;
    node.place = place;
    return node;
}

Node joined(NodeKind kind, std::vector<Node> children, QueryPlace place) {
    if (children.size() == 1) return std::move(children.front());
    Node node;
    node.kind = kind;
    node.place = place;
    node.children = std::move(children);
    return node;
}

class Finder {
  public:
    Finder(std::string_view text,
           std::span<const LanguageId> scope,
           const Vocabulary& vocabulary,
           Analyzer& analyzer)
        : text_(text),
          place_{0, static_cast<std::uint32_t>(text.size())},
          scope_(scope),
          vocabulary_(vocabulary),
          analyzer_(analyzer) {}

    std::vector<NamedDocuments> run() {
        if (add_names(text_, {})) {
            finish(filter_node(Field::name, text_, place_));
        } else {
            add_provisions();
        }
        return std::move(all_);
    }

  private:
    void finish(Node node) {
        found_.node = std::move(node);
        all_.push_back(std::move(found_));
        found_ = {};
    }

    // Documents of this name that also have one of each of `groups`.
    bool add_names(std::string_view name, const std::vector<std::vector<std::string>>& groups) {
        std::vector<std::string> whole;
        std::vector<std::string> part;
        for (const std::string& key : names_asked_for(name)) {
            whole.push_back(name_term(key));
            part.push_back(part_name_term(key));
        }
        const bool in_full = add(std::move(whole), groups, 2);
        const bool in_part = add(std::move(part), groups, 1);
        return in_full || in_part;
    }

    bool add(std::vector<std::string> names,
             std::vector<std::vector<std::string>> groups,
             unsigned tier) {
        names = vocabulary_.known(std::move(names));
        if (names.empty()) return false;
        groups.push_back(std::move(names));
        found_.first.push_back({std::move(groups), tier});
        return true;
    }

    void add_provisions() {
        for (const CitedProvision& provision : provisions_in(text_)) {
            std::vector<std::string> terms;
            std::vector<Node> labels;
            for (const std::string& label : provision.labels) {
                const auto whole = label_terms(label);
                if (whole.empty()) continue;
                auto known = vocabulary_.known({whole.back()});
                if (known.empty()) continue;
                terms.push_back(std::move(known.front()));
                labels.push_back(filter_node(Field::segment, label, place_));
            }
            if (terms.empty()) continue;
            Node segment = joined(NodeKind::any_of, std::move(labels), place_);
            Node of;
            if (add_names(provision.of, {terms})) {
                of = filter_node(Field::name, provision.of, place_);
            } else if (auto title = title_words(provision, terms)) {
                of = *std::move(title);
            } else {
                continue;
            }
            std::vector<Node> both;
            both.push_back(std::move(of));
            both.push_back(std::move(segment));
            finish(joined(NodeKind::all_of, std::move(both), place_));
        }
    }

    std::optional<Node> title_words(const CitedProvision& provision,
                                    const std::vector<std::string>& segments) {
        if (!provision.is_sure) return std::nullopt;
        const auto tokens = analyzer_.query_tokens(provision.of, scope_);
        if (tokens.empty() || tokens.size() > kMaxTitleWords) return std::nullopt;
        std::vector<std::vector<std::string>> groups = {segments};
        for (const QueryToken& token : tokens) {
            std::vector<std::string> copies;
            for (const QueryVariant& variant : token.variants) {
                copies.push_back(title_term(main_term(variant.term, variant.stemmed_by)));
            }
            copies = vocabulary_.known(std::move(copies));
            if (copies.empty()) return std::nullopt;
            groups.push_back(std::move(copies));
        }
        found_.first.push_back({std::move(groups), 1});
        Node node;
        node.kind = NodeKind::text;
        node.text = provision.of;
        node.title_only = true;
        node.exact = provision.of.find(' ') != std::string::npos;
        node.place = place_;
        return node;
    }

    std::string_view text_;
    QueryPlace place_;
    std::span<const LanguageId> scope_;
    const Vocabulary& vocabulary_;
    Analyzer& analyzer_;
    NamedDocuments found_;  // the one that is made
    std::vector<NamedDocuments> all_;
};

}  // namespace

std::vector<NamedDocuments> named_documents(std::string_view text,
                                            std::span<const LanguageId> scope,
                                            const Vocabulary& vocabulary,
                                            Analyzer& analyzer) {
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == text.npos || text.size() > kMaxNameBytes) return {};
    text = text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
    if (!scope.empty()) return Finder(text, scope, vocabulary, analyzer).run();
    const std::vector<LanguageId> all = vocabulary.languages();
    return Finder(text, all, vocabulary, analyzer).run();
}

}  // namespace gazette
