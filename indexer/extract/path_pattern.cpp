#include "indexer/extract/path_pattern.h"

#include "indexer/extract/limits.h"
#include "indexer/extract/utf8.h"

#include <algorithm>

namespace gazette {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
    });
}

// "2020-03-25" or "20200325" at the beginning: its length, or 0.
std::size_t date_length(std::string_view text) {
    static constexpr std::string_view kShapes[] = {"dddd-dd-dd", "dddddddd"};
    for (const std::string_view shape : kShapes) {
        if (text.size() < shape.size()) continue;
        const bool fits = std::equal(shape.begin(), shape.end(), text.begin(), [](char s, char c) {
            return s == 'd' ? is_digit(c) : s == c;
        });
        if (fits) return shape.size();
    }
    return 0;
}

std::string at_byte(std::size_t at) {
    return " at byte " + std::to_string(at);
}

}  // namespace

std::optional<PathPattern> PathPattern::parse(std::string_view text, std::string& error) {
    PathPattern pattern;
    pattern.text_ = text;
    if (text.empty() || text.size() > extract_limits::kMaxPathPatternBytes) {
        error = "a pattern has 1 to " + std::to_string(extract_limits::kMaxPathPatternBytes) +
                " bytes, not " + std::to_string(text.size());
        return std::nullopt;
    }
    const auto add = [&](Kind kind, std::string_view name = {}) {
        pattern.elements_.push_back({kind, std::string(name)});
    };
    const auto add_literal = [&](char c) {
        const bool goes_on =
            !pattern.elements_.empty() && pattern.elements_.back().kind == Kind::literal;
        if (!goes_on) add(Kind::literal);
        pattern.elements_.back().text += c;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("**/") && (at == 0 || text[at - 1] == '/')) {
            add(Kind::folders);
            at += 3;
        } else if (rest.starts_with("**")) {
            add(Kind::any);
            at += 2;
        } else if (rest.front() == '*' || rest.front() == '?') {
            add(rest.front() == '*' ? Kind::in_folder : Kind::one);
            ++at;
        } else if (rest.starts_with("{{")) {
            add_literal('{');
            at += 2;
        } else if (rest.front() == '{') {
            const std::size_t end = rest.find('}');
            if (end == std::string_view::npos) {
                error = "'{' without '}'" + at_byte(at);
                return std::nullopt;
            }
            const std::string_view inner = rest.substr(1, end - 1);
            const std::size_t colon = inner.find(':');
            const std::string_view name = inner.substr(0, colon);
            const std::string_view kind =
                colon == std::string_view::npos ? std::string_view() : inner.substr(colon + 1);
            const bool is_kind =
                colon == std::string_view::npos || kind == "date" || kind == "digits";
            if (!is_name(name) || !is_kind) {
                error = "\"{" + std::string(inner) + "}\"" + at_byte(at) +
                        " is no {name}, {name:date} or {name:digits}";
                return std::nullopt;
            }
            for (const std::string& known : pattern.names()) {
                if (known != name) continue;
                error = "\"{" + known + "}\"" + at_byte(at) + " is there twice";
                return std::nullopt;
            }
            add(kind == "date" ? Kind::date : (kind == "digits" ? Kind::digits : Kind::piece),
                name);
            at += end + 1;
        } else {
            add_literal(rest.front());
            ++at;
        }
    }
    return pattern;
}

std::vector<std::string> PathPattern::names() const {
    std::vector<std::string> names;
    for (const Element& element : elements_) {
        const bool is_piece = element.kind == Kind::piece || element.kind == Kind::date ||
                              element.kind == Kind::digits;
        if (is_piece) names.push_back(element.text);
    }
    return names;
}

// Tries the lengths of each element, shortest first. What failed once from a place is not tried
// again.
class PathPattern::Matcher {
  public:
    Matcher(const std::vector<Element>& elements, std::string_view path)
        : elements_(elements), path_(path), failed_(elements.size() * (path.size() + 1), false) {}

    // Depth is that of the pattern.
    bool match(std::size_t element, std::size_t at) {
        if (element == elements_.size()) return at == path_.size();
        const std::size_t state = element * (path_.size() + 1) + at;
        if (failed_[state]) return false;
        if (try_lengths(element, at)) return true;
        failed_[state] = true;
        return false;
    }

    PathCaptures captures;

  private:
    bool go_on(std::size_t element, std::size_t at, std::size_t length) {
        return match(element + 1, at + length);
    }

    bool remember(std::size_t element, std::size_t at, std::size_t length) {
        captures.emplace_back(elements_[element].text, std::string(path_.substr(at, length)));
        if (go_on(element, at, length)) return true;
        captures.pop_back();
        return false;
    }

    bool try_lengths(std::size_t element, std::size_t at) {
        const Element& wanted = elements_[element];
        const std::string_view rest = path_.substr(at);
        const std::size_t folder_end = std::min(rest.find('/'), rest.size());
        switch (wanted.kind) {
            case Kind::literal:
                return rest.starts_with(wanted.text) && go_on(element, at, wanted.text.size());
            case Kind::one: {
                if (rest.empty() || rest.front() == '/') return false;
                const Utf8Step step = utf8_step(rest);
                return go_on(element, at, step.length == 0 ? step.bad_length : step.length);
            }
            case Kind::in_folder:
                for (std::size_t length = 0; length <= folder_end; ++length) {
                    if (go_on(element, at, length)) return true;
                }
                return false;
            case Kind::any:
                for (std::size_t length = 0; length <= rest.size(); ++length) {
                    if (go_on(element, at, length)) return true;
                }
                return false;
            case Kind::folders:
                for (std::size_t length = 0; length <= rest.size(); ++length) {
                    const bool at_border = length == 0 || rest[length - 1] == '/';
                    if (at_border && go_on(element, at, length)) return true;
                }
                return false;
            case Kind::piece:
                for (std::size_t length = 1; length <= folder_end; ++length) {
                    if (remember(element, at, length)) return true;
                }
                return false;
            case Kind::date: {
                const std::size_t length = date_length(rest);
                return length > 0 && remember(element, at, length);
            }
            case Kind::digits:
                for (std::size_t length = 1; length <= rest.size() && is_digit(rest[length - 1]);
                     ++length) {
                    if (remember(element, at, length)) return true;
                }
                return false;
        }
        return false;
    }

    const std::vector<Element>& elements_;
    std::string_view path_;
    std::vector<bool> failed_;
};

std::optional<PathCaptures> PathPattern::match(std::string_view path) const {
    if (path.size() > extract_limits::kMaxMatchedPathBytes) return std::nullopt;
    Matcher matcher(elements_, path);
    if (!matcher.match(0, 0)) return std::nullopt;
    return std::move(matcher.captures);
}

}  // namespace gazette
