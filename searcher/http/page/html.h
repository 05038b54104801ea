// Writes HTML. Text can only go in escaped: a string becomes text, and markup comes from element()
// alone.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gazette {

struct HtmlAttribute {
    std::string_view name;             // a literal of ours
    std::optional<std::string> value;  // nothing: the attribute is left out
};
using HtmlAttributes = std::vector<HtmlAttribute>;

// A piece of a page: elements and text, in order.
class Html {
  public:
    Html() = default;
    Html(std::string_view text);  // NOLINT(google-explicit-constructor): a string is text
    Html(const std::string& text) : Html(std::string_view(text)) {}
    Html(const char* text) : Html(std::string_view(text)) {}

    Html& operator+=(const Html& more) {
        markup_ += more.markup_;
        return *this;
    }
    bool empty() const { return markup_.empty(); }
    const std::string& markup() const { return markup_; }

    // `name`: a literal of ours. Elements without content (input, meta) have no end tag.
    static Html element(std::string_view name,
                        const HtmlAttributes& attributes,
                        std::initializer_list<Html> children);

  private:
    std::string markup_;
};

inline Html element(std::string_view name,
                    const HtmlAttributes& attributes,
                    std::initializer_list<Html> children = {}) {
    return Html::element(name, attributes, children);
}

// An attribute that is there, without a value, or is not.
inline std::optional<std::string> flag(bool set) {
    return set ? std::optional<std::string>(std::string()) : std::nullopt;
}
// An attribute that is left out where the value is empty.
inline std::optional<std::string> unless_empty(std::string value) {
    return value.empty() ? std::nullopt : std::optional<std::string>(std::move(value));
}

}  // namespace gazette
