// gazette explain: how a query is read, and what each clause of it stands for in the index.
#include "searcher/http/json.h"
#include "searcher/search.h"
#include "tools/gazette/query_options.h"
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <variant>

namespace gazette {

namespace {

std::string slot_line(const std::vector<ExplainedTerm>& slot) {
    std::string line;
    for (const ExplainedTerm& term : slot) {
        if (!line.empty()) line += " or ";
        line += term.term;
        line += " (";
        if (!term.language.empty()) line += term.language + ", ";
        line += std::to_string(term.documents) + ")";
    }
    return line;
}

void print_node(const ExplainedNode& node, int depth) {
    const std::string indent(static_cast<std::size_t>(depth) * 2, ' ');
    std::cout << indent << node.operation;
    if (!node.text.empty()) std::cout << " " << node.text;
    std::cout << ": " << node.documents << (node.documents == 1 ? " document\n" : " documents\n");
    for (const auto& slot : node.slots) std::cout << indent << "  = " << slot_line(slot) << "\n";
    for (const ExplainedNode& child : node.children) print_node(child, depth + 1);
}

void print_explanation(const Explanation& explanation) {
    std::cout << "read as: " << explanation.canonical << "\n";
    for (const Notice& notice : explanation.notices)
        std::cout << "note: " << notice.message << "\n";
    print_node(explanation.root, 0);
}

}  // namespace

void add_explain_command(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("explain", "Show how a query is read");
    auto options = std::make_shared<QueryOptions>();
    add_query_options(*command, *options);
    command->callback([options, &run] {
        run = [options] {
            const SearchRequest request = options->request();
            const Searcher searcher(options->index_dir);
            const auto answer = searcher.explain(request);
            if (const auto* error = std::get_if<QueryError>(&answer)) {
                return report_query_error(request.text, *error, options->json);
            }
            const auto& explanation = std::get<Explanation>(answer);
            if (options->json) {
                std::cout << to_json(explanation) << "\n";
            } else {
                print_explanation(explanation);
            }
            return int{kExitOk};
        };
    });
}

}  // namespace gazette
