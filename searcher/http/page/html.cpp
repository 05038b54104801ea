#include "searcher/http/page/html.h"

#include "searcher/http/markup.h"

namespace gazette {

Html::Html(std::string_view text) : markup_(escaped(text)) {}

Html Html::element(std::string_view name,
                   const HtmlAttributes& attributes,
                   std::initializer_list<Html> children) {
    Html result;
    std::string& markup = result.markup_;
    markup = "<" + std::string(name);
    for (const HtmlAttribute& attribute : attributes) {
        if (!attribute.value) continue;
        markup += " " + std::string(attribute.name);
        if (!attribute.value->empty()) markup += "=\"" + escaped(*attribute.value) + "\"";
    }
    markup += ">";
    for (const Html& child : children) markup += child.markup_;
    const bool is_void = name == "input" || name == "meta" || name == "link" || name == "br";
    if (!is_void) markup += "</" + std::string(name) + ">";
    return result;
}

}  // namespace gazette
