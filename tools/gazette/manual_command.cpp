// gazette manual: the man page and the completion of shells, made from the options themselves, for
// the build of packages.
#include "tools/gazette/subcommands.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {
namespace {

std::vector<const CLI::App*> shown_commands(const CLI::App& app) {
    std::vector<const CLI::App*> commands;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        if (!command->get_group().empty()) commands.push_back(command);
    }
    return commands;
}

// Text as troff prints it, on one line: a dash that is a dash, and no request at its beginning.
std::string troff(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\0') continue;  // the default of an option that is one character, or none
        if (c == '\\') {
            result += "\\e";
        } else if (c == '-') {
            result += "\\-";
        } else if ((c == '.' || c == '\'') && result.empty()) {
            result += "\\&";
            result += c;
        } else {
            result += c == '\n' ? ' ' : c;
        }
    }
    return result;
}

void print_option(const CLI::Option& option, std::ostream& out) {
    const bool positional = option.get_positional();
    out << ".TP\n.B " << troff(positional ? option.get_name(true) : option.get_name(false, true));
    if (option.get_expected_max() > 0 && !positional) {
        const std::string type =
            option.get_option_text().empty() ? option.get_type_name() : option.get_option_text();
        out << " " << troff(type);
    }
    out << "\n" << troff(option.get_description());
    if (option.get_required()) out << " (required)";
    if (!option.get_default_str().empty()) {
        out << " (default: " << troff(option.get_default_str()) << ")";
    }
    out << "\n";
}

// With the commands of a command behind it.
void print_commands(const std::string& before, const CLI::App& app, std::ostream& out) {
    for (const CLI::App* command : shown_commands(app)) {
        const std::string name = before + " " + command->get_name();
        out << ".SS " << troff(name) << "\n" << troff(command->get_description()) << "\n";
        for (const CLI::Option* option : command->get_options()) {
            if (option != command->get_help_ptr()) print_option(*option, out);
        }
        print_commands(name, *command, out);
    }
}

void print_man(const CLI::App& app, std::ostream& out) {
    out << ".TH GAZETTE 1 \"\" \"Gazette " << GAZETTE_VERSION << "\" \"User Commands\"\n"
        << ".SH NAME\ngazette \\- full\\-text search for archives of regulation and news\n"
        << ".SH SYNOPSIS\n.B gazette\n.I COMMAND\n[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n"
        << ".SH DESCRIPTION\n"
        << troff(app.get_description()) << "\n"
        << "What could not be read has a row with the reason (gazette status), what a query was "
           "understood as is printed back, and counts are exact or say that they are not.\n"
        << ".SH COMMANDS\n";
    print_commands("gazette", app, out);
    out << ".SH FILES\n.TP\n.I /etc/gazette/gazette.toml\n"
        << "Options of serve and index, read with \\fB\\-\\-config\\fR \\fIFILE\\fR: a table for "
           "each of the two, with their options as keys, without the dashes. An unknown key is an "
           "error.\n"
        << ".TP\n.I /var/lib/gazette/index\nThe index of the packaged services gazette\\-index and "
           "gazette\\-serve.\n"
        << ".SH EXIT STATUS\n"
        << "0: done. 1: done, and something is wrong. 2: the command line, the configuration or "
           "the query is wrong. 3: it could not be done.\n";
}

// "--help --index ", in quotation marks.
void print_option_words(const CLI::App& command, std::ostream& out) {
    out << "\"";
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) out << "--" << name << " ";
    }
    if (command.get_fallthrough()) out << "--config ";
    out << "\"";
}

// Of a command that has commands: their names, and the options of the one that was typed.
void print_inner_commands(const CLI::App& command, std::ostream& out) {
    const auto inner = shown_commands(command);
    if (inner.empty()) return;
    out << "; inner=\"";
    for (const CLI::App* each : inner) out << each->get_name() << " ";
    out << "\"\n            for given in \"${COMP_WORDS[@]:2:COMP_CWORD-2}\"; do case $given in\n";
    for (const CLI::App* each : inner) {
        out << "                " << each->get_name() << ") inner= options=";
        print_option_words(*each, out);
        out << " ;;\n";
    }
    out << "            esac; done";
}

void print_bash(const CLI::App& app, std::ostream& out) {
    out << "# Completion of gazette for bash.\n_gazette() {\n"
        << "    local word=${COMP_WORDS[COMP_CWORD]} options= inner= given\n"
        << "    case ${COMP_WORDS[1]} in\n";
    std::string names;
    for (const CLI::App* command : shown_commands(app)) {
        names += (names.empty() ? "" : " ") + command->get_name();
        out << "        " << command->get_name() << ") options=";
        print_option_words(*command, out);
        print_inner_commands(*command, out);
        out << " ;;\n";
    }
    out << "    esac\n    if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
        << "        COMPREPLY=($(compgen -W \"" << names << " --help --version\" -- \"$word\"))\n"
        << "    elif [[ $word == -* ]]; then\n"
        << "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
        << "    else\n        COMPREPLY=($(compgen -W \"$inner\" -- \"$word\") $(compgen -f -- "
           "\"$word\"))\n    fi\n}\n"
        << "complete -o filenames -F _gazette gazette\n";
}

}  // namespace

void add_manual_command(CLI::App& app, Run& run) {
    auto kind = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("manual", "The man page, or the completion of a shell");
    command->group("");
    command->add_option("kind", *kind, "man or bash")
        ->required()
        ->check(CLI::IsMember({"man", "bash"}));
    command->callback([kind, &app, &run] {
        run = [kind, &app] {
            *kind == "man" ? print_man(app, std::cout) : print_bash(app, std::cout);
            return static_cast<int>(kExitOk);
        };
    });
}

}  // namespace gazette
